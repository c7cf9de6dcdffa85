import type { Span } from '../../model/text.ts';
import { mayBePlain, type PlainFormula, parsePlain, relations } from './parse.ts';

/** How much a formula in running text must have of one, so that `x = 3` is none. */
const heavy = 2;
/** So many characters before its relation a formula in running text may begin. */
const reach = 80;
/** So often a paragraph is tried: one that needs more is no prose. */
const patience = 100;
/** A formula in running text is shorter. */
const longest = 400;
/** A paragraph without any of these holds no plain formula that is worth the name. */
const telling = /[α-ωΑ-Ω√∑∏∫∂∇×÷·⋅∘⊙∪∩₀-₉²³⁻ⁿ∝]|[\^_]|[A-Za-z]\(|[)\w] [*/] [(\w]/u;

/** The formulas among the lines of a fence that holds plain text. A line that breaks off is read on in the next. */
export function plainLines(source: string): Span[] {
  if (!mayBePlain(source)) return [];
  return logicalLines(source).flatMap(line => formulaIn(source.slice(line.start, line.end), line.start) ?? []);
}

/** Whether a fence's plain text is nothing but formulas. */
export function isAllPlain(source: string): boolean {
  const lines = logicalLines(source);
  return lines.length > 0 && mayBePlain(source) && lines.every(({ start, end }) => isWhole(source.slice(start, end)));
}

/** The formulas in running text. */
export function plainInProse(text: string): Span[] {
  if (!mayBePlain(text) || !telling.test(text)) return [];
  const found: Span[] = [];
  let from = 0;
  const budget = { tries: patience };
  for (const { index: relation } of text.matchAll(relations)) {
    if (relation < from || budget.tries <= 0) continue;
    const formula = formulaAround(text, relation, Math.max(from, relation - reach), budget);
    if (formula === undefined) continue;
    found.push(formula);
    from = formula.end;
  }
  return found;
}

/** The longest formula that has its relation at an offset. */
function formulaAround(text: string, relation: number, from: number, budget: { tries: number }): Span | undefined {
  for (const { index } of text.slice(from, relation).matchAll(starts)) {
    const start = from + index;
    // The first character of the slice may stand in the middle of a word.
    if (index === 0 && start > 0 && /[\p{L}\p{N}_]/u.test(text[start - 1]!)) continue;
    if (budget.tries-- <= 0) return undefined;
    const formula = parsePlain(text.slice(start, start + longest));
    if (formula === undefined || formula.weight < heavy || start + formula.end <= relation) continue;
    const end = start + formula.end;
    // What goes on as a word was cut off in the middle of something else.
    if (!/[\p{L}\p{N}]/u.test(text[end] ?? '')) return { start, end };
  }
  return undefined;
}

/** What plain text would be in TeX; several lines become rows. Undefined when it holds no formula. */
export function plainTeX(source: string): string | undefined {
  const formulas: PlainFormula[] = [];
  for (const { start, end } of logicalLines(source)) {
    const formula = parsePlain(source.slice(start, end), true);
    if (formula !== undefined) formulas.push(formula);
  }
  if (formulas.length === 0) return undefined;
  if (formulas.length === 1) return `${formulas[0]!.left} ${formulas[0]!.right}`;
  return `\\begin{aligned}\n${formulas.map(({ left, right }) => `${left} &${right}`).join(' \\\\\n')}\n\\end{aligned}`;
}

/** Where a formula may begin: at the start, behind white space, punctuation or an opening bracket; not inside a word. */
const starts = /(?:(?<=^|[\s：:，,。；;、（(“「[|=])|(?<=\p{Script=Han})(?=[^\p{Script=Han}\s]))(?=[\p{L}∂∇√∑∏∫∀∃(|‖])/gu;

const labels = /^(?:[-*•·]|\d+[.)、]|[a-z][.)])\s+|^[^:：=]{1,24}[:：](?!=)\s*|^(?:其中|即|则|where|with)\s*/i;

/** The formula that a line is, behind a bullet or a label and before a remark. */
function formulaIn(line: string, at: number): Span | undefined {
  let skipped = 0;
  for (let tries = 0; tries < 4; tries++) {
    const rest = line.slice(skipped);
    const formula = parsePlain(rest, true);
    if (formula !== undefined && formula.weight > 0 && isRemark(rest.slice(formula.end)))
      return { start: at + skipped, end: at + skipped + formula.end };
    const label = labels.exec(rest)?.[0].length;
    if (!label) return undefined;
    skipped += label;
  }
  return undefined;
}

function isWhole(line: string): boolean {
  const formula = parsePlain(line, true);
  return formula !== undefined && formula.weight > 0 && /^[\s,.，。;；]*$/.test(line.slice(formula.end));
}

const isRemark = (rest: string): boolean => /^[\s,.，。;；]*(?:[(（][^()（）]*[)）])?[\s,.，。;；]*$/.test(rest);

function logicalLines(source: string): Span[] {
  const lines: Span[] = [];
  let open: Span | undefined;
  for (const match of source.matchAll(/[^\n]+/g)) {
    const text = match[0];
    if (text.trim() === '') continue;
    const start = match.index + text.length - text.trimStart().length;
    const end = match.index + text.trimEnd().length;
    const goesOn: boolean = open !== undefined && (/^[=+×÷≈*/]\s/.test(text.trimStart()) || isOpen(source.slice(open.start, open.end)));
    if (open !== undefined && goesOn) open = { start: open.start, end };
    else {
      if (open !== undefined) lines.push(open);
      open = { start, end };
    }
  }
  if (open !== undefined) lines.push(open);
  return lines;
}

/** A line that ends with an operator or inside a bracket. */
function isOpen(line: string): boolean {
  if (/[=+×÷≈*/,-]$/.test(line)) return true;
  let depth = 0;
  for (const character of line) depth += '([（'.includes(character) ? 1 : ')]）'.includes(character) ? -1 : 0;
  return depth > 0;
}
