import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { lineStarts, positionAt } from '../../server/model/text.ts';
import { type Construct, chapter, countFor, type Files, lengthOf, made } from './construct.ts';
import { constructs, constructsOfFindings } from './constructs.ts';
import { StepCounter } from './counting.ts';
import { mostExponent } from './figures.ts';
import { modes } from './modes.ts';

/** Characters of the shortest text. What seems to grow too fast may only have begun to, or be bounded: it is looked at again in longer ones. */
const lengths = [400, 1600, 6400];
/** So many steps are done whatever the text says. */
const floor = 20_000;

const counter = new StepCounter();
after(() => counter.end());

/** How the steps grow with the length of a text, over three sizes. */
async function growth(construct: Construct, length: number, work: Work = modes['closed']!): Promise<number> {
  const n = countFor(construct, length);
  const points: [number, number][] = [];
  for (const k of [n, 2 * n, 4 * n]) {
    const files = construct.make(k);
    points.push([lengthOf(files), await counter.count(() => work(files))]);
  }
  return points.at(-1)![1] < floor ? 0 : exponentOf(points as [Point, Point, Point]);
}

type Work = (files: Files) => Promise<unknown>;
type Point = [length: number, steps: number];

/** From one stretch to the next, so that what is done anyway does not count: steps per character stay the same where all is linear. */
function exponentOf([[l0, s0], [l1, s1], [l2, s2]]: [Point, Point, Point]): number {
  const [first, second] = [(s1 - s0) / (l1 - l0), (s2 - s1) / (l2 - l1)];
  return first <= 0 || second <= 0 ? 0 : 1 + Math.log(second / first) / Math.log((l2 + l1) / (l1 + l0));
}

/** The least exponent over all lengths: the first that keeps the bound will do. */
async function leastGrowth(construct: Construct): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (const length of lengths) {
    least = Math.min(least, await growth(construct, length));
    if (least <= mostExponent) break;
  }
  return least;
}

/** Those that grow faster than they may. */
async function broken(some: readonly Construct[]): Promise<string[]> {
  // What every text needs is done once before.
  await counter.count(() => modes['closed']!({ 'a.md': '# A\n\n[x](no.md) $x$ 收敛度 45%\n' }));
  const found: string[] = [];
  for (const construct of some) {
    const exponent = await leastGrowth(construct);
    if (exponent > mostExponent) found.push(`${construct.name}: n^${exponent.toFixed(2)}`);
  }
  return found;
}

test('steps of reading, checking and mending grow hardly faster than the text', { timeout: 600_000 }, async () =>
  assert.deepEqual(await broken(constructs.filter(construct => !constructsOfFindings.includes(construct))), []),
);

test('steps of reading, checking and mending grow hardly faster than the findings', { timeout: 600_000 }, async () =>
  assert.deepEqual(await broken(constructsOfFindings), []),
);

test('a loop in a loop is seen', async () => {
  const [words] = made({ words: n => 'word\n'.repeat(n) });
  const looking = (isNested: boolean) => async (files: Files) => {
    const starts = lineStarts(files[chapter]!);
    for (const start of starts) for (const _ of isNested ? starts : [start]) positionAt(starts, 0);
  };
  assert((await growth(words!, 1600, looking(true))) > 1.8);
  assert((await growth(words!, 25_600, looking(false))) <= mostExponent);
});
