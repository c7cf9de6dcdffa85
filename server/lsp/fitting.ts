import type { ClientCapabilities, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';

/** What tells an editor's version of an open document, by its URI. */
export type VersionOf = (uri: string) => number | undefined;

/** Says that nothing was typed meanwhile: an editor refuses the change of a text that is another by now. */
const versioned = (change: TextDocumentEdit, versionOf: VersionOf): TextDocumentEdit => ({
  ...change,
  textDocument: { uri: change.textDocument.uri, version: versionOf(change.textDocument.uri) ?? null },
});

const plain = ({ range, newText }: TextEdit): TextEdit => ({ range, newText });

/** A change in the words that the client has for changes: with annotations, with versions, or just texts by document. */
export function fitting(edit: WorkspaceEdit, { workspace }: ClientCapabilities, versionOf: VersionOf): WorkspaceEdit {
  const able = workspace?.workspaceEdit;
  const { documentChanges = [], changeAnnotations } = edit;
  const isAnnotated = able?.changeAnnotationSupport !== undefined && changeAnnotations !== undefined;
  const changes = documentChanges.flatMap((change): NonNullable<WorkspaceEdit['documentChanges']> => {
    if (!('edits' in change)) return able?.resourceOperations?.includes(change.kind) ? [change] : [];
    // What does nothing is there for its annotation.
    const edits = isAnnotated ? change.edits : (change.edits as TextEdit[]).filter(doesSomething).map(plain);
    return edits.length === 0 ? [] : [versioned({ ...change, edits }, versionOf)];
  });
  if (able?.documentChanges === true) return { documentChanges: changes, ...(isAnnotated && { changeAnnotations }) };
  const byUri: Record<string, TextEdit[]> = {};
  for (const change of changes)
    if ('edits' in change)
      byUri[change.textDocument.uri] = [...(byUri[change.textDocument.uri] ?? []), ...(change.edits as TextEdit[]).map(plain)];
  return { changes: byUri };
}

const doesSomething = ({ range: { start, end }, newText }: TextEdit): boolean =>
  newText !== '' || start.line !== end.line || start.character !== end.character;

/** The change asks to be shown before it is made. */
export const wantsConfirmation = ({ changeAnnotations = {} }: WorkspaceEdit): boolean =>
  Object.values(changeAnnotations).some(({ needsConfirmation }) => needsConfirmation === true);
