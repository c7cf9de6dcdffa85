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

/** Commands whose argument is text. */
const texting = /^\\(?:text[a-z]*|mbox|emph|[hf]box)$/;

/** Whether an offset stands in an argument that is text, and in no formula inside that. */
export function isInText(source: string, offset: number): boolean {
  const open: (keyof typeof other)[] = ['formula'];
  let previous = '';
  for (const { text } of tokensOf(source).filter(({ at }) => at < offset)) {
    const inside = open.at(-1)!;
    if (text === '{') open.push(texting.test(previous) ? 'text' : inside);
    else if (text === '}' && open.length > 1) open.pop();
    else if (text === '$' && open.length > 1) open.splice(-1, 1, other[inside]);
    previous = text;
  }
  return open.at(-1) === 'text';
}

/** What a dollar inside text or a formula begins, or goes back to. */
const other = { text: 'formula', formula: 'text' } as const;

/** The index of the first command of a name that is raised or lowered without braces; -1 if there is none. */
export const unbracedScript = (tokens: readonly Token[], name: string): number =>
  tokens.findIndex(({ text }, i) => (text === name || text === `${name}*`) && /^[_^]$/.test(tokens[i - 1]?.text ?? ''));

/** The index behind the group that opens at `index`, or behind the single token there. Past the end when the group is never closed. */
export function groupEnd(tokens: readonly Token[], index: number): number {
  if (tokens[index]?.text !== '{') return index + 1;
  let depth = 0;
  const nearby = Math.min(tokens.length, index + 32);
  for (let i = index; i < nearby; i++) {
    if (tokens[i]!.text === '{') depth++;
    else if (tokens[i]!.text === '}' && --depth === 0) return i + 1;
  }
  // Groups in groups, each of which may be asked for.
  const ends = groups.get(tokens) ?? groupEnds(tokens);
  groups.set(tokens, ends);
  return ends[index]!;
}

const groups = new WeakMap<readonly Token[], Int32Array>();

function groupEnds(tokens: readonly Token[]): Int32Array {
  const ends = new Int32Array(tokens.length).fill(tokens.length + 1);
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text === '{') open.push(i);
    else if (tokens[i]!.text === '}' && open.length > 0) ends[open.pop()!] = i + 1;
  }
  return ends;
}
