import { t } from '@vscode/l10n';
import { Decimal } from 'decimal.js';
import type { Chapter } from '../model/chapter.ts';
import { type Claim, claimsIn } from '../model/claims.ts';
import type { Fix } from '../model/fix.ts';
import { startingAt } from '../model/grouping.ts';
import type { FixContext, Problem } from '../model/rule.ts';
import { firstFrom, type Span } from '../model/text.ts';
import { contradictionOf } from './contradictions.ts';
import { miscalculationAt } from './miscalculations.ts';

/** Writes the value here that the others are measured by. Never the single good fix: which of two statements is wrong, nobody but the writer knows. */
export function* referenceFixes(problem: Problem, chapter: Chapter, workshop: FixContext): Iterable<Fix | undefined> {
  const found = yield* contradictionOf(problem, chapter, workshop.kb, workshop.configuration);
  const claim = startingAt(chapter.facts.claims.kept, problem.span.start).find(
    ({ span, metric }) => span.end === problem.span.end && metric === found?.metric,
  ) as Claim | undefined;
  const reference = found?.reference?.claim;
  if (claim === undefined || speaksForOthers(chapter, claim)) return;
  if (reference === undefined || claim.unit !== reference.unit) return;
  const written = workshop.text(chapter.path)?.slice(problem.span.start, problem.span.end);
  const newText = written === undefined ? undefined : asWritten(claim, reference, written);
  if (newText === undefined || newText === written) return;
  yield { title: t('Take over “{0}” here', newText), edits: [{ path: chapter.path, span: problem.span, newText }] };
}

/** The same words state something of another subject, which has not been asked: the row of a level speaks for the level and for all its members. */
export const speaksForOthers = ({ facts }: Chapter, { span, subject, viaGroup, construct }: Claim): boolean =>
  viaGroup === true ||
  construct === 'mermaid-edge' ||
  construct === 'mermaid-subgraph' ||
  overlapping(span, claimsIn(facts.claims)).some(other => other.subject !== subject);

interface Sorted {
  readonly claims: readonly Claim[];
  /** How far each one and those before it reach. */
  readonly reach: readonly number[];
}

const sorted = new WeakMap<readonly Claim[], Sorted>();

/** The claims that share text with a span. */
function overlapping({ start, end }: Span, all: readonly Claim[]): readonly Claim[] {
  const { claims, reach } = sorted.get(all) ?? sortedByStart(all);
  const last = firstFrom(claims, end);
  let first = last;
  while (first > 0 && reach[first - 1]! > start) first--;
  return claims.slice(first, last).filter(claim => start < claim.span.end);
}

/** Once for all findings of a chapter. */
function sortedByStart(all: readonly Claim[]): Sorted {
  const claims = all.toSorted((a, b) => a.span.start - b.span.start);
  let most = 0;
  const reach = claims.map(({ span }) => {
    most = Math.max(most, span.end);
    return most;
  });
  sorted.set(all, { claims, reach });
  return { claims, reach };
}

/** The value of the reference in the form in which another stands here; undefined when that is more than one number or word. */
export function asWritten(claim: Claim, reference: Claim, written: string): string | undefined {
  if (claim.word !== undefined) return written === claim.word && reference.word !== undefined ? reference.word : undefined;
  const value = reference.range;
  if (value === undefined || value.low !== value.high || claim.unit !== 'ratio') return undefined;
  const percent = /^\d+(?:\.\d+)?(\s*(?:\\?%|％))$/u.exec(written);
  if (percent !== null) return `${new Decimal(value.low).times(100).toDecimalPlaces(6)}${percent[1]}`;
  return /^[01]?\.\d+$/u.test(written) ? new Decimal(value.low).toDecimalPlaces(6).toString() : undefined;
}

/** Writes the computed result for the stated one. Never the single good fix: it may as well be that a part is wrong. */
export function resultFixes(problem: Problem, chapter: Chapter, workshop: FixContext): readonly Fix[] {
  const wrong = miscalculationAt(chapter, problem);
  const written = workshop.text(chapter.path)?.slice(problem.span.start, problem.span.end);
  if (wrong === undefined || written === undefined || wrong.kind === 'share' || wrong.kind === 'weights') return [];
  const newText = resultAs(wrong.actual, written);
  return newText === undefined || newText === written
    ? []
    : [{ title: t('Write “{0}” here', newText), edits: [{ path: chapter.path, span: problem.span, newText }] }];
}

/** The number with the sign, the separators and the unit with which another one is written. A long one is rounded to the places that are printed, but two. */
function resultAs(actual: string, written: string): string | undefined {
  const form = /^([+\-−↓↑]?\s*)(\d[\d,]*)(\.\d+)?(\s*(?:\\?%|％|倍|[x×])?)$/u.exec(written);
  const number = /^-?(\d+(?:\.\d+)?)\s*(?:%|倍|[x×])?$/u.exec(actual)?.[1];
  if (form === null || number === undefined || actual.startsWith('-')) return undefined;
  const isPercent = /[%％]$/u.test(form[4]!);
  if (actual.endsWith('%') !== isPercent) return undefined;
  const places = Math.max((form[3]?.length ?? 1) - 1, 2);
  const rounded = new Decimal(number).toDecimalPlaces(places).toFixed();
  const [whole = '', ...rest] = rounded.split('.');
  const grouped = form[2]!.includes(',') ? whole.replace(/\B(?=(?:\d{3})+$)/gu, ',') : whole;
  return `${form[1]}${[grouped, ...rest].join('.')}${form[4]}`;
}
