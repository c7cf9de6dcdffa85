import { t } from '@vscode/l10n';
import { claimKey } from '../../model/claims.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { type ByChapter, byChapter, nearestFirst, once } from '../groups.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, problemAt, type Situation, type Stated } from '../problem.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** `事实标准` here, `工业标准` there: the names of two levels. */
export const rankWords: ContradictionClass = { letters: ['d'], find: otherRanks };

function otherRanks({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { standing } = vocabulary;
  const told = new Set<string>();
  return ofEach(chapter.claims, claim => {
    const { metric, subject, word } = claim;
    if (metric !== standing?.name || subject === null || told.has(subject)) return [];
    const rank = rankOf(word, vocabulary);
    const higher = rank === undefined ? undefined : above(statements.about(claimKey(subject, metric)), vocabulary)(rank);
    if (higher === undefined || higher.stated.length === 0) return [];
    told.add(subject);
    const witnesses = nearestFirst(higher.stated, higher.inChapter.get(chapter.path) ?? [], chapter.path, 5);
    const other = witnesses[0]!.claim.word!;
    const message = (): string =>
      t('{0} is called “{1}” here and “{2}” elsewhere; these are names of different levels.', subject, word!, other);
    return [problemAt(claim, { class: 'd', severity: 'hint', message, related: witnesses })];
  });
}

const rankOf = (word = '', { words }: Vocabulary): number | undefined =>
  Object.entries(words.standings.ranks as Readonly<Record<string, number>>).find(([name]) => word.endsWith(name))?.[1];

/** Those of a higher rank than one. */
const above = once((stated, vocabulary) => {
  const known = new Map<number, { readonly stated: readonly Stated[]; readonly inChapter: ByChapter }>();
  return (rank: number) =>
    memoize(known, rank, () => {
      const higher = stated.filter(({ claim }) => (rankOf(claim.word, vocabulary) ?? 0) > rank);
      return { stated: higher, inChapter: byChapter(higher) };
    });
});
