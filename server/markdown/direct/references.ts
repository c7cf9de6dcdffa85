import type { PhrasingContent } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import type { Defined } from '../defined.ts';
import { decoded } from './characterReferences.ts';
import type { Bracket } from './emphasis.ts';
import { altOf } from './inlineNodes.ts';
import { BACKSLASH, CARET, LEFT_BRACKET, RIGHT_BRACKET } from './lineReader.ts';

/** What the text of a link or image refers to: the label of a definition. */
export interface Reference {
  readonly referenceType: 'shortcut' | 'collapsed' | 'full';
  /** Where the label stands. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly identifier: string;
  /** Offset behind the reference. */
  readonly end: number;
}

/** No label is longer: CommonMark 0.31, 6.3. */
const longestLabel = 999;

/**
 * What the text in brackets from offset `from` to `at`, that of its `]`, refers to; `'none'` if to nothing, undefined when only remark should say. `more`: other lines follow `limit`.
 */
export function referenceAt(
  defined: Defined,
  text: string,
  from: number,
  at: number,
  limit: number,
  more: boolean,
): Reference | 'none' | undefined {
  const isDefined = isLabelOf(defined, text, from, at);
  if (at + 1 >= limit || text.charCodeAt(at + 1) !== LEFT_BRACKET)
    return isDefined ? reference('shortcut', text, from, at, at + 1) : 'none';
  const end = labelEnd(text, at + 2, limit);
  if (end === limit && more) return undefined;
  if (end > at + 2 && end < limit && isLabelOf(defined, text, at + 2, end)) return reference('full', text, at + 2, end, end + 1);
  // A shortcut is not followed by what begins like a label.
  return isDefined && end === at + 2 ? reference('collapsed', text, from, at, end + 1) : 'none';
}

/** Offset of the `]` that ends a label that begins at an offset; -1 when it is none, `limit` when nothing ends it. */
function labelEnd(text: string, from: number, limit: number): number {
  const most = Math.min(limit, from + longestLabel + 1);
  for (let k = from; k < most; k++) {
    const c = text.charCodeAt(k);
    if (c === RIGHT_BRACKET) return k;
    if (c === LEFT_BRACKET) return -1;
    if (c === BACKSLASH && isEscapable(text.charCodeAt(k + 1))) k++;
  }
  return most === limit ? limit : -1;
}

/** Brackets and the backslash. */
const isEscapable = (c: number): boolean => c === LEFT_BRACKET || c === BACKSLASH || c === RIGHT_BRACKET;

/** Whether `text` from `from` to `to`, in brackets, is the label of a definition of the chapter. */
function isLabelOf({ definitions }: Defined, text: string, from: number, to: number): boolean {
  return to - from <= longestLabel && definitions.size > 0 && definitions.has(normalizeIdentifier(text.slice(from, to)));
}

function reference(referenceType: Reference['referenceType'], text: string, from: number, to: number, end: number): Reference | undefined {
  const written = text.slice(from, to);
  const label = decoded(written);
  return label === undefined ? undefined : { referenceType, from, to, label, identifier: normalizeIdentifier(written).toLowerCase(), end };
}

/** A link, or, without children of its own, an image. */
export function referenceNode(
  { isImage, at }: Bracket,
  { referenceType, from, to, label, identifier, end }: Reference,
  children: PhrasingContent[],
  base: number,
): PhrasingContent {
  const common = {
    identifier,
    label,
    referenceType,
    data: { label: { start: from - base, end: to - base } },
    from: at - base,
    to: end - base,
  };
  if (isImage) return { type: 'imageReference', alt: altOf(children), ...common } as never;
  return { type: 'linkReference', children, ...common } as never;
}

/** The call of a footnote of the chapter at `at`, a `[` with `^` behind it, and the offset behind it. */
export function callAt(
  { footnotes }: Defined,
  text: string,
  at: number,
  limit: number,
  base: number,
): { node: PhrasingContent; end: number } | undefined {
  const end = footnotes.size === 0 || text.charCodeAt(at + 1) !== CARET ? -1 : labelEnd(text, at + 2, limit);
  if (end <= at + 2 || end === limit) return;
  const written = text.slice(at + 2, end);
  const label = decoded(written);
  if (/\s/.test(written) || label === undefined || !footnotes.has(normalizeIdentifier(written))) return;
  const data = { label: { start: at + 2 - base, end: end - base } };
  const identifier = normalizeIdentifier(written).toLowerCase();
  return { node: { type: 'footnoteReference', identifier, label, data, from: at - base, to: end + 1 - base } as never, end: end + 1 };
}
