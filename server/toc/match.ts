import type { Heading } from '../model/facts.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import type { Entry } from './table.ts';

/**
 * What an entry of a table means. `to`: the index in the outline of the heading that it stands for. Where its anchor does not lead there: `dead` when only the
 * anchor is wrong, `renamed` when the heading has another number or title by now. `twice`: its heading has an entry already. Neither `to` nor a flaw: it is
 * something else than the entry of a heading (a link to another file, a text of its own).
 */
export interface Match {
  readonly entry: Entry;
  to?: number;
  flaw?: 'dead' | 'renamed' | 'twice';
}

/**
 * Finds the heading of each entry. `isElsewhere`: whether an anchor leads to a place that is no heading of the outline; `byId`: the headings that ids lead to, some programs
 * link to their own.
 */
export function matched(
  entries: readonly Entry[],
  outline: readonly Heading[],
  isElsewhere: (anchor: string) => boolean,
  byId: ReadonlyMap<string, number>,
): Match[] {
  const byAnchor = new Map<string, number>();
  for (const [i, { anchor }] of outline.entries()) byAnchor.set(anchor.normalize('NFC'), i);
  let folded: Map<string, number[]> | undefined;
  const inAnyCase = (anchor: string): number | undefined => {
    folded ??= grouped(byAnchor.values(), i => outline[i]!.anchor.normalize('NFC').toLowerCase());
    return folded.get(anchor.toLowerCase())?.[0];
  };
  const taken = new Set<number>();
  const matches = entries.map((entry): Match => {
    if (entry.anchor === undefined) return { entry };
    const anchor = entry.anchor.normalize('NFC');
    const to = byAnchor.get(anchor) ?? (isElsewhere(entry.anchor) ? undefined : inAnyCase(anchor));
    if (to === undefined) return isElsewhere(entry.anchor) ? { entry } : { entry, flaw: 'dead' };
    if (taken.has(to)) return { entry, flaw: 'twice' };
    taken.add(to);
    return { entry, to };
  });
  for (const match of matches) {
    const to = match.to === undefined && match.flaw === undefined ? byId.get(match.entry.anchor ?? '') : undefined;
    if (to === undefined || taken.has(to)) continue;
    match.to = to;
    taken.add(to);
  }
  const lost = matches.filter(({ flaw }) => flaw !== undefined);
  if (lost.length === 0) return matches;
  const free = [...outline.keys()].filter(i => !taken.has(i));
  const find = (match: Match, candidates: readonly number[], flaw: 'dead' | 'renamed'): void => {
    const fitting = candidates.filter(i => !taken.has(i));
    const to = fitting.length === 0 ? undefined : (inGap(match, matches, fitting) ?? (fitting.length === 1 ? fitting[0] : undefined));
    if (to === undefined) return;
    match.to = to;
    match.flaw = flaw;
    taken.add(to);
  };
  const byText = grouped(free, i => squashed(outline[i]!.text));
  const bySquashedAnchor = grouped(free, i => squashed(outline[i]!.anchor));
  for (const match of lost) {
    const { text } = match.entry.link!;
    const nearly = byText.get(squashed(text)) ?? [];
    const same = nearly.some(i => outline[i]!.text === text && !taken.has(i)) ? nearly.filter(i => outline[i]!.text === text) : nearly;
    const alike = (match.flaw === 'dead' && bySquashedAnchor.get(squashed(match.entry.anchor!))) || [];
    find(
      match,
      [...new Set([...same, ...alike])].sort((a, b) => a - b),
      'dead',
    );
  }
  const byTitle = grouped(free, i => squashed(numberedTitle(outline[i]!.text).title));
  for (const match of lost) {
    if (match.to !== undefined || match.flaw === 'twice') continue;
    const title = squashed(numberedTitle(match.entry.link!.text).title);
    if (title.length > 0) find(match, byTitle.get(title) ?? [], 'renamed');
  }
  return matches;
}

/** Numbers by name, in their order. */
export function grouped<T>(numbers: Iterable<number>, nameOf: (i: number) => T): Map<T, number[]> {
  const groups = new Map<T, number[]>();
  for (const i of numbers) {
    const name = nameOf(i);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [i]);
    else group.push(i);
  }
  return groups;
}

/**
 * Pairs entries that lead nowhere with headings that have no entry, when a heading stands where the entry does and has its number, or one title is a part of the other:
 * it was renamed.
 */
export function pairRenamed(matches: readonly Match[], outline: readonly Heading[], missing: readonly number[]): number[] {
  const left = new Set(missing);
  for (const match of matches) {
    if (match.flaw !== 'dead' || match.to !== undefined) continue;
    const told = numberedTitle(match.entry.link!.text);
    const title = squashed(told.title);
    const to = inGap(
      match,
      matches,
      [...left].filter(i => {
        const own = numberedTitle(outline[i]!.text);
        const other = squashed(own.title);
        return (
          (told.number !== '' && own.number === told.number) ||
          (Math.min(title.length, other.length) > 1 && (other.includes(title) || title.includes(other)))
        );
      }),
    );
    if (to === undefined) continue;
    match.to = to;
    match.flaw = 'renamed';
    left.delete(to);
  }
  return [...left];
}

/** The first of some headings that lie between those of the entries around. */
function inGap(match: Match, matches: readonly Match[], headings: readonly number[]): number | undefined {
  const { at } = match.entry;
  let before = at - 1;
  while (before >= 0 && matches[before]!.to === undefined) before--;
  let after = at + 1;
  while (after < matches.length && matches[after]!.to === undefined) after++;
  const from = matches[before]?.to ?? -1;
  const end = matches[after]?.to ?? Number.POSITIVE_INFINITY;
  return headings.find(i => i > from && i < end);
}
