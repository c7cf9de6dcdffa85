import { t } from '@vscode/l10n';
import type { Steps } from '../../model/steps.ts';
import { levelCalled } from '../levelNames.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, problemAt, type Situation } from '../problem.ts';

/** A level under the name of another one. */
export const wrongLevelName: ContradictionClass = { letters: ['r'], find: namesOfOthers };

function namesOfOthers({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  return ofEach(chapter.claims, claim => {
    if (claim.metric !== vocabulary.words.names.name || claim.word === undefined) return [];
    const [name, own, its] = [claim.word, claim.subject!, levelCalled(claim.word, vocabulary)?.label ?? ''];
    const message = (): string => t('“{1}” is the name of {2}, not of {0}.', own, name, its);
    return [problemAt(claim, { class: 'r', severity: 'hint', message, related: [] })];
  });
}
