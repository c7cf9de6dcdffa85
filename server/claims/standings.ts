import { t } from '@vscode/l10n';
import { claimKey } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type ByChapter, byChapter, nearestFirst, once } from './groups.ts';
import { type ClaimProblem, type ContradictionClass, problemAt, type Situation, type Stated } from './problem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `事实标准` here, `工业标准` there: the names of two levels. */
export const standings: ContradictionClass = { letters: ['d'], find: twoStandings };

function* twoStandings({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { standing } = vocabulary;
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  for (const claim of chapter.claims) {
    if (rest()) yield;
    if (claim.metric !== standing?.name || claim.subject === null || told.has(claim.subject)) continue;
    const rank = rankOf(claim.word, vocabulary);
    if (rank === undefined) continue;
    const higher = above(statements.about(claimKey(claim.subject, claim.metric)), vocabulary)(rank);
    if (higher.stated.length === 0) continue;
    told.add(claim.subject);
    const witnesses = nearestFirst(higher.stated, higher.inChapter.get(chapter.path) ?? [], chapter.path, 5);
    const [subject, own, other] = [claim.subject, claim.word!, witnesses[0]!.claim.word!];
    found.push(
      problemAt(claim, {
        class: 'd',
        severity: 'hint',
        message: () => t('{0} is called “{1}” here and “{2}” elsewhere; these are names of different levels.', subject, own, other),
        related: witnesses,
      }),
    );
  }
  return found;
}

const rankOf = (word = '', { words }: Vocabulary): number | undefined =>
  Object.entries(words.standings.ranks as Readonly<Record<string, number>>).find(([name]) => word.endsWith(name))?.[1];

/** Those of a higher rank than one. */
const above = once((stated, vocabulary) => {
  const known = new Map<number, { readonly stated: readonly Stated[]; readonly inChapter: ByChapter }>();
  return (rank: number) => {
    const before = known.get(rank);
    if (before !== undefined) return before;
    const higher = stated.filter(({ claim }) => (rankOf(claim.word, vocabulary) ?? 0) > rank);
    const found = { stated: higher, inChapter: byChapter(higher) };
    known.set(rank, found);
    return found;
  };
});
