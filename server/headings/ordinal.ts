import { chineseNumeral, chineseValue } from './chineseNumerals.ts';

/**
 * How the number of a heading is written: `一、`, `（一）`, `第一章`, `1.`, `1.1`, `A.`, `附录 A`. Headings beside each other count on only in the same scheme.
 */
export type Scheme =
  | 'chinese'
  | 'chinese in brackets'
  | `第${string}`
  | 'digits'
  | 'digits in brackets'
  | 'decimal'
  | 'letter'
  | 'letter decimal'
  | 'appendix';

/** The number that a heading begins with. */
export interface Ordinal {
  readonly scheme: Scheme;
  /** The values, the heading's own last: `3.2` has 3 and 2, `三、` has 3, `B.1` has 2 and 1. */
  readonly parts: readonly number[];
  /** The number as written, without what parts it from the title, and where it begins in the heading's text. */
  readonly written: string;
  readonly at: number;
}

const numeral = '[〇零一二三四五六七八九十百]+';
const han = '[\\u3400-\\u9fff]';

/** By the character that a number begins with; the first form that fits counts. */
const forms = formsBy([
  [
    /[0-9]/,
    ['decimal', new RegExp(`^(\\d{1,2}(?:\\.\\d{1,2})+)(?=[.、]?(?:[\\s:：_-]|${han}|$))`)],
    ['digits', /^(\d{1,2})(?:[、)）]|[.．](?!\d))/],
  ],
  [/[〇零一二三四五六七八九十百]/, ['chinese', new RegExp(`^(${numeral})[、.．]`)]],
  [/第/, [undefined, new RegExp(`^第\\s*(${numeral}|\\d{1,3})\\s*([章节節部分篇卷回讲講])`)]],
  [/[（(]/, ['chinese in brackets', new RegExp(`^[（(](${numeral})[）)]`)], ['digits in brackets', /^[（(](\d{1,2})[）)]/]],
  [
    /[A-Z]/,
    ['letter decimal', new RegExp(`^([A-Z](?:\\.\\d{1,2})+)(?=[.、]?(?:[\\s:：-]|${han}))`)],
    ['letter', new RegExp(`^([A-Z])[.、](?=\\s|${han})`)],
    ['appendix', /^Appendix\s+([A-Z])(?![A-Za-z])/],
  ],
  [/附/, ['appendix', new RegExp(`^附[录錄]\\s*([A-Z]|${numeral})(?![A-Za-z])`)]],
]);

function formsBy(rows: readonly (readonly [begins: RegExp, ...(readonly [Scheme | undefined, RegExp])[]])[]) {
  return rows.map(([begins, ...schemes]) => ({ begins, schemes }));
}

/** What begins otherwise, as most headings do, has no number. */
const mayBegin = new RegExp(forms.map(({ begins }) => begins.source).join('|'));

/** The number of a heading, given its text without markup; undefined when it has none, or that of a chapter (`03.2.1-…`). Pictographs and marks may stand before it. */
export function ordinalOf(text: string): Ordinal | undefined {
  const lead = Math.max(0, text.search(/[\p{L}\p{N}（(]/u));
  const begin = text[lead] ?? '';
  if (!mayBegin.test(begin)) return undefined;
  const rest = lead === 0 ? text : text.slice(lead);
  const schemes = forms.find(({ begins }) => begins.test(begin))?.schemes ?? [];
  for (const [scheme, form] of schemes) {
    const match = form.exec(rest);
    if (match !== null) return ordinalFrom(match, scheme, lead);
  }
  return undefined;
}

function ordinalFrom(match: RegExpExecArray, scheme: Scheme | undefined, lead: number): Ordinal | undefined {
  const written = match[1]!;
  // `03.2` is the number of another chapter or folder, not one that counts headings.
  if (/^0\d/.test(written)) return undefined;
  const parts = written.split('.').map(partValue);
  if (parts.some(part => part === undefined)) return undefined;
  return { scheme: scheme ?? `第${match[2]}`, parts: parts as number[], written, at: lead + match[0].indexOf(written) };
}

const partValue = (part: string): number | undefined =>
  /^\d+$/.test(part) ? Number(part) : /^[A-Z]$/.test(part) ? part.charCodeAt(0) - 64 : chineseValue(part);

/** The number written as another one is: Chinese or in digits, with leading zeros, by letters. */
export const writtenLike = (model: string, parts: readonly number[]): string => {
  const models = model.split('.');
  return parts.map((value, i) => partLike(models[i] ?? models.at(-1)!, value)).join('.');
};

function partLike(model: string, value: number): string {
  if (/^\d+$/.test(model)) return model.startsWith('0') && model.length > 1 ? String(value).padStart(model.length, '0') : String(value);
  if (/^[A-Z]$/.test(model)) return value >= 1 && value <= 26 ? String.fromCharCode(64 + value) : String(value);
  return chineseNumeral(value);
}
