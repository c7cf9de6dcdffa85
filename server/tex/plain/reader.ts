import { type Atom, type Item, joined, mayStandBeside, pairs, scripted, together } from './atoms.ts';
import { functions, large, letters, operators, prefixes, relations } from './characters.ts';
import { Cursor } from './cursor.ts';
import { Items } from './items.ts';
import { endsFactor, isCalled, isSeparator, type Place, type PlainToken, placeOf } from './tokens.ts';
import { isCode, letterAtom, wordAtom } from './words.ts';

/** How often each operand is tried on average, since a bar may open or close and both are tried. */
const patience = 4;
/** Deeper nesting is not read. */
const deepest = 60;

/** What is written on an operand. */
type Scripts = Record<Place | 'primes', string>;

/** Separators that TeX writes otherwise. */
const bars: Readonly<Record<string, string>> = { '|': '\\mid', '||': '\\,\\Vert\\,' };

/** Reads the tokens of a formula by descent, once. */
export class PlainReader {
  readonly #tokens: Cursor;
  #depth = 0;
  #tries = 0;
  #inScript = false;
  /** Offset behind the last complete operand. */
  end = 0;
  /** How much of what was read only formulas have. */
  weight = 0;
  looksLikeCode = false;

  constructor(tokens: readonly PlainToken[]) {
    this.#tokens = new Cursor(tokens);
  }

  /** Operands and operators, as far as they go; an operator that dangles at the end is left out. `separators`: marks that go on with another operand. */
  sequence(separators: string): Item[] {
    const items = new Items();
    for (let token = this.#tokens.ahead(); token !== undefined; token = this.#tokens.ahead()) {
      const operator = this.#operator(token, items.needsOperand, separators);
      if (operator !== undefined) {
        items.operate(operator);
        this.#tokens.at++;
        continue;
      }
      const isOver = token.text === '/' && items.last !== undefined;
      if (!(isOver ? this.#divide(token, items) : this.#multiply(token, items))) break;
      items.complete();
      this.end = this.#tokens.previous!.end;
    }
    return items.completed();
  }

  /** `/` and what it divides; false when that is missing. */
  #divide(bar: PlainToken, items: Items): boolean {
    // M y / I: all that is multiplied stands over the bar; in 2 x/y the bar is nearer than the product.
    const fraction = this.#fraction(bar.spaced && this.#tokens.ahead(1)?.spaced ? items.product() : items.run);
    if (fraction !== undefined) items.run = [fraction];
    return fraction !== undefined;
  }

  /** Another factor; false when what comes is none, or does not belong to it. */
  #multiply(token: PlainToken, items: Items): boolean {
    const before = this.#tokens.at;
    const atom = this.#factor();
    if (atom !== undefined && (items.needsOperand || mayStandBeside(items.last, atom, token))) {
      items.multiply(atom, token.spaced);
      return true;
    }
    this.#tokens.at = before;
    return false;
  }

  #operator(token: PlainToken, needsOperand: boolean, separators: string): Item | undefined {
    if (token.kind === 'relation') {
      return needsOperand || this.#tokens.opensAngle()
        ? undefined
        : { tex: relations[token.text]!, tall: false, isOperator: true, isRelation: true };
    }
    const isSign = /^[-−–+±]$/.test(token.text);
    if (needsOperand && !isSign) return undefined;
    if (token.kind === 'operator') {
      if (!isSign) this.weight++;
      // A star before a sum says no more than the sum itself.
      const isSilent = token.text === '*' && this.#tokens.ahead(1)?.kind === 'large';
      return { tex: isSilent ? '\\,' : operators[token.text]!, tall: false, isOperator: true };
    }
    return isSeparator(token, separators) ? { tex: bars[token.text] ?? token.text, tall: false, isOperator: true } : undefined;
  }

  /** `/` and what it divides: the factors written without a space on either side. */
  #fraction(numerator: readonly Atom[]): Atom | undefined {
    this.#tokens.at++;
    const denominator = this.#denominator();
    if (denominator.length === 0) return undefined;
    this.weight++;
    if (this.#inScript) return { tex: `${together(numerator)}/${together(denominator)}`, tall: false };
    const side = (atoms: readonly Atom[]) => (atoms.length === 1 ? atoms[0]!.inside : undefined) ?? together(atoms);
    return { tex: `\\frac{${side(numerator)}}{${side(denominator)}}`, tall: true, isFraction: true };
  }

  #denominator(): Atom[] {
    const atoms: Atom[] = [];
    const first = this.#tokens.ahead()?.kind;
    for (let token = this.#tokens.ahead(); token !== undefined; token = this.#tokens.ahead()) {
      // A sum goes on, and ∂ x is one thing.
      const goesOn = first === 'large' || (first === 'prefix' && atoms.length === 1);
      const isApart = (token.spaced && !goesOn) || token.text.startsWith('|');
      if ((atoms.length > 0 && isApart) || endsFactor(token)) break;
      const atom = this.#factor();
      if (atom === undefined) break;
      atoms.push(atom);
    }
    return atoms;
  }

  #factor(): Atom | undefined {
    if (this.#depth >= deepest || this.#tries++ > patience * this.#tokens.count + 50) return undefined;
    this.#depth++;
    const before = { at: this.#tokens.at, end: this.end, weight: this.weight };
    const base = this.#primary();
    const atom = base && this.#scripted(base);
    if (atom === undefined) {
      this.#tokens.at = before.at;
      this.end = before.end;
      this.weight = before.weight;
    }
    this.#depth--;
    return atom;
  }

  #primary(): Atom | undefined {
    const token = this.#tokens.ahead();
    const next = this.#tokens.ahead(1);
    if (token === undefined) return undefined;
    const opensAngle = this.#tokens.opensAngle();
    this.#tokens.at++;
    switch (token.kind) {
      case 'number':
        return { tex: token.text.replace('%', '\\%').replaceAll(',', '{,}'), tall: false };
      case 'text':
        return { tex: `\\text{${token.text}}`, tall: false, isWord: true, isText: true };
      case 'word':
        return this.#word(token, next);
      case 'letter':
        if (isCalled(next) || token.text in letters) this.weight++;
        return letterAtom(token, next);
      case 'prefix':
        this.weight++;
        return { tex: prefixes[token.text]!, tall: false };
      case 'large':
        this.weight++;
        return this.#tokens.isApplied()
          ? { tex: large[token.text]!, tall: true, isLarge: true }
          : { tex: letters[token.text]!, tall: false };
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

  #word({ text }: PlainToken, next: PlainToken | undefined): Atom | undefined {
    if (isCalled(next)) this.weight++;
    if (isCode(text, next, this.#tokens.ahead(1))) this.looksLikeCode = true;
    return wordAtom(text, isCalled(next));
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
    if (this.#tokens.ahead()?.text !== close || (items.length === 0 && close === open)) return undefined;
    this.#tokens.at++;
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

  #angled(): Atom | undefined {
    const parts: string[] = [];
    for (let token = this.#tokens.ahead(); token !== undefined && token.text !== '>'; token = this.#tokens.ahead()) {
      if (token.text === ',') {
        this.#tokens.at++;
        parts.push(', ');
        continue;
      }
      const atom = this.#factor();
      if (atom === undefined) return undefined;
      parts.push(atom.tex);
    }
    this.#tokens.at++;
    return { tex: joined(['\\langle', ' ', joined(parts), '\\rangle']), tall: false };
  }

  #scripted(base: Atom): Atom {
    const written: Scripts = { primes: '', sub: '', super: '' };
    for (let token = this.#tokens.ahead(); token !== undefined && !token.spaced; token = this.#tokens.ahead()) {
      const start = this.#tokens.at++;
      if (this.#adds(token, base, written)) continue;
      this.#tokens.at = start;
      break;
    }
    const isBare = written.sub + written.super + written.primes === '';
    return isBare ? base : scripted(base, base.tex + written.primes, written);
  }

  /** Adds what a token, which is read already, writes on a base; false when it belongs to none. */
  #adds(token: PlainToken, base: Atom, written: Scripts): boolean {
    const place = placeOf(token);
    if (place !== undefined) {
      if (written[place] !== '') return false;
      const script = token.kind === place ? token.text : this.#script(place, base);
      if (script === undefined) return false;
      this.weight++;
      written[place] = script;
      return true;
    }
    if (/^['′]$/.test(token.text)) written.primes += "'";
    else if (token.text === '*' && this.#tokens.endsOperand()) written.super ||= '*';
    // x1
    else if (/^[A-Za-z]$/.test(base.tex) && /^\d+$/.test(token.text) && written.sub === '') written.sub = token.text;
    else return false;
    return true;
  }

  #script(place: Place, base: Atom): string | undefined {
    const token = this.#tokens.ahead();
    if (token === undefined || token.spaced) return undefined;
    const { text } = token;
    if (token.kind === 'word' && !functions.has(text)) {
      this.#tokens.at++;
      return text.length > 2 || /[a-z]{2}/.test(text) ? `\\mathrm{${text}}` : text;
    }
    switch (text) {
      case '{':
        return this.#scriptGroup('}');
      case '(':
        return this.#scriptGroup(')');
      case '*':
      case '+':
        this.#tokens.at++;
        return text;
      case '-':
      case '−': {
        this.#tokens.at++;
        const operand = this.#primary();
        return operand && `-${operand.tex}`;
      }
      default:
        return this.#scriptAtom(place, base);
    }
  }

  #scriptGroup(close: string): string | undefined {
    const outer = this.#inScript;
    this.#inScript = true;
    this.#tokens.at++;
    const group = this.#group('(', [close, '(', ')']);
    this.#inScript = outer;
    return group?.inside;
  }

  #scriptAtom(place: Place, base: Atom): string | undefined {
    const atom = this.#primary();
    const next = this.#tokens.ahead();
    if (atom === undefined || next === undefined || next.spaced) return atom?.tex;
    // (x / y)^α_N: the index belongs to the exponent.
    if (place === 'super' && base.inside !== undefined && next.text === '_') {
      this.#tokens.at++;
      const index = this.#script('sub', atom);
      return index && `${atom.tex}_{${index}}`;
    }
    if (next.text !== "'") return atom.tex;
    this.#tokens.at++;
    return `${atom.tex}'`;
  }
}
