import type { Span } from '../model/text.ts';

const longest = 240;
const marker = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/;
const where = /其中|式中|(?<![A-Za-z])where(?![A-Za-z])/gi;

/** `若 $n$ 为偶数`, `设 $q$ 为 …`, `则 $F$ 是 …`: what holds in one case, for one proof, or follows. */
const elsewhere =
  /[若设令则当即故]|如果|假如|所以|因此|满足|任意|存在|(?<![A-Za-z])(?:if|when|then|let|suppose|hence|thus|for)(?![A-Za-z])/i;

/** `- $n$ 为偶数：…`, `- $n$ 是素数时 …` */
const isCase = /^\**\s*(?:[是为]|is\b|are\b)[^，。；,;\n]*?(?:[：:]|时\s*(?:[，,]|$))/;

/**
 * Where the list, table or clause begins that is there to say what symbols mean, and of which a formula that is explained is part: `- $x$：…`, a cell that is nothing but a
 * symbol, `其中 $x$ 为 …，$y$ 为 …`. `list`: where the list or table around it begins; `end`: of the explanation.
 */
export function listingOf(formula: Span, end: number, text: string, list: number): number | undefined {
  const from = Math.max(0, formula.start - longest);
  const before = text.slice(from, formula.start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const item = marker.test(line) ? line.replace(marker, '') : undefined;
  // A name may stand before a symbol that begins an item.
  if (item !== undefined && /^[\p{Script=Han}A-Za-z *-]{0,24}$/u.test(item))
    return isCase.test(text.slice(formula.end, end)) || elsewhere.test(item) ? undefined : list;
  // `- $K$ 为知识库，$L$ 为 …`
  const rest = item === undefined ? undefined : /^\**\$[^$]+\$(.*)$/s.exec(item)?.[1];
  if (rest !== undefined && !isCase.test(rest) && !elsewhere.test(withoutFormulas(rest)) && !/其中/.test(rest)) return list;
  if (/\|\s*$/.test(line)) return list;
  const sentence = Math.max(before.lastIndexOf('。'), before.lastIndexOf('；'), before.lastIndexOf(';'), before.lastIndexOf('\n')) + 1;
  const clause = [...before.slice(sentence).matchAll(where)].at(-1);
  if (clause === undefined) return undefined;
  const said = before.slice(sentence + clause.index + clause[0].length);
  return elsewhere.test(withoutFormulas(said)) ? undefined : from + sentence + clause.index;
}

const withoutFormulas = (said: string): string => said.replace(/\$[^$]*\$/g, '');
