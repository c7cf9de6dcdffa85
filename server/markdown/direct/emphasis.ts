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
  /** What something has not yet begun or ended with. */
  from: number;
  to: number;
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

  get size(): number {
    return this.to - this.from;
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

/** There are no links in links: those brackets that are open hold one. Those outside of one that is inactive are so too. */
export function deactivate(brackets: readonly Bracket[]): void {
  for (let i = brackets.length - 1; i >= 0 && !brackets[i]!.inactive; i--) brackets[i]!.inactive = true;
}

export type Unresolved = PhrasingContent | Run | Bracket;

/** Takes the items from index `first` on out of a list: with emphasis found, and what begins or ends none made text again. */
export function resolve(items: Unresolved[], first: number, base: number): PhrasingContent[] {
  const taken = items.slice(first);
  items.length = first;
  if (taken.length === 1 && !(taken[0] instanceof Run)) return merged(taken, base);
  const out: Unresolved[] = [];
  const openers = new Openers();
  for (const item of taken) {
    if (item instanceof Run) resolveRun(item, out, openers, base);
    else out.push(item);
  }
  return merged(out, base);
}

/** Lets a run end what it can of the items before it; what is left of it may begin something. */
function resolveRun(run: Run, items: Unresolved[], openers: Openers, base: number): void {
  for (;;) {
    const index = run.size > 0 ? openers.last(run) : undefined;
    if (index === undefined) break;
    attention(items, index, run, base);
    openers.cut(index);
    const opener = items[index]!;
    if (opener instanceof Run) openers.push(opener, index);
  }
  if (run.size === 0) return;
  openers.push(run, items.length);
  items.push(run);
}

/** Makes one item of what a run at an index and a later one enclose. Of the runs, the inner one or two marks are of it. */
function attention(items: Unresolved[], index: number, closer: Run, base: number): void {
  const opener = items[index] as Run;
  const size = opener.size > 1 && closer.size > 1 ? 2 : 1;
  const children = merged(items.splice(index + 1), base);
  opener.to -= size;
  closer.from += size;
  if (opener.size === 0) items.length = index;
  const type = closer.marker === TILDE ? 'delete' : size === 2 ? 'strong' : 'emphasis';
  items.push({ type, children, from: opener.to - base, to: closer.from - base } as never);
}

/** Where the runs stand that nothing has closed yet: of each kind by itself, so that nobody goes through those of another. */
class Openers {
  readonly #kinds: (number[] | undefined)[] = [];

  /** The last one that a run closes. What is struck through is closed by as many tildes. */
  last(run: Run): number | undefined {
    if (!run.closes) return undefined;
    const first = kindOf(run.marker, 0);
    if (run.marker === TILDE) return this.#kinds[first + run.size]?.at(-1);
    let last: number | undefined;
    for (let kind = 0; kind < 6; kind++) {
      const index = this.#kinds[first + kind]?.at(-1);
      if (index !== undefined && (last === undefined || index > last) && mayMatch(kind, run)) last = index;
    }
    return last;
  }

  push(run: Run, index: number): void {
    if (!run.opens) return;
    const { marker, size } = run;
    const kind = kindOf(marker, marker === TILDE ? size : (size % 3) * 2 + (run.closes ? 1 : 0));
    const stack = this.#kinds[kind];
    if (stack === undefined) this.#kinds[kind] = [index];
    else stack.push(index);
  }

  /** Those from an index on are gone. */
  cut(index: number): void {
    for (const kind of this.#kinds) while (kind !== undefined && kind.length > 0 && kind.at(-1)! >= index) kind.pop();
  }
}

/** Of each mark there are six kinds: by what is left when the length is divided by three, and whether the run may also close. */
const kindOf = (marker: number, kind: number): number => (marker === ASTERISK ? 0 : marker === UNDERSCORE ? 6 : 12) + kind;

/** Where one of the runs can both open and close, the sum of their lengths must be no multiple of three, unless both are. */
function mayMatch(kind: number, closer: Run): boolean {
  if (kind % 2 === 0 && !closer.opens) return true;
  return closer.size % 3 === 0 || (closer.size + (kind >> 1)) % 3 !== 0;
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
  return textNode(String.fromCharCode(item.marker).repeat(item.size), item.from - base, item.to - base);
}
