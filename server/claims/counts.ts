/** A list under a line that says how many entries there are. Offsets count in the line. */
export interface Miscount {
  readonly expression: string;
  readonly stated: string;
  readonly actual: string;
  readonly start: number;
  readonly end: number;
}

const number = String.raw`(\d{1,2}|[一二两三四五六七八九十]{1,3})`;
const counter = '(?:个(?!月|小时|百分)|项|种|类|点|条|步|篇|章)';
/** `（4个核心概念）：`, `包含以下三类文档：`, `There are three kinds:`. A number that is a part of a name (三层模型) announces nothing. */
const announcements = [
  new RegExp(String.raw`[（(]\s*(?:共|以下)?\s*(${number}\s*${counter}[^，。；：、()（）\d+]{0,12})[)）]\s*[：:]\s*$`, 'u'),
  new RegExp(
    String.raw`(?:以下|如下|下列|下述|包括|包含|分为|共有|具有|提出|给出|存在|有)(?:了|的)?\s*(${number}\s*${counter}[^，。；：、“”"()（）+]{0,16})[：:]\s*$`,
    'u',
  ),
  /\b(?:the following|there are|has|have|into)\s+((\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+[a-z][\w-]*(?:\s[\w-]+){0,3})\s*:\s*$/iu,
];

const numerals = /[\d一二两三四五六七八九十]|two|three|four|five|six|seven|eight|nine|ten/i;

/** Enough to tell before anything else that a line announces nothing. */
export const mayAnnounce = (line: string): boolean => /[:：]\s*\**\s*$/u.test(line) && numerals.test(line);

/**
 * A line above a list that says another number of entries than the list has (convergence.md §7 s). `items`: how each entry begins. `mayGoOn`: what follows may be more
 * entries of it.
 */
export function miscount(line: string, items: readonly string[], mayGoOn = false): Miscount | undefined {
  const plain = line.replaceAll('*', ' ');
  const match = announcements.map(pattern => pattern.exec(plain)).find(found => found !== null);
  if (match === undefined || match === null) return undefined;
  const stated = numberIn(match[2]!);
  if (stated < 2 || stated === items.length || (mayGoOn && items.length < stated)) return undefined;
  if (items.length > stated && !areAlike(items)) return undefined;
  // An entry that lists several things, or stands for more, may count for more than one.
  if (items.some(item => /[、，,;；/]|\.{3}|…|(?:^|\s)等/u.test(withoutRemark(item)))) return undefined;
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

const ownNumber = new RegExp(String.raw`[（(]\s*(?:共|约)?\s*(\d{1,3})\s*${counter}`, 'u');

/** An entry that says how many things it is itself. */
const ownCount = (item: string): number => Number(ownNumber.exec(item)?.[1] ?? 1);

/** What stands in front of a colon, dash or bracket names the entry. */
const withoutRemark = (item: string): string => item.replace(/[:：（(].*$|\s[-–—]\s.*$/su, '');

const words = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const digits = '一二三四五六七八九';

/** 0 for what is no number. */
function numberIn(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  if (words.includes(written.toLowerCase())) return words.indexOf(written.toLowerCase()) + 2;
  if (written === '两') return 2;
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(written);
  if (match === null || (match[2] === undefined && match[1] !== undefined && match[3] !== undefined)) return 0;
  const [, tens, ten, ones] = match;
  const digit = (one: string | undefined): number => (one === undefined ? 0 : digits.indexOf(one) + 1);
  return ten === undefined ? digit(tens ?? ones) : (tens === undefined ? 1 : digit(tens)) * 10 + digit(ones);
}
