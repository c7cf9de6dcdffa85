import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { View } from '../features/feature.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { finished, type Steps } from '../model/steps.ts';
import type { VersionOf } from './fitting.ts';
import type { Session } from './session.ts';
import { turn, whileWaitedFor } from './turns.ts';

/** So often a long answer is begun anew because chapters have changed meanwhile, as they do while a knowledge base is read; after that it is given at a stretch. */
const mostOften = 3;

/**
 * What `handle` answers from one state of the knowledge base. What takes long – reading a chapter that nobody knew before, an answer in steps – is done in turns, so that other messages are
 * taken in between. When the text has changed meanwhile, places in the request mean others: the error that the protocol has for it.
 */
export async function answerAbout(uri: string, session: Session, versionOf: VersionOf, handle: (view: View) => unknown): Promise<unknown> {
  const version = versionOf(uri);
  const isOutdated = () => versionOf(uri) !== version;
  while (!session.readOn(uri)) {
    await turn();
    if (isOutdated()) return modified();
  }
  return whenSettled(() => {
    const view = session.view(uri);
    return { answer: view && handle(view), kbs: view === undefined ? [] : [view.workspace.kb] };
  }, isOutdated);
}

/** What steps answer from one state of all knowledge bases, in turns likewise. */
export const answerAboutAll = <T>(session: Session, begin: () => Steps<T>): Promise<T> =>
  whenSettled(
    () => ({ answer: begin(), kbs: [...session.places()].map(({ workspace }) => workspace.kb) }),
    () => false,
  ) as Promise<T>;

async function whenSettled(
  begin: () => { readonly answer: unknown; readonly kbs: readonly KnowledgeBase[] },
  isOutdated: () => boolean,
): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const { answer, kbs } = begin();
    if (!isSteps(answer)) return answer;
    if (tries === mostOften) return finished(answer);
    const versions = kbs.map(({ version }) => version);
    const done = await inTurns(answer, () => !isOutdated() && kbs.every(({ version }, i) => version === versions[i]));
    if (done !== undefined) return done.value;
    if (isOutdated()) return modified();
  }
}

const modified = (): ResponseError<void> => new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');

const isSteps = (answer: unknown): answer is Steps<unknown> => Object.prototype.toString.call(answer) === '[object Generator]';

/** Does all of it; undefined when something has changed before it was done. */
async function inTurns<T>(steps: Steps<T>, isCurrent: () => boolean): Promise<{ readonly value: T } | undefined> {
  for (let enough = whileWaitedFor(); ; ) {
    const step = steps.next();
    if (step.done) return { value: step.value };
    if (!enough()) continue;
    await turn();
    if (!isCurrent()) return undefined;
    enough = whileWaitedFor();
  }
}
