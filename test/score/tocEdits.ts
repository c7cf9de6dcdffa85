import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import type { Facts, Heading } from '../../server/model/facts.ts';
import { applied } from '../../server/model/fix.ts';
import { compare } from '../../server/toc/compare.ts';
import { newTable, regenerated } from '../../server/toc/regenerate.ts';
import { isStale } from '../../server/toc/report.ts';
import { type Table, tablesOf } from '../../server/toc/table.ts';
import { type Random, randomOf } from '../random.ts';
import type { Figure, Material } from './figure.ts';

/** A line of a chapter: its text, and the heading in it. `listed`: whether the table should list that heading once it is regenerated. */
interface Line {
  readonly text: string;
  readonly heading?: { readonly level: number; readonly listed: boolean };
}

/** A chapter with a right table, as lines, so that its headings can be changed as writers change them. */
interface Sample {
  /** What its table lists. */
  readonly name: string;
  readonly lines: readonly Line[];
  /** The first line of the table, and the line behind it. */
  readonly from: number;
  readonly to: number;
  /** By level: whether a new heading above or below the table belongs into it. */
  readonly wants: (level: number, above: boolean) => boolean;
}

type Change = (sample: Sample, random: Random) => readonly Line[] | undefined;

/**
 * What regeneration makes of right tables after their chapters have been edited. Expected: the table lists what it listed, and of what is new what lies on a level that it
 * lists completely; all the rest is left out.
 */
export function tocEditFigures({ chapters }: Material, _runs?: unknown, everyNth = 7): Figure[] {
  const tallies = new Map<string, { right: number; all: number; notes: string[] }>(
    Object.keys(changes).map(name => [name, { right: 0, all: 0, notes: [] }]),
  );
  let tables = 0;
  chapters.forEach((chapter, n) => {
    const sample = sampleOf(chapter, variants[tables % variants.length]!);
    // They are many and alike: one of some is enough.
    if (sample === undefined || tables++ % everyNth !== 0) return;
    for (const [name, change] of Object.entries(changes)) {
      const changed = change(sample, randomOf(n));
      if (changed === undefined) continue;
      const tally = tallies.get(name)!;
      tally.all++;
      const flaw = flawAfter(changed, chapter.text.includes('\r\n') ? '\r\n' : '\n');
      if (flaw === undefined) tally.right++;
      else tally.notes.push(`${chapter.path} (${sample.name}): ${flaw}`);
    }
  });
  const sum = (what: 'right' | 'all') => [...tallies.values()].reduce((total, tally) => total + tally[what], 0);
  return [
    {
      name: 'tables as expected after their headings were edited',
      value: Math.floor((100 * sum('right')) / Math.max(1, sum('all'))),
      of: 100,
      notes: [...tallies].flatMap(([name, { right, all, notes }]) => [`${name}: ${right} of ${all}`, ...notes.slice(0, 3)]),
    },
  ];
}

/** What a table lists: as it is, or written anew with fewer headings; in turn. */
const variants: readonly { readonly name: string; readonly lists?: (heading: Heading, table: Table) => boolean }[] = [
  { name: 'as it is' },
  { name: 'without the title', lists: ({ level }) => level > 1 },
  { name: 'as it is' },
  { name: 'two levels', lists: ({ level }) => level === 2 || level === 3 },
  { name: 'only what is below', lists: ({ level, span }, table) => level > 1 && span.start > table.span.start },
  { name: 'sections', lists: ({ level }) => level === 2 },
];

type Chapter = Material['chapters'][number];

/** The one right table of a chapter, and everything around it; undefined when there is none. */
function sampleOf(chapter: Chapter, { name, lists }: (typeof variants)[number]): Sample | undefined {
  const rightTable = (facts: Facts): Table | undefined => {
    const [table, ...others] = tablesOf(facts, defaults.toc);
    return table?.list === undefined || others.length > 0 || isStale(compare(table, facts, defaults.toc)) ? undefined : table;
  };
  const own = rightTable(chapter.facts);
  if (own === undefined || lists === undefined || /\r(?!\n)/.test(chapter.text))
    return own && { name, ...linesOf(chapter.text, chapter.facts, own) };
  const kept = compare(own, chapter.facts, defaults.toc).rows.filter(({ heading }) => lists(heading, own));
  const depth = Math.min(...kept.map(row => row.depth));
  const list = newTable(
    kept.map(row => ({ ...row, depth: row.depth - depth })),
    '\n',
  );
  const text = applied(chapter.text, [{ span: own.span, newText: list }]);
  const facts = extract(text);
  const table = rightTable(facts);
  return table && { name, ...linesOf(text, facts, table) };
}

function linesOf(text: string, facts: Facts, table: Table): Omit<Sample, 'name'> {
  const lineOf = (offset: number): number => facts.lines.findLastIndex(at => at <= offset);
  const listed = new Set(
    compare(table, facts, defaults.toc)
      .rows.filter(({ entry }) => entry !== undefined)
      .map(({ heading }) => heading),
  );
  const outline = facts.headings.filter(({ nested }) => !nested);
  const byLine = new Map(outline.map(heading => [lineOf(heading.span.start), heading]));
  const lines = text.split(/\r?\n/).map((line, i): Line => {
    const heading = byLine.get(i);
    return heading === undefined || !line.startsWith('#')
      ? { text: line }
      : { text: line, heading: { level: heading.level, listed: listed.has(heading) } };
  });
  const isComplete = (part: readonly Heading[]) => part.every(heading => listed.has(heading) || heading === table.heading);
  const listsTitle = outline.some(heading => heading.level === 1 && listed.has(heading));
  const isWhole = listsTitle || (table.heading !== undefined && listed.has(table.heading));
  const others = outline.filter(heading => heading.level > 1 && heading !== table.heading);
  const wants = (level: number, above: boolean): boolean => {
    const onLevel = others.filter(heading => heading.level === level);
    if (onLevel.length === 0) return isComplete(outline) && listsTitle && new Set(outline.map(heading => heading.level)).size > 2;
    const isHere = (heading: Heading) => heading.span.start < table.span.start === above;
    const [here, side] = [onLevel.filter(isHere), others.filter(isHere)];
    if (here.length > 0) return isComplete(here);
    return isComplete(onLevel) && (side.length > 0 ? side.some(heading => listed.has(heading)) : !above || isWhole);
  };
  return { lines, from: lineOf(table.span.start), to: lineOf(table.span.end) + 1, wants };
}

/** What is wrong with the table once it is regenerated; undefined when it is as expected. */
function flawAfter(lines: readonly Line[], newline: string): string | undefined {
  const text = lines.map(line => line.text).join(newline);
  const after = updated(text);
  if (updated(after) !== after) return 'changed again';
  const facts = extract(after);
  const [table] = tablesOf(facts, defaults.toc);
  const outline = facts.headings.filter(({ nested }) => !nested);
  const expected = lines.flatMap(({ heading }) => (heading === undefined ? [] : [heading.listed]));
  if (table === undefined || outline.length !== expected.length) return 'the edit made something else of the chapter';
  const has = new Set(table.entries.map(({ anchor }) => anchor));
  const wrong = outline.flatMap((heading, i) =>
    has.has(heading.anchor) === expected[i] ? [] : [`${expected[i] ? 'lacks' : 'has'} H${heading.level} ${heading.text}`],
  );
  const dead = table.entries.filter(({ anchor }) => anchor !== undefined && !outline.some(heading => heading.anchor === anchor));
  if (dead.length > 0) return `dead: ${dead[0]!.link!.text}`;
  return wrong.length === 0 ? undefined : `${wrong.length} wrong, the first: ${wrong[0]}`;
}

function updated(text: string): string {
  const facts = extract(text);
  return applied(
    text,
    tablesOf(facts, defaults.toc).flatMap(table => regenerated(table, compare(table, facts, defaults.toc), facts, text)),
  );
}

/** The lines of headings that fit. */
const headingsAt = ({ lines }: Sample, fits: (level: number, at: number, listed: boolean) => boolean): number[] =>
  lines.flatMap(({ heading }, at) => (heading !== undefined && fits(heading.level, at, heading.listed) ? [at] : []));

function inserted(sample: Sample, at: number, level: number, title = '新写的一节'): Line[] {
  const listed = sample.wants(level, at <= sample.from);
  return sample.lines.toSpliced(
    at,
    0,
    { text: `${'#'.repeat(level)} ${title}`, heading: { level, listed } },
    { text: '' },
    { text: '文字。' },
    { text: '' },
  );
}

const renamedAt = ({ lines }: Sample, places: ReadonlySet<number>, name: (old: string, at: number) => string): Line[] =>
  lines.map((line, at) => (places.has(at) ? { ...line, text: line.text.replace(/(?<=^#+\s+).*$/, old => name(old, at)) } : line));

/** Behind the section that begins at a line: its next heading of the same level or above. */
const endOf = (sample: Sample, at: number): number => {
  const { level } = sample.lines[at]!.heading!;
  return headingsAt(sample, (other, line) => line > at && other <= level)[0] ?? sample.lines.length;
};

const below = (sample: Sample, most = 6) => headingsAt(sample, (level, at) => at >= sample.to && level > 1 && level <= most);

const changes: Readonly<Record<string, Change>> = {
  'a section more': (sample, random) => {
    const places = below(sample, 2);
    return places.length === 0 ? undefined : inserted(sample, random.oneOf(places), 2);
  },
  'a subsection more': (sample, random) => {
    const places = headingsAt(sample, (level, at) => level === 3 && at >= sample.to);
    return places.length === 0 ? undefined : inserted(sample, random.oneOf(places), 3);
  },
  'a section above the table': sample => {
    const [first] = headingsAt(sample, (level, at) => level === 2 && at < sample.from);
    return first === undefined ? undefined : inserted(sample, first, 2);
  },
  'a subsection above the table, below a section': sample => {
    const places = headingsAt(sample, (level, at) => level === 2 && at < sample.from);
    return places.length < 2 ? undefined : inserted(sample, places.at(-1)!, 3);
  },
  'two subsections above the table': sample => {
    const places = headingsAt(sample, (level, at) => level === 2 && at < sample.from);
    if (places.length < 2) return undefined;
    const once = inserted(sample, places.at(-1)!, 3);
    return inserted({ ...sample, lines: once, from: sample.from + 4 }, places.at(-1)!, 3, '再写的一节');
  },
  'the first section above the table': sample => {
    const [title] = headingsAt(sample, level => level === 1);
    if (title === undefined || headingsAt(sample, (level, at) => level > 1 && at < sample.from).length > 1) return undefined;
    return title > sample.from ? undefined : inserted(sample, title + 2, 2);
  },
  'the first heading of a deeper level': (sample, random) => {
    const deepest = Math.max(0, ...headingsAt(sample, () => true).map(at => sample.lines[at]!.heading!.level));
    const places = headingsAt(sample, (level, at) => level === deepest && at >= sample.to);
    return places.length === 0 || deepest < 2 || deepest > 5 ? undefined : inserted(sample, random.oneOf(places) + 1, deepest + 1);
  },
  'a heading less': (sample, random) => {
    const places = below(sample);
    return places.length < 2 ? undefined : sample.lines.toSpliced(random.oneOf(places), 1);
  },
  'a section less': (sample, random) => {
    const places = below(sample, 2);
    if (places.length < 2) return undefined;
    const at = random.oneOf(places);
    return sample.lines.toSpliced(at, endOf(sample, at) - at);
  },
  'one renamed': (sample, random) => {
    const places = below(sample);
    return places.length === 0 ? undefined : renamedAt(sample, new Set([random.oneOf(places)]), () => '另外取的名字');
  },
  'the title renamed': sample => {
    const [title] = headingsAt(sample, level => level === 1);
    return title === undefined ? undefined : renamedAt(sample, new Set([title]), () => '另外取的书名');
  },
  'the title and every third heading renamed': sample => {
    const places = [...headingsAt(sample, level => level === 1), ...below(sample)].filter((_, i) => i % 3 === 0);
    return renamedAt(sample, new Set(places), (_, at) => `另外取的名字 ${at}`);
  },
  'all of one level renamed': (sample, random) => {
    const level = random.oneOf([2, 3]);
    const places = headingsAt(sample, (own, at) => own === level && at >= sample.to);
    return places.length === 0 ? undefined : renamedAt(sample, new Set(places), (_, at) => `另外取的名字 ${at}`);
  },
  'all renamed': sample =>
    renamedAt(sample, new Set([...headingsAt(sample, level => level === 1), ...below(sample)]), (_, at) => `另外取的名字 ${at}`),
  'every number one higher': sample =>
    renamedAt(sample, new Set(below(sample)), old => old.replace(/^\d+/, digits => String(Number(digits) + 1))),
  'a section moved': (sample, random) => {
    const places = below(sample, 2);
    if (places.length < 2) return undefined;
    const nth = 1 + random.below(places.length - 1);
    const [before, at] = [places[nth - 1]!, places[nth]!];
    const end = endOf(sample, at);
    return [
      ...sample.lines.slice(0, before),
      ...sample.lines.slice(at, end),
      ...sample.lines.slice(before, at),
      ...sample.lines.slice(end),
    ];
  },
};
