import type { UndefinedReference } from '../model/facts.ts';
import { span } from '../model/text.ts';

const full = /(?<![\w\])\\!\p{Script=Han}]|^\\)!?\[((?:[^[\]\\]|\\.)+)\]\[((?:[^[\]\\]|\\.)*)\](?![[(（:：])/gu;
const footnote = /(?<!\\)\[\^([^\s[\]\\^]+)\](?!:)/g;

/**
 * References whose definition the chapter lacks, so that CommonMark reads them as text. `[label]` alone may be anything and is never taken for one;
 * nor are two citation marks in a row (`[1][2]`, `[LLM-01][LLM-02]`), nor indices (`a[i][j]`). `source`: see `plainSource`; `at`: its offset in the piece.
 */
export function undefinedReferences(source: string, at: number): UndefinedReference[] {
  const found: UndefinedReference[] = [];
  for (const match of source.matchAll(full)) {
    const [whole, text, label] = match as unknown as [string, string, string];
    const name = label.trim() === '' ? text : label;
    if (text.startsWith('^') || name.includes('\uFFFC') || (label !== '' && label.trim() === '')) continue;
    if (isCitation(name) || !/\p{L}/u.test(name)) continue;
    found.push({ label: name.trim(), span: span(at + match.index, at + match.index + whole.length) });
  }
  for (const match of source.matchAll(footnote)) {
    // A set of characters, as in `[^a-z0-9]`.
    if (/^(?:\w-\w)+$/.test(match[1]!)) continue;
    found.push({ label: `^${match[1]}`, span: span(at + match.index, at + match.index + match[0].length) });
  }
  return found;
}

/** A mark such as `12`, `LLM-01` or `Smith2020`: no words, and a number. */
const isCitation = (label: string): boolean => /^[\p{L}\d.:_+-]*\d[\p{L}\d.:_+-]*$/u.test(label.trim());
