import type { Heading } from '../model/facts.ts';
import { hasTitle, listsChanges } from './foreignNumbers.ts';
import { type Ordinal, ordinalOf, writtenLike } from './ordinal.ts';

/** A heading whose number does not follow from the one before it or above it. */
export interface Misnumbered {
  readonly heading: Heading;
  readonly ordinal: Ordinal;
  /** `repeated`: the heading before it has that number; `jump`: it does not count on; `parent`: its number begins with that of another heading than the one above. */
  readonly flaw: 'repeated' | 'jump' | 'parent';
}

/** A heading with a number, and the number that it has when all are counted anew. */
export interface Numbering {
  readonly heading: Heading;
  readonly ordinal: Ordinal;
  readonly parts: readonly number[];
}

interface Section {
  readonly heading: Heading;
  readonly ordinal: Ordinal | undefined;
  readonly children: Section[];
  /** Whether its sections are versions, once somebody has asked. */
  listsChanges?: boolean;
}

interface Result {
  readonly wrong: readonly Misnumbered[];
  readonly numbering: readonly Numbering[];
}

/** What is wrong with the numbers of a chapter's headings, and what they are when counted anew. Headings without number are free. */
export function numberingOf(headings: readonly Heading[]): Result {
  const found = known.get(headings) ?? numbered(headings);
  known.set(headings, found);
  return found;
}

/** The check of a chapter asks, and so does its repair. */
const known = new WeakMap<readonly Heading[], Result>();

function numbered(headings: readonly Heading[]): Result {
  // Most edits move headings and change none: what was found out last is then true of the new ones in the same places.
  const said = headings.map(({ level, text, nested }) => `${level}${nested ? '>' : ' '}${text}`).join('\n');
  if (last?.said === said) return placedIn(headings, last);
  const result = counted(headings);
  last = { said, headings, result };
  return result;
}

interface Remembered {
  readonly said: string;
  readonly headings: readonly Heading[];
  readonly result: Result;
}

let last: Remembered | undefined;

function placedIn(headings: readonly Heading[], { headings: before, result }: Remembered): Result {
  const now = new Map(before.map((heading, i) => [heading, headings[i]!]));
  const placed = <T extends { readonly heading: Heading }>(found: T): T => ({ ...found, heading: now.get(found.heading)! });
  return { wrong: result.wrong.map(placed), numbering: result.numbering.map(placed) };
}

function counted(headings: readonly Heading[]): Result {
  const { roots, decimals } = treeOf(headings.filter(heading => !heading.nested));
  // A single `4.0` in a title is a version, not a number.
  const count = new Count(decimals > 1);
  count.visit(roots, undefined, undefined);
  return count.result();
}

/** Counts the headings of an outline anew. */
class Count {
  readonly #countsDecimals: boolean;
  readonly #wrong = new Map<Heading, Misnumbered>();
  readonly #numbering: Numbering[] = [];

  constructor(countsDecimals: boolean) {
    this.#countsDecimals = countsDecimals;
  }

  /** `above`: the number above these sections as it is counted; `was`: as it is written. */
  visit(sections: readonly Section[], above: Path | undefined, was: Path | undefined): void {
    // Most have nothing below.
    if (sections.length === 0) return;
    const series = seriesOf(sections, was);
    for (const counted of series) this.#visitSeries(counted, above, was);
    const inSeries = new Set<Section>(series.flat());
    for (const section of sections) {
      if (inSeries.has(section)) continue;
      // What is below a number that does not count on itself still begins with it.
      const own = section.ordinal && { parts: section.ordinal.parts, ordinal: section.ordinal };
      this.visit(section.children, own ?? above, own ?? was);
    }
  }

  #visitSeries(series: readonly Numbered[], above: Path | undefined, was: Path | undefined): void {
    let next = firstNumber(series[0]!, was);
    series.forEach(({ heading, ordinal, children }, i) => {
      const isCounted = this.#counts(ordinal, was);
      const flaw = flawOf(ordinal, series[i - 1]?.ordinal, was);
      if (flaw !== undefined && isCounted) this.#wrong.set(heading, { heading, ordinal, flaw });
      const prefix = above !== undefined && belongsBelow(ordinal, was) ? above.parts : ordinal.parts.slice(0, -1);
      const parts = isCounted ? [...prefix, next++] : ordinal.parts;
      this.#numbering.push({ heading, ordinal, parts });
      this.visit(children, { parts, ordinal }, { parts: ordinal.parts, ordinal });
    });
  }

  #counts(ordinal: Ordinal, was: Path | undefined): boolean {
    return this.#countsDecimals || ordinal.parts.length === 1 || (belongsBelow(ordinal, was) && beginsWith(ordinal, was!));
  }

  /** In the order of the text. A number is right that stays when all are counted anew, whatever stands before it. */
  result(): Result {
    for (const { heading, ordinal, parts } of this.#numbering)
      if (parts.every((part, i) => part === ordinal.parts[i])) this.#wrong.delete(heading);
    const inOrder = (a: { heading: Heading }, b: { heading: Heading }) => a.heading.span.start - b.heading.span.start;
    return { wrong: [...this.#wrong.values()].sort(inOrder), numbering: this.#numbering.sort(inOrder) };
  }
}

/** What a series begins to count with: its own first number, but below another heading than its number says, 1. */
function firstNumber({ ordinal }: Numbered, was: Path | undefined): number {
  const own = ordinal.parts.at(-1)!;
  return belongsBelow(ordinal, was) && !beginsWith(ordinal, was!) && own !== 0 ? 1 : own;
}

/** The number as it should be written. */
export const renumberedText = ({ ordinal, parts }: Numbering): string => writtenLike(ordinal.written, parts);

/** The number of the nearest heading above that has one. */
interface Path {
  readonly parts: readonly number[];
  readonly ordinal: Ordinal;
}

/** The headings below each other, and how many have numbers in parts. */
function treeOf(outline: readonly Heading[]): { roots: Section[]; decimals: number } {
  let decimals = 0;
  const roots: Section[] = [];
  const open: Section[] = [];
  for (const heading of outline) {
    while (open.length > 0 && open.at(-1)!.heading.level >= heading.level) open.pop();
    const own = ordinalOf(heading.text);
    const isForeign = own !== undefined && (!hasTitle(heading.text, own) || (own.parts.length > 1 && open.some(isListOfChanges)));
    const section: Section = { heading, ordinal: isForeign ? undefined : own, children: [] };
    if (section.ordinal !== undefined && section.ordinal.parts.length > 1) decimals++;
    (open.at(-1)?.children ?? roots).push(section);
    open.push(section);
  }
  return { roots, decimals };
}

function isListOfChanges(section: Section): boolean {
  section.listsChanges ??= listsChanges(section.heading);
  return section.listsChanges;
}

type Numbered = Section & { readonly ordinal: Ordinal };

/** The runs of headings beside each other that count on: of one level and scheme; a number in one part may begin at its first value anew. */
function seriesOf(children: readonly Section[], above: Path | undefined): Numbered[][] {
  if (children.every(({ ordinal }) => ordinal === undefined)) return [];
  const groups = new Map<string, Numbered[]>();
  for (const section of children) {
    if (section.ordinal === undefined) continue;
    const { scheme, parts } = section.ordinal;
    // What does not belong to the heading above counts on only behind the same beginning: versions in a list of changes do not count at all.
    const prefix = parts.length > 1 && !belongsBelow(section.ordinal, above) ? parts.slice(0, -1).join('.') : '';
    const key = `${section.heading.level} ${scheme} ${parts.length} ${prefix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [section as Numbered]);
    else group.push(section as Numbered);
  }
  return [...groups.values()].flatMap(group => (isDescending(group) || isVersion(group) || isForeign(group, above) ? [] : split(group)));
}

/**
 * Numbers in parts below no heading that they begin with, and letters: they count headings when they begin at the beginning and mostly count on. All else are versions, dates
 * (`5.12`, `5.19`), the `Q.` and `A.` of questions and answers.
 */
function isForeign(group: readonly Numbered[], above: Path | undefined): boolean {
  const { parts, scheme } = group[0]!.ordinal;
  if (belongsBelow(group[0]!.ordinal, above) || (parts.length === 1 && scheme !== 'letter')) return false;
  const jumps = group.filter((section, i) => i > 0 && lastOf(section) !== lastOf(group[i - 1]!) + 1).length;
  return lastOf(group[0]!) !== 1 || 2 * jumps > group.length;
}

const lastOf = ({ ordinal }: Numbered): number => ordinal.parts.at(-1)!;

/** A lone `4.0` in a title. */
const isVersion = ([only, ...others]: readonly Numbered[]): boolean =>
  others.length === 0 && only!.ordinal.parts.length > 1 && lastOf(only!) === 0;

/** Newest first. */
const isDescending = (group: readonly Numbered[]): boolean =>
  group.length > 1 && group.every((section, i) => i === 0 || lastOf(group[i - 1]!) > lastOf(section));

function split(group: readonly Numbered[]): Numbered[][] {
  const runs: Numbered[][] = [];
  group.forEach((section, i) => {
    const run = runs.at(-1);
    const [before, after] = [group[i - 1], group[i + 1]];
    const restarts =
      section.ordinal.parts.length === 1 &&
      run !== undefined &&
      before !== undefined &&
      after !== undefined &&
      lastOf(section) === 1 &&
      lastOf(before) !== 1 &&
      lastOf(after) === 2;
    if (run === undefined || restarts) runs.push([section]);
    else run.push(section);
  });
  return runs;
}

/** Whether a number is one deeper than that above, so that it should begin with it. */
const belongsBelow = ({ parts, scheme }: Ordinal, above: Path | undefined): boolean =>
  above !== undefined &&
  parts.length === above.parts.length + 1 &&
  parts.length > 1 &&
  isLettered(scheme) === isLettered(above.ordinal.scheme);

const isLettered = (scheme: Ordinal['scheme']): boolean => scheme === 'letter' || scheme === 'letter decimal' || scheme === 'appendix';

const beginsWith = ({ parts }: Ordinal, above: Path): boolean => above.parts.every((part, i) => parts[i] === part);

function flawOf(ordinal: Ordinal, before: Ordinal | undefined, above: Path | undefined): Misnumbered['flaw'] | undefined {
  if (belongsBelow(ordinal, above) && !beginsWith(ordinal, above!)) return 'parent';
  if (before === undefined) return undefined;
  const [own, last] = [ordinal.parts.at(-1)!, before.parts.at(-1)!];
  return own === last + 1 ? undefined : own === last ? 'repeated' : 'jump';
}
