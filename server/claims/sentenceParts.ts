import type { Reading } from './cells.ts';
import type { Context } from './context.ts';
import { proseWords } from './proseWords.ts';
import type { Vocabulary } from './vocabulary.ts';

export const sayValue =
  /^(?:指数)?\s*(?:[:：=≈]|为|是|达到?|约为|仅为?|高达|已达到?|\bis\b|\bof\b|\bwas\b|\bat\b|\breached\b|\breaches\b|\bstands at\b)?\s*(?:约\s*)?["“'（(]?(?=\s*(?:[<>≤≥≈~＜＞约]|超过|低于|不足|至少|over|above|below|under|about|\d))/iu;
export const valueBefore =
  /(?:[<>≤≥]\s*|超过|低于|约)?\d+(?:\.\d+)?\s*[%％](?:\s*[-–~至到]\s*\d+(?:\.\d+)?\s*[%％])?\s*(?:\+|以上|以下|左右)?\s*(?:的\s*)?$/u;
export const fromTo =
  /^(?:[^，。]{0,12}从[^%％。]{0,24}\d+(?:\.\d+)?\s*[%％][^%％。]{0,4}[）)]?\s*(?:提升|上升|增长|增加|升|下降|降低|降|减少|变)(?:到|至|为)[^%％。]{0,24}\d+(?:\.\d+)?\s*[%％]|\s*(?:rose|grew|fell|dropped|increased|decreased|climbed|went|is up|is down)?\s*from\s[^%]{0,12}\d+(?:\.\d+)?\s*%[^%]{0,24}\bto\s[^%]{0,16}\d+(?:\.\d+)?\s*%)/iu;

/** `推理机制未收敛` → `推理机制`. */
export function withoutStatus(prefix: string, { statuses }: Vocabulary): string {
  for (const word of statuses.keys()) if (prefix.length > word.length && prefix.endsWith(word)) return prefix.slice(0, -word.length);
  return prefix;
}

/** `无方案采用率超过30%` says that it is at most that. */
export const withoutAny = (reading: Reading): Reading =>
  reading.range === undefined || reading.range.low === reading.range.high
    ? reading
    : { ...reading, range: { low: 0, high: reading.range.low } };

export function arrowEnd(rest: string, end: number): number {
  const more = /^\s*(?:→|->|(?:提升|上升|增长|下降|降低|升|降)(?:到|至))\s*\d+(?:\.\d+)?\s*[%％]?/u.exec(rest.slice(end));
  return more === null ? end : end + more[0].length;
}

export const future = (clause: string, { vocabulary }: Context): boolean => proseWords(vocabulary).future.test(clause);

const verb = 'is|was|are|were|has|had|stands|stood|reached|reaches|rose|grew|fell|dropped|increased|decreased|climbed|will|should|may';
const whom = new RegExp(
  String.raw`^\s+(?:of|for)\s+([^\s,;:%\d][^,;:%]{0,50}?)(?:\s*[:=]\s*(?=[<>≤≥~]?\s*\d)|\s+(?:${verb})\b(?:\s+(?!from\b)[a-z]+){0,5}?\s+(?=from\s|[<>≤≥~]|\d|about\s|around\s|over\s|under\s|above\s|below\s|nearly\s|more\s|less\s|at\s))`,
  'iu',
);
const whomAfter = /^\s+(?:of|for)\s+([^\s,;:%\d][^,;:.%]{0,40}?)(?=\s+(?:in|among|by|at|on|and|as|with)\s|[,;.]|\s*$)/iu;

/** `maturity of the zinc primer is …`, from behind the metric: who, and where the value begins. */
export function whomIn(rest: string): { readonly name: string; readonly end: number } | undefined {
  const match = whom.exec(rest);
  return match === null ? undefined : { name: match[1]!, end: match[0].length };
}

/** `55% adoption for zinc primer in marine use`. */
export const whomBehind = (rest: string): string | undefined => whomAfter.exec(rest)?.[1];
