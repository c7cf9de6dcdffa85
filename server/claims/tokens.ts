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

const pattern =
  /(?<space>[^\S\n]+)|(?<newline>\n)|(?<command>\\(?:[A-Za-z]+|[^A-Za-z]))|(?<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.]*[\p{L}_]*_))|(?<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|(?<operator>[-+−*×·÷/^⋅–])|(?<open>[([{（])|(?<close>[)\]}）])|(?<percent>[%％])|(?<equals>=)|(?<about>≈)|(?<function>√)|(?<money>[$¥€£￥])|(?<letters>[A-Za-z_µμα-ωΑ-Ωº°′″][\w₀-₉µα-ωΑ-Ω']*)|(?<han>\p{Script=Han})|(?<other>.)/gsu;

const scales = /^(?:[KMBTk]|万|亿|千|百|兆)$/u;

/** Cuts text or TeX into what an expression is made of; what is none becomes a word or a stop. */
export function tokens(text: string, tex: boolean): Token[] {
  const found: Token[] = [];
  let spaced = false;
  let skipTo = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (start < skipTo) continue;
    const part = match[0];
    const groups = match.groups!;
    const add = (kind: Token['kind'], value = part, end = start + part.length): void => {
      found.push({ kind, text: value, start, end, spaced });
      spaced = false;
    };
    if (groups.space !== undefined) spaced = true;
    else if (groups.newline !== undefined) add('newline');
    else if (groups.command !== undefined) {
      const name = part.slice(1);
      const known = commands[name];
      if (known !== undefined) add(known[0], known[1]);
      else if (name === '\\' || name === 'newline') add('newline');
      else if (layout.has(name)) spaced = true;
      else if (/^(?:text|mathrm|mathbf|operatorname|mathit|mathsf|mathcal|mathbb)$/.test(name)) {
        const body = /^\s*\{([^{}]*)\}/.exec(text.slice(start + part.length));
        skipTo = start + part.length + (body?.[0].length ?? 0);
        add(body !== null && /^\s*(?:%|\\%)\s*$/.test(body[1]!) ? 'percent' : 'word', body?.[1] ?? part, skipTo);
      } else add('word');
    } else if (groups.number !== undefined) add('number');
    else if (groups.super !== undefined) {
      found.push({ kind: 'operator', text: '^', start, end: start, spaced: false });
      add('number', [...part].map(c => plainScripts[superscripts.indexOf(c)]!).join(''));
    } else if (groups.operator !== undefined)
      add('operator', '×·⋅'.includes(part) ? '*' : part === '÷' ? '/' : '−–'.includes(part) ? '-' : part);
    else if (groups.open !== undefined) add('open', '(');
    else if (groups.close !== undefined) add('close', ')');
    else if (groups.percent !== undefined) add('percent');
    else if (groups.equals !== undefined)
      add(/[<>!=:≤≥]/.test(text[start - 1] ?? '') || /[=>]/.test(text[start + 1] ?? '') ? 'stop' : 'equals');
    else if (groups.about !== undefined) add('about');
    else if (groups.function !== undefined) add('function', 'sqrt');
    else if (groups.money !== undefined) spaced = tex || spaced;
    else if (groups.letters !== undefined) {
      const number = found.at(-1)?.kind === 'number' && !spaced;
      if (number && scales.test(part)) add('unit');
      else if (/^(?:sqrt|log|ln|exp|lg)$/.test(part)) add('function');
      else if (/^[x×X]$/.test(part) && found.at(-1)?.kind === 'number' && /^\s*\d/.test(text.slice(start + 1)) && spaced)
        add('operator', '*');
      else add(number ? 'unit' : 'word');
    } else if (groups.han !== undefined) {
      const previous = found.at(-1);
      const afterNumber = (previous?.kind === 'number' || (previous?.kind === 'unit' && scales.test(previous.text))) && !spaced;
      add(afterNumber && !'到至和与'.includes(part) ? 'unit' : 'word');
    } else add('stop');
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
