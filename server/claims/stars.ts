import { t } from '@vscode/l10n';
import { isPoint } from '../language/interval.ts';
import type { Claim } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { claimsAbout, Neighbours } from './neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, problemAt, type Situation, shown } from './problem.ts';

/** How near a number and stars must stand to be meant together: two rows of a table, two items of a list. */
const near = 200;

/** `60%` beside `★★★★☆`, where the stars usually go with 85 %. */
export const otherStars: ContradictionClass = { letters: ['g'], find: starsBeside };

function* starsBeside({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { graded, stars, words } = vocabulary;
  const found: ClaimProblem[] = [];
  if (graded === undefined || stars.size < 2) return found;
  const told = new Set<string>();
  const values = new Map<string, Neighbours>();
  for (const claim of chapter.claims) {
    if (rest()) yield;
    const { subject, range, unit, qualifier } = claim;
    if (claim.metric !== words.levels.starred || unit !== 'stars' || subject === null || range === undefined || told.has(subject)) continue;
    const role = qualifier.role ?? 'current';
    let numbers = values.get(`${role} ${subject}`);
    if (numbers === undefined) {
      numbers = new Neighbours(
        claimsAbout(chapter.claims, subject, graded.name).filter(other => isNumber(other) && roleOf(other) === role),
      );
      values.set(`${role} ${subject}`, numbers);
    }
    const beside = numbers.beside(claim, near);
    if (beside === undefined) continue;
    const usual = starsOf(beside.range!.low, stars);
    if (Math.abs(usual - range.low) < 1) continue;
    told.add(subject);
    const witness = { path: chapter.path, claim: beside };
    found.push(
      problemAt(claim, {
        class: 'g',
        severity: 'hint',
        message: () =>
          t(
            '{1} of {0} is {2}, but {3} {4} usually goes with {5}.',
            subject,
            claim.metric,
            shown(claim),
            graded.name,
            shown(beside),
            `★${Math.round(usual)}`,
          ),
        related: [witness],
      }),
    );
  }
  return found;
}

const isNumber = (claim: Claim): boolean => claim.unit === 'ratio' && claim.range !== undefined && isPoint(claim.range) && isValue(claim);

const roleOf = ({ qualifier }: Claim): string => qualifier.role ?? 'current';

/** The stars that go with a ratio, between two of the map in proportion. */
function starsOf(value: number, map: ReadonlyMap<number, number>): number {
  const points = [...map].map(([stars, ratio]) => ({ stars, ratio })).sort((a, b) => a.ratio - b.ratio);
  const above = points.findIndex(({ ratio }) => ratio >= value);
  if (above < 0) return points.at(-1)!.stars;
  const [low, high] = [points[above - 1], points[above]!];
  return low === undefined ? high.stars : low.stars + ((value - low.ratio) / (high.ratio - low.ratio)) * (high.stars - low.stars);
}
