import { layout, styles } from './tex.ts';

const signs = new Map(Object.entries({ times: '×', cdot: '×', ast: '×', div: '÷', pm: '±', approx: '≈' }));
const fraction = /^[dt]?frac$/;

/** What parts a number from what stands beside it: under a raising sign or a root; above a line; below one. */
const loose = { raised: /[^\p{L}\p{N}.]/u, above: /(?<=\S)\s*[+\-−]/u, below: /[\s+\-−×÷*/·√]/u } as const;

/** A calculation in TeX as one would write it in a line, with the brackets that bars and braces make unnecessary. What is no TeX stays as it is. */
export function plainCalculation(tex: string): string {
  return /[\\{]/.test(tex) ? new Plain(tex).all() : tex;
}

class Plain {
  readonly #tex: string;
  #at = 0;

  constructor(tex: string) {
    this.#tex = tex;
  }

  all(): string {
    let out = '';
    while (this.#at < this.#tex.length) out = this.#next(out);
    return out.replace(/\s+/gu, ' ').trim();
  }

  /** What is written so far, with the next piece behind it. */
  #next(out: string): string {
    const c = this.#tex[this.#at++]!;
    if (c === '\\') return this.#command(out);
    if (c === '^' || c === '_') return `${out}${c}${bracketed(this.#argument(), loose.raised)}`;
    return '{}&'.includes(c) ? out : out + c;
  }

  #command(out: string): string {
    const name = /^(?:[A-Za-z]+|[^A-Za-z])/u.exec(this.#tex.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += name.length;
    if (fraction.test(name)) return out + this.#fraction(out);
    if (name === 'sqrt') return `${out}√${bracketed(this.#argument(), loose.raised)}`;
    if (styles.has(name)) return out + this.#argument();
    const sign = signs.get(name);
    if (sign !== undefined) return `${/\s$/u.test(out) ? out : `${out} `}${sign} `;
    return out + (layout.get(name) ?? (name === '\\' ? ' ' : /^[a-z%]/i.test(name) ? name : `\\${name}`));
  }

  #fraction(before: string): string {
    const above = bracketed(this.#argument(), loose.above);
    const below = bracketed(this.#argument(), loose.below);
    const rest = this.#tex.slice(this.#at, this.#at + 12).replace(/^(?:\\[,;!: ]|[\s}])*/u, '');
    const isPart = /[\p{L}\p{N})^/÷]\s*$/u.test(before) || /^(?:[\p{L}\p{N}^!(]|\\(?:left|sqrt|[dt]?frac))/u.test(rest);
    return isPart ? `(${above} / ${below})` : `${above} / ${below}`;
  }

  /** What a command or a raising sign applies to: a group, a command, or one character. */
  #argument(): string {
    while (this.#tex[this.#at] === ' ') this.#at++;
    if (this.#tex[this.#at] === '\\') return this.#next('').trim();
    if (this.#tex[this.#at] !== '{') return this.#tex[this.#at++] ?? '';
    const start = ++this.#at;
    for (let depth = 1; this.#at < this.#tex.length; this.#at++) {
      const c = this.#tex[this.#at];
      if (c === '\\') this.#at++;
      else if (c === '{') depth++;
      else if (c === '}' && --depth === 0) break;
    }
    return new Plain(this.#tex.slice(start, this.#at++)).all();
  }
}

/** In brackets when it holds what would otherwise belong to the neighbours, outside of brackets of its own. */
function bracketed(part: string, parted: RegExp): string {
  let outside = part;
  for (let shorter = ''; shorter !== outside; ) {
    shorter = outside;
    outside = outside.replace(/\([^()]*\)/gu, '\ue000');
  }
  return parted.test(outside) || /\ue000[\p{L}\p{N}\ue000]|[\p{L}\p{N}]\ue000/u.test(outside) ? `(${part})` : part;
}
