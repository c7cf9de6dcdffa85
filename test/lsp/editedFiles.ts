import type { CreateFile, DeleteFile, RenameFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applied } from '../../server/model/fix.ts';
import type { TestEditor } from './editor.ts';

/** What files say after a change, made in the order of the protocol, and where they lie then. */
export function editedFiles(
  files: ReadonlyMap<string, string>,
  edit: WorkspaceEdit | null,
  editor: Pick<TestEditor, 'uri'>,
): Map<string, string> {
  const now = new Map(files);
  const top = decodeURIComponent(editor.uri('')).replace(/\/*$/, '/');
  const pathOf = (uri: string) => decodeURIComponent(uri).slice(top.length);
  for (const change of edit?.documentChanges ?? []) {
    if ('edits' in change) edited(now, pathOf(change.textDocument.uri), change);
    else operated(now, change, pathOf);
  }
  return now;
}

function edited(files: Map<string, string>, path: string, { edits }: TextDocumentEdit): void {
  const text = files.get(path) ?? '';
  const lines = text.split('\n');
  const offsetOf = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
  const changes = (edits as TextEdit[]).map(({ range, newText }) => ({
    span: { start: offsetOf(range.start), end: offsetOf(range.end) },
    newText,
  }));
  files.set(path, applied(text, changes));
}

function operated(files: Map<string, string>, change: CreateFile | RenameFile | DeleteFile, pathOf: (uri: string) => string): void {
  if (change.kind === 'create') files.set(pathOf(change.uri), '');
  else if (change.kind === 'delete') files.delete(pathOf(change.uri));
  else {
    const [from, to] = [pathOf(change.oldUri), pathOf(change.newUri)];
    for (const [path, text] of [...files].filter(([path]) => path === from || path.startsWith(`${from}/`))) {
      files.delete(path);
      files.set(to + path.slice(from.length), text);
    }
  }
}
