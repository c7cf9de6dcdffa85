import type { UndefinedReference } from '../model/facts.ts';
import { type Span, span } from '../model/text.ts';

/** No label is longer (CommonMark 0.31, 6.3). Bounded too since a repeated group takes room on the engine's stack. */
const full = /(?<![\w\])\\![]|^\\)!?\[((?:[^[\]\\]|\\.){0,999})\]\[((?:[^[\]\\]|\\.){0,999})\](?![[(（:：])/gu;
const footnote = /(?<!\\)\[\^([^\s[\]\\^]+)\](?!:)/g;

/**
 * References whose definition the chapter lacks, so that CommonMark reads them as text. `[label]` alone may be anything and is never taken for one;
 * nor are two citation marks in a row (`[1][2]`, `[LLM-01][LLM-02]`), indices (`a[i][j]`), intervals (`[a, b][c, d]`), options of a command (`[-a][-b]`), or sets of characters
 * (`[0-9][a-z]`). `source`: see `plainSource`; `at`: its offset in
 * the piece; `isItem`: it is what an item of a list begins with.
 */
export function undefinedReferences(source: string, at: number, isItem = false, onlyImages = false): UndefinedReference[] {
  const found: UndefinedReference[] = [];
  for (const match of source.matchAll(full)) {
    const [whole, text, label] = match as unknown as [string, string, string];
    const name = label.trim() === '' ? text : label;
    if (text.startsWith('^') || name.includes('\uFFFC') || (label !== '' && label.trim() === '')) continue;
    const isImage = whole.startsWith('!');
    if (onlyImages && !isImage) continue;
    if (!isReference(text, name, isImage) || (isIndexed(source, match.index) && !isProse(text, name))) continue;
    found.push({
      label: name.trim(),
      span: bracketsOf(at + match.index, whole, text, label),
      ...(!isImage && (isNumber(name) || (isItem && mayBeRemark(source, match.index, whole, text, name))) && { isDoubtful: true }),
    });
  }
  for (const match of onlyImages ? [] : source.matchAll(footnote)) {
    // A set of characters, as in `[^a-z0-9]`.
    if (/^(?:\w-\w)+$/.test(match[1]!)) continue;
    found.push({ label: `^${match[1]}`, span: span(at + match.index, at + match.index + match[0].length) });
  }
  return found;
}

/** Where the label stands, with its brackets: the first pair where the second is empty. */
function bracketsOf(start: number, whole: string, text: string, label: string): Span {
  const first = start + (whole.startsWith('!') ? 1 : 0);
  const second = first + text.length + 2;
  return label.trim() === '' ? span(first, second) : span(second, start + whole.length);
}

/** Images have no look-alikes. */
export const undefinedImages = (source: string, at: number): UndefinedReference[] =>
  source.includes('![') ? undefinedReferences(source, at, false, true) : [];

function isReference(text: string, name: string, isImage: boolean): boolean {
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

const isProse = (text: string, name: string): boolean => /\p{Script=Han}{2}|\S\s+\S/u.test(text) && /[A-Za-z]{2}|[A-Za-z]\d/.test(name);

/**
 * `- [Ann][late] …`: what minutes begin their items with, and close them with. Words that are code and labels that nobody would say in passing (`good-first-issue`, `#anchors`, addresses)
 * are none.
 */
function mayBeRemark(source: string, at: number, whole: string, text: string, name: string): boolean {
  if (text.includes('\uFFFC') || /[^\s]*[\d_/#]|\S-\S/.test(name) || text.trim().toLowerCase() === name.trim().toLowerCase()) return false;
  return /^[\s*_~]*$/.test(source.slice(0, at)) || /^[\s*_~]*$/.test(source.slice(at + whole.length));
}
