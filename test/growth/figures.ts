import { type Construct, countFor, lengthOf } from './construct.ts';

/** What something cost, in milliseconds of CPU: all of it, and the longest that it kept its thread at a stretch. */
export interface Cost {
  readonly all: number;
  readonly step: number;
}

/** Costs by what was done. */
export type Costs = Readonly<Record<string, Cost>>;

export interface Figure {
  readonly construct: string;
  readonly figure: string;
  /** By length of the text, in characters. */
  readonly points: readonly (readonly [length: number, milliseconds: number])[];
  /** As the cost grows with the length, where it is more than `floor`. */
  readonly exponent?: number;
  /** At the size at which nothing may keep anybody waiting. */
  readonly step: number;
  readonly isBroken: boolean;
}

export const mostExponent = 1.3;
export const mostStep = 50;
const floor = 50;
/** Of what takes longer than this there is no need to see more. */
const enough = 1500;
/** Times the usual size, if what is fast is to take long enough to be measured. */
const furthest = 4;

/**
 * Measures one construct at doubling sizes, up to the one that counts and, where that is too fast to be measured, beyond. `tell` hears, before each size, what is known and how
 * long the text is that comes next, since that may be the one that never ends.
 */
export async function measured(
  construct: Construct,
  run: (n: number) => Promise<Costs>,
  tell: (known: readonly Figure[], next: number) => void,
  usualLength: number,
): Promise<Figure[]> {
  const usual = construct.size ?? countFor(construct, usualLength);
  const lengths = new Map<number, number>();
  const costs = new Map<number, Costs>();
  const figures = () => figuresOf(construct, usual, lengths, costs);
  const measure = async (n: number): Promise<number> => {
    const length = lengthOf(construct.make(n));
    tell(figures(), length);
    lengths.set(n, length);
    const found = await run(n);
    const before = costs.get(n);
    costs.set(n, before === undefined ? found : least(before, found));
    return Math.max(0, ...Object.values(costs.get(n)!).map(({ all }) => all));
  };
  const isSlow = async (n: number) => (await measure(n)) > enough;
  await run(Math.ceil(usual / 16));
  let n = Math.ceil(usual / 8);
  while (!(await isSlow(n)) && n < usual) n = Math.min(2 * n, usual);
  while (n >= usual && n < furthest * usual && Math.max(...Object.values(costs.get(n)!).map(({ all }) => all)) < 4 * floor) {
    n *= 2;
    if (await isSlow(n)) break;
  }
  // What looks too slow is looked at again: the machine does other things as well.
  for (let again = 0; again < 2 && figures().some(({ isBroken }) => isBroken); again++)
    for (const size of [...costs.keys()].slice(-3)) await measure(size);
  return figures();
}

const least = (a: Costs, b: Costs): Costs =>
  Object.fromEntries(
    Object.entries(a).map(([name, cost]) => {
      const other = b[name] ?? cost;
      return [name, { all: Math.min(cost.all, other.all), step: Math.min(cost.step, other.step) }];
    }),
  );

function figuresOf({ name }: Construct, usual: number, lengths: ReadonlyMap<number, number>, costs: ReadonlyMap<number, Costs>): Figure[] {
  const sizes = [...costs.keys()].sort((a, b) => a - b);
  const names = [...new Set(sizes.flatMap(n => Object.keys(costs.get(n)!)))];
  return names.map(figure => {
    const points = sizes.map((n): [number, number] => [lengths.get(n)!, costs.get(n)![figure]?.all ?? 0]);
    const exponent = exponentOf(points.filter(([, cost]) => cost > floor).slice(-3));
    const step = Math.max(0, ...sizes.filter(n => n <= usual).map(n => costs.get(n)![figure]?.step ?? 0));
    const isBroken = (exponent ?? 0) > mostExponent || step > mostStep;
    return { construct: name, figure, points, ...(exponent === undefined ? {} : { exponent }), step, isBroken };
  });
}

/** The slope of the straight line that lies nearest to the points, both in logarithms. Undefined for fewer than two. */
export function exponentOf(points: readonly (readonly [number, number])[]): number | undefined {
  if (points.length < 2) return undefined;
  const [xs, ys] = [0, 1].map(i => points.map(point => Math.log(point[i]!))) as [number[], number[]];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  return spread === 0 ? undefined : xs.reduce((sum, value, i) => sum + (value - x) * (ys[i]! - y), 0) / spread;
}
