import type { TextChange } from '../model/text.ts';

/** The smallest range that differs. Strings are compared in large slices first, which is many times faster than by character. */
export function changeBetween(old: string, text: string): TextChange {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start + slice <= shorter && old.slice(start, start + slice) === text.slice(start, start + slice)) start += slice;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  const most = shorter - start;
  let same = 0;
  while (
    same + slice <= most &&
    old.slice(old.length - same - slice, old.length - same) === text.slice(text.length - same - slice, text.length - same)
  ) {
    same += slice;
  }
  while (same < most && old.charCodeAt(old.length - same - 1) === text.charCodeAt(text.length - same - 1)) same++;
  return { start, oldEnd: old.length - same, end: text.length - same };
}

const slice = 2048;
