import { t } from '@vscode/l10n';
import type { FileRename, RenameFile, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { Refusal } from '../features/feature.ts';
import { followingEdit, type MoveMade } from '../features/moving.ts';
import { applied, type Edit, inverse } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import { Moves } from '../reshape/moves.ts';
import * as counted from '../workspace/counted.ts';
import { followingMoves, objectionTo } from '../workspace/moving.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { answerOnceRead } from './answering.ts';
import type { Client } from './client.ts';
import { fileOf, pathBelow } from './documents.ts';
import type { Session } from './session.ts';

/** What was given to follow some moves in one knowledge base. */
interface Followed {
  readonly workspace: Workspace;
  readonly moves: Moves;
  readonly edits: readonly Edit[];
  /** What the changed files say before and after, by where they lie before the moves. */
  readonly texts: ReadonlyMap<KbPath, { readonly before: string; readonly after: string }>;
}

/** How the writer wants links to follow, by the names of the settings. */
export interface MoveSettings {
  readonly update: unknown;
  readonly previewAbove: unknown;
}

/** Follows the moves of files in the editor: what has to change is answered before they are made, and can be taken back after. */
export class Moving {
  readonly #session: Session;
  readonly #client: Client;
  /** What was answered last, until the moves are made. */
  #followed: readonly Followed[] = [];

  constructor(session: Session, client: Client) {
    this.#session = session;
    this.#client = client;
  }

  /** What has to change so that everything that leads to these files does so after they have moved. */
  async before(files: readonly FileRename[], { update, previewAbove }: MoveSettings): Promise<WorkspaceEdit | null> {
    if (update === 'never' || this.#isDone(files)) return null;
    const most = update === 'prompt' ? 0 : typeof previewAbove === 'number' ? previewAbove : defaultPreviewAbove;
    const { edits, followed } = await answerOnceRead(this.#session, () => this.#following(files, most));
    this.#followed = followed;
    const documentChanges = edits.flatMap(edit => edit.documentChanges ?? []);
    if (documentChanges.length === 0) return null;
    return { documentChanges, ...Object.assign({}, ...edits.map(({ changeAnnotations }) => changeAnnotations && { changeAnnotations })) };
  }

  *#following(files: readonly FileRename[], previewAbove: number): Steps<{ edits: WorkspaceEdit[]; followed: Followed[] }> {
    const [edits, followed]: [WorkspaceEdit[], Followed[]] = [[], []];
    for (const { workspace, ...view } of this.#session.places()) {
      const moves = movesIn(workspace, files);
      // What cannot be moved is the editor's to say.
      if (moves.all.length === 0 || objectionTo(moves, workspace) !== undefined) continue;
      const { edits: made } = yield* followingMoves(moves, workspace);
      const edit = yield* followingEdit(made, previewAbove, view);
      if (edit === null) continue;
      edits.push(edit);
      followed.push(followedBy(workspace, moves, made));
    }
    return { edits, followed };
  }

  /** A change with a move in it is given to the editor, which asks what follows the move all the same. */
  given({ workspace, move, edits }: MoveMade): void {
    if (!this.#client.makes('rename')) throw new Refusal(t('This editor moves no files for a command.'));
    this.#followed = [followedBy(workspace, new Moves([move]), edits)];
  }

  /** The texts say already what follows from these moves. */
  #isDone(files: readonly FileRename[]): boolean {
    return (
      this.#followed.length > 0 &&
      this.#followed.every(
        ({ workspace, moves, texts }) =>
          texts.size > 0 &&
          sameMoves(moves, movesIn(workspace, files)) &&
          [...texts].every(([path, { after }]) => workspace.text(path) === after),
      )
    );
  }

  /** Files have been moved: says what has followed, and takes it back if the writer wants that. */
  async after(files: readonly FileRename[]): Promise<void> {
    const followed = this.#followed.filter(({ workspace, moves }) => sameMoves(moves, movesIn(workspace, files)));
    this.#followed = [];
    const edits = followed.reduce((sum, one) => sum + one.edits.length, 0);
    const changed = followed.reduce((sum, one) => sum + one.texts.size, 0);
    if (edits === 0) return;
    const undo = { label: t('Undo the move') };
    const message = t('{0} in {1} followed the move.', counted.links(edits), counted.files(changed));
    if (!this.#client.makes('rename')) return this.#client.say(message);
    if ((await this.#client.ask(message, [undo])) === undo) await this.#takeBack(followed);
  }

  async #takeBack(followed: readonly Followed[]): Promise<void> {
    const isSame = ({ workspace, moves, texts }: Followed) =>
      [...texts].every(([path, { after }]) => workspace.text(moves.of(path)) === after);
    if (!followed.every(isSame)) return this.#client.say(t('The text has changed meanwhile.'));
    const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
    for (const { workspace, ...view } of this.#session.places()) {
      const one = followed.find(other => other.workspace === workspace);
      if (one !== undefined) documentChanges.push(...takenBack(one, view.uriOf));
    }
    this.#followed = followed.map(({ workspace, moves, texts }) => ({
      workspace,
      moves: moves.back,
      edits: [],
      texts: new Map([...texts].map(([path, { before, after }]) => [moves.of(path), { before: after, after: before }])),
    }));
    await this.#client.apply({ documentChanges });
  }
}

/** More files than these change only when the writer has seen how. */
const defaultPreviewAbove = 20;

/** The moves inside one knowledge base. What leaves it is gone, and what comes from elsewhere is new. */
function movesIn({ root }: Workspace, files: readonly FileRename[]): Moves {
  const pathOf = (uri: string) => {
    const file = fileOf(uri);
    return file === undefined ? undefined : pathBelow(root, file);
  };
  return new Moves(
    files.flatMap(({ oldUri, newUri }) => {
      const [from, to] = [pathOf(oldUri), pathOf(newUri)];
      return from && to ? [{ from, to }] : [];
    }),
  );
}

const written = ({ all }: Moves): string => JSON.stringify(all.map(({ from, to }) => [from, to]).sort());
const sameMoves = (a: Moves, b: Moves): boolean => written(a) === written(b);

function followedBy(workspace: Workspace, moves: Moves, edits: readonly Edit[]): Followed {
  const texts = new Map<KbPath, { before: string; after: string }>();
  for (const { path } of edits) {
    const before = texts.has(path) ? undefined : workspace.text(path);
    if (before === undefined) continue;
    const own = edits.filter(edit => edit.path === path);
    texts.set(path, { before, after: applied(before, own) });
  }
  return { workspace, moves, edits, texts };
}

/** The change that takes back what has followed some moves, and the moves themselves. */
function takenBack({ moves, edits, texts }: Followed, uriOf: (path: KbPath) => string): NonNullable<WorkspaceEdit['documentChanges']> {
  const changes = [...texts].map(([path, { before, after }]) => {
    const lines = lineStarts(after);
    const back = inverse(
      before,
      edits.filter(edit => edit.path === path),
    );
    const made: TextEdit[] = back.map(({ span, newText }) => ({
      range: { start: positionAt(lines, span.start), end: positionAt(lines, span.end) },
      newText,
    }));
    return { textDocument: { uri: uriOf(moves.of(path)), version: null }, edits: made };
  });
  const renames = moves.all.map(({ from, to }): RenameFile => ({ kind: 'rename', oldUri: uriOf(to), newUri: uriOf(from) }));
  return [...changes, ...renames];
}
