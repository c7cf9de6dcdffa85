import type { PhrasingContent, Text } from 'mdast';
import type { Placement } from '../nodes.ts';
import { classOf, LETTER, PUNCTUATION } from './characters.ts';
import { textNode } from './inlineNodes.ts';
import { ASTERISK, TILDE, UNDERSCORE } from './lineReader.ts';

/** Whether a run with characters of these classes on its far and its near side stands right before, or right behind, some text. */
const isFlanking = (far: number, near: number): boolean => near === LETTER || (near === PUNCTUATION && far !== LETTER);

/** A run of `*`, `_` or `~` that may begin or end emphasis or what is struck through. */
export class Run {
  readonly marker: number;
  readonly from: number;
  readonly to: number;
  readonly opens: boolean;
  readonly closes: boolean;

  /** `start` and `end`: bounds of the text that the run stands in. Rules: CommonMark, “left-flanking delimiter run”, as micromark has them. */
  constructor(marker: number, from: number, to: number, text: string, start: number, end: number) {
    this.marker = marker;
    this.from = from;
    this.to = to;
    const previous = from > start ? text.charCodeAt(from - 1) : 10;
    const next = to < end ? text.charCodeAt(to) : 10;
    const before = classOf(previous);
    const after = classOf(next);
    const leftFlanking = isFlanking(before, after);
    const rightFlanking = isFlanking(after, before);
    if (marker === TILDE) {
      // GFM: one tilde or two.
      this.opens = to - from < 3 && leftFlanking;
      this.closes = to - from < 3 && rightFlanking;
      return;
    }
    const opens = leftFlanking || next === TILDE;
    const closes = rightFlanking || previous === TILDE;
    const inWord = marker === UNDERSCORE && opens && closes;
    this.opens = opens && !(inWord && before === LETTER);
    this.closes = closes && !(inWord && after === LETTER);
  }
}

/** A `[` or `![` that no link or image has been found for yet. */
export class Bracket {
  readonly at: number;
  readonly isImage: boolean;
  /** Of the item that it is. */
  readonly index: number;
  /** True once a link is inside: there are no links in links. Images may hold some. */
  inactive = false;

  constructor(at: number, isImage: boolean, index: number) {
    this.at = at;
    this.isImage = isImage;
    this.index = index;
  }
}

export type Unresolved = PhrasingContent | Run | Bracket;

/**
 * The items from index `first` on with emphasis found, and what begins or ends none made text again. Undefined for runs of different
 * lengths or of three and more, which may be split: these are remark's.
 */
export function resolve(items: readonly Unresolved[], first: number, base: number): PhrasingContent[] | undefined {
  if (items.length === first + 1 && !(items[first] instanceof Run)) return merged(items.slice(first), base);
  const out: Unresolved[] = [];
  const openers = new Openers();
  for (let i = first; i < items.length; i++) {
    const item = items[i]!;
    const index = item instanceof Run ? openers.last(item) : undefined;
    if (index === undefined) {
      if (item instanceof Run) openers.push(item, out.length);
      out.push(item);
    } else {
      const node = attention(out, index, item as Run, base);
      if (node === undefined) return undefined;
      out.push(node);
      openers.cut(index);
    }
  }
  return merged(out, base);
}

/** What the run at an index and a later one enclose, taken off the items; undefined where the runs may be split. */
function attention(items: Unresolved[], index: number, closer: Run, base: number): PhrasingContent | undefined {
  const opener = items[index] as Run;
  const size = closer.to - closer.from;
  if (opener.to - opener.from !== size || size > 2) return undefined;
  const children = merged(items.splice(index).slice(1), base);
  const type = closer.marker === TILDE ? 'delete' : size === 2 ? 'strong' : 'emphasis';
  return { type, children, from: opener.from - base, to: closer.to - base } as never;
}

/** Where the runs stand that nothing has closed yet: of each kind by itself, so that nobody goes through those of another. */
class Openers {
  readonly #kinds: number[][] = [[], [], [], []];

  /** The last one that a run closes. What is struck through is closed by as many tildes. */
  last(run: Run): number | undefined {
    return run.closes ? this.#ofKind(run).at(-1) : undefined;
  }

  push(run: Run, index: number): void {
    if (run.opens) this.#ofKind(run).push(index);
  }

  /** Those from an index on are gone. */
  cut(index: number): void {
    for (const kind of this.#kinds) while (kind.length > 0 && kind.at(-1)! >= index) kind.pop();
  }

  #ofKind({ marker, from, to }: Run): number[] {
    return this.#kinds[marker === ASTERISK ? 0 : marker === UNDERSCORE ? 1 : to - from === 1 ? 2 : 3]!;
  }
}

/** The items with runs and brackets as text, and neighbouring texts as one. */
function merged(items: readonly Unresolved[], base: number): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  let text: (Text & Placement) | undefined;
  for (const item of items) {
    const node = item instanceof Run || item instanceof Bracket ? asText(item, base) : item;
    if (node.type !== 'text') {
      out.push(node);
      text = undefined;
    } else if (text === undefined) {
      text = node as Text & Placement;
      out.push(text);
    } else {
      text.value += node.value;
      text.to = (node as Text & Placement).to;
    }
  }
  return out;
}

function asText(item: Run | Bracket, base: number): PhrasingContent {
  if (item instanceof Bracket) {
    const value = item.isImage ? '![' : '[';
    return textNode(value, item.at - base, item.at + value.length - base);
  }
  return textNode(String.fromCharCode(item.marker).repeat(item.to - item.from), item.from - base, item.to - base);
}
