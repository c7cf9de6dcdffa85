import type { Span } from '../model/text.ts';

export interface Tag extends Span {
  /** What stands between the braces. */
  readonly name: string;
  /** What it numbers: the row of the formula before it, without white space. */
  readonly row: string;
}

const tag = /\\tag\*?\s*\{([^{}]*)\}/g;

/** The numbers that a formula is given by hand. Offsets in the source. */
export function* tagsIn(source: string): Iterable<Tag> {
  if (!source.includes('\\tag')) return;
  const rows = source.matchAll(/(?<!\\)(?:\\\\)+/g);
  let next = rows.next();
  let row = 0;
  for (const { 0: whole, 1: name, index } of source.matchAll(tag)) {
    for (; !next.done && next.value.index < index; next = rows.next()) row = next.value.index + next.value[0].length;
    yield { start: index, end: index + whole.length, name: name!.trim(), row: source.slice(row, index).replace(/\s+/g, '') };
    row = index + whole.length;
  }
}
