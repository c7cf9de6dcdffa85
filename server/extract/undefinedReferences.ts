import type { UndefinedReference } from '../model/facts.ts';
import { span } from '../model/text.ts';

/** No label is longer (CommonMark 0.31, 6.3). Bounded too since a repeated group takes room on the engine's stack. */
const full = /(?<![\w\])\\![]|^\\)!?\[((?:[^[\]\\]|\\.){0,999})\]\[((?:[^[\]\\]|\\.){0,999})\](?![[(（:：])/gu;
const footnote = /(?<!\\)\[\^([^\s[\]\\^]+)\](?!:)/g;

/**
 * References whose definition the chapter lacks, so that CommonMark reads them as text. `[label]` alone may be anything and is never taken for one;
 * nor are two citation marks in a row (`[1][2]`, `[LLM-01][LLM-02]`), indices (`a[i][j]`), intervals (`[a, b][c, d]`), options of a command (`[-a][-b]`), or sets of characters
 * (`[0-9][a-z]`). `source`: see `plainSource`; `at`: its offset in
 * the piece; `isItem`: it is what an item of a list begins with.
 */
export function undefinedReferences(source: string, at: number, isItem = false): UndefinedReference[] {
  const references = pairsIn(source).map(pair => {
    const isDoubtful = !pair.isImage && (isNumber(pair.name) || (isItem && mayBeRemark(source, pair)));
    return { ...referenceTo(pair, at), ...(isDoubtful && { isDoubtful }) };
  });
  return [...references, ...undefinedFootnotes(source, at)];
}

/** Images have no look-alikes. */
export function undefinedImages(source: string, at: number): UndefinedReference[] {
  if (!source.includes('![')) return [];
  return pairsIn(source)
    .filter(({ isImage }) => isImage)
    .map(pair => referenceTo(pair, at));
}

function undefinedFootnotes(source: string, at: number): UndefinedReference[] {
  return [...source.matchAll(footnote)]
    .filter(([, label]) => !isSetOfCharacters.test(label!))
    .map(({ 0: whole, 1: label, index }) => ({ label: `^${label}`, span: span(at + index, at + index + whole.length) }));
}

/** As in `[^a-z0-9]`. */
const isSetOfCharacters = /^(?:\w-\w)+$/;

/** Two pairs of brackets in a row. */
interface Pair {
  readonly at: number;
  readonly whole: string;
  readonly text: string;
  readonly label: string;
  /** The label, or the text where that is empty. */
  readonly name: string;
  readonly isImage: boolean;
}

/** Those that look like references. */
const pairsIn = (source: string): Pair[] =>
  [...source.matchAll(full)]
    .map(pairFrom)
    .filter(pair => mayBeReference(pair) && isReference(pair) && (!isIndexed(source, pair.at) || isProse(pair)));

function pairFrom(match: RegExpExecArray): Pair {
  const [whole, text, label] = match as unknown as [string, string, string];
  return { at: match.index, whole, text, label, name: label.trim() === '' ? text : label, isImage: whole.startsWith('!') };
}

/** Not a footnote, nor anything that holds code, a formula or a link. */
const mayBeReference = ({ text, label, name }: Pair): boolean =>
  !text.startsWith('^') && !name.includes('\uFFFC') && (label === '' || label.trim() !== '');

/** `by`: where what was read begins. The label is what stands for it, with its brackets: the first pair where the second is empty. */
function referenceTo({ at, whole, text, label, name, isImage }: Pair, by: number): UndefinedReference {
  const start = by + at;
  const first = start + (isImage ? 1 : 0);
  const second = first + text.length + 2;
  return { label: name.trim(), span: label.trim() === '' ? span(first, second) : span(second, start + whole.length) };
}

function isReference({ text, name, isImage }: Pair): boolean {
  if (isImage) return /[\p{L}\p{N}]/u.test(name);
  if (!/\p{L}/u.test(text) && !text.includes('\uFFFC')) return false;
  if ((!/\p{L}/u.test(name) && !isNumber(name)) || isSet(name) || isSet(text)) return false;
  const isSame = text.trim().toLowerCase() === name.trim().toLowerCase();
  if (isCitation(name) && isCitation(text) && !isSame) return false;
  return !isOption(name) && !(isLetters(text) && isLetters(name));
}

/** A mark such as `12`, `LLM-01` or `Smith2020`: no words, and a number. */
const isCitation = (label: string): boolean => /^[\p{L}\d.:_+-]*\d[\p{L}\d.:_+-]*$/u.test(label.trim());

/** `-v`, `--force`, as a command's usage has them. */
const isOption = (label: string): boolean => /^\s*--?\w/.test(label);

/** Single letters and digits: `i`, `a, b`. */
const isLetters = (label: string): boolean => /^\s*[\p{L}\p{N}](?:\s*,\s*[\p{L}\p{N}])*\s*$/u.test(label);

const isNumber = (label: string): boolean => /^\s*\d+\s*$/.test(label);

/** `a-z`, `A-Z0-9_`, as patterns have them. */
const isSet = (label: string): boolean => /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d)+[\w.$+-]?$/.test(label.trim());

/** Right behind a Chinese character, where `数组[i][j]` has its indices and `见[文字][label]` its reference. */
const isIndexed = (source: string, at: number): boolean => /\p{Script=Han}/u.test(source[at - 1] ?? '');

const isProse = ({ text, name }: Pair): boolean => /\p{Script=Han}{2}|\S\s+\S/u.test(text) && /[A-Za-z]{2}|[A-Za-z]\d/.test(name);

/**
 * `- [Ann][late] …`: what minutes begin their items with, and close them with. Words that are code and labels that nobody would say in passing (`good-first-issue`, `#anchors`, addresses)
 * are none.
 */
function mayBeRemark(source: string, { at, whole, text, name }: Pair): boolean {
  if (text.includes('\uFFFC') || /[^\s]*[\d_/#]|\S-\S/.test(name) || text.trim().toLowerCase() === name.trim().toLowerCase()) return false;
  return /^[\s*_~]*$/.test(source.slice(0, at)) || /^[\s*_~]*$/.test(source.slice(at + whole.length));
}
