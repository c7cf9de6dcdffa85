import type { Heading } from '../model/facts.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import { finished, resting, type Steps } from '../model/steps.ts';
import { Candidates, withGaps } from './gaps.ts';
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
export function* matched(
  entries: readonly Entry[],
  outline: readonly Heading[],
  isElsewhere: (anchor: string) => boolean,
  byId: ReadonlyMap<string, number>,
): Steps<Match[]> {
  const byAnchor = new Map<string, number>();
  for (const [i, { anchor }] of outline.entries()) byAnchor.set(anchor.normalize('NFC'), i);
  let folded: Map<string, number[]> | undefined;
  const inAnyCase = (anchor: string): number | undefined => {
    folded ??= grouped(byAnchor.values(), i => outline[i]!.anchor.normalize('NFC').toLowerCase());
    return folded.get(anchor.toLowerCase())?.[0];
  };
  const taken = new Set<number>();
  const matchOf = (entry: Entry): Match => {
    if (entry.anchor === undefined) return { entry };
    const anchor = entry.anchor.normalize('NFC');
    const to = byAnchor.get(anchor) ?? (isElsewhere(entry.anchor) ? undefined : inAnyCase(anchor));
    if (to === undefined) return isElsewhere(entry.anchor) ? { entry } : { entry, flaw: 'dead' };
    if (taken.has(to)) return { entry, flaw: 'twice' };
    taken.add(to);
    return { entry, to };
  };
  const rest = resting();
  const matches: Match[] = [];
  for (const entry of entries) {
    if (rest()) yield;
    matches.push(matchOf(entry));
  }
  for (const match of matches) {
    const to = match.to === undefined && match.flaw === undefined ? byId.get(match.entry.anchor ?? '') : undefined;
    if (to === undefined || taken.has(to)) continue;
    match.to = to;
    taken.add(to);
  }
  if (!matches.some(({ flaw }) => flaw !== undefined)) return matches;
  const free = [...outline.keys()].filter(i => !taken.has(i));
  const named = (nameOf: (i: number) => string) => candidatesBy(nameOf, free, taken);
  const give = (
    match: Match,
    flaw: 'dead' | 'renamed',
    candidates: readonly (Candidates | undefined)[],
    from: number,
    end: number,
  ): void => {
    for (const group of candidates) {
      const to = group?.within(from, end) ?? group?.only();
      if (to === undefined) continue;
      match.to = to;
      match.flaw = flaw;
      taken.add(to);
      return;
    }
  };
  const byText = yield* named(i => outline[i]!.text);
  const bySquashedText = yield* named(i => squashed(outline[i]!.text));
  const bySquashedAnchor = yield* named(i => squashed(outline[i]!.anchor));
  for (const { match, from, end } of withGaps(matches)) {
    if (rest()) yield;
    if (match.flaw === undefined) continue;
    const { text } = match.entry.link!;
    const alike = match.flaw === 'dead' ? bySquashedAnchor.get(squashed(match.entry.anchor!)) : undefined;
    give(match, 'dead', [byText.get(text), bySquashedText.get(squashed(text)), alike], from, end);
  }
  const byTitle = yield* named(i => squashed(numberedTitle(outline[i]!.text).title));
  for (const { match, from, end } of withGaps(matches)) {
    if (rest()) yield;
    if (match.flaw !== 'dead' || match.to !== undefined) continue;
    const title = squashed(numberedTitle(match.entry.link!.text).title);
    if (title.length > 0) give(match, 'renamed', [byTitle.get(title)], from, end);
  }
  return matches;
}

/** Numbers by name, in their order. */
export const grouped = <T>(numbers: Iterable<number>, nameOf: (i: number) => T): Map<T, number[]> => finished(grouping(numbers, nameOf));

function* grouping<T>(numbers: Iterable<number>, nameOf: (i: number) => T): Steps<Map<T, number[]>> {
  const groups = new Map<T, number[]>();
  const rest = resting();
  for (const i of numbers) {
    if (rest()) yield;
    const name = nameOf(i);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [i]);
    else group.push(i);
  }
  return groups;
}

/** Headings by name, as they are given away. */
function* candidatesBy(
  nameOf: (i: number) => string,
  headings: readonly number[],
  taken: ReadonlySet<number>,
): Steps<ReadonlyMap<string, Candidates>> {
  const groups = yield* grouping(headings, nameOf);
  return new Map([...groups].map(([name, group]) => [name, new Candidates(group, taken)]));
}

/**
 * Pairs entries that lead nowhere with headings that have no entry, `missing`, in order, when a heading stands where the entry does and has its number, or one title is a part of
 * the other: it was renamed. Answers the headings that are left.
 */
export function* pairRenamed(matches: readonly Match[], outline: readonly Heading[], missing: readonly number[]): Steps<number[]> {
  const isLost = ({ flaw, to }: Match): boolean => flaw === 'dead' && to === undefined;
  if (missing.length === 0 || !matches.some(isLost)) return [...missing];
  const paired = new Set<number>();
  const byNumber = yield* candidatesBy(i => numberedTitle(outline[i]!.text).number, missing, paired);
  const all = new Candidates(missing, paired);
  for (const { match, from, end } of withGaps(matches)) {
    yield;
    if (!isLost(match)) continue;
    const { number, title: told } = numberedTitle(match.entry.link!.text);
    const title = squashed(told);
    const isPart = (i: number): boolean => {
      const other = squashed(numberedTitle(outline[i]!.text).title);
      return Math.min(title.length, other.length) > 1 && (other.includes(title) || title.includes(other));
    };
    let to = number === '' ? undefined : byNumber.get(number)?.within(from, end);
    let other = all.within(from, to ?? end);
    for (let looks = 0; other !== undefined && looks < mostLooks && !isPart(other); looks++) other = all.within(other, to ?? end);
    if (other !== undefined && isPart(other)) to = other;
    if (to === undefined) continue;
    match.to = to;
    match.flaw = 'renamed';
    paired.add(to);
  }
  return missing.filter(i => !paired.has(i));
}

/** That far behind the entries before it a heading may stand: whoever rewords more at once has written another chapter. */
const mostLooks = 50;
