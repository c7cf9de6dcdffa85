/** Where a pattern is found next, asked in the order of the text: what nothing closes is not looked for again and again. */
export class Next {
  readonly #source: string;
  readonly #pattern: RegExp;
  #found = -1;

  constructor(source: string, pattern: RegExp) {
    this.#source = source;
    this.#pattern = pattern;
  }

  /** Its offset, not before this one; that of the end when there is none. */
  from(offset: number): number {
    if (this.#found >= offset) return this.#found;
    this.#pattern.lastIndex = offset;
    this.#found = this.#pattern.exec(this.#source)?.index ?? this.#source.length;
    return this.#found;
  }
}
