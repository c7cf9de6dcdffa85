import { type Claim, claimKey, type Interval } from '../model/claims.ts';
import { isPoint, meets } from './interval.ts';
import { type ClaimProblem, isDiagram, isValue, type Situation, type Stated, shown } from './problem.ts';
import { ratioIn } from './values.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Statements of one metric of one subject that cannot both hold: classes a, b, e, h of convergence.md §7. */
export function conflicts({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const found: ClaimProblem[] = [];
  const keys = new Set(
    chapter.claims.filter(claim => isComparable(claim, vocabulary)).map(claim => claimKey(claim.subject!, claim.metric)),
  );
  for (const key of keys) {
    const stated = statements.about(key).filter(({ claim }) => isComparable(claim, vocabulary));
    for (const group of comparableGroups(stated)) found.push(...ofGroup(group, chapter.path, vocabulary));
  }
  found.push(...reductions(chapter.claims, chapter.path, vocabulary.words.names.reduction));
  for (const { parent, child } of chapter.only) found.push(...againstOnlyChild(chapter.claims, parent, child, chapter.path, vocabulary));
  return found;
}

function isComparable(claim: Claim, vocabulary: Vocabulary): boolean {
  if (claim.subject === null || claim.range === undefined || claim.unit === 'level' || !isValue(claim)) return false;
  return vocabulary.metrics.find(({ name }) => name === claim.metric)?.compared !== false;
}

type Group = readonly Stated[];

/** Claims of one role, scope and time: a forecast is held against forecasts only, a limited statement against the like. */
export function comparableGroups(stated: readonly Stated[]): Group[] {
  const groups = new Map<string, Stated[]>();
  const latest = stated.map(({ claim }) => (isPresent(claim) ? yearOf(claim) : '')).reduce((a, b) => (b > a ? b : a), '');
  for (const one of stated) {
    const { claim } = one;
    const { role = 'current', scope = '' } = claim.qualifier;
    const year = yearOf(claim);
    const timed = isPresent(claim) && (year === '' || year === latest) ? '' : year;
    const key = `${isPresent(claim) || (role === 'after' && year === '') ? 'current' : role} ${timed} ${claim.unit} ${scope}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].filter(group => group.length > 1);
}

const isPresent = ({ qualifier }: Claim): boolean => qualifier.role === undefined || qualifier.role === 'current';
const yearOf = ({ qualifier }: Claim): string => qualifier.time ?? '';

const tabular = new Set(['kv', 'quant', 'matrix', 'row']);

/** Those that differ from the reference, one per construct of the chapter. */
function ofGroup(group: Group, path: string, vocabulary: Vocabulary): ClaimProblem[] {
  const reference = referenceOf(group, vocabulary);
  if (reference === undefined) return [];
  const against = group.filter(({ claim }) => !meets(claim.range!, reference.range));
  const mine = against.filter(one => one.path === path);
  const told = new Set<string>();
  const found: ClaimProblem[] = [];
  for (const one of mine) {
    const { claim } = one;
    const place = `${isDiagram(claim) ? 'diagram' : tabular.has(claim.construct) ? 'table' : 'text'} ${shown(claim)}`;
    if (told.has(place)) continue;
    told.add(place);
    const witnesses = nearestFirst(reference.by, path);
    const sameFile = reference.by.filter(other => other.path === path);
    const crossed = sameFile.length > 0 && sameFile.every(other => isDiagram(other.claim) !== isDiagram(claim));
    const others = against.filter(other => other !== one);
    found.push({
      rule: 'convergence-conflict',
      class: sameFile.length === 0 ? 'b' : crossed ? 'e' : 'a',
      severity: severityOf(claim, reference, vocabulary),
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: sameFile.length === 0 ? 'differs elsewhere' : 'differs here',
      words: [claim.subject!, claim.metric, shown(claim), reference.shown, reference.by.length],
      related: [...witnesses.slice(0, 6), ...nearestFirst(others, path).slice(0, 4)],
      places: [
        ...new Set(
          [...reference.by].sort((x, y) => Number(y.claim.home ?? false) - Number(x.claim.home ?? false)).map(other => other.path),
        ),
      ],
      ...(witnesses[0] && { reference: witnesses[0] }),
    });
  }
  return found;
}

const nearestFirst = (stated: readonly Stated[], path: string): Stated[] => [
  ...stated.filter(one => one.path === path),
  ...stated.filter(one => one.path !== path),
];

interface Reference {
  readonly range: Interval;
  readonly shown: string;
  /** The claims that state it. */
  readonly by: readonly Stated[];
  readonly pinned?: true;
}

/**
 * What a group is measured by: the value that the configuration pins, else that of the subject's own section, else that of most. Undefined
 * when all agree.
 */
export function referenceOf(group: Group, vocabulary: Vocabulary): Reference | undefined {
  const { claim } = group[0]!;
  const pin = vocabulary.reference.get(claim.subject!)?.get(claim.metric);
  const pinned = pin === undefined ? undefined : ratioIn(pin);
  if (pinned !== undefined) {
    const by = group.filter(one => meets(one.claim.range!, pinned));
    return { range: pinned, shown: pin!, by, pinned: true };
  }
  if (group.every((a, i) => group.every((b, j) => j <= i || meets(a.claim.range!, b.claim.range!)))) return undefined;
  const settled = group.filter(one => one.claim.construct !== 'formula');
  const home = settled.filter(one => one.claim.home && !one.claim.loose);
  const tables = home.filter(one => one.claim.construct === 'quant' || one.claim.construct === 'kv');
  const pool = tables.length > 0 ? tables : home.length > 0 ? home : settled.length > 0 ? settled : group;
  let best: { one: Stated; by: Stated[]; votes: number } | undefined;
  for (const one of pool) {
    const by = group.filter(other => meets(other.claim.range!, one.claim.range!));
    const votes =
      pool.filter(other => meets(other.claim.range!, one.claim.range!)).length * 1000 + by.length + (isPoint(one.claim.range!) ? 0.5 : 0);
    if (best === undefined || votes > best.votes) best = { one, by, votes };
  }
  return best && { range: best.one.claim.range!, shown: shown(best.one.claim), by: best.by };
}

function severityOf(claim: Claim, reference: Reference, vocabulary: Vocabulary): ClaimProblem['severity'] {
  const doubtful =
    claim.loose === true ||
    claim.construct === 'formula' ||
    (reference.by.length > 0 && reference.by.every(one => one.claim.loose || one.claim.construct === 'formula'));
  if (doubtful) return 'information';
  const guessed = claim.construct === 'mermaid-subgraph' || claim.qualifier.source !== undefined;
  if (guessed) return 'information';
  const range = claim.range!;
  if (claim.unit === 'stars' && Math.abs(range.low - reference.range.low) <= 1) return 'information';
  const gap = Math.max(range.low - reference.range.high, reference.range.low - range.high);
  const wide = claim.unit === 'ratio' && (!isPoint(range) || !isPoint(reference.range));
  if (wide && gap < 0.05) return 'information';
  return vocabulary.metrics.find(({ name }) => name === claim.metric)?.graded || !wide || gap >= 0.05 ? 'warning' : 'information';
}

/** A diagram gives a parent one value, the section's only child has another. */
function againstOnlyChild(claims: readonly Claim[], parent: string, child: string, path: string, vocabulary: Vocabulary): ClaimProblem[] {
  const comparable = claims.filter(claim => isComparable(claim, vocabulary) && claim.qualifier.role === undefined);
  for (const claim of comparable) {
    if (claim.subject !== parent || !isDiagram(claim)) continue;
    const own = comparable.filter(other => other.subject === child && other.metric === claim.metric && other.home);
    if (own.length === 0 || own.some(other => meets(other.range!, claim.range!))) continue;
    const by = own.map(other => ({ path, claim: other }));
    return [
      {
        rule: 'convergence-conflict',
        class: 'e',
        severity: 'warning',
        span: claim.span,
        subject: parent,
        metric: claim.metric,
        kind: 'differs from only child',
        words: [parent, claim.metric, shown(claim), child, shown(own[0]!)],
        related: by,
        reference: by[0]!,
      },
    ];
  }
  return [];
}

/** `↓30倍` in a diagram, `从 200+ 到 15` in the text. `200+` is taken to be less than twice that. */
function reductions(claims: readonly Claim[], path: string, reduction: string): ClaimProblem[] {
  return claims.flatMap(claim => {
    if (!claim.metric.endsWith(reduction) || claim.range === undefined) return [];
    const metric = claim.metric.slice(0, -reduction.length);
    const [before, after] = (['before', 'after'] as const).map(role =>
      claims.find(
        other => other.metric === metric && other.subject === claim.subject && other.qualifier.role === role && other.range !== undefined,
      ),
    );
    if (before === undefined || after === undefined || after.range!.low <= 0) return [];
    const least = before.range!.low / after.range!.high;
    const most = Math.min(before.range!.high, before.range!.low * 2) / after.range!.low;
    const said = claim.range.low;
    if (said >= least * 0.9 && said <= (isPoint(before.range!) ? least * 1.1 : most)) return [];
    return [
      {
        rule: 'wrong-arithmetic',
        class: 'j',
        severity: 'warning',
        span: claim.span,
        subject: claim.subject,
        metric: claim.metric,
        kind: 'other ratio',
        words: [`${shown(before)} → ${shown(after)}`, String(said), Number(least.toPrecision(3))],
        related: [before, after].map(other => ({ path, claim: other })),
      },
    ];
  });
}
