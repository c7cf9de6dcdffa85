import type { PhrasingContent, Text } from 'mdast';
import type { Placement } from '../nodes.ts';
import { classOf, LETTER, PUNCTUATION } from './characters.ts';
import { ASTERISK, TILDE, UNDERSCORE } from './lineReader.ts';

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
    const opens = after === LETTER || (after === PUNCTUATION && before !== LETTER) || next === TILDE;
    const closes = before === LETTER || (before === PUNCTUATION && after !== LETTER) || previous === TILDE;
    if (marker === ASTERISK) {
      this.opens = opens;
      this.closes = closes;
    } else if (marker === UNDERSCORE) {
      this.opens = opens && (before !== LETTER || !closes);
      this.closes = closes && (after !== LETTER || !opens);
    } else {
      // GFM: one tilde or two.
      this.opens = to - from < 3 && (after === LETTER || (after === PUNCTUATION && before !== LETTER));
      this.closes = to - from < 3 && (before === LETTER || (before === PUNCTUATION && after !== LETTER));
    }
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
    if (!(item instanceof Run)) {
      out.push(item);
      continue;
    }
    const index = item.closes ? openers.last(item) : undefined;
    if (index !== undefined) {
      const opener = out[index] as Run;
      const size = item.to - item.from;
      if (opener.to - opener.from !== size || size > 2) return undefined;
      const children = merged(out.splice(index + 1), base);
      out[index] = {
        type: item.marker === TILDE ? 'delete' : size === 2 ? 'strong' : 'emphasis',
        children,
        from: opener.from - base,
        to: item.to - base,
      } as never;
      openers.cut(index);
      continue;
    }
    out.push(item);
    if (item.opens) openers.push(item, out.length - 1);
  }
  return merged(out, base);
}

/** Where the runs stand that nothing has closed yet: of each kind by itself, so that nobody goes through those of another. */
class Openers {
  readonly #kinds: number[][] = [[], [], [], []];

  /** The last one that a run may close. What is struck through is closed by as many tildes. */
  last(run: Run): number | undefined {
    return this.#ofKind(run).at(-1);
  }

  push(run: Run, index: number): void {
    this.#ofKind(run).push(index);
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
    let value: string;
    let from: number;
    let to: number;
    if (item instanceof Run) {
      value = String.fromCharCode(item.marker).repeat(item.to - item.from);
      from = item.from - base;
      to = item.to - base;
    } else if (item instanceof Bracket) {
      value = item.isImage ? '![' : '[';
      from = item.at - base;
      to = from + value.length;
    } else if (item.type === 'text') {
      value = item.value;
      from = (item as unknown as Placement).from;
      to = (item as unknown as Placement).to;
    } else {
      out.push(item);
      text = undefined;
      continue;
    }
    if (text) {
      text.value += value;
      text.to = to;
    } else {
      text = { type: 'text', value, from, to };
      out.push(text);
    }
  }
  return out;
}
