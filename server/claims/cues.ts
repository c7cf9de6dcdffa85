import { year, years } from '../language/dates.ts';
import { escaped } from '../language/lexicon.ts';
import { percentage } from '../language/quantities.ts';

/** A sentence that states a metric. `need`: without these characters the pattern cannot match; `cue`: these, if they make a block worth reading. */
export interface SentencePattern {
  readonly pattern: RegExp;
  readonly value: boolean;
  readonly cue: string;
  readonly need: string;
}

/** The patterns of phrases. `isPlain`: they are words with places, no patterns. */
export function sentencesOf(phrases: readonly string[] = [], isPlain = false): readonly SentencePattern[] {
  return isPlain
    ? phrases.filter(phrase => phrase.includes('{value}')).map(plainSentence)
    : phrases.map(phrase => sentence(phrase, cueOf(phrase), needOf(phrase)));
}

const sentence = (phrase: string, cue: string, need: string): SentencePattern => {
  const pattern = phrase
    .replace('{value}', `(?<value>${percentage})`)
    .replace('{subject}', '(?<subject>[^，。；、|（(]{1,24})')
    .replaceAll('{year}', year)
    .replaceAll('{years}', years);
  return { pattern: new RegExp(pattern, 'gu'), value: phrase.includes('{value}'), cue, need };
};

/** Words with places for a value and a subject, such as `{value} of teams use {subject}`; white space stands for any, or none. */
function plainSentence(phrase: string): SentencePattern {
  const parts = phrase.trim().split(/(\{value\}|\{subject\})/);
  const words = parts.filter(part => !/^\{(?:value|subject)\}$/.test(part)).flatMap(part => part.split(/\s+/));
  const cue = words.sort((a, b) => b.length - a.length)[0] ?? '';
  const seen = new Set<string>();
  const written = parts.map(part => {
    if (!/^\{(?:value|subject)\}$/.test(part) || seen.has(part)) return escaped(part).replace(/\s+/g, '\\s*');
    seen.add(part);
    return part;
  });
  return sentence(written.join(''), cue, cue);
}

/** The longest run of Han characters that stand outside every group and choice. */
function cueOf(phrase: string): string {
  let flat = phrase;
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\((?:[^()\\]|\\.)*\)[?*+]?|\[[^\]]*\](?:\{[^}]*\}|[?*+])?|\\./gu, ' ');
  }
  if (flat.includes('|')) return '';
  const runs = [...flat.matchAll(/\p{Script=Han}+(?![?*])/gu)].map(match => match[0]);
  return runs.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** The same, also where one group holds the whole phrase. */
function needOf(phrase: string): string {
  const cue = cueOf(phrase);
  const inside = /^\((?:\?(?::|<\w+>))?(.*)\)$/su.exec(phrase)?.[1];
  return cue === '' && inside !== undefined && isBalanced(inside) ? cueOf(inside) : cue;
}

function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const [bracket] of pattern.replace(/\\.|\[(?:\\.|[^\]])*\]/gsu, '').matchAll(/[()]/g)) {
    depth += bracket === '(' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
