import { type Claim, claimKey, type Interval } from '../model/claims.ts';
import { disagreeing, joined, nearestFirst, once, referenceOf } from './groups.ts';
import { holds, isPoint, meets } from './interval.ts';
import { misnamed } from './levelNames.ts';
import { type ClaimProblem, isCurrent, isSuperlative, isValue, rangeShown, type Situation, type Stated, shown } from './problem.ts';
import { memberships, outOfRange, standings, superlatives } from './standings.ts';
import { starProblems } from './stars.ts';
import type { Level, Vocabulary } from './vocabulary.ts';
/** Numbers, levels and words that do not fit each other: classes c, d, g, p, q, r of convergence.md §7. */
export function levelProblems(situation: Situation): ClaimProblem[] {
  return [
    ...numbersAgainstLevels(situation),
    ...wordsAgainstWords(situation),
    ...superlatives(situation),
    ...standings(situation),
    ...outOfRange(situation),
    ...memberships(situation),
    ...starProblems(situation),
    ...misnamed(situation),
  ];
}

/** The range that a level has here: what the chapter itself rules, else what is configured. */
function rangeOf(level: Level, scope: string | null, claims: readonly Claim[], { graded }: Vocabulary): Interval {
  const own = claims.filter(claim => claim.construct === 'rule' && claim.metric === graded?.name && claim.subject === level.label);
  const scoped = own.find(claim => claim.qualifier.scope !== undefined && claim.qualifier.scope === scope);
  return scoped?.range ?? own.find(claim => claim.qualifier.scope === undefined)?.range ?? level.range;
}

function numbersAgainstLevels({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  if (graded === undefined) return [];
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  const values = chapter.claims.filter(
    claim => claim.metric === graded.name && claim.range !== undefined && isPoint(claim.range) && isValue(claim) && isCurrent(claim),
  );
  const tell = (claim: Claim, level: Level, said: string, related: readonly Stated[]): void => {
    const range = rangeOf(level, claim.subject, chapter.claims, vocabulary);
    const fits = holds(range, claim.range!.low);
    // A level on its own bound is told once, and once more of the first that is said to be on that level.
    const isLevel = claim.subject === level.label;
    const name = fits === 'edge' ? `${level.label} ${isLevel}` : `${claim.subject}`;
    if (fits === true || told.has(name)) return;
    told.add(name);
    const rule = chapter.claims.filter(
      other => other.construct === 'rule' && other.subject === level.label && other.metric === graded.name,
    );
    found.push({
      rule: 'convergence-level',
      class: 'c',
      severity: fits === 'edge' ? 'information' : 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: fits === 'edge' ? 'on the bound' : 'outside the level',
      words: [claim.subject!, claim.metric, shown(claim), said, level.label, rangeShown(range)],
      related: [...rule.map(other => ({ path: chapter.path, claim: other })), ...related].slice(0, 6),
    });
  };
  // A level's own value against its own bounds, at the row that defines it if there is one.
  for (const level of levels) {
    const own = values.filter(claim => claim.subject === level.label);
    const first =
      own.find(claim => claim.construct === 'kv') ?? own.find(claim => claim.construct === 'row') ?? own.find(claim => claim.home);
    if (first !== undefined) tell(first, level, level.names[0] ?? level.label, []);
  }
  // A subject's value against the level that is said of it, in one line or at home; else against a level said elsewhere.
  for (const claim of values) {
    if (claim.subject === null || claim.member || levels.some(({ label }) => label === claim.subject)) continue;
    const beside = chapter.claims.filter(
      other =>
        other.subject === claim.subject &&
        other.unit === 'level' &&
        isCurrent(other) &&
        !other.member &&
        other.range!.low === other.range!.high &&
        !isSuperlative(other, vocabulary),
    );
    const near = beside
      .filter(other => other.construct !== 'mermaid-subgraph')
      .filter(
        other =>
          other.text === claim.text ||
          (claim.construct === 'kv' && other.construct === 'kv' && Math.abs(other.span.start - claim.span.start) < 300),
      );
    const level = near[0] && levels[near[0].range!.low];
    if (level !== undefined && near[0] !== undefined && !nearWord(near[0], vocabulary))
      tell(claim, level, shown(near[0]), [{ path: chapter.path, claim: near[0] }]);
  }
  const { status } = vocabulary;
  for (const claim of status === undefined ? [] : chapter.claims) {
    if (
      claim.metric !== status!.name ||
      claim.subject === null ||
      claim.range === undefined ||
      !isPoint(claim.range) ||
      !isCurrent(claim) ||
      claim.member
    )
      continue;
    if (
      claim.loose ||
      isSuperlative(claim, vocabulary) ||
      nearWord(claim, vocabulary) ||
      levels.some(({ label }) => label === claim.subject)
    )
      continue;
    if (values.some(value => value.subject === claim.subject)) continue;
    const level = levels[claim.range.low];
    // None of them stands here: the chapter has no value of this subject.
    const reference = valueElsewhere(statements.about(claimKey(claim.subject, graded.name)), vocabulary);
    if (level === undefined || reference === undefined) continue;
    const fits = holds(rangeOf(level, claim.subject, chapter.claims, vocabulary), reference.claim.range!.low);
    const name = `${claim.subject} ${fits} elsewhere`;
    if (fits === true || told.has(name)) continue;
    told.add(name);
    found.push({
      rule: 'convergence-level',
      class: 'c',
      severity: 'information',
      span: claim.span,
      subject: claim.subject,
      metric: graded.name,
      kind: fits === 'edge' ? 'on the bound elsewhere' : 'outside the level elsewhere',
      words: [claim.subject, graded.name, shown(claim), shown(reference.claim), level.label, rangeShown(level.range)],
      related: [reference],
      reference,
    });
  }
  return found;
}

/** The number that a subject has, if there is one: that of most. */
const valueElsewhere = once((stated, vocabulary): Stated | undefined => {
  const values = stated.filter(({ claim }) => claim.range !== undefined && isPoint(claim.range) && isValue(claim) && isCurrent(claim));
  return values.length === 0 ? undefined : (referenceOf(values, vocabulary)?.by[0] ?? values[0]);
});

/** `接近完全收敛`: a word that holds another level's word says that it is not quite that. */
const nearWord = (claim: Claim, { levels }: Vocabulary): boolean =>
  claim.word !== undefined &&
  levels.every(({ names }) => !names.includes(claim.word!)) &&
  levels.some(({ names }) => names.some(name => claim.word!.includes(name)));

const disputes = once((stated, vocabulary) =>
  disagreeing(
    stated.filter(({ claim }) => claim.range !== undefined && claim.unit === 'level' && !isSuperlative(claim, vocabulary)),
    vocabulary,
  ).map(group => ({ ...group, isLoose: group.reference.by.every(other => other.claim.loose) })),
);

/** Status words and levels of one subject that exclude each other: d in one chapter, q across chapters. */
function wordsAgainstWords({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { status, label, levels } = vocabulary;
  const metrics = [status?.name, label?.name].filter(name => name !== undefined);
  const found: ClaimProblem[] = [];
  const subjects = new Set(
    chapter.claims
      .filter(claim => metrics.includes(claim.metric) && claim.subject !== null && claim.range !== undefined)
      .map(claim => claim.subject!),
  );
  for (const subject of subjects) {
    if (levels.some(level => level.label === subject)) continue;
    const [first, second] = metrics.map(metric => statements.about(claimKey(subject, metric)));
    for (const { reference, inChapter, isLoose } of first === undefined ? [] : disputes(joined(first, second), vocabulary)) {
      const told = new Set<string>();
      for (const one of inChapter.get(chapter.path) ?? []) {
        const { claim } = statements.placed(one);
        if (meets(claim.range!, reference.range, 0)) continue;
        const kind = claim.construct === 'row' || claim.construct === 'kv' ? 'table' : 'text';
        if (told.has(kind)) continue;
        told.add(kind);
        // What the others have in common may be narrower than what one of them says: only those that exclude this one are shown.
        const excluding = (stated: readonly Stated[]): readonly Stated[] =>
          stated.filter(other => !meets(other.claim.range!, claim.range!, 0));
        const here = excluding(reference.inChapter.get(chapter.path) ?? []);
        const sameFile = here.length > 0;
        const apart = Math.max(claim.range!.low - reference.range.high, reference.range.low - claim.range!.high);
        const soft = claim.loose || nearWord(claim, vocabulary) || isLoose || claim.construct === 'mermaid-subgraph';
        const against = excluding(reference.by);
        const witnesses = nearestFirst(against, here, chapter.path, 6);
        found.push({
          rule: 'convergence-level',
          class: sameFile ? 'd' : 'q',
          severity: soft ? 'information' : apart >= 3 ? 'error' : 'warning',
          span: claim.span,
          subject,
          metric: claim.metric,
          kind: sameFile ? 'other status here' : 'other level elsewhere',
          words: [subject, shown(claim), witnesses[0] === undefined ? reference.shown : shown(witnesses[0].claim), against.length],
          related: witnesses,
          ...(witnesses[0] && { reference: witnesses[0] }),
        });
      }
    }
  }
  return found;
}
