import type { LinkList } from '../model/facts.ts';
import { resting, type Steps } from '../model/steps.ts';

/** One item of a list as it is written: `indent` `marker` `gap` `body` `tail`. */
export interface Item {
  readonly indent: string;
  /** `-`, `*`, `+`, or a number with `.` or `)`. */
  readonly marker: string;
  readonly gap: string;
  /** Without white space at its end; may run over several lines. */
  readonly body: string;
  /** White space and line ends up to the next item. */
  readonly tail: string;
  /** Offset of the body in the chapter. */
  readonly at: number;
}

/** An item to be written; `depth` decides what it lies below. */
export interface Written extends Omit<Item, 'at'> {
  readonly depth: number;
  /** The item that it is now; absent for a new one. */
  readonly was?: Item;
}

/** The items of a list, one after the other, from the start of the first one's line; undefined when they do not begin on lines of their own. */
export function* itemsOf(list: LinkList, text: string): Steps<Item[] | undefined> {
  const lineStart = (offset: number): number => {
    let at = offset;
    while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
    return at;
  };
  const items: Item[] = [];
  const rest = resting();
  for (const [i, start] of list.starts.entries()) {
    if (rest()) yield;
    const next = list.starts[i + 1];
    const indent = text.slice(lineStart(start), start);
    const raw = text.slice(start, next === undefined ? list.span.end : lineStart(next));
    const [head = '', marker, gap = ''] = /^([-*+]|\d{1,9}[.)])([ \t]*)/.exec(raw) ?? [];
    if (marker === undefined || !/^[ \t]*$/.test(indent)) return undefined;
    const body = raw.slice(head.length).trimEnd();
    items.push({ indent, marker, gap: gap === '' ? ' ' : gap, body, tail: raw.slice(head.length + body.length), at: start + head.length });
  }
  return items;
}

/** The number that some programs write in front of a link: `2.1. [text](#x)`. */
export const entryNumber = /^\d+(?:\.\d+)*[.)]?[ \t]+/;

/** Text that lies beside the link of an item: a remark, a comment. */
export const hasOwnText = (item: Item, link: { readonly start: number; readonly end: number } | undefined): boolean => {
  const own = link === undefined ? item.body : item.body.slice(0, link.start - item.at) + item.body.slice(link.end - item.at);
  return /[\p{L}\p{N}]|<!--/u.test(own.replace(/^\[[ xX]\]/, '').replace(entryNumber, ''));
};

/** How wide white space is from the start of a line, tabs reaching to the next multiple of four. */
export function columns(space: string, from = 0): number {
  let at = from;
  for (const c of space) at = c === '\t' ? at + 4 - (at % 4) : at + 1;
  return at - from;
}

/** The column at which the content of an item begins, seen from the start of its line. */
export function contentColumn({ indent, marker, gap }: Pick<Item, 'indent' | 'marker' | 'gap'>): number {
  const at = columns(indent) + marker.length;
  const wide = columns(gap, at);
  return at + (wide > 4 ? 1 : wide);
}

/** What most of some values are; the first of those that are as many. */
export function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
