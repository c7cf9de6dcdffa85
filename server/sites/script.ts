/** No configuration is longer, in UTF-16 units. */
const longest = 100_000;

/** A text in JavaScript with something else in place of each comment. */
export function uncommented(text: string, instead: (comment: string) => string): string {
  const begin = /\/\*|(?<![:"'`\w])\/\/[^\n]*/g;
  const lastEnd = text.lastIndexOf('*/');
  let plain = '';
  let at = 0;
  for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
    const { 0: comment, index } = found;
    const isBlock = comment === '/*';
    if (isBlock && index + 2 > lastEnd) continue;
    const end = isBlock ? text.indexOf('*/', index + 2) + 2 : index + comment.length;
    plain += text.slice(at, index) + instead(text.slice(index, end));
    at = end;
    begin.lastIndex = end;
  }
  return plain + text.slice(at);
}

/**
 * What a configuration in JavaScript says in literals. It is read as text and never run; what is worked out there stays unknown.
 */
export class Script {
  readonly #text: string;

  /** Where each bracket is closed. */
  #ends: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.#text = uncommented(text.slice(0, longest), () => '');
  }

  has = (pattern: RegExp): boolean => pattern.test(this.#text);

  /** What the first group of a pattern finds. */
  find = (pattern: RegExp): string | undefined => pattern.exec(this.#text)?.[1];

  /** The first text or path that stands behind a name: `srcDir: 'src'`. */
  text(name: string): string | undefined {
    const found = new RegExp(`(?<![\\w$.])['"]?${name}['"]?\\s*:\\s*(?:'([^'\\n]*)'|"([^"\\n]*)"|\`([^\`$]*)\`)`).exec(this.#text);
    return found?.[1] ?? found?.[2] ?? found?.[3];
  }

  flag(name: string): boolean | undefined {
    const found = new RegExp(`(?<![\\w$.])['"]?${name}['"]?\\s*:\\s*(true|false)\\b`).exec(this.#text);
    return found === null ? undefined : found[1] === 'true';
  }

  /** The object or list that begins behind a pattern, or undefined. */
  behind(pattern: RegExp): Script | undefined {
    const found = pattern.exec(this.#text);
    return found === null ? undefined : this.#bracketed(found.index + found[0].length);
  }

  /** Every object that begins behind a pattern. */
  *each(pattern: RegExp): Iterable<Script> {
    for (const found of this.#text.matchAll(pattern)) {
      const inside = this.#bracketed(found.index + found[0].length);
      if (inside !== undefined) yield inside;
    }
  }

  /** Every pair of a name and a text in it. */
  *pairs(): Iterable<readonly [string, string]> {
    for (const found of this.#text.matchAll(/['"]([^'"\n]+)['"]\s*:\s*['"]([^'"\n]*)['"]/g)) yield [found[1]!, found[2]!];
  }

  #bracketed(from: number): Script | undefined {
    const start = /^\s*[{[]/.exec(this.#text.slice(from, from + 200));
    if (start === null) return undefined;
    this.#ends ??= bracketEnds(this.#text);
    const end = this.#ends.get(from + start[0].length - 1);
    return end === undefined ? undefined : new Script(this.#text.slice(from, end + 1));
  }
}

function bracketEnds(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[{}[\]]/g)) {
    if (bracket === '{' || bracket === '[') open.push(index);
    else if (open.length > 0) ends.set(open.pop()!, index);
  }
  return ends;
}
