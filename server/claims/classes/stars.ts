import { t } from '@vscode/l10n';
import { isPoint } from '../../language/interval.ts';
import type { Claim } from '../../model/claims.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { claimsAbout, Neighbours } from '../neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, ofEach, problemAt, type Situation, shown } from '../problem.ts';

/** How near a number and stars must stand to be meant together: two rows of a table, two items of a list. */
const near = 200;

/** `60%` beside `★★★★☆`, where the stars usually go with 85 %. */
export const otherStars: ContradictionClass = { letters: ['g'], find: starsBeside };

function* starsBeside({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, stars, words } = vocabulary;
  if (graded === undefined || stars.size < 2) return [];
  const told = new Set<string>();
  const values = new Map<string, Neighbours>();
  const numbersOf = (subject: string, role: string): Neighbours =>
    memoize(values, `${role} ${subject}`, () => {
      const all = claimsAbout(chapter.claims, subject, graded.name);
      return new Neighbours(all.filter(other => isNumber(other) && roleOf(other) === role));
    });
  return yield* ofEach(chapter.claims, claim => {
    const { subject, range, unit, metric } = claim;
    if (metric !== words.levels.starred || unit !== 'stars' || subject === null || range === undefined || told.has(subject)) return [];
    const beside = numbersOf(subject, roleOf(claim)).beside(claim, near);
    const usual = beside && starsOf(beside.range!.low, stars);
    if (usual === undefined || Math.abs(usual - range.low) < 1) return [];
    told.add(subject);
    const message = (): string => {
      const [said, number, expected] = [shown(claim), shown(beside!), `★${Math.round(usual)}`];
      return t('{1} of {0} is {2}, but {3} {4} usually goes with {5}.', subject, metric, said, graded.name, number, expected);
    };
    return [problemAt(claim, { class: 'g', severity: 'hint', message, related: [{ path: chapter.path, claim: beside! }] })];
  });
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
