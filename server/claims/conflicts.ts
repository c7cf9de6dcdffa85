import { type Claim, claimKey } from '../model/claims.ts';
import { type ByChapter, byChapter, disagreeing, type Group, nearestFirst, once, type Reference } from './groups.ts';
import { isPoint, meets } from './interval.ts';
import { type ClaimProblem, isDiagram, isValue, type Situation, type Stated, type Statements, shown } from './problem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Statements of one metric of one subject that cannot both hold: classes a, b, e, h of convergence.md §7. */
export function conflicts({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const found: ClaimProblem[] = [];
  const keys = new Set(
    chapter.claims.filter(claim => isComparable(claim, vocabulary)).map(claim => claimKey(claim.subject!, claim.metric)),
  );
  for (const key of keys) {
    for (const dispute of disputes(statements.about(key), vocabulary))
      found.push(...ofChapter(dispute, chapter.path, statements, vocabulary));
  }
  found.push(...reductions(chapter.claims, chapter.path, vocabulary.words.names.reduction));
  for (const { parent, child } of chapter.only) found.push(...againstOnlyChild(chapter.claims, parent, child, chapter.path, vocabulary));
  return found;
}

function isComparable(claim: Claim, vocabulary: Vocabulary): boolean {
  if (claim.subject === null || claim.range === undefined || claim.unit === 'level' || !isValue(claim)) return false;
  return vocabulary.metrics.find(({ name }) => name === claim.metric)?.compared !== false;
}

const tabular = new Set(['kv', 'quant', 'matrix', 'row']);

/** A group with those that differ from its reference. */
interface Dispute extends Group {
  readonly against: readonly Stated[];
  readonly againstIn: ByChapter;
}

const disputes = once((stated, vocabulary): Dispute[] =>
  disagreeing(
    stated.filter(({ claim }) => isComparable(claim, vocabulary)),
    vocabulary,
  ).map(group => {
    const against = group.stated.filter(({ claim }) => !meets(claim.range!, group.reference.range));
    return { ...group, against, againstIn: byChapter(against) };
  }),
);

/** Those of a chapter that differ from the reference, one per construct. */
function ofChapter(
  { reference, against, againstIn }: Dispute,
  path: string,
  statements: Statements,
  vocabulary: Vocabulary,
): ClaimProblem[] {
  const told = new Set<string>();
  const found: ClaimProblem[] = [];
  const mine = againstIn.get(path) ?? [];
  for (const one of mine) {
    const { claim } = statements.placed(one);
    const place = `${isDiagram(claim) ? 'diagram' : tabular.has(claim.construct) ? 'table' : 'text'} ${shown(claim)}`;
    if (told.has(place)) continue;
    told.add(place);
    const sameFile = reference.inChapter.get(path) ?? [];
    if (claim.construct === 'formula' && sameFile.some(other => isOf(statements.placed(other).claim, claim))) continue;
    const witnesses = nearestFirst(reference.by, sameFile, path, 6);
    const crossed = sameFile.length > 0 && sameFile.every(other => isDiagram(other.claim) !== isDiagram(claim));
    const others = nearestFirst(
      against,
      mine.filter(other => other !== one),
      path,
      4,
    );
    found.push({
      rule: 'convergence-conflict',
      class: sameFile.length === 0 ? 'b' : crossed ? 'e' : 'a',
      severity: severityOf(claim, reference, vocabulary),
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: sameFile.length === 0 ? 'differs elsewhere' : 'differs here',
      words: [claim.subject!, claim.metric, shown(claim), reference.shown, reference.by.length],
      related: [...witnesses, ...others],
      places: reference.places,
      ...(witnesses[0] && { reference: witnesses[0] }),
    });
  }
  return found;
}

/** `= 0.98 ≈ 95%` states both in one formula: that they differ is a matter of arithmetic, and told as such. */
const isOf = (other: Claim, claim: Claim): boolean => other.construct === 'formula' && other.text === claim.text;

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
