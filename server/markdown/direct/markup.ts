import { SPACE } from './lineReader.ts';

/** Whether `<` at `at` can begin HTML or an autolink. */
export function markupMayStart(text: string, at: number): boolean {
  const c = text.charCodeAt(at + 1);
  return isLetter(c) || c === 33 || c === 47 || c === 63;
}

/** Where a mark stands for the last time in what is read; -1 when it does not. What nothing closes need not be looked for again and again. */
export type LastOf = (mark: string) => number;

export function lastsIn(text: string, from: number, to: number): LastOf {
  const known = new Map<string, number>();
  return mark => {
    let last = known.get(mark);
    if (last === undefined) {
      const first = mark.charCodeAt(0);
      last = to - mark.length;
      while (last >= from && (text.charCodeAt(last) !== first || !text.startsWith(mark, last))) last--;
      if (last < from) last = -1;
      known.set(mark, last);
    }
    return last;
  };
}

/** Whether a formula may be none behind HTML: see math.ts. */
export const isTagBeforeMath = (html: string): boolean => /^<\w+.+[^/]>$/s.test(html);

const tag =
  /<(?:\/[a-z][a-z0-9-]*[ \t\r\n]*|[a-z][a-z0-9-]*(?:[ \t\r\n]+[a-z_:][\w.:-]*(?:[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*'|[^\s"'<=>`][^\s"'<=>`/]*))?)*[ \t\r\n]*\/?)>/iy;

/** Offset behind the tag at `at`; -1 when there is none in the line. What micromark (4.0.3) takes for one: no slash in a value without quotes but at its beginning. */
export const tagEnd = (text: string, at: number, lineEnd: number): number => endOf(tag, text, at, lineEnd);

/** Offset behind the HTML at `at`, a tag, comment, instruction, declaration or section of character data; -1 when there is none in the line. */
export function htmlEnd(text: string, at: number, lineEnd: number, lastOf: LastOf): number {
  const c = text.charCodeAt(at + 1);
  if (c !== 33 && c !== 63) return tagEnd(text, at, lineEnd);
  if (c === 63) return behind(text, '?>', at + 2, lineEnd, lastOf);
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 2, lineEnd, lastOf);
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9, lineEnd, lastOf);
  return isLetter(text.charCodeAt(at + 2)) ? behind(text, '>', at + 3, lineEnd, lastOf) : -1;
}

function behind(text: string, mark: string, from: number, lineEnd: number, lastOf: LastOf): number {
  if (lastOf(mark) < from) return -1;
  const end = text.indexOf(mark, from) + mark.length;
  return end <= lineEnd ? end : -1;
}

/** Whether what begins at `at` may be an autolink: nothing ends it before its `>`. */
export function mayBeAutolink(text: string, at: number, lineEnd: number): boolean {
  for (let k = at + 1; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === 62) return true;
    if (c <= SPACE || c === 60) return false;
  }
  return false;
}

const uriAutolink = /<[a-z][a-z0-9.-]{1,31}:[^<>\\\p{Cc} ]*>/iuy;

/** Of a host name, no hyphens in a row, and no labels that are so long that they might be none. */
const mailAutolink = /<[a-z][a-z0-9.-]*@[a-z](?:-?[a-z0-9]){0,31}(?:\.[a-z0-9](?:-?[a-z0-9]){0,31})*(?<=[a-z])>/iy;

/** Offset behind the `<https://…>` or `<name@host>` at `at`, if it is of the usual kind; -1 when not. */
export function autolinkEnd(text: string, at: number, lineEnd: number): number {
  const end = endOf(uriAutolink, text, at, lineEnd);
  return end < 0 ? endOf(mailAutolink, text, at, lineEnd) : end;
}

/** Offset behind what a sticky pattern matches at `at`; -1 when nothing in the line. */
function endOf(pattern: RegExp, text: string, at: number, lineEnd: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) && pattern.lastIndex <= lineEnd ? pattern.lastIndex : -1;
}

const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
