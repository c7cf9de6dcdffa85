import type { Heading } from '../model/facts.ts';
import type { Ordinal } from './ordinal.ts';

const dates =
  /\d{4}年|\d{1,2}[月日号]|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:mon|tues?|wed|thu(?:rs)?|fri|satur|sun)(?:day)?\b|\d(?:st|nd|rd|th)\b/gi;
const stages =
  /\b(?:un)?released?\b|\b(?:latest|current|lts|stable|beta|alpha|rc|dev|eol|v)\b|未发布|已发布|最新|当前|测试版|正式版|稳定版/gi;

/** Whether something follows a number in digits: behind one in parts, a date or the stage of a version is nothing. */
export function hasTitle(text: string, { at, written }: Pick<Ordinal, 'at' | 'written'>): boolean {
  if (!/\d$/.test(written)) return true;
  const rest = text.slice(at + written.length);
  // Longer than any date.
  if (rest.length > 40 && /\p{L}/u.test(rest)) return true;
  return written.includes('.') ? /\p{L}/u.test(rest.replace(dates, '').replace(stages, '')) : /[\p{L}\p{N}]/u.test(rest);
}

const changes =
  /\b(?:change ?logs?|release notes?|releases|release history|version history|history|what['’]?s new|news)\W*$|(?:更新|变更|修订|版本|发布|修改|迭代)(?:日志|记录|历史|说明)\W*$/i;

/** A heading whose sections are versions, newest or oldest first, whatever is missing between them. */
export const listsChanges = ({ text }: Heading): boolean => changes.test(text);
