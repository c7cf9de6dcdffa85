import { oneOf } from '../language/lexicon.ts';
import { cleaned, keyOf } from '../language/names.ts';
import type { Text } from '../language/source.ts';
import { memoized } from '../model/memoize.ts';
import { matchesIn } from '../model/text.ts';
import { type Context, placeIn, say } from './context.ts';
import type { Level, Vocabulary } from './vocabulary.ts';

/** A column that says what a level becomes, or is held against, names others. */
const otherLevels = new RegExp(oneOf('otherLevel'), 'iu');

/** In the row of a level, the name of another one as an item by itself. */
export function readOtherNames(cell: Text, header: string, label: string, context: Context): void {
  if (otherLevels.test(header)) return;
  for (const match of cell.text.matchAll(/[^、，,;；/|（）()\n]+/gu)) {
    const other = levelCalled(cleaned(match[0]), context.vocabulary);
    if (other === undefined || other.label === label) continue;
    const start = match.index + match[0].length - match[0].trimStart().length;
    sayName(cell, start, start + match[0].trim().length, label, context);
  }
}

/** `L3（双寡头竞争）`: a level, and right behind it the name of another. */
export function readWrongNames(text: Text, context: Context): void {
  const { vocabulary } = context;
  for (const mark of matchesIn(text.text, vocabulary.levelMark)) {
    if (mark[2] !== undefined) continue;
    const after = text.text.slice(mark.index + mark[0].length);
    const gap = /^\s*[:：（(-]?\s*/u.exec(after)![0].length;
    const name = allNames(vocabulary).find(([name]) => after.startsWith(name, gap));
    if (name === undefined || name[1].level === Number(mark[1])) continue;
    const start = mark.index + mark[0].length + gap;
    sayName(text, start, start + name[0].length, vocabulary.levels[Number(mark[1])]?.label, context);
  }
}

function sayName(text: Text, start: number, end: number, label: string | undefined, context: Context): void {
  if (label === undefined) return;
  const place = placeIn(text, start, end);
  say(context, 'row', place, { name: label, text: label }, context.vocabulary.words.names.name, { unit: 'word', word: place.raw });
}

/** With its key, see `keyOf`. */
type LevelName = readonly [string, Level, string];

/** Every name of a level, the longest first. */
const allNames = memoized(({ levels }: Vocabulary): readonly LevelName[] =>
  levels.flatMap(level => level.names.map((name, i) => [name, level, level.nameKeys[i]!] as const)).sort(([a], [b]) => b.length - a.length),
);

/** The level that a text is the name of. */
export function levelCalled(text: string, vocabulary: Vocabulary): Level | undefined {
  const key = keyOf(text);
  return allNames(vocabulary).find(([, , name]) => name === key)?.[1];
}
