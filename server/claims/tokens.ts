/** A piece of an expression. Offsets count in the text given. */
export interface Token {
  readonly kind:
    | 'number'
    | 'operator'
    | 'open'
    | 'close'
    | 'percent'
    | 'function'
    | 'word'
    | 'unit'
    | 'equals'
    | 'about'
    | 'stop'
    | 'newline'
    | 'plus-suffix';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands in front. */
  readonly spaced: boolean;
}

const commands: Readonly<Record<string, readonly [Token['kind'], string]>> = {
  times: ['operator', '*'],
  cdot: ['operator', '*'],
  ast: ['operator', '*'],
  div: ['operator', '/'],
  pm: ['stop', '±'],
  approx: ['about', '≈'],
  simeq: ['about', '≈'],
  sim: ['stop', '~'],
  '%': ['percent', '%'],
  frac: ['function', 'frac'],
  dfrac: ['function', 'frac'],
  tfrac: ['function', 'frac'],
  sqrt: ['function', 'sqrt'],
  log: ['function', 'log'],
  lg: ['function', 'lg'],
  ln: ['function', 'ln'],
  exp: ['function', 'exp'],
};
const layout = new Set([
  'left',
  'right',
  'big',
  'Big',
  'bigl',
  'bigr',
  'Bigl',
  'Bigr',
  'displaystyle',
  'quad',
  'qquad',
  ',',
  ';',
  ':',
  '!',
  ' ',
  '{',
  '}',
  '\n',
]);
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const plainScripts = '0123456789-';

const numbers = /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.]*[\p{L}_]*_)/uy;
/** All that is no number; what it is, is known by its first character. */
const others = /[^\S\n]+|\\(?:[A-Za-z]+|[^A-Za-z])|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[A-Za-z_µμα-ωΑ-Ωº°′″][\w₀-₉µα-ωΑ-Ω']*|./suy;

const signs: Readonly<Record<string, readonly [Token['kind'], string]>> = {
  '\n': ['newline', '\n'],
  '-': ['operator', '-'],
  '−': ['operator', '-'],
  '–': ['operator', '-'],
  '+': ['operator', '+'],
  '*': ['operator', '*'],
  '×': ['operator', '*'],
  '·': ['operator', '*'],
  '⋅': ['operator', '*'],
  '/': ['operator', '/'],
  '÷': ['operator', '/'],
  '^': ['operator', '^'],
  '(': ['open', '('],
  '[': ['open', '('],
  '{': ['open', '('],
  '（': ['open', '('],
  ')': ['close', ')'],
  ']': ['close', ')'],
  '}': ['close', ')'],
  '）': ['close', ')'],
  '%': ['percent', '%'],
  '％': ['percent', '％'],
  '≈': ['about', '≈'],
  '√': ['function', 'sqrt'],
};
const letters = /^[A-Za-z_µμα-ωΑ-Ωº°′″]/u;
const han = /^\p{Script=Han}/u;
const scales = /^(?:[KMBTk]|万|亿|千|百|兆)$/u;

/** Cuts text or TeX into what an expression is made of; what is none becomes a word or a stop. */
export function tokens(text: string, tex: boolean): Token[] {
  const found: Token[] = [];
  let spaced = false;
  const add = (kind: Token['kind'], value: string, start: number, end: number): void => {
    found.push({ kind, text: value, start, end, spaced });
    spaced = false;
  };
  let end = 0;
  for (let start = 0; start < text.length; start = end) {
    const c = text[start]!;
    end = start + 1;
    const sign = signs[c];
    if (sign !== undefined) {
      add(sign[0], sign[1], start, end);
      continue;
    }
    if (c === '=') {
      const isRelation = /[<>!=:≤≥]/.test(text[start - 1] ?? '') || /[=>]/.test(text[end] ?? '');
      add(isRelation ? 'stop' : 'equals', c, start, end);
      continue;
    }
    const isDigit = c >= '0' && c <= '9';
    const form = isDigit ? numbers : others;
    // A Han character is alone, and so is a digit that begins no number.
    if (c < '\u4e00' || c > '\u9fa5') {
      form.lastIndex = start;
      if (form.test(text)) end = form.lastIndex;
      else if (isDigit) {
        add('stop', c, start, end);
        continue;
      }
    }
    const part = text.slice(start, end);
    if (isDigit) add('number', part, start, end);
    else if (c === '\\' && part.length > 1) {
      const name = part.slice(1);
      const known = commands[name];
      if (known !== undefined) add(known[0], known[1], start, end);
      else if (name === '\\' || name === 'newline') add('newline', part, start, end);
      else if (layout.has(name)) spaced = true;
      else if (/^(?:text|mathrm|mathbf|operatorname|mathit|mathsf|mathcal|mathbb)$/.test(name)) {
        const body = /^\s*\{([^{}]*)\}/.exec(text.slice(end));
        end += body?.[0].length ?? 0;
        add(body !== null && /^\s*(?:%|\\%)\s*$/.test(body[1]!) ? 'percent' : 'word', body?.[1] ?? part, start, end);
      } else add('word', part, start, end);
    } else if ('$¥€£￥'.includes(c)) spaced = tex || spaced;
    else if (superscripts.includes(c)) {
      found.push({ kind: 'operator', text: '^', start, end: start, spaced: false });
      add('number', [...part].map(c => plainScripts[superscripts.indexOf(c)]!).join(''), start, end);
    } else if (letters.test(part)) {
      const number = found.at(-1)?.kind === 'number' && !spaced;
      if (number && scales.test(part)) add('unit', part, start, end);
      else if (/^(?:sqrt|log|ln|exp|lg)$/.test(part)) add('function', part, start, end);
      else if (/^[x×X]$/.test(part) && found.at(-1)?.kind === 'number' && /^\s*\d/.test(text.slice(start + 1)) && spaced)
        add('operator', '*', start, end);
      else add(number ? 'unit' : 'word', part, start, end);
    } else if (han.test(part)) {
      const previous = found.at(-1);
      const afterNumber = (previous?.kind === 'number' || (previous?.kind === 'unit' && scales.test(previous.text))) && !spaced;
      add(afterNumber && !'到至和与'.includes(part) ? 'unit' : 'word', part, start, end);
    } else if (part.trim() === '') spaced = true;
    else add('stop', part, start, end);
  }
  return found;
}

/** How much a unit multiplies; undefined when it is a unit proper. */
export function scaleOf(unit: string): number | undefined {
  switch (unit) {
    case 'K':
    case 'k':
    case '千':
      return 1e3;
    case 'M':
      return 1e6;
    case 'B':
      return 1e9;
    case 'T':
      return 1e12;
    case '百':
      return 100;
    case '万':
      return 1e4;
    case '亿':
      return 1e8;
    default:
      return undefined;
  }
}
