import type { CreateFile, DeleteFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Edit, Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Reshaped } from '../reshape/relocate.ts';
import type { RequestContext } from './feature.ts';

type Placing = Pick<RequestContext, 'rangeOf' | 'uriOf'>;

/** A fix as the editor makes it. As its edits may be very many, in steps. */
export function* editing({ edits, create }: Pick<Fix, 'edits' | 'create'>, view: Placing): Steps<WorkspaceEdit> {
  const made: (CreateFile | TextDocumentEdit)[] = [];
  if (create !== undefined) {
    const uri = view.uriOf(create.path);
    made.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    const start = { line: 0, character: 0 };
    made.push({ textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: create.text }] });
  }
  return { documentChanges: [...made, ...(yield* documentEdits(edits, view))] };
}

/**
 * Many edits as one change that the editor shows before it is made. VS Code shows a change as soon as one of its edits needs confirmation, and
 * leaves just those unticked: so an edit that does nothing needs it, and all others are ticked.
 */
export function* previewing(edits: readonly Edit[], label: string, view: Placing): Steps<WorkspaceEdit> {
  const [first] = edits;
  if (first === undefined) return {};
  const nothing: Edit = { path: first.path, span: { start: first.span.start, end: first.span.start }, newText: '' };
  return {
    documentChanges: [...(yield* documentEdits([nothing], view, 'preview')), ...(yield* documentEdits(edits, view, 'fix'))],
    changeAnnotations: { preview: { label, needsConfirmation: true }, fix: { label } },
  };
}

/** What becomes of a knowledge base as one change, which the editor shows before it is made where it changes the texts of other files than `own`. */
export function* reshaping({ edits, create, remove }: Reshaped, label: string, own: KbPath, view: Placing): Steps<WorkspaceEdit> {
  const isShown = edits.some(({ path }) => path !== own);
  const { documentChanges = [], changeAnnotations } = yield* isShown ? previewing(edits, label, view) : editing({ edits }, view);
  const annotation = isShown ? { annotationId: 'fix' } : {};
  const made = (yield* editing({ edits: [], ...(create && { create }) }, view)).documentChanges ?? [];
  const created = made.map(change => ('kind' in change ? { ...change, ...annotation } : annotated(change as TextDocumentEdit, annotation)));
  const removed: DeleteFile[] = remove === undefined ? [] : [{ kind: 'delete', uri: view.uriOf(remove), ...annotation }];
  return { documentChanges: [...created, ...documentChanges, ...removed], ...(changeAnnotations && { changeAnnotations }) };
}

const annotated = (change: TextDocumentEdit, annotation: { annotationId?: string }): TextDocumentEdit => ({
  ...change,
  edits: change.edits.map(edit => ({ ...(edit as TextEdit), ...annotation })),
});

function* documentEdits(edits: readonly Edit[], view: Placing, annotationId?: string): Steps<TextDocumentEdit[]> {
  const rest = resting();
  const byPath = new Map<KbPath, TextEdit[]>();
  for (const { path, span, newText } of edits) {
    if (rest()) yield;
    const made = { range: view.rangeOf(path, span), newText, ...(annotationId === undefined ? {} : { annotationId }) };
    const same = byPath.get(path);
    if (same === undefined) byPath.set(path, [made]);
    else same.push(made);
  }
  return [...byPath].map(([path, made]) => ({ textDocument: { uri: view.uriOf(path), version: null }, edits: made }));
}
