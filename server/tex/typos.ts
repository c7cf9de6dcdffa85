import type { Change } from './change.ts';
import { groupEnd, type Token, tokensOf } from './scan.ts';

/** What typesets otherwise than it was meant, for certain. */
export interface Typo {
  readonly kind: 'percent' | 'fullwidth';
  /** Offsets in the source of what is odd. */
  readonly start: number;
  readonly end: number;
  /** What would mend it. */
  readonly changes: readonly Change[];
}

const half: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '｛': '{',
  '｝': '}',
  '＿': '_',
  '＾': '^',
  '＼': '\\',
  '＆': '&',
};

/** Characters of TeX that an input method for Chinese has made wide: they are shown as they are and do nothing. */
const wide = /^[｛｝＿＾＼＆]$/;
const wording = /^\\(?:text[a-z]*|mathrm|mbox|operatorname\*?|tag|label|ce|pu|url|href|verb)$/;

/** The typos of a formula that typesets. Never throws. */
export function typosOf(source: string): Typo[] {
  if (!/%|[（）［］｛｝＿＾＼＆]/.test(source)) return [];
  return [...percents(source), ...fullwidths(source)];
}

/** `5% of x`: a comment begins behind the number. */
function* percents(source: string): Iterable<Typo> {
  const found = [...source.matchAll(/(?<=\d)%/g)].map(({ index }) => ({ start: index, end: index + 1, newText: '\\%' }));
  const [first] = found;
  if (first !== undefined) yield { kind: 'percent', start: first.start, end: first.end, changes: found };
}

/** Wide brackets where one side is narrow, and other wide characters that only TeX can have been meant by. What is worded may be as wide as it likes. */
function* fullwidths(source: string): Iterable<Typo> {
  const tokens = unworded(tokensOf(source));
  const odd = [...tokens.filter(({ text }) => wide.test(text)), ...halfPairs(tokens)].sort((a, b) => a.at - b.at);
  const [first] = odd;
  if (first === undefined) return;
  const changes = odd.map(({ at, text }) => ({ start: at, end: at + text.length, newText: half[text] ?? text }));
  yield { kind: 'fullwidth', start: first.at, end: first.at + first.text.length, changes };
}

/** Everything wide that TeX has a narrow sign for, made narrow. */
export const narrowed = (source: string): Change[] =>
  unworded(tokensOf(source))
    .filter(({ text }) => text in half)
    .map(({ at, text }) => ({ start: at, end: at + text.length, newText: half[text]! }));

function unworded(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (wording.test(tokens[i]!.text)) i = Math.min(groupEnd(tokens, i + 1), tokens.length) - 1;
    else kept.push(tokens[i]!);
  }
  return kept;
}

/** The wide one of each pair of brackets whose other one is narrow. */
function halfPairs(tokens: readonly Token[]): Token[] {
  const open: Token[] = [];
  const found: Token[] = [];
  for (const token of tokens) {
    const narrow = narrowOf(token);
    if (narrow === '(' || narrow === '[') open.push(token);
    const opens = opening[narrow];
    const begun = opens === undefined ? undefined : open.pop();
    if (begun === undefined || narrowOf(begun) !== opens || isWide(begun) === isWide(token)) continue;
    found.push(isWide(begun) ? begun : token);
  }
  return found;
}

/** The brackets that others close. */
const opening: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

const isWide = ({ text }: Token): boolean => text in half;
const narrowOf = ({ text }: Token): string => half[text] ?? text;
