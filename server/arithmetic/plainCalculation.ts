const named: Readonly<Record<string, string>> = {
  times: '×',
  cdot: '×',
  ast: '×',
  div: '÷',
  pm: '±',
  approx: '≈',
  '%': '%',
  ',': ' ',
  ';': ' ',
  ':': ' ',
  '!': '',
  ' ': ' ',
  '\\': ' ',
  quad: ' ',
  qquad: ' ',
};
const invisible = /^(?:left|right|[bB]igg?[lr]?|displaystyle|textstyle)$/;
const styled = /^(?:text|mathrm|mathbf|operatorname|mathit|mathsf)$/;

/** A calculation in TeX as one would write it in a line, with the brackets that bars and braces make unnecessary. What is no TeX stays as it is. */
export function plainCalculation(tex: string): string {
  return /[\\{]/.test(tex) ? new Plain(tex).all().replace(/\s+/gu, ' ').trim() : tex;
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
    return out;
  }

  /** What is written so far, with the next piece behind it. */
  #next(out: string): string {
    const c = this.#tex[this.#at]!;
    if (c === '{' || c === '}') {
      this.#at++;
      return out;
    }
    if (c === '^' || c === '_') {
      this.#at++;
      return `${out}${c}${bracketed(this.#argument(), /[^\p{L}\p{N}.]/u)}`;
    }
    if (c === '&') {
      this.#at++;
      return out;
    }
    if (c !== '\\') {
      this.#at++;
      return out + c;
    }
    const name = /^\\([A-Za-z]+|[^A-Za-z])/u.exec(this.#tex.slice(this.#at, this.#at + 40))?.[1] ?? '';
    this.#at += 1 + name.length;
    if (/^[dt]?frac$/.test(name)) return out + this.#fraction(out);
    if (name === 'sqrt') return `${out}√${bracketed(this.#argument(), /[^\p{L}\p{N}.]/u)}`;
    if (styled.test(name)) return out + this.#argument();
    if (invisible.test(name)) return out;
    const sign = named[name] ?? (/^[a-z]/i.test(name) ? name : `\\${name}`);
    const isSign = /[×÷±≈]/.test(sign);
    return `${isSign && !/\s$/u.test(out) ? `${out} ` : out}${sign}${isSign ? ' ' : ''}`;
  }

  #fraction(before: string): string {
    const above = bracketed(this.#argument(), /(?<=\S)\s*[+\-−]/u);
    const below = bracketed(this.#argument(), /[\s+\-−×÷*/·√]/u);
    const rest = this.#tex.slice(this.#at, this.#at + 12).replace(/^(?:\\[,;!: ]|[\s}])*/u, '');
    const isPart = /[\p{L}\p{N})^/÷]\s*$/u.test(before) || /^(?:[\p{L}\p{N}^!(]|\\(?:left|sqrt|[dt]?frac))/u.test(rest);
    return isPart ? `(${above} / ${below})` : `${above} / ${below}`;
  }

  /** What a command or a raising sign applies to: a group, a command, or one character. */
  #argument(): string {
    while (this.#tex[this.#at] === ' ') this.#at++;
    if (this.#tex[this.#at] !== '{') {
      if (this.#tex[this.#at] === '\\') return this.#next('').trim();
      return this.#tex[this.#at++] ?? '';
    }
    const start = ++this.#at;
    for (let depth = 1; this.#at < this.#tex.length; this.#at++) {
      const c = this.#tex[this.#at];
      if (c === '\\') this.#at++;
      else if (c === '{') depth++;
      else if (c === '}' && --depth === 0) break;
    }
    return new Plain(this.#tex.slice(start, this.#at++)).all().replace(/\s+/gu, ' ').trim();
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
