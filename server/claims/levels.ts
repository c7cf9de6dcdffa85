import { t } from '@vscode/l10n';
import { claimKey, type Interval } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { disagreeing, joined, nearestFirst, once } from './groups.ts';
import { meets } from './interval.ts';
import { nearWord } from './levelNumbers.ts';
import { type ClaimProblem, type ContradictionClass, isSuperlative, problemAt, type Situation, type Stated, shown } from './problem.ts';

const disputes = once((stated, vocabulary) =>
  disagreeing(
    stated.filter(({ claim }) => claim.range !== undefined && claim.unit === 'level' && !isSuperlative(claim, vocabulary)),
    vocabulary,
  ).map(group => ({ ...group, isLoose: group.reference.by.every(other => other.claim.loose) })),
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
    for (const { reference, inChapter, isLoose } of first === undefined ? [] : disputes(joined(first, second), vocabulary)) {
      const told = new Set<string>();
      for (const one of inChapter.get(chapter.path) ?? []) {
        const { claim } = statements.placed(one);
        if (meets(claim.range!, reference.range, 0)) continue;
        const kind = claim.construct === 'row' || claim.construct === 'kv' ? 'table' : 'text';
        if (told.has(kind)) continue;
        told.add(kind);
        // What the others have in common may be narrower than what one of them says: only those that exclude this one are shown.
        const here = excluding(reference.inChapter.get(chapter.path) ?? [], claim.range!);
        const sameFile = here.length > 0;
        const apart = Math.max(claim.range!.low - reference.range.high, reference.range.low - claim.range!.high);
        const soft = claim.loose || nearWord(claim, vocabulary) || isLoose || claim.construct === 'mermaid-subgraph';
        const against = excluding(reference.by, claim.range!);
        const witnesses = nearestFirst(against, here, chapter.path, 6);
        found.push(
          problemAt(
            { ...claim, subject },
            {
              class: sameFile ? 'd' : 'q',
              severity: soft ? 'information' : apart >= 3 ? 'error' : 'warning',
              message: () => {
                const [own, other] = [shown(claim), witnesses[0] === undefined ? reference.shown : shown(witnesses[0].claim)];
                if (sameFile) return t('{0}: {1} here, {2} in another place of this chapter.', subject, own, other);
                if (against.length === 1) return t('{0}: {1} here, {2} elsewhere.', subject, own, other);
                return t('{0}: {1} here, {2} elsewhere (in {3} places).', subject, own, other, against.length);
              },
              related: witnesses,
              ...(witnesses[0] && { reference: witnesses[0] }),
            },
          ),
        );
      }
    }
  }
  return found;
}

/** Those whose levels a range excludes: for all chapters, since they ask for the same few ranges. */
function excluding(stated: readonly Stated[], range: Interval): readonly Stated[] {
  const known = excluded.get(stated) ?? new Map<string, readonly Stated[]>();
  excluded.set(stated, known);
  const key = `${range.low} ${range.high}`;
  let found = known.get(key);
  if (found === undefined) {
    found = stated.filter(other => !meets(other.claim.range!, range, 0));
    known.set(key, found);
  }
  return found;
}

const excluded = new WeakMap<readonly Stated[], Map<string, readonly Stated[]>>();
