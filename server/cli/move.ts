import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { bytesOf } from '../host/bytes.ts';
import { decode, encode } from '../host/encoding.ts';
import { assertReplaceable } from '../host/replace.ts';
import { applied, type Edit } from '../model/fix.ts';
import { groupedBy } from '../model/grouping.ts';
import type { KbPath } from '../model/path.ts';
import { finished } from '../model/steps.ts';
import type { Following } from '../reshape/follow.ts';
import { Moves } from '../reshape/moves.ts';
import * as counted from '../workspace/counted.ts';
import { followingDone, followingMoves, objectionTo } from '../workspace/moving.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CallError, type MoveCall } from './call.ts';
import { homeOf, pathBelow, placeOf } from './choose.ts';
import { oneAfterTheOther } from './interruptions.ts';
import { opened } from './open.ts';
import { replaced, unwritable } from './repair.ts';
import { printableName, type Streams, say } from './say.ts';
import { showEdits } from './showEdits.ts';

/**
 * Runs `concord move`: moves a file or folder, and writes every link to it, and in it, so that it leads where it did. What has been moved already is only followed. All or nothing: where a file cannot be
 * written, those before it are written back. Answers the exit status.
 */
export async function move(call: MoveCall, { out, err }: Streams): Promise<number> {
  const { root, from, to } = placesOf(call);
  const workspace = await opened({ root, cache: call.cache, all: true }, err);
  const moves = new Moves([{ from, to }]);
  const isDone = workspace.kb.record(from) === undefined && workspace.kb.record(to) !== undefined;
  const objection = isDone ? undefined : objectionTo(moves, workspace);
  if (objection !== undefined) throw new CallError(objection);
  const { edits, lost, failed } = following(moves, workspace, isDone);
  if (failed.length > 0)
    throw new CallError(t('Concord has failed to find out what has to change in “{0}”. Nothing has been changed.', failed.join('”, “')));
  const byPath = groupedBy(edits, ({ path }) => path);
  for (const { path, destination } of lost)
    say(err, t('In “{0}”, the link “{1}” cannot be written so that it leads there.', path, destination));
  if (call.dryRun) for (const [path, changes] of byPath) showEdits(workspace, path, '', changes, out);
  else for await (const made of oneAfterTheOther([() => make(workspace, byPath, isDone ? [] : moves.all)])) made();
  if (!isDone) say(out, `${printableName(from)} → ${to}`);
  const [links, files] = [counted.links(edits.length), counted.files(byPath.size)];
  say(out, call.dryRun ? t('{0} in {1} would follow the move.', links, files) : t('{0} in {1} followed the move.', links, files));
  return lost.length > 0 ? 1 : 0;
}

const following = (moves: Moves, workspace: Workspace, isDone: boolean): Following =>
  finished((isDone ? followingDone : followingMoves)(moves, workspace));

/** The knowledge base, and the places in it. Into a folder that is there, a file keeps its name, as with `mv`. */
function placesOf({ root: named, from: old, to: now }: MoveCall): { root: string; from: KbPath; to: KbPath } {
  const from = placeOf(old);
  const isFolder = (file: string) => existsSync(file) && statSync(file).isDirectory();
  const asNamed = placeOf(now);
  const isSame = asNamed.toLowerCase() === from.toLowerCase();
  const target = isFolder(asNamed) && !isSame && existsSync(from) ? join(asNamed, basename(from)) : asNamed;
  const root = named === undefined ? homeOf(dirname(existsSync(from) ? from : target)) : placeOf(named);
  const [inside, goal] = [pathBelow(root, from), pathBelow(root, target)];
  for (const [path, written] of [
    [inside, old],
    [goal, now],
  ] as const)
    if (!path) throw new CallError(t('“{0}” does not lie in “{1}”.', written, root));
  return { root, from: inside!, to: goal! };
}

/** What has been done, so that it can be undone; answers why it cannot. */
type Undo = () => string | undefined;

function make(workspace: Workspace, edits: ReadonlyMap<KbPath, readonly Edit[]>, moves: Moves['all']): void {
  const undo: Undo[] = [];
  try {
    const states = [...edits].map(([path, changes]) => ({ ...stateOf(workspace, path), changes }));
    for (const state of states) undo.push(write(state));
    for (const { from, to } of moves) for (const back of moved(resolve(workspace.root, from), resolve(workspace.root, to))) undo.push(back);
  } catch (error) {
    const left = undo.reverse().flatMap(back => back() ?? []);
    if (left.length === 0) throw error;
    throw new CallError(t('{0} What had been done before could not be undone: {1}', (error as Error).message, left.join(' ')));
  }
}

interface State {
  readonly path: KbPath;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What a file holds, if it may be written and is as it was read. */
function stateOf(workspace: Workspace, path: KbPath): State {
  const file = join(workspace.root, path);
  try {
    assertReplaceable(file);
    if (!workspace.isAsRead(path)) throw new CallError(t('“{0}” has been changed meanwhile and is left alone.', path));
    return { path, file, bytes: bytesOf(file).bytes };
  } catch (error) {
    throw error instanceof CallError ? error : new CallError(unwritable(path, error as Error).reason);
  }
}

function write({ path, file, bytes, changes }: State & { readonly changes: readonly Edit[] }): Undo {
  const { text, encoding, damaged } = decode(bytes);
  if (damaged) throw new CallError(t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', path));
  const after = encode(applied(text, changes), encoding);
  const left = replaced(file, after, bytes, path);
  if (left !== undefined) throw new CallError(left.reason);
  return () => replaced(file, bytes, undefined, path)?.reason;
}

function* moved(from: string, to: string): Iterable<Undo> {
  const attempt = (act: () => void): string | undefined => {
    try {
      act();
      return undefined;
    } catch (error) {
      return t('“{0}” cannot be moved: {1}.', from, (error as Error).message);
    }
  };
  /** The first of the folders that had to be made. */
  let made: string | undefined;
  yield () => attempt(() => removeEmpty(dirname(to), made));
  const failure = attempt(() => {
    made = mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  });
  if (failure !== undefined) throw new CallError(failure);
  yield () => attempt(() => renameSync(to, from));
}

/** Takes away the folders that were made down to `folder`, and nothing that has been put into them. */
function removeEmpty(folder: string, first: string | undefined): void {
  if (first === undefined || !existsSync(folder) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  if (folder !== first) removeEmpty(dirname(folder), first);
}
