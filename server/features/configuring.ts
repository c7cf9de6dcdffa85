import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { configurationEdits } from '../config/edit.ts';
import { configurationFile } from '../config/read.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import type { Placed } from './panel.ts';

type Place = Pick<Placed, 'workspace' | 'uriOf'>;

/** A change of `concord.json`, which is made if it is not there: a value at the end of a path of keys. Nothing where it cannot be made, or there is no knowledge base that it could be for. */
export function configured(path: readonly string[], value: unknown, { workspace, uriOf }: Place): WorkspaceEdit | undefined {
  const { text } = workspace.configured;
  const edits = workspace.isLoaded ? configurationEdits(text, path, value) : undefined;
  if (edits === undefined) return undefined;
  const starts = lineStarts(text);
  const changes = edits.map(({ start, end, newText }) => ({
    range: { start: positionAt(starts, start), end: positionAt(starts, end) },
    newText,
  }));
  return { documentChanges: [...madeIfMissing(uriOf(configurationFile as KbPath), changes)] };
}

/** A file whose text is to be this, be it there or not. `before`: its text, where it is. */
export function written(path: KbPath, before: string | undefined, text: string, { uriOf }: Pick<Placed, 'uriOf'>): WorkspaceEdit {
  const end = positionAt(lineStarts(before ?? ''), (before ?? '').length);
  return { documentChanges: [...madeIfMissing(uriOf(path), [{ range: { start: { line: 0, character: 0 }, end }, newText: text }])] };
}

const madeIfMissing = (uri: string, edits: TextDocumentEdit['edits']): [CreateFile, TextDocumentEdit] => [
  { kind: 'create', uri, options: { ignoreIfExists: true } },
  { textDocument: { uri, version: null }, edits },
];
