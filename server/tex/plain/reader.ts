import { type Atom, type Item, isSeparator, itemOf, joined, mayStandBeside, pairs, scripted, together } from './atoms.ts';
import { functions, large, letters, operators, prefixes, relations } from './characters.ts';
import type { PlainToken } from './tokens.ts';
import { isCode, letterAtom, wordAtom } from './words.ts';

/** How often each operand is tried on average, since a bar may open or close and both are tried. */
const patience = 4;
/** Deeper nesting is not read. */
const deepest = 60;

/** Reads the tokens of a formula by descent, once. */
export class PlainReader {
  readonly #tokens: readonly PlainToken[];
  #at = 0;
  #depth = 0;
  #tries = 0;
  #inScript = false;
  /** Offset behind the last complete operand. */
  end = 0;
  /** How much of what was read only formulas have. */
  weight = 0;
  looksLikeCode = false;

  constructor(tokens: readonly PlainToken[]) {
    this.#tokens = tokens;
  }

  /** Operands and operators, as far as they go; an operator that dangles at the end is left out. `separators`: marks that go on with another operand. */
  sequence(separators: string): Item[] {
    const items: Item[] = [];
    let run: Atom[] = [];
    let complete = 0;
    const flush = () => {
      if (run.length > 0) items.push(itemOf(run));
      run = [];
    };
    for (let token = this.#token(); token !== undefined; token = this.#token()) {
      const needsOperand = run.length === 0 && (items.length === 0 || items.at(-1)!.isOperator === true);
      const operator = this.#operator(token, needsOperand, separators);
      if (operator !== undefined) {
        flush();
        items.push(operator);
        this.#at++;
        continue;
      }
      if (token.text === '/' && run.length > 0) {
        // M y / I: all that is multiplied stands over the bar; in 2 x/y the bar is nearer than the product.
        if (token.spaced && this.#token(1)?.spaced) while (items.at(-1)?.isFactor) run.unshift(items.pop()!);
        const fraction = this.#fraction(run);
        if (fraction === undefined) break;
        run = [fraction];
      } else {
        const before = this.#at;
        const atom = this.#factor();
        const last = run.at(-1);
        const isBeside = last !== undefined || !needsOperand;
        if (atom === undefined || (isBeside && !mayStandBeside(last, atom, token))) {
          this.#at = before;
          break;
        }
        if (token.spaced && run.length > 0 && !last?.isWord) flush();
        run.push(run.length === 0 && atom.holdsFraction ? { tex: atom.inside!, tall: true } : atom);
      }
      complete = items.length + 1;
      this.end = this.#tokens[this.#at - 1]!.end;
    }
    flush();
    return items.slice(0, complete);
  }

  #token(ahead = 0): PlainToken | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #operator(token: PlainToken, needsOperand: boolean, separators: string): Item | undefined {
    if (token.kind === 'relation') {
      return needsOperand || this.#opensAngle(0)
        ? undefined
        : { tex: relations[token.text]!, tall: false, isOperator: true, isRelation: true };
    }
    if (token.kind === 'operator') {
      const isSign = /^[-−–+±]$/.test(token.text);
      if (needsOperand && !isSign) return undefined;
      if (!isSign) this.weight++;
      // A star before a sum says no more than the sum itself.
      const isSilent = token.text === '*' && this.#token(1)?.kind === 'large';
      return { tex: isSilent ? '\\,' : operators[token.text]!, tall: false, isOperator: true };
    }
    if (needsOperand || separators === '' || !isSeparator(token, separators)) return undefined;
    return { tex: token.text === '|' ? '\\mid' : token.text === '||' ? '\\,\\Vert\\,' : token.text, tall: false, isOperator: true };
  }

  /** `/` and what it divides: the factors written without a space on either side. */
  #fraction(numerator: readonly Atom[]): Atom | undefined {
    this.#at++;
    const denominator: Atom[] = [];
    const first = this.#token()?.kind;
    for (let token = this.#token(); token !== undefined; token = this.#token()) {
      const { length } = denominator;
      // A sum goes on, and ∂ x is one thing.
      const goesOn = first === 'large' || (first === 'prefix' && length === 1);
      if (length > 0 && ((token.spaced && !goesOn) || token.text.startsWith('|'))) break;
      if (token.kind === 'relation' || token.kind === 'operator' || /^[/,;)\]}]/.test(token.text)) break;
      const atom = this.#factor();
      if (atom === undefined) break;
      denominator.push(atom);
    }
    if (denominator.length === 0) return undefined;
    this.weight++;
    if (this.#inScript) return { tex: `${together(numerator)}/${together(denominator)}`, tall: false };
    const side = (atoms: readonly Atom[]) => (atoms.length === 1 ? atoms[0]!.inside : undefined) ?? together(atoms);
    return { tex: `\\frac{${side(numerator)}}{${side(denominator)}}`, tall: true, isFraction: true };
  }

  #factor(): Atom | undefined {
    if (this.#depth >= deepest || this.#tries++ > patience * this.#tokens.length + 50) return undefined;
    this.#depth++;
    const before = { at: this.#at, end: this.end, weight: this.weight };
    const base = this.#primary();
    const atom = base && this.#scripted(base);
    if (atom === undefined) {
      this.#at = before.at;
      this.end = before.end;
      this.weight = before.weight;
    }
    this.#depth--;
    return atom;
  }

  #primary(): Atom | undefined {
    const token = this.#token();
    const next = this.#token(1);
    if (token === undefined) return undefined;
    const isCalled = next !== undefined && !next.spaced && /^[([]$/.test(next.text);
    const opensAngle = this.#opensAngle(0);
    this.#at++;
    switch (token.kind) {
      case 'number':
        return { tex: token.text.replace('%', '\\%').replaceAll(',', '{,}'), tall: false };
      case 'text':
        return { tex: `\\text{${token.text}}`, tall: false, isWord: true, isText: true };
      case 'word':
        if (isCalled) this.weight++;
        if (isCode(token.text, next, this.#token(1))) this.looksLikeCode = true;
        return wordAtom(token.text, isCalled);
      case 'letter':
        if (isCalled || token.text in letters) this.weight++;
        return letterAtom(token, next);
      case 'prefix':
        this.weight++;
        return { tex: prefixes[token.text]!, tall: false };
      case 'large':
        this.weight++;
        return this.#isApplied() ? { tex: large[token.text]!, tall: true, isLarge: true } : { tex: letters[token.text]!, tall: false };
      case 'operator':
        // f(·): the argument is left open.
        return /^[·⋅]$/.test(token.text) && /^[,;|)\]}]/.test(next?.text ?? '') ? { tex: '\\cdot', tall: false } : undefined;
      case 'relation':
        return opensAngle ? this.#angled() : undefined;
      case 'mark':
        return this.#marked(token.text);
      default:
        return undefined;
    }
  }

  /** Whether something follows a large operator to be summed; a letter that looks like one stands alone. */
  #isApplied(): boolean {
    const next = this.#token();
    const written = this.#tokens[this.#at - 1]!.text;
    if (!(written in letters)) return true;
    return (
      next !== undefined && (!/^(?:relation|operator|other)$/.test(next.kind) || this.#opensAngle(0)) && !/^[,;:/)\]}|]/.test(next.text)
    );
  }

  #marked(text: string): Atom | undefined {
    if (text === '...') return { tex: '\\ldots', tall: false };
    if (text === '√') {
      this.weight++;
      const of = this.#factor();
      return of && { tex: `\\sqrt{${of.inside ?? of.tex}}`, tall: true };
    }
    const pair = pairs[text];
    return pair && this.#group(text, pair);
  }

  #group(open: string, [close, left, right]: (typeof pairs)[string] & object): Atom | undefined {
    const { end } = this;
    const items = this.sequence(close === open ? '' : ',;|:');
    if (this.#token()?.text !== close || (items.length === 0 && close === open)) return undefined;
    this.#at++;
    this.end = end;
    if (open !== '(') this.weight++;
    const inside = joined(
      items.map(({ tex }) => (this.#inScript && /^[,;]$/.test(tex) ? `${tex} ` : tex)),
      this.#inScript ? '' : ' ',
    ).replace(/ ([,;])/g, '$1');
    const tall = items.some(item => item.tall);
    const tex = tall ? `\\left${left} ${inside} \\right${right}` : joined([left, inside, right]);
    return { tex, tall, ...(open === '(' && { inside, ...(items.length === 1 && items[0]!.isFraction && { holdsFraction: true }) }) };
  }

  /** `<x, y>`: an inner product, no comparison. */
  #opensAngle(ahead: number): boolean {
    const [open, first] = [this.#token(ahead), this.#token(ahead + 1)];
    if (open?.text !== '<' || first === undefined || first.spaced) return false;
    const inside = this.#tokens.slice(this.#at + ahead + 1, this.#at + ahead + 40);
    const end = inside.findIndex(({ kind }) => kind === 'relation');
    return inside[end]?.text === '>' && inside.slice(0, end).some(({ text }) => text === ',');
  }

  #angled(): Atom | undefined {
    const parts: string[] = [];
    for (let token = this.#token(); token !== undefined && token.text !== '>'; token = this.#token()) {
      if (token.text === ',') {
        this.#at++;
        parts.push(', ');
        continue;
      }
      const atom = this.#factor();
      if (atom === undefined) return undefined;
      parts.push(atom.tex);
    }
    this.#at++;
    return { tex: joined(['\\langle', ' ', joined(parts), '\\rangle']), tall: false };
  }

  #scripted(base: Atom): Atom {
    let { tex } = base;
    const written = { sub: '', super: '' };
    for (let token = this.#token(); token !== undefined && !token.spaced; token = this.#token()) {
      const place = token.kind === 'sub' || token.text === '_' ? 'sub' : token.kind === 'super' || token.text === '^' ? 'super' : undefined;
      if (place !== undefined) {
        const start = this.#at++;
        const script = written[place] !== '' ? undefined : token.kind === place ? token.text : this.#script(place, base);
        if (script === undefined) {
          this.#at = start;
          break;
        }
        this.weight++;
        written[place] = script;
      } else if (/^['′]$/.test(token.text)) {
        this.#at++;
        tex += "'";
      } else if (token.text === '*' && this.#isStar()) {
        this.#at++;
        written.super ||= '*';
      } else if (token.kind === 'number' && /^[A-Za-z]$/.test(base.tex) && /^\d+$/.test(token.text) && written.sub === '') {
        // x1
        this.#at++;
        written.sub = token.text;
      } else break;
    }
    if (written.sub + written.super === '' && tex === base.tex) return base;
    return scripted(base, tex, written);
  }

  /** A star that nothing follows is no product. */
  #isStar(): boolean {
    const next = this.#token(1);
    return next === undefined || next.kind === 'relation' || /^[)\],;|}(]$/.test(next.text) || (next.kind === 'operator' && next.spaced);
  }

  #script(place: 'sub' | 'super', base: Atom): string | undefined {
    const token = this.#token();
    if (token === undefined || token.spaced) return undefined;
    if (token.text === '{' || token.text === '(') {
      const outer = this.#inScript;
      this.#inScript = true;
      this.#at++;
      const group = this.#group('(', [token.text === '{' ? '}' : ')', '(', ')']);
      this.#inScript = outer;
      return group?.inside;
    }
    this.#at++;
    if (token.text === '*' || token.text === '+') return token.text;
    if (/^[-−]$/.test(token.text)) {
      const operand = this.#primary();
      return operand && `-${operand.tex}`;
    }
    if (token.kind === 'word' && !functions.has(token.text)) {
      return token.text.length > 2 || /[a-z]{2}/.test(token.text) ? `\\mathrm{${token.text}}` : token.text;
    }
    this.#at--;
    const atom = this.#primary();
    const next = this.#token();
    if (atom === undefined || next === undefined || next.spaced) return atom?.tex;
    // (x / y)^α_N: the index belongs to the exponent.
    if (place === 'super' && base.inside !== undefined && next.text === '_') {
      this.#at++;
      const index = this.#script('sub', atom);
      return index && `${atom.tex}_{${index}}`;
    }
    if (next.text !== "'") return atom.tex;
    this.#at++;
    return `${atom.tex}'`;
  }
}
