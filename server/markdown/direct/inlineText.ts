import type { Unresolved } from './emphasis.ts';
import { textNode } from './inlineNodes.ts';

/** Text that has been read and is not a node yet, and the nodes before it. */
export class InlineText {
  readonly #text: string;
  readonly #base: number;
  readonly #items: Unresolved[];
  /** It begins at `#from`; up to `#segment` it is in `#value`, which differs from what is written. */
  #from: number;
  #segment: number;
  #value = '';
  /** Where what is in `#value` ends. */
  #valueEnd = 0;

  constructor(text: string, from: number, base: number, items: Unresolved[]) {
    this.#text = text;
    this.#base = base;
    this.#items = items;
    this.#from = from;
    this.#segment = from;
  }

  /** Where what is not yet in the value begins. */
  get segment(): number {
    return this.#segment;
  }

  /** What is written from an offset on stands for something else, and text goes on at `next`. */
  replace(at: number, value: string, end: number): void {
    this.#value += this.#text.slice(this.#segment, at) + value;
    this.#valueEnd = end;
    this.#segment = end;
  }

  /** What is written from an offset on stands for nothing, and text goes on behind it. */
  skip(at: number, next: number): void {
    this.#value += this.#text.slice(this.#segment, at);
    this.#segment = next;
  }

  /** The spaces from an offset on, and the line ending behind them, are a line ending. */
  endLine(at: number, lineEnd: number, nextLine: number, next: number): void {
    // Text that begins with spaces at the end of a line begins with the line ending.
    if (this.#value === '' && this.#segment === at) this.#from = lineEnd;
    this.#value += this.#text.slice(this.#segment, at) + this.#text.slice(lineEnd, nextLine);
    this.#valueEnd = nextLine;
    this.#segment = next;
  }

  /** Makes a node of what was read up to an offset. */
  end(end: number): void {
    const value = this.#value;
    const segment = this.#segment;
    if (end === segment && value === '') return;
    const written = this.#text.slice(segment, end);
    const to = end > segment ? end : this.#valueEnd;
    this.#items.push(textNode(value === '' ? written : value + written, this.#from - this.#base, to - this.#base));
    this.#value = '';
    this.#segment = end;
  }

  /** Text begins anew at an offset. */
  beginAt(at: number): void {
    this.#from = at;
    this.#segment = at;
  }
}
