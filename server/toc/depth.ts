import type { Entry } from './table.ts';

/** A heading that a table lists: its level, and its entry if it has one. */
export interface Listed {
  readonly level: number;
  readonly entry: Entry | undefined;
}

/** How deep each entry should be nested: as the levels of the headings are, or not at all, whatever more of the entries show now. */
export function depthsOf(entries: readonly Entry[], listed: readonly Listed[]): number[] {
  const nested = nesting(listed.map(({ level }) => level));
  if (hasGroups(entries)) return grouped(listed);
  if (agreement(nested, listed) === listed.filter(({ entry }) => entry !== undefined).length) return nested;
  const besideTitle = nesting(listed.map(({ level }) => Math.max(2, level)));
  const flat = listed.map(() => 0);
  return [besideTitle, flat].reduce((best, depths) => (agreement(depths, listed) > agreement(best, listed) ? depths : best), nested);
}

/** How many listed headings lie above each one, level by level. */
function nesting(levels: readonly number[]): number[] {
  const above: number[] = [];
  return levels.map(level => {
    while (above.length > 0 && above.at(-1)! >= level) above.pop();
    above.push(level);
    return above.length - 1;
  });
}

const agreement = (depths: readonly number[], listed: readonly Listed[]): number =>
  listed.filter(({ entry }, i) => entry?.depth === depths[i]).length;

/** Texts of the writer's own with entries below them. */
const hasGroups = (entries: readonly Entry[]): boolean =>
  entries.some(({ anchor, depth }, i) => anchor === undefined && (entries[i + 1]?.depth ?? 0) > depth);

/** In a table arranged in groups every entry stays at its depth, and a new one is nested as the levels of the entry before it tell. */
function grouped(listed: readonly Listed[]): number[] {
  const depths: number[] = [];
  const nextDepth: number[] = [];
  for (let i = listed.length - 1; i >= 0; i--) nextDepth[i] = listed[i]!.entry?.depth ?? nextDepth[i + 1] ?? 0;
  // The headings that what follows may lie beside or below, the nearest last.
  const open: number[] = [];
  listed.forEach(({ level, entry }, i) => {
    while (open.length > 0 && listed[open.at(-1)!]!.level > level) open.pop();
    const sibling = open.at(-1);
    const near = sibling === undefined ? nextDepth[i]! : depths[sibling]! + (listed[sibling]!.level < level ? 1 : 0);
    depths.push(entry?.depth ?? near);
    open.push(i);
  });
  return depths;
}
