import { t } from '@vscode/l10n';
import { isPoint, meets } from '../language/interval.ts';
import { type Claim, claimKey } from '../model/claims.ts';
import type { Steps } from '../model/steps.ts';
import { type ByChapter, byChapter, disagreeing, type Group, nearestFirst, once, type Reference } from './groups.ts';
import { Meeting } from './meeting.ts';
import { claimsAbout, grouped } from './neighbours.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isDiagram,
  isValue,
  problemAt,
  type Situation,
  type Stated,
  type Statements,
  shown,
} from './problem.ts';
import { chaptersNamed } from './telling.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Statements of one metric of one subject that cannot both hold; a reduction that is not the one from the first value to the second. */
export const conflicts: ContradictionClass = { letters: ['a', 'b', 'e', 'j'], find: conflictsIn };

function* conflictsIn(situation: Situation): Steps<ClaimProblem[]> {
  const { chapter, statements, vocabulary } = situation;
  const found: ClaimProblem[] = [];
  const keys = new Set(
    chapter.claims.filter(claim => isComparable(claim, vocabulary)).map(claim => claimKey(claim.subject!, claim.metric)),
  );
  for (const key of keys) {
    // Tens of thousands may state one thing.
    yield;
    const stated = statements.about(key);
    yield;
    for (const dispute of disputes(stated, vocabulary))
      for (const problem of ofChapter(dispute, chapter.path, statements, vocabulary)) found.push(problem);
  }
  yield;
  return [...found, ...reductions(chapter.claims, chapter.path, vocabulary.words.names.reduction), ...againstOnlyChildren(situation)];
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
  /** Nothing states the reference but names that may mean something else, and formulas. */
  readonly isDoubtful: boolean;
}

const disputes = once((stated, vocabulary): Dispute[] =>
  disagreeing(
    stated.filter(({ claim }) => isComparable(claim, vocabulary)),
    vocabulary,
  ).map(group => {
    const against = group.stated.filter(({ claim }) => !meets(claim.range!, group.reference.range));
    const { by } = group.reference;
    return { ...group, against, againstIn: byChapter(against), isDoubtful: by.length > 0 && by.every(({ claim }) => isDoubtful(claim)) };
  }),
);

const isDoubtful = ({ byAlias, construct }: Claim): boolean => byAlias === true || construct === 'formula';

/** Those of a chapter that differ from the reference, one per construct. */
function ofChapter(dispute: Dispute, path: string, statements: Statements, vocabulary: Vocabulary): ClaimProblem[] {
  const { reference, against, againstIn } = dispute;
  const told = new Set<string>();
  const found: ClaimProblem[] = [];
  const mine = againstIn.get(path) ?? [];
  const sameFile = reference.inChapter.get(path) ?? [];
  const kinds = new Set(sameFile.map(({ claim }) => isDiagram(claim)));
  // `= 0.98 ≈ 95%` states both in one formula: that they differ is a matter of arithmetic, and told as such.
  const formulas = new Set(
    sameFile.flatMap(({ claim }, i) => (claim.construct === 'formula' ? statements.placed(sameFile[i]!).claim.text : [])),
  );
  for (const one of mine) {
    const { claim } = statements.placed(one);
    const place = `${isDiagram(claim) ? 'diagram' : tabular.has(claim.construct) ? 'table' : 'text'} ${shown(claim)}`;
    if (told.has(place)) continue;
    told.add(place);
    if (claim.construct === 'formula' && formulas.has(claim.text)) continue;
    const witnesses = nearestFirst(reference.by, sameFile, path, 6);
    const crossed = sameFile.length > 0 && !kinds.has(isDiagram(claim));
    const first = mine.slice(0, mostOthers + 1).filter(other => other !== one);
    const others = nearestFirst(against, first, path, mostOthers);
    found.push(
      problemAt(claim, {
        class: sameFile.length === 0 ? 'b' : crossed ? 'e' : 'a',
        severity: severityOf(claim, dispute, vocabulary),
        message: () => (sameFile.length === 0 ? differsElsewhere(claim, reference) : differsHere(claim, reference)),
        related: [...witnesses, ...others],
        ...(witnesses[0] && { reference: witnesses[0] }),
      }),
    );
  }
  return found;
}

function differsElsewhere(claim: Claim, { shown: there, by, places }: Reference): string {
  const { subject, metric } = claim;
  const here = shown(claim);
  if (places.length === 0) return t('{1} of {0}: {2} here, but {3} is laid down.', subject!, metric, here, there);
  if (by.length === 1) return t('{1} of {0}: {2} here, {3} in {4}.', subject!, metric, here, there, chaptersNamed(places));
  return t('{1} of {0}: {2} here, {3} in {4} ({5} places in all).', subject!, metric, here, there, chaptersNamed(places), by.length);
}

const differsHere = (claim: Claim, { shown: there }: Reference): string =>
  t('{1} of {0}: {2} here, {3} in another place of this chapter.', claim.subject!, claim.metric, shown(claim), there);

const mostOthers = 4;

function severityOf(claim: Claim, { reference, ...dispute }: Dispute, vocabulary: Vocabulary): ClaimProblem['severity'] {
  if (isDoubtful(claim) || dispute.isDoubtful) return 'information';
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
function againstOnlyChildren({ chapter: { claims, only, path }, vocabulary }: Situation): ClaimProblem[] {
  if (only.length === 0) return [];
  const comparable = grouped(
    claims.filter(claim => isComparable(claim, vocabulary) && claim.qualifier.role === undefined),
    claim => claim.subject,
  );
  const ownOf = new Map(
    [...comparable].map(([subject, all]) => [
      subject,
      grouped(
        all.filter(({ inOwnSection }) => inOwnSection),
        claim => claim.metric,
      ),
    ]),
  );
  // One section after the other may have the same names.
  const known = new Map<string, ClaimProblem | undefined>();
  return only.flatMap(({ parent, child }) => {
    const names = JSON.stringify([parent, child]);
    if (!known.has(names)) known.set(names, againstOnlyChild(comparable.get(parent) ?? [], ownOf.get(child) ?? new Map(), child, path));
    return known.get(names) ?? [];
  });
}

/** `claims`: of the parent; `ownOf`: what the child's own section says, by metric. */
function againstOnlyChild(
  claims: readonly Claim[],
  ownOf: ReadonlyMap<string, readonly Claim[]>,
  child: string,
  path: string,
): ClaimProblem | undefined {
  for (const claim of claims) {
    const own = isDiagram(claim) ? ownOf.get(claim.metric) : undefined;
    if (own === undefined || meetingOf(own).with(claim.range!) > 0) continue;
    const by = own.slice(0, 6).map(other => ({ path, claim: other }));
    const parent = claim.subject!;
    return problemAt(claim, {
      class: 'e',
      severity: 'warning',
      message: () =>
        t(
          '{1} of {0}: {2} here, but {3}, the only one in its section, has {4}.',
          parent,
          claim.metric,
          shown(claim),
          child,
          shown(own[0]!),
        ),
      related: by,
      reference: by[0]!,
      oneSubject: { parent, child },
    });
  }
  return undefined;
}

const meetings = new WeakMap<readonly Claim[], Meeting>();

function meetingOf(claims: readonly Claim[]): Meeting {
  let meeting = meetings.get(claims);
  if (meeting === undefined) {
    meeting = new Meeting(claims.map(({ range }) => ({ range: range!, count: 1 })));
    meetings.set(claims, meeting);
  }
  return meeting;
}

/** `↓30倍` in a diagram, `从 200+ 到 15` in the text. `200+` is taken to be less than twice that. */
function reductions(claims: readonly Claim[], path: string, reduction: string): ClaimProblem[] {
  const firsts = new Map<string, Claim | undefined>();
  const first = (subject: string | null, metric: string, role: 'before' | 'after'): Claim | undefined => {
    const name = JSON.stringify([subject, metric, role]);
    if (!firsts.has(name))
      firsts.set(
        name,
        claimsAbout(claims, subject, metric).find(({ qualifier, range }) => qualifier.role === role && range !== undefined),
      );
    return firsts.get(name);
  };
  return claims.flatMap(claim => {
    if (!claim.metric.endsWith(reduction) || claim.range === undefined) return [];
    const metric = claim.metric.slice(0, -reduction.length);
    const [before, after] = [first(claim.subject, metric, 'before'), first(claim.subject, metric, 'after')];
    if (before === undefined || after === undefined || after.range!.low <= 0) return [];
    const least = before.range!.low / after.range!.high;
    const most = Math.min(before.range!.high, before.range!.low * 2) / after.range!.low;
    const said = claim.range.low;
    if (said >= least * 0.9 && said <= (isPoint(before.range!) ? least * 1.1 : most)) return [];
    const calculation = {
      expression: `${shown(before)} → ${shown(after)}`,
      stated: String(said),
      actual: String(Number(least.toPrecision(3))),
    };
    return problemAt(claim, {
      class: 'j',
      severity: 'warning',
      message: () => t('{0} is {2}, not {1} times.', calculation.expression, calculation.stated, calculation.actual),
      related: [before, after].map(other => ({ path, claim: other })),
      calculation,
    });
  });
}
