import { remembering } from '../model/remembering.ts';
import { keyOf, type Vocabulary } from './vocabulary.ts';

/** A number in front of a heading: `3.1`, `03.1.1-`, `四、`, `第3章`, `(1)`. */
const ordinal =
  /^\s*(?:第?[一二三四五六七八九十百]+[、.章节部分]+|第\s*\d+\s*[章节]|\d+(?:\.\d+)+(?:[-、.:：]\s*|\s+)|0\d-|\d+(?:[、.:：]\s*|\s+(?=\p{Script=Han}))|[（(]\d+[)）]\s*|(?:Chapter|Section|Part)\s+\d+\s*[:.]?\s*)/iu;
const gloss = /\s*[（(][^（）()]*[)）]\s*$/u;
const emoji = /\p{Extended_Pictographic}|\ufe0f/gu;
/** Not the `A` of `A vs B` or `Plan A`. */
const article = /^(?:[Tt]he|an?)\s+(?!vs\b)(?=\S)/u;
const blanks = /(?<=[\p{Script=Han}])\s+(?=[\w])|(?<=[\w)])\s+(?=\p{Script=Han})/gu;

/** The text of a name without numbering, quotes, emoji and outer punctuation. */
export const cleaned = remembering(
  text =>
    text
      .normalize('NFKC')
      .replace(emoji, '')
      .replace(/["'“”‘’「」《》]/gu, '')
      .replace(ordinal, '')
      .replace(/^[\s:,;.、，。：；|>*-]+|[\s:,;、，。：；|*([]+$/gu, '')
      .trim(),
  60,
);

export const withoutGloss = (text: string): string => {
  const short = text.replace(gloss, '').trim();
  return short === '' ? text : short;
};

/** The text in the last brackets, if a name ends with some. */
export const glossOf = (text: string): string | undefined => gloss.exec(text)?.[0].trim().slice(1, -1);

/**
 * The name under which a subject is compared with others (convergence.md §3): spelling does not count, a gloss in brackets and one general
 * suffix are taken off, the aliases of the vocabulary merge. Null when nothing is left.
 */
export function canonical(text: string, vocabulary: Vocabulary): string | null {
  let canonicalIn = inVocabulary.get(vocabulary);
  if (canonicalIn === undefined) {
    canonicalIn = remembering(text => named(text, vocabulary));
    inVocabulary.set(vocabulary, canonicalIn);
  }
  return canonicalIn(text);
}

const inVocabulary = new WeakMap<Vocabulary, (text: string) => string | null>();

function named(text: string, vocabulary: Vocabulary): string | null {
  let name = cleaned(text).replace(article, '');
  const level = levelOf(name, vocabulary);
  if (level !== undefined) return level;
  const pair = /^(.+?)\s*(?:\bvs\.?|对比)\s*(.+)$/iu.exec(name);
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
  const cut = (end: number, next: number): void => {
    parts.push(text.slice(start, end));
    start = next;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if ('（([{'.includes(c)) depth++;
    else if ('）)]}'.includes(c)) depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if ('、,，;；'.includes(c)) cut(i, i + 1);
    else if (c === '和' || c === '及' || c === '与') {
      if (parts.length > 0) cut(i, i + 1);
    } else if (/^ and\b/i.test(text.slice(i, i + 4))) cut(i, i + 4);
  }
  cut(text.length, text.length);
  return parts.map(part => part.replace(/\s*等[^、]*$/u, '').trim()).filter(part => part !== '');
}
