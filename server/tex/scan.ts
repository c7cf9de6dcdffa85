/** A piece of TeX: a command with its backslash, a brace, or a single character. White space and comments are no tokens. */
export interface Token {
  readonly text: string;
  /** Offset in the source. */
  readonly at: number;
}

const piece = /\\(?:[A-Za-z@]+\*?|[\s\S]|$)|%[^\n]*\n?\s*|\s+|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/g;

/** The tokens of a formula, in order. Never throws. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(piece)) {
    const text = match[0];
    if (text[0] !== '%' && text.trim() !== '') tokens.push({ text, at: match.index });
  }
  return tokens;
}

/** The index behind the group that opens at `index`, or behind the single token there. Past the end when the group is never closed. */
export function groupEnd(tokens: readonly Token[], index: number): number {
  if (tokens[index]?.text !== '{') return index + 1;
  let depth = 0;
  for (let i = index; i < tokens.length; i++) {
    if (tokens[i]!.text === '{') depth++;
    else if (tokens[i]!.text === '}' && --depth === 0) return i + 1;
  }
  return tokens.length + 1;
}
