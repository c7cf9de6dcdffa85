import { t } from '@vscode/l10n';
import { meets } from '../../language/interval.ts';
import type { Claim, Interval } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import type { Steps } from '../../model/steps.ts';
import { claimsAbout, Neighbours } from '../neighbours.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCurrent,
  isValue,
  ofEach,
  problemAt,
  rangeShown,
  type Situation,
  shown,
} from '../problem.ts';

/** A value that is said to be the mean of parts, and lies outside the range of those that the chapter gives. */
export const means: ContradictionClass = { letters: ['h'], find: outsideParts };

function outsideParts({ chapter: { claims, path }, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { formula: ending } = vocabulary.words.names;
  return ofEach(
    claims.filter(({ form }) => form?.kind === 'mean'),
    formula => {
      const metric = formula.metric.slice(0, -ending.length);
      const own = claimsAbout(claims, formula.subject, metric).filter(
        claim => claim.range !== undefined && isValue(claim) && isCurrent(claim),
      );
      const value = new Neighbours(own).near(formula, 200);
      const parts = value === undefined ? [] : partsOf(claims, value);
      if (value === undefined || parts.length < 2) return [];
      const hull = hullOf(parts.map(({ range }) => range!));
      if (meets(value.range!, hull)) return [];
      const related = parts.slice(0, most).map(claim => ({ path, claim }));
      const message = (): string => t('{0} is said to be the mean of parts which are {1} in this chapter.', shown(value), rangeShown(hull));
      return [problemAt(value, { class: 'h', severity: 'warning', message, related })];
    },
  );
}

const most = 5;

/** The rows of the first table behind a value that give others the same measure. */
function partsOf(claims: readonly Claim[], { metric, subject, span }: Claim): readonly Claim[] {
  const rows = claims.filter(
    claim =>
      claim.construct === 'row' &&
      claim.metric === metric &&
      claim.subject !== subject &&
      claim.range !== undefined &&
      claim.span.start > span.start &&
      isCurrent(claim),
  );
  const first = rows[0];
  // Between the rows of one table stands less than between two tables with a heading between them.
  const table = rows.filter((row, index) => row === first || row.span.start - rows[index - 1]!.span.start < near);
  return [...groupedBy(table, row => row.subject).values()].map(([row]) => row!);
}

const near = 160;

const hullOf = (ranges: readonly Interval[]): Interval => ({
  low: Math.min(...ranges.map(({ low }) => low)),
  high: Math.max(...ranges.map(({ high }) => high)),
});
