/** Whether a chapter begins with a line that opens front matter, if another closes it. */
export const opensFrontMatter = (text: string): boolean => opening.test(text);

const opening = /^(---|\+\+\+)[ \t]*\r?\n/;

/** Offset behind the closing fence of the YAML or TOML that a chapter begins with; -1 when it begins with none. */
export function frontMatterEnd(text: string): number {
  const first = opening.exec(text);
  if (!first) return -1;
  const fence = first[1]!;
  for (let at = first[0].length; at < text.length; ) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (text.startsWith(fence, at) && text.slice(at + 3, end).trim() === '')
      return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    at = end + 1;
  }
  return -1;
}

/** The front matter that ends at an offset, as mdast has it. */
export function frontMatterNode(text: string, end: number): object {
  const start = text.indexOf('\n') + 1;
  const closing = text.lastIndexOf('\n', end - 1);
  const valueEnd = closing > start && text.charCodeAt(closing - 1) === 13 ? closing - 1 : closing;
  return { type: text.startsWith('-') ? 'yaml' : 'toml', value: text.slice(start, Math.max(start, valueEnd)), from: 0, to: end };
}
