import { letters as plainLetters } from './plain/characters.ts';
import { groupEnd, type Token, tokensOf } from './scan.ts';

/** A symbol where a formula uses it. */
export interface FormulaSymbol {
  /** What it is called: equal for equal symbols, however they are spaced or braced. Indices belong to it, exponents do not, but for a star. */
  readonly name: string;
  /** Offsets in the source, without exponent. */
  readonly start: number;
  readonly end: number;
}

/** Commands that are letters. */
const letters: ReadonlySet<string> = new Set(
  [
    ...Object.values(plainLetters).filter(tex => /^\\[A-Za-z]+$/.test(tex)),
    '\\varepsilon',
    '\\vartheta',
    '\\varphi',
    '\\varrho',
    '\\nabla',
    '\\Phi',
    '\\ell',
  ].filter(tex => !/^\\(?:infty|varnothing|top|bot|ldots|cdots)$/.test(tex)),
);

/** Commands that give a letter another shape, or make a word one symbol. */
const shaping =
  /^\\(?:mathbf|mathcal|mathbb|mathrm|mathit|mathsf|mathfrak|mathscr|mathtt|boldsymbol|bm|hat|bar|tilde|vec|dot|ddot|widehat|widetilde|overline|text|textbf|textit|textrm|operatorname\*?)$/;

const invisible = /^\\(?:left|right|big[lr]?|Big[lr]?|bigg[lr]?|Bigg[lr]?|middle|displaystyle|textstyle|quad|qquad|[,;:!\s])$/;

/** How a name is written in TeX. */
export function shownName(name: string): string {
  const [base = '', ...indices] = name.split(' _ ');
  const [shape = '', ...letters] = base.split(' ');
  const marks = letters.filter(text => text === "'" || text === '^' || text === '*').join('');
  const shaped = letters.filter(text => text !== "'" && text !== '^' && text !== '*').join('');
  const whole = !shaping.test(shape) ? shape + shaped : shape === '\\text' ? shaped : `${shape}{${shaped}}`;
  return (
    whole +
    marks +
    indices
      .map(index =>
        /^\S$/.test(index) ? `_${index}` : `_{${index.replace(/(?<![A-Za-z]) | (?![A-Za-z])|(?<=[A-Za-z]) (?=[A-Za-z])/g, '')}}`,
      )
      .join('')
  );
}

/** The symbols of a formula, in order; those in indices come by themselves, after the one that they belong to. Never throws. */
export function symbolsIn(source: string): readonly FormulaSymbol[] {
  const known = remembered.get(source);
  if (known !== undefined) return known;
  const found = readSymbols(source);
  if (remembered.size >= 64) remembered.clear();
  remembered.set(source, found);
  return found;
}

/** A formula is asked for its symbols by whoever reads something off it, one after the other. */
const remembered = new Map<string, readonly FormulaSymbol[]>();

/** So many tokens are no name: an index in an index in an index would be named by all that is in it. */
const longestName = 200;

function readSymbols(source: string): FormulaSymbol[] {
  const tokens = tokensOf(source);
  const found: FormulaSymbol[] = [];
  for (let i = 0; i < tokens.length; ) {
    const behind = isSign(tokens[i]!) ? i + 1 : skipped(tokens, i);
    const base = behind > i ? i : baseEnd(tokens, i);
    if (base === i) {
      i = Math.max(behind, i + 1);
      continue;
    }
    const index = indexEnd(tokens, base);
    const end = index - i > longestName ? base : index;
    found.push(symbolAt(tokens, i, base, end));
    i = afterSymbol(tokens, i, base, end);
  }
  return found;
}

/** What most of a formula are. */
const isSign = (token: Token): boolean => token.text < '\x80' && token.text[0] !== '\\' && !isLatin(token);

/** `base`: where its index begins. */
function symbolAt(tokens: readonly Token[], start: number, base: number, end: number): FormulaSymbol {
  const isSpelled = base > start + 1 && isLatin(tokens[start]!);
  const last = tokens[end - 1]!;
  return {
    name: `${isSpelled ? '\\text ' : ''}${nameOf(tokens.slice(start, end))}`,
    start: tokens[start]!.at,
    end: last.at + last.text.length,
  };
}

/** Where to look for the next symbol: a word in \text{…} holds none; an index may, unless it is a word itself, and so may a difference. */
function afterSymbol(tokens: readonly Token[], start: number, base: number, end: number): number {
  const isNamed = end > base + 4 && isWord(tokens.slice(base, end));
  const inside = tokens[start]!.text === '\\Delta' ? start + 1 : base;
  const next = isNamed ? end : inside;
  return isTransposed(tokens, next) ? groupEnd(tokens, next + 1) : next;
}

/** `_{max}`: three letters or more. */
const isWord = (index: readonly Token[]): boolean =>
  index.length > 4 && /^'*_\{(?:[A-Za-z]|\\_){3,}\}$/.test(index.map(({ text }) => text).join(''));

/** Past what is no symbol: spacing, names of environments. */
function skipped(tokens: readonly Token[], i: number): number {
  const { text } = tokens[i]!;
  if (text[0] !== '\\') return i;
  if (text === '\\begin' || text === '\\end' || text === '\\label' || text === '\\tag' || text === '\\color')
    return Math.min(groupEnd(tokens, i + 1), tokens.length);
  return invisible.test(text) ? i + 1 : i;
}

/** No name in a shape has more tokens. */
const longestShaped = 41;

/** The index behind a letter, or behind a shaped letter or word; the same index when none is there. */
function baseEnd(tokens: readonly Token[], i: number): number {
  const { text } = tokens[i]!;
  if (isLatin(tokens[i]!)) return spelledEnd(tokens, i);
  if (text[0] === '\\' && shaping.test(text)) {
    const end = groupEnd(tokens, i + 1);
    if (end - i > longestShaped) return i;
    const inside = tokens.slice(i + 1, Math.min(end, tokens.length));
    if (
      end > tokens.length ||
      inside.length === 0 ||
      inside.some(token => /^[=+<>]$|^\\(?:sum|frac|int|leq?|geq?|times|cdot)$/.test(token.text))
    )
      return i;
    return end;
  }
  // A difference of something: `\Delta t`.
  if (text === '\\Delta' && tokens[i + 1] !== undefined && (isLatin(tokens[i + 1]!) || letters.has(tokens[i + 1]!.text))) return i + 2;
  return /^\p{L}$/u.test(text) || letters.has(text) ? i + 1 : i;
}

const isLatin = ({ text }: Token): boolean => text.length === 1 && ((text >= 'a' && text <= 'z') || (text >= 'A' && text <= 'Z'));

/** Behind letters that are a name together, as in `ARI(t)` and `Impact_i`: capitals, or what can be pronounced. Else behind the letter: `nRT` is a product. */
function spelledEnd(tokens: readonly Token[], i: number): number {
  let end = i + 1;
  while (tokens[end] !== undefined && isLatin(tokens[end]!) && tokens[end]!.at === tokens[end - 1]!.at + 1) end++;
  // `PE(x)`, `PE_{(i, j)}`
  const opens = tokens[end]?.text === '(' || (tokens[end]?.text === '_' && tokens[end + 2]?.text === '(');
  if (end - i === 2 && opens) return /^[A-Z]{2}$/.test(tokens[i]!.text + tokens[i + 1]!.text) ? end : i + 1;
  if (end - i < 3) return i + 1;
  const word = tokens
    .slice(i, end)
    .map(({ text }) => text)
    .join('');
  return /^[A-Z]{3,}$/.test(word) || /^(?=.*[aeiouy])(?:[A-Z]?[a-z]{3,}|(?:[A-Z]+[a-z]{2,})+[A-Z]*)$/.test(word) ? end : i + 1;
}

/** Behind the index that follows at once, also behind an exponent; and behind primes. */
function indexEnd(tokens: readonly Token[], base: number): number {
  let end = base;
  while (tokens[end]?.text === "'") end++;
  if (tokens[end]?.text === '_') return Math.min(shapedEnd(tokens, end + 1), tokens.length);
  if (tokens[end]?.text !== '^') return end;
  const behind = shapedEnd(tokens, end + 1);
  if (tokens[behind]?.text === '_') return Math.min(shapedEnd(tokens, behind + 1), tokens.length);
  return isMark(tokens, end) ? behind : end;
}

/** `K^T`, right behind a letter: no power. */
const isTransposed = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === '^' &&
  (tokens[at + 1]?.text === 'T' || (tokens[at + 1]?.text === '{' && tokens[at + 2]?.text === 'T' && tokens[at + 3]?.text === '}'));

/** `^*`, `^\dagger`: an exponent that makes another symbol, and no power. */
const isMark = (tokens: readonly Token[], at: number): boolean => {
  const end = shapedEnd(tokens, at + 1);
  if (end - at > longestMark) return false;
  const marks = tokens.slice(at + 1, end).filter(({ text }) => text !== '{' && text !== '}');
  return tokens[at]?.text === '^' && marks.length === 1 && /^(?:\*|\\(?:star|ast|dagger|circ))$/.test(marks[0]!.text);
};

/** No mark in braces has more tokens. */
const longestMark = 8;

/** Behind one argument: a group, a command with its group, a character. */
function shapedEnd(tokens: readonly Token[], i: number): number {
  return tokens[i] !== undefined && shaping.test(tokens[i]!.text) ? groupEnd(tokens, i + 1) : groupEnd(tokens, i);
}

/** Braces and the exponent taken away. */
function nameOf(tokens: readonly Token[]): string {
  if (tokens.length === 1) return aliases[tokens[0]!.text] ?? tokens[0]!.text;
  const kept: string[] = [];
  const marks: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text === '^') {
      if (isMark(tokens, i)) marks.push('^ *');
      i = shapedEnd(tokens, i + 1) - 1;
      continue;
    }
    const { text } = tokens[i]!;
    if (text !== '{' && text !== '}' && !/^\\[,;:!\s]$/.test(text)) kept.push(aliases[text] ?? text);
  }
  return [...kept, ...marks].join(' ');
}

const aliases: Readonly<Record<string, string>> = {
  ...plainLetters,
  '\\varepsilon': '\\epsilon',
  '\\boldsymbol': '\\mathbf',
  '\\bm': '\\mathbf',
  '\\textbf': '\\mathbf',
  '\\operatorname': '\\text',
  '\\mathrm': '\\text',
  '\\textrm': '\\text',
  '\\varphi': '\\phi',
};
