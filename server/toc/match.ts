import type { Heading } from '../model/facts.ts';
import { groupedBy } from '../model/grouping.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import { resting, type Steps } from '../model/steps.ts';
import { Candidates, type Gap, withGaps } from './gaps.ts';
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
  const taken = new Set<number>();
  const matches = yield* matchedByAnchor(entries, outline, isElsewhere, taken);
  for (const match of matches) {
    const to = match.to === undefined && match.flaw === undefined ? byId.get(match.entry.anchor ?? '') : undefined;
    if (to === undefined || taken.has(to)) continue;
    match.to = to;
    taken.add(to);
  }
  if (matches.some(({ flaw }) => flaw !== undefined)) yield* matchByWords(matches, outline, taken);
  return matches;
}

/** `taken`: the headings that have an entry, to which those that entries lead to are added. */
function* matchedByAnchor(
  entries: readonly Entry[],
  outline: readonly Heading[],
  isElsewhere: (anchor: string) => boolean,
  taken: Set<number>,
): Steps<Match[]> {
  const byAnchor = new Map<string, number>();
  for (const [i, { anchor }] of outline.entries()) byAnchor.set(anchor.normalize('NFC'), i);
  let folded: Map<string, number[]> | undefined;
  const inAnyCase = (anchor: string): number | undefined => {
    folded ??= groupedBy(byAnchor.values(), i => outline[i]!.anchor.normalize('NFC').toLowerCase());
    return folded.get(anchor.toLowerCase())?.[0];
  };
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
  return matches;
}

/** Finds the headings of entries whose anchor leads to none, among those without entry, by the words of their links: first by the whole text, then by the title behind its number. */
function* matchByWords(matches: readonly Match[], outline: readonly Heading[], taken: Set<number>): Steps<void> {
  const free = [...outline.keys()].filter(i => !taken.has(i));
  const candidatesBy = (nameOf: (heading: Heading) => string) => namedCandidates(i => nameOf(outline[i]!), free, taken);
  const give = ({ match, from, end }: Gap, flaw: 'dead' | 'renamed', candidates: readonly (Candidates | undefined)[]): void => {
    for (const group of candidates) {
      const to = group?.within(from, end) ?? group?.only();
      if (to === undefined) continue;
      match.to = to;
      match.flaw = flaw;
      taken.add(to);
      return;
    }
  };
  const byText = yield* candidatesBy(({ text }) => text);
  const bySquashedText = yield* candidatesBy(({ text }) => squashed(text));
  const bySquashedAnchor = yield* candidatesBy(({ anchor }) => squashed(anchor));
  const rest = resting();
  for (const gap of withGaps(matches)) {
    if (rest()) yield;
    const { entry, flaw } = gap.match;
    if (flaw === undefined) continue;
    const { text } = entry.link!;
    const alike = flaw === 'dead' ? bySquashedAnchor.get(squashed(entry.anchor!)) : undefined;
    give(gap, 'dead', [byText.get(text), bySquashedText.get(squashed(text)), alike]);
  }
  const byTitle = yield* candidatesBy(({ text }) => squashed(numberedTitle(text).title));
  for (const gap of withGaps(matches)) {
    if (rest()) yield;
    if (!isLost(gap.match)) continue;
    const title = squashed(numberedTitle(gap.match.entry.link!.text).title);
    if (title.length > 0) give(gap, 'renamed', [byTitle.get(title)]);
  }
}

/** It leads nowhere, and nobody knows which heading it stood for. */
export const isLost = ({ flaw, to }: Match): boolean => flaw === 'dead' && to === undefined;

/** Headings by name, as they are given away. */
function* namedCandidates(
  nameOf: (i: number) => string,
  headings: readonly number[],
  taken: ReadonlySet<number>,
): Steps<ReadonlyMap<string, Candidates>> {
  const names = new Map<number, string>();
  const rest = resting();
  for (const i of headings) {
    if (rest()) yield;
    names.set(i, nameOf(i));
  }
  const groups = groupedBy(headings, i => names.get(i)!);
  return new Map([...groups].map(([name, group]) => [name, new Candidates(group, taken)]));
}

/**
 * Pairs entries that lead nowhere with headings that have no entry, `missing`, in order, when a heading stands where the entry does and has its number, or one title is a part of
 * the other: it was renamed. Answers the headings that are left.
 */
export function* pairRenamed(matches: readonly Match[], outline: readonly Heading[], missing: readonly number[]): Steps<number[]> {
  if (missing.length === 0 || !matches.some(isLost)) return [...missing];
  const paired = new Set<number>();
  const byNumber = yield* namedCandidates(i => numberedTitle(outline[i]!.text).number, missing, paired);
  const all = new Candidates(missing, paired);
  const firstAlike = (title: string, from: number, end: number): number | undefined => {
    let other = all.within(from, end);
    for (let looks = 0; other !== undefined && looks < mostLooks; looks++) {
      if (isPartOfOther(title, squashed(numberedTitle(outline[other]!.text).title))) return other;
      other = all.within(other, end);
    }
    return undefined;
  };
  for (const { match, from, end } of withGaps(matches)) {
    yield;
    if (!isLost(match)) continue;
    const { number, title } = numberedTitle(match.entry.link!.text);
    const sameNumber = number === '' ? undefined : byNumber.get(number)?.within(from, end);
    const to = firstAlike(squashed(title), from, sameNumber ?? end) ?? sameNumber;
    if (to === undefined) continue;
    match.to = to;
    match.flaw = 'renamed';
    paired.add(to);
  }
  return missing.filter(i => !paired.has(i));
}

const isPartOfOther = (a: string, b: string): boolean => Math.min(a.length, b.length) > 1 && (a.includes(b) || b.includes(a));

/** So many headings behind the entries before it are looked at: whoever rewords more at once has written another chapter. */
const mostLooks = 51;
