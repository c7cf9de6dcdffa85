import { oneOf, wordsFor } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import { memoized } from '../model/memoize.ts';
import { remembering } from '../model/remembering.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Not the `A` of `A vs B` or `Plan A`. */
const article = /^(?:[Tt]he|an?)\s+(?!vs\b)(?=\S)/u;
const blanks = /(?<=[\p{Script=Han}])\s+(?=[\w])|(?<=[\w)])\s+(?=\p{Script=Han})/gu;

/**
 * The name under which a subject is compared with others: spelling does not count, a gloss in brackets and one general
 * suffix are taken off, the aliases of the vocabulary merge. Null when nothing is left.
 */
export const canonical = (text: string, vocabulary: Vocabulary): string | null => canonicalIn(vocabulary)(text);

const canonicalIn = memoized((vocabulary: Vocabulary) => remembering(text => named(text, vocabulary)));

const sides = new RegExp(`^(.+?)\\s*${oneOf('versus')}\\s*(.+)$`, 'iu');

function named(text: string, vocabulary: Vocabulary): string | null {
  let name = cleaned(text).replace(article, '');
  const level = levelOf(name, vocabulary);
  if (level !== undefined) return level;
  const pair = sides.exec(name);
  const joined = (part: string): string => withoutGloss(part).replace(blanks, '');
  name = pair === null ? withoutGloss(name) : `${joined(pair[1]!)} vs ${joined(pair[2]!)}`;
  const known = vocabulary.aliases.get(keyOf(name));
  if (known !== undefined) return known;
  const short = withoutSuffix(name, vocabulary);
  return vocabulary.aliases.get(keyOf(short)) ?? (sentenceCase(pair === null ? short.replace(blanks, '') : short) || null);
}

/** `zinc primer` in a sentence is `Zinc primer` in a heading. A capital elsewhere in it says how the name is written. */
const sentenceCase = (name: string): string => (/^[a-z][a-z\d -]*$/.test(name) ? name[0]!.toUpperCase() + name.slice(1) : name);

/** The name is one that may stand for its canonical subject, or for something beside it. */
export function isLoose(text: string, vocabulary: Vocabulary): boolean {
  const name = withoutGloss(cleaned(text));
  return vocabulary.loose.has(keyOf(name)) || vocabulary.loose.has(keyOf(withoutSuffix(name, vocabulary)));
}

/** `L4: 完全收敛`, `L4`, `完全收敛` are all the level itself. */
export function levelOf(text: string, vocabulary: Vocabulary): string | undefined {
  const key = keyOf(withoutGloss(text));
  for (const { label, key: mark, nameKeys } of vocabulary.levels) {
    if (key === mark || nameKeys.includes(key)) return label;
    if (!key.startsWith(mark)) continue;
    const rest = key.slice(mark.length).replace(/^[:：-]/, '');
    if (rest !== key.slice(mark.length) || nameKeys.some(name => rest.startsWith(name))) return label;
  }
  return undefined;
}

function withoutSuffix(name: string, { words }: Vocabulary): string {
  for (const { suffix, after, notAfter } of words.subjects.suffixes as readonly {
    suffix: string;
    after?: string[];
    notAfter?: string[];
  }[]) {
    if (name.length <= suffix.length || !name.endsWith(suffix)) continue;
    const rest = name.slice(0, -suffix.length).trim();
    if (after !== undefined && !after.some(word => rest.endsWith(word))) continue;
    if (notAfter?.some(word => rest.endsWith(word))) continue;
    if (rest !== '') return rest;
  }
  return name;
}

/** The parts of `A、B 和 C 等`; `A vs B` stays one. Brackets are not cut. */
export function listed(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if ('（([{'.includes(mark)) depth++;
    else if ('）)]}'.includes(mark)) depth = Math.max(0, depth - 1);
    // `研究和开发` is one thing, unless others are listed before.
    else if (depth === 0 && (parts.length > 0 || !wordsFor('listing').includes(mark))) {
      parts.push(text.slice(start, index));
      start = index + mark.length;
    }
  }
  return [...parts, text.slice(start)].map(part => part.replace(andSoOn, '').trim()).filter(part => part !== '');
}

const marks = new RegExp(`[（([{）)\\]}、,，;；]|${oneOf('listing')}| ${oneOf('alsoListing')}`, 'giu');
const andSoOn = new RegExp(`\\s*${oneOf('andSoOn')}[^、]*$`, 'u');
