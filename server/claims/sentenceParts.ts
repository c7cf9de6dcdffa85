import { oneOf, withoutOf } from '../language/lexicon.ts';
import { matchesIn } from '../model/text.ts';
import { metricNamed } from './cells.ts';
import { type Subject, subjectOf } from './context.ts';
import type { Reading } from './mentions.ts';
import { nounPhrase } from './proseWords.ts';
import { isGeneric, outside } from './sections.ts';
import { listed } from './subjects.ts';
import type { Vocabulary } from './vocabulary.ts';

export const sentenceEnd = /[。；！？;!?\n]|(?<!\b(?:al|e\.g|i\.e|vs|etc|cf|No|Fig))\.(?=\s+[A-Z\p{Script=Han}]|\s*$)/gu;
/** What follows is supposed, or an example: nobody says that it is so. */
export const hypothetical = new RegExp(`^(?:\\s|${oneOf('therefore')})*${oneOf('hypothetical')}`, 'iu');
const every = oneOf('every');
export const universal = new RegExp(`(?:^|[，,])\\s*${every}`, 'u');
const anyEvery = new RegExp(every, 'u');

/** `推理机制未收敛` → `推理机制`. */
export function withoutStatus(prefix: string, { statuses }: Vocabulary): string {
  for (const word of statuses.keys()) if (prefix.length > word.length && prefix.endsWith(word)) return prefix.slice(0, -word.length);
  return prefix;
}

const linking = new RegExp(`${oneOf('saidToBe')}\\s*$`, 'u');
const onlyAdverbs = new RegExp(`^[\\s，,、;；]*(?:${oneOf('adverbs', 'conjunctions')}[\\s，,、]*)+$`, 'iu');

/** What stands before a status word without what links the two: `乙法仍属` → `乙法`. `elided`: nothing is left but adverbs, so it is said of whom the clause before was about. */
export function beforeStatus(before: string): { readonly name: string; readonly elided: boolean } {
  const name = before.replace(linking, '');
  return { name, elided: onlyAdverbs.test(name) || (name.trim() === '' && name !== before) };
}

/** A level mark that belongs to something else: norms, caches, automata that drive. */
export const otherSense = new RegExp(`^(?:\\s*(?:[、/,]|${oneOf('andOr')})\\s*[A-Z]\\d)*\\s*-?\\s*${oneOf('otherSense')}`, 'iu');

/** `无方案采用率超过30%` says that it is at most that. */
export const withoutAny = (reading: Reading): Reading =>
  reading.range === undefined || reading.range.low === reading.range.high
    ? reading
    : { ...reading, range: { low: 0, high: reading.range.low } };

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

/** Whom the words before a verb or metric name; undefined when they name nobody. `attached`: the metric follows at once. */
export function namedIn(prefix: string, attached: boolean, vocabulary: Vocabulary): Subject[] | undefined {
  const phrase = nounPhrase(prefix, vocabulary);
  if (phrase === undefined || /\d\s*[%％]/u.test(phrase) || metricNamed(phrase, vocabulary) !== undefined) return undefined;
  const name = withoutMetric(phrase, vocabulary);
  const { pronouns } = vocabulary.words.subjects;
  if (pronouns.some(pronoun => name.startsWith(pronoun)) && name.length <= 6) return undefined;
  const parts = listed(name);
  if (anyEvery.test(name)) return undefined;
  if (parts.length === 0 || parts.some(part => part.length > 40)) return undefined;
  if (parts.length === 1 && (isGeneric(parts[0]!, outside, vocabulary) || (attached && parts[0]!.length > 24))) return undefined;
  return parts.map(part => subjectOf(part, vocabulary));
}

const isOwner = new RegExp(`.${oneOf('of')}\\s*$`, 'u');

/** `乙法的收敛层级`, `convergence level of the primer`: whose it is. */
function withoutMetric(name: string, { mention }: Vocabulary): string {
  for (const match of matchesIn(name, mention)) {
    const end = match.index + match[0].length;
    if (match.index === 0 && /^\s+(?:of|for)\s+\S/iu.test(name.slice(end)))
      return name.slice(end).replace(/^\s+(?:of|for)\s+(?:the\s+)?/iu, '');
    if (end === name.length && isOwner.test(name.slice(0, match.index))) return withoutOf(name.slice(0, match.index));
  }
  return name;
}
