import en from './lexicon/en.json' with { type: 'json' };
import zh from './lexicon/zh.json' with { type: 'json' };

/** What a word does for a statement: `moreThan` bounds a number, `year` follows one. Every language has a place for each. */
export type Role = keyof typeof zh & keyof typeof en;

const packs: readonly Readonly<Record<Role, readonly string[]>>[] = [zh, en];

/** The words of all languages that do something, as the packs have them. */
export const wordsFor = (role: Role): readonly string[] => packs.flatMap(pack => pack[role]);

/** A pattern, as a part of others, of any of the words that do one of these. */
export const oneOf = (...roles: readonly Role[]): string => patternOf(roles.flatMap(wordsFor));

/**
 * A pattern of any of some words; of two where one begins with the other, the longer counts. Latin words count as whole words only, `improv*` with any ending; their blanks stand for any.
 * A word with any of `\\ ( [` is a pattern itself.
 */
export function patternOf(words: readonly string[]): string {
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length);
  const latin = sorted.filter(word => isLatin.test(word)).map(word => escaped(word).replace(/\\\*$/, '[A-Za-z]*').replace(/\s+/g, '\\s+'));
  const others = sorted.filter(word => !isLatin.test(word)).map(word => (/[\\([]/.test(word) ? word : escaped(word)));
  // One look at what stands beside is enough for all Latin words.
  const whole = latin.length === 0 ? [] : [`(?<![A-Za-z])(?:${latin.join('|')})(?![A-Za-z0-9])`];
  return sorted.length === 0 ? '(?!)' : `(?:${[...others, ...whole].join('|')})`;
}

const isLatin = /^[A-Za-z][A-Za-z -]*\*?$/;

export const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The characters of numbers that are written out in Han. */
export const hanNumerals = [...wordsFor('numerals'), ...wordsFor('two'), ...wordsFor('ten')].filter(word => word.length === 1).join('');

const ofBehind = new RegExp(`\\s*${oneOf('of')}?\\s*$`, 'u');

/** `乙法的` → `乙法`. */
export const withoutOf = (name: string): string => name.replace(ofBehind, '');
