import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RequestContext } from '../features/feature.ts';
import { finished, type Steps } from '../model/steps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { VersionOf } from './fitting.ts';
import type { Session } from './session.ts';
import { requestDeadline, turn } from './timeSlicer.ts';

/** So often a long answer is begun anew because chapters have changed meanwhile, as they do while a knowledge base is read; after that it is given at a stretch. */
const mostOften = 3;

/**
 * What `handle` answers from one state of the knowledge base. What takes long – reading a chapter that nobody knew before, an answer in steps – is done in turns, so that other messages are
 * taken in between. `isOfFindings`: not before the chapter has been checked. When the text has changed meanwhile, places in the request mean others: the error that the protocol has for it.
 */
export async function answerAbout(
  uri: string,
  session: Session,
  versionOf: VersionOf,
  handle: (view: RequestContext) => unknown,
  isOfFindings = false,
): Promise<unknown> {
  const version = versionOf(uri);
  const isOutdated = () => versionOf(uri) !== version;
  const isChecked = () => {
    if (session.prefer(uri)) session.work();
    return !session.prefer(uri);
  };
  const isReady = () => session.readOn(uri) && (!isOfFindings || isChecked());
  return whenSettled(isReady, () => begun(session.view(uri), view => view && handle(view)), isOutdated);
}

/**
 * What steps make of a chapter for a command, in turns likewise. It means the chapter as it is when that is done, whatever has been typed meanwhile. `view`: nothing where there is no
 * such chapter.
 */
export const workedOut = <T>(uri: string, session: Session, begin: (view: RequestContext | undefined) => Steps<T>): Promise<T> =>
  whenSettled(
    () => session.readOn(uri),
    () => begun(session.view(uri), begin),
  ) as Promise<T>;

/** What steps answer from one state of all knowledge bases, once all is checked that can be, in turns likewise. */
export const answerAboutAll = <T>(session: Session, begin: () => Steps<T>): Promise<T> =>
  whenSettled(
    () => session.work(),
    () => ({ answer: begin(), workspaces: [...session.places()].map(({ workspace }) => workspace) }),
  ) as Promise<T>;

/** What is shown of all knowledge bases, as far as they are known, in turns likewise. */
export const shownOfAll = <T>(session: Session, begin: () => T | Promise<T> | Steps<T>): Promise<T> =>
  whenSettled(
    () => true,
    () => ({ answer: begin(), workspaces: [...session.places()].map(({ workspace }) => workspace) }),
  ) as Promise<T>;

/** What steps answer from one state of all knowledge bases, once all chapters have been read as they are now, in turns likewise. */
export function answerOnceRead<T>(session: Session, begin: () => Steps<T>): Promise<T> {
  const latest = performance.now() + longestWait;
  const all = () => [...session.places()].map(({ workspace }) => workspace);
  const isRead = (workspace: Workspace) => {
    const isReady = (workspace.isLoaded || performance.now() > latest) && workspace.readOn(requestDeadline());
    if (isReady) workspace.flush();
    return isReady;
  };
  return whenSettled(
    () => all().every(isRead),
    () => ({ answer: begin(), workspaces: all() }),
  ) as Promise<T>;
}

/** In milliseconds: an editor waits a minute for what follows a move. One whose reading somebody has stopped is never read to its end. */
const longestWait = 20_000;

/** What is being worked out, and what it is worked out from. */
interface Begun {
  readonly answer: unknown;
  readonly workspaces: readonly Workspace[];
}

const begun = (view: RequestContext | undefined, begin: (view: RequestContext | undefined) => unknown): Begun => ({
  answer: begin(view),
  workspaces: view === undefined ? [] : [view.workspace],
});

/** `isReady`: asked, turn by turn, before anything is begun; `isOutdated`: whether nobody wants to know any more. */
async function whenSettled(isReady: () => boolean, begin: () => Begun, isOutdated = () => false): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    while (!isReady()) {
      await turn();
      if (isOutdated()) return modified();
    }
    const { answer, workspaces } = begin();
    if (!isSteps(answer)) return answer;
    if (tries === mostOften) return finished(answer);
    const states = workspaces.map(({ kb }) => ({ kb, version: kb.version }));
    const isCurrent = () =>
      workspaces.every(
        (workspace, i) => !workspace.isBehind() && workspace.kb === states[i]!.kb && workspace.kb.version === states[i]!.version,
      );
    const done = await inTurns(answer, () => !isOutdated() && isCurrent());
    if (done !== undefined) return done.value;
    if (isOutdated()) return modified();
  }
}

const modified = (): ResponseError<void> => new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');

const isSteps = (answer: unknown): answer is Steps<unknown> => Object.prototype.toString.call(answer) === '[object Generator]';

/** Does all of it; undefined when something has changed before it was done. */
async function inTurns<T>(steps: Steps<T>, isCurrent: () => boolean): Promise<{ readonly value: T } | undefined> {
  for (let enough = requestDeadline(); ; ) {
    const step = steps.next();
    if (step.done) return { value: step.value };
    if (!enough()) continue;
    await turn();
    if (!isCurrent()) return undefined;
    enough = requestDeadline();
  }
}
