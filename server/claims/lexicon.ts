import en from './lexicon/en.json' with { type: 'json' };
import zh from './lexicon/zh.json' with { type: 'json' };

/** What a word does for a statement: `moreThan` bounds a number, `year` follows one. Every language has a place for each. */
export type Role = keyof typeof zh & keyof typeof en;

const packs: readonly Readonly<Record<Role, readonly string[]>>[] = [zh, en];

/** The words of all languages that do something, as the packs have them. */
export const wordsFor = (role: Role): readonly string[] => packs.flatMap(pack => pack[role]);

/** A pattern, as a part of others, of any of the words that do one of these; of two words where one begins with the other, the longer counts. */
export function oneOf(...roles: readonly Role[]): string {
  const words = [...new Set(roles.flatMap(wordsFor))].sort((a, b) => b.length - a.length);
  return words.length === 0 ? '(?!)' : `(?:${words.map(formOf).join('|')})`;
}

/** A word of a pack; one with any of `\ ( [` is a pattern itself. Latin words count as whole words only, `improv*` with any ending; their blanks stand for any. */
export const formOf = (word: string): string => (/[\\([]/.test(word) ? word : wholeWord(word));

const wholeWord = (word: string): string =>
  `${/^[a-z]/i.test(word) ? '(?<![A-Za-z])' : ''}${escaped(word).replace(/\s+/g, '\\s+').replace(/\\\*$/, '[A-Za-z]*')}${/[a-z]$/i.test(word) ? '(?![A-Za-z0-9])' : ''}`;

export const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The characters of numbers that are written out in Han. */
export const hanNumerals = [...wordsFor('numerals'), ...wordsFor('two'), ...wordsFor('ten')].filter(word => word.length === 1).join('');

const ofBehind = new RegExp(`\\s*${oneOf('of')}?\\s*$`, 'u');

/** `乙法的` → `乙法`. */
export const withoutOf = (name: string): string => name.replace(ofBehind, '');
