/** Offset behind the closing fence of the YAML or TOML that a chapter begins with; -1 when it begins with none. */
export function frontMatterEnd(text: string): number {
  const opening = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text);
  if (!opening) return -1;
  const fence = opening[1]!;
  for (let at = opening[0].length; at < text.length; ) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (text.startsWith(fence, at) && text.slice(at + 3, end).trim() === '')
      return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    at = end + 1;
  }
  return -1;
}
