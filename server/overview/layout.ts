import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { Steps } from '../model/steps.ts';
import type { LinkMap } from './linkMap.ts';

/** Where each chapter of a map stands, in their order. */
export type Layout = readonly (readonly [x: number, y: number])[];

interface Body {
  x: number;
  y: number;
}

/** With more chapters or links, one step would take too long: they stand by their folders alone. */
const most = { chapters: 3_000, links: 40_000 };

/** So many steps until everything has its place; fewer where most had one before. */
const rounds = { first: 70, again: 20 };

/** The distance between chapters that nothing pulls. */
const apart = 26;

/**
 * Chapters that are linked stand near each other, those of a folder too. The same map always looks the same. `before`: where chapters stood in the last picture, by their paths.
 */
export function* layoutOf({ chapters, links }: LinkMap, before: ReadonlyMap<string, Layout[number]>): Steps<Layout> {
  const homes = homesOf(chapters.map(({ folder }) => folder));
  const bodies: Body[] = chapters.map(({ path }, i) => {
    const [x, y] = before.get(path) ?? homes[i]!.place;
    return { x, y };
  });
  if (chapters.length <= most.chapters && links.length <= most.links) {
    const known = chapters.filter(({ path }) => before.has(path)).length;
    const count = known * 2 > chapters.length ? rounds.again : rounds.first;
    const simulation = forceSimulation(bodies)
      .alpha(known * 2 > chapters.length ? 0.2 : 1)
      .alphaDecay(1 - 0.01 ** (1 / count))
      .force('links', forceLink(links.map(([source, target]) => ({ source, target }))).distance(apart * 2))
      .force(
        'apart',
        forceManyBody()
          .strength(-apart * 7)
          .distanceMax(apart * 30)
          .theta(1.1),
      )
      .force('x', forceX((_body: Body, i: number) => homes[i]!.center[0]).strength(0.08))
      .force('y', forceY((_body: Body, i: number) => homes[i]!.center[1]).strength(0.08))
      .stop();
    for (let round = 0; round < count; round++) {
      yield;
      simulation.tick();
    }
  }
  return bodies.map(({ x, y }) => [Math.round(x), Math.round(y)] as const);
}

interface Home {
  readonly center: Layout[number];
  readonly place: Layout[number];
}

/** Folders stand in a circle, large ones with more room; their chapters in a spiral each. */
function homesOf(folders: readonly string[]): Home[] {
  const sizes = new Map<string, number>();
  for (const folder of folders) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  const radius = (folder: string) => apart * Math.sqrt(sizes.get(folder)!);
  const around = [...sizes.keys()].reduce((sum, folder) => sum + 2 * radius(folder), 0) / (2 * Math.PI);
  const centers = new Map<string, Layout[number]>();
  let angle = 0;
  for (const folder of sizes.keys()) {
    const half = radius(folder) / Math.max(around, 1);
    const at = angle + half;
    const distance = sizes.size === 1 ? 0 : around;
    centers.set(folder, [distance * Math.cos(at), distance * Math.sin(at)]);
    angle += 2 * half;
  }
  const placed = new Map<string, number>();
  return folders.map(folder => {
    const nth = placed.get(folder) ?? 0;
    placed.set(folder, nth + 1);
    const center = centers.get(folder)!;
    const [distance, turn] = [apart * 0.7 * Math.sqrt(nth + 0.5), nth * Math.PI * (3 - Math.sqrt(5))];
    return { center, place: [center[0] + distance * Math.cos(turn), center[1] + distance * Math.sin(turn)] };
  });
}
