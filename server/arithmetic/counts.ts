import { hanNumerals, oneOf, wordsFor } from '../language/lexicon.ts';
import type { Wrong } from './wrong.ts';

const number = `(\\d{1,2}|[${hanNumerals}]{1,3})`;
const counter = oneOf('counter');
/** `（4个核心概念）：`, `包含以下三类文档：`, `There are three kinds:`. A number that is a part of a name (三层模型) announces nothing. */
const announcements = [
  new RegExp(
    `[（(]\\s*${oneOf('altogether', 'following')}?\\s*(${number}\\s*${counter}[^，。；：、()（）\\d+]{0,12})[)）]\\s*[：:]\\s*$`,
    'u',
  ),
  new RegExp(`${oneOf('announcing')}${oneOf('particle')}?\\s*(${number}\\s*${counter}[^，。；：、“”"()（）+]{0,16})[：:]\\s*$`, 'u'),
  new RegExp(`${oneOf('announcing')}\\s+((\\d{1,2}|${oneOf('numerals', 'ten')})\\s+[a-z][\\w-]*(?:\\s[\\w-]+){0,3})\\s*:\\s*$`, 'iu'),
];

const numerals = new RegExp(`[\\d${hanNumerals}]|${oneOf('numerals', 'ten')}`, 'iu');
const severalThings = new RegExp(`[、，,;；/]|\\.{3}|…|(?:^|\\s)${oneOf('andSoOn')}`, 'u');

/** Enough to tell before anything else that a line announces nothing. */
export const mayAnnounce = (line: string): boolean => /[:：]\s*\**\s*$/u.test(line) && numerals.test(line);

/**
 * A line above a list that says another number of entries than the list has. `items`: how each entry begins. `mayGoOn`: what follows may be more
 * entries of it.
 */
export function miscount(line: string, items: readonly string[], mayGoOn = false): Wrong | undefined {
  const plain = line.replaceAll('*', ' ');
  const match = announcements.map(pattern => pattern.exec(plain)).find(found => found !== null);
  if (match === undefined || match === null) return undefined;
  const stated = numberIn(match[2]!);
  if (stated < 2 || stated === items.length || (mayGoOn && items.length < stated)) return undefined;
  if (items.length > stated && !areAlike(items)) return undefined;
  // An entry that lists several things, or stands for more, may count for more than one.
  if (items.some(item => severalThings.test(withoutRemark(item)))) return undefined;
  if (items.reduce((sum, item) => sum + ownCount(item), 0) === stated) return undefined;
  const expression = match[1]!.trim().replace(/\s+/gu, ' ');
  const start = match.index + match[0].indexOf(match[1]!);
  return { expression, stated: String(stated), actual: String(items.length), start, end: start + match[2]!.length };
}

const marker = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/;

/** Entries that all name things, with the same markup; longer ones, sentences, and what somebody says are remarks that stand between them. */
function areAlike(items: readonly string[]): boolean {
  const named = items.map(item => item.replace(marker, ''));
  const markup = (item: string): string => /^(?:\*\*|__|`|\[|)/.exec(item)![0];
  const first = markup(named[0]!);
  if (first !== '' && named.every(item => markup(item) === first)) return true;
  return named.every(item => markup(item) === first && item.length <= 40 && !/[?？!！。]|\s--\s|^\p{Lu}\w+:\s/u.test(item));
}

const ownNumber = new RegExp(`[（(]\\s*${oneOf('altogether', 'about')}?\\s*(\\d{1,3})\\s*${counter}`, 'u');

/** An entry that says how many things it is itself. */
const ownCount = (item: string): number => Number(ownNumber.exec(item)?.[1] ?? 1);

/** What stands in front of a colon, dash or bracket names the entry. */
const withoutRemark = (item: string): string => item.replace(/[:：（(].*$|\s[-–—]\s.*$/su, '');

const written = new RegExp(`^(${oneOf('numerals', 'two')})?(${oneOf('ten')})?(${oneOf('numerals')})?$`, 'iu');

/** 0 for what is no number. */
function numberIn(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const match = written.exec(text);
  if (match === null || (match[2] === undefined && match[1] !== undefined && match[3] !== undefined)) return 0;
  const [, tens, ten, ones] = match;
  return ten === undefined ? digitOf(tens ?? ones) : (tens === undefined ? 1 : digitOf(tens)) * 10 + digitOf(ones);
}

/** From 1 to 9; 0 where there is none. Every language has nine words. */
function digitOf(word: string | undefined): number {
  if (word === undefined) return 0;
  return wordsFor('two').includes(word) ? 2 : (wordsFor('numerals').indexOf(word.toLowerCase()) % 9) + 1;
}
