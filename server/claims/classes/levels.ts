import { t } from '@vscode/l10n';
import { meets } from '../../language/interval.ts';
import { type Claim, claimKey, type Interval } from '../../model/claims.ts';
import { memoize, memoized } from '../../model/memoize.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { disagreeing, type Group, joined, nearestFirst, once } from '../groups.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isSuperlative,
  problemAt,
  type Situation,
  type Stated,
  type Statements,
  shown,
} from '../problem.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { nearWord } from './levelNumbers.ts';

interface Dispute extends Group {
  readonly isLoose: boolean;
}

const disputes = once((stated, vocabulary): Dispute[] =>
  disagreeing(
    stated.filter(({ claim }) => claim.range !== undefined && claim.unit === 'level' && !isSuperlative(claim, vocabulary)),
    vocabulary,
  ).map(group => ({ ...group, isLoose: group.reference.by.every(other => other.claim.byAlias === true) })),
);

/** Status words and levels of one subject that exclude each other: d in one chapter, q across chapters. */
export const statuses: ContradictionClass = { letters: ['d', 'q'], find: wordsAgainstWords };

function* wordsAgainstWords({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { status, label, levels } = vocabulary;
  const metrics = [status?.name, label?.name].filter(name => name !== undefined);
  const found: ClaimProblem[] = [];
  const subjects = new Set(
    chapter.claims
      .filter(claim => metrics.includes(claim.metric) && claim.subject !== null && claim.range !== undefined)
      .map(claim => claim.subject!),
  );
  for (const subject of subjects) {
    if (rest()) yield;
    if (levels.some(level => level.label === subject)) continue;
    // Tens of thousands may state one thing.
    yield;
    const [first, second] = metrics.map(metric => statements.about(claimKey(subject, metric)));
    yield;
    for (const dispute of first === undefined ? [] : disputes(joined(first, second), vocabulary))
      for (const problem of ofChapter(dispute, subject, chapter.path, statements, vocabulary)) found.push(problem);
  }
  return found;
}

/** What a chapter says of a subject against the others, once in tables and once in the text. */
function ofChapter(dispute: Dispute, subject: string, path: string, statements: Statements, vocabulary: Vocabulary): ClaimProblem[] {
  const told = new Set<string>();
  const found: ClaimProblem[] = [];
  for (const one of dispute.inChapter.get(path) ?? []) {
    const { claim } = statements.placed(one);
    if (meets(claim.range!, dispute.reference.range, 0)) continue;
    const kind = claim.construct === 'row' || claim.construct === 'kv' ? 'table' : 'text';
    if (told.has(kind)) continue;
    told.add(kind);
    found.push(excluded(claim, subject, dispute, path, vocabulary));
  }
  return found;
}

function excluded(claim: Claim, subject: string, { reference, isLoose }: Dispute, path: string, vocabulary: Vocabulary): ClaimProblem {
  const { low, high } = claim.range!;
  // What the others have in common may be narrower than what one of them says: only those that exclude this one are shown.
  const here = excluding(reference.inChapter.get(path) ?? [], claim.range!);
  const against = excluding(reference.by, claim.range!);
  const related = nearestFirst(against, here, path, 6);
  const [first] = related;
  const apart = Math.max(low - reference.range.high, reference.range.low - high);
  const isSoft = claim.byAlias || nearWord(claim, vocabulary) || isLoose || claim.construct === 'mermaid-subgraph';
  const message = (): string => {
    const [own, other] = [shown(claim), first === undefined ? reference.shown : shown(first.claim)];
    if (here.length > 0) return t('{0}: {1} here, {2} in another place of this chapter.', subject, own, other);
    if (against.length === 1) return t('{0}: {1} here, {2} elsewhere.', subject, own, other);
    return t('{0}: {1} here, {2} elsewhere (in {3} places).', subject, own, other, against.length);
  };
  return problemAt(
    { ...claim, subject },
    {
      class: here.length > 0 ? 'd' : 'q',
      severity: isSoft ? 'information' : apart >= 3 ? 'error' : 'warning',
      message,
      related,
      ...(first && { reference: first }),
    },
  );
}

/** Those whose levels a range excludes: for all chapters, since they ask for the same few ranges. */
const excluding = (stated: readonly Stated[], range: Interval): readonly Stated[] =>
  memoize(excludedBy(stated), `${range.low} ${range.high}`, () => stated.filter(other => !meets(other.claim.range!, range, 0)));

const excludedBy = memoized((_: readonly Stated[]) => new Map<string, readonly Stated[]>());
