import type { Dialect } from '../model/site.ts';

/** Attributes at the end of a heading, `{#a .b c="d"}` with or without a colon, or the comment of MDX that stands for an id. */
const attributes =
  /^\{:?[ \t]*((?:[#.][^\s{}]+|[\w:-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}]+))(?:[ \t]+(?:[#.][^\s{}]+|[\w:-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}]+)))*)[ \t]*\}$/;
const comment = /^\{\/\*[ \t]*#([^\s*]+)[ \t]*\*\/\}$/;
/** Nobody writes more of them. */
const longest = 500;

/** What a heading's text ends with that no reader sees. `length`: of it, with the blanks before it. */
export interface Ending {
  readonly id?: string;
  readonly length: number;
}

/** The id that a heading is given by hand at its end. Nothing where the dialect has no such thing, or the heading does not use it. */
export function endingOf(text: string, { ids }: Dialect): Ending | undefined {
  if (ids.length === 0 || !text.endsWith('}')) return undefined;
  const at = text.lastIndexOf('{');
  if (at < 0 || text.length - at > longest) return undefined;
  const written = text.slice(at);
  const length = text.length - text.slice(0, at).trimEnd().length;
  const inComment = ids.includes('comment') ? comment.exec(written) : null;
  if (inComment !== null) return { id: inComment[1]!, length };
  const found = ids.includes('heading') ? attributes.exec(written) : null;
  if (found === null) return undefined;
  const id = idIn(found[1]!);
  return { ...(id !== undefined && { id }), length };
}

/** The last id of a list of attributes. */
function idIn(list: string): string | undefined {
  const ids = [...list.matchAll(/(?:^|\s)(?:#([^\s{}]+)|id=(?:"([^"]*)"|'([^']*)'|([^\s{}]+)))/g)];
  const last = ids.at(-1);
  return last && (last[1] ?? last[2] ?? last[3] ?? last[4]);
}
