/** No configuration is longer, in UTF-16 units. */
const longest = 100_000;

/**
 * What a configuration in JavaScript says in literals. It is read as text and never run; what is worked out there stays unknown.
 */
export class Script {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text.slice(0, longest).replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g, '');
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
    let depth = 0;
    for (let at = from; at < this.#text.length; at++) {
      const c = this.#text[at]!;
      if (c === '{' || c === '[') depth++;
      else if ((c === '}' || c === ']') && --depth === 0) return new Script(this.#text.slice(from, at + 1));
    }
    return undefined;
  }
}
