import type { ListItem, Nodes, Paragraph, Parents, RootContent, Table, TableCell } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { SymbolDefinition } from '../model/facts.ts';
import { type Formula, placeOf, sourceOf, spanOfPlaces } from '../model/formula.ts';
import type { Span } from '../model/text.ts';
import { listedSymbols } from '../tex/saidSymbols.ts';
import { conditions, explains, isBound, isProperty, joins, wordsOf } from './introductions.ts';
import { listingOf } from './listings.ts';
import { isMathFence, plainText } from './phrasing.ts';
import { type Said, saidAround } from './saidAround.ts';
import { equated, explainable, explainedOrValued, type Read } from './symbolReads.ts';

interface Found {
  readonly symbols: SymbolDefinition[];
  /** What symbols are only said to equal counts too. */
  readonly equations: boolean;
  /** Where the list or table begins that is being read. */
  list: number;
}

/**
 * What a piece of a chapter says its symbols mean. `formulas`: all that it has, packed and in order; `equations`: also what symbols are only said
 * to equal.
 */
export function collectSymbols(
  nodes: readonly RootContent[],
  text: string,
  formulas: readonly number[],
  equations: boolean,
): SymbolDefinition[] {
  const found: Found = { symbols: [], equations, list: 0 };
  const holders = new FormulaHolders(formulas);
  for (const node of nodes) collectNode(node, text, 0, holders, found);
  return found.symbols;
}

/** What holds formulas: all else, as most does, says nothing. */
class FormulaHolders {
  readonly #formulas: readonly number[];
  #next = 0;

  constructor(formulas: readonly number[]) {
    this.#formulas = formulas;
  }

  has(node: Nodes): boolean {
    const formulas = this.#formulas;
    const { start, end } = spanOf(node);
    while (this.#next > 0 && formulas[this.#next - 3]! >= start) this.#next -= 3;
    while (this.#next < formulas.length && formulas[this.#next]! < start) this.#next += 3;
    return this.#next < formulas.length && formulas[this.#next]! < end;
  }
}

function collectNode(node: Nodes, text: string, quotes: number, holders: FormulaHolders, found: Found): void {
  switch (node.type) {
    case 'heading':
      return;
    case 'math':
      collectEquation(node, text, quotes, found);
      return;
    case 'code':
      if (isMathFence(node.lang)) collectEquation(node, text, quotes, found);
      return;
    default:
      if ('children' in node && holders.has(node)) collectIn(node, text, quotes, holders, found);
  }
}

function collectIn(node: Parents, text: string, quotes: number, holders: FormulaHolders, found: Found): void {
  switch (node.type) {
    case 'table':
      collectTable(node, text, quotes, found);
      return;
    case 'paragraph':
      collectParagraph(node, text, quotes, found);
      break;
    case 'listItem':
      collectItem(node, text, quotes, found);
      break;
    case 'list':
      found.list = spanOf(node).start;
      break;
    default:
      break;
  }
  const around = node.type === 'blockquote' ? quotes + 1 : quotes;
  for (const child of node.children) collectNode(child, text, around, holders, found);
}

/** `- $w_i$：权重系数`, `- **$x$** – the input`, `- $x$（输入）`, `- 恒等态射 $\text{id}$：…`. */
function collectItem({ children: [first] }: ListItem, text: string, quotes: number, into: Found): void {
  if (first?.type !== 'paragraph') return;
  const [lead, ...others] = first.children;
  if (lead === undefined) return;
  const { end } = spanOf(first);
  const inner = lead.type === 'strong' && lead.children.length === 1 ? lead.children[0]! : lead;
  if (isMath(inner)) {
    const after = text.slice(spanOf(lead).end, end);
    if (isSaidOf.test(after) || (explains.test(after) && !isProperty.test(after)))
      add(inner, /^\s*[（(]/.test(after) ? explainedOrValued : explainable, 'explained', end, text, quotes, into);
    return;
  }
  const formula = others.slice(0, 2).find(isMath);
  if (formula === undefined) return;
  const { start, end: from } = spanOf(formula);
  const called = text.slice(spanOf(lead).start, start).replace(/\*/g, '').trim();
  if (isNoun.test(called) && /^\s*(?:[：:]|——?|–)/.test(text.slice(from, end)))
    add(formula, explainable, 'explained', end, text, quotes, into);
}

/** All that follows is `（输入）`. */
const isSaidOf = /^\s*[（(][^（()）]+[)）]\s*$/;
const isNoun = /^[\p{Script=Han}A-Za-z -]{2,20}$/u;

/** `其中 $x$ 表示 …，$y$ 为 …`, `where $x$ is …`; `对于系统 $S$`; in a definition, its first formula. */
function collectParagraph(node: Paragraph | TableCell, text: string, quotes: number, into: Found): void {
  const { start, end } = spanOf(node);
  const [first] = node.children;
  const isDefinition = first?.type === 'strong' && /^(?:定义|Definition)\b|^定义/i.test(plainText(first.children));
  const inCell = node.type === 'tableCell';
  const formulas = node.children.filter(isMath);
  if (formulas.length === 0) return;
  /** Where the last noun ends that was introduced, as in `对于矩阵 $A$，向量 $b$`. */
  let introduced = -1;
  const joined = joinedRuns(formulas, text);
  const sentences = new Sentences(text, end);
  formulas.forEach((formula, i) => {
    const span = spanOf(formula);
    const [first, last] = joined[i]!;
    const from = spanOf(last).end;
    const behind = text.slice(from, Math.min(end, from + 60));
    const firstAt = spanOf(first).start;
    const before = text.slice(Math.max(start, span.start - 120), span.start);
    if (isBound(before, text.slice(span.start, span.end))) return;
    const beforeAll = text.slice(Math.max(start, firstAt - 40), firstAt);
    const said = saidAround({ before, behind, beforeAll, isDefined: isDefinition, isFirst: i === 0 });
    if (said === undefined && !conditions.test(before)) collectEquation(formula, text, quotes, into, inCell);
    if (said === undefined) return;
    const isListed = introduced >= 0 && /^\s*[，,、]\s*[^，。；;$]*$/.test(text.slice(introduced, span.start));
    const by = said.by === 'named' && said.noun !== undefined && isListed ? 'defined' : said.by;
    if (by === 'defined' && said.noun !== undefined) introduced = span.end;
    add(formula, said.read, by, sentences.endBehind(from), text, quotes, into, inCell, meaningBefore(said, text, start, span));
  });
}

/** What a symbol means where that is said before it. `start`: of the paragraph. */
function meaningBefore({ noun, isBefore }: Said, text: string, start: number, { start: end }: Span): Span | undefined {
  if (noun === undefined) return isBefore && { start: sentenceStart(text, start, end), end };
  const at = text.lastIndexOf(noun, end);
  return { start: at, end: at + noun.length };
}

/** For each formula the first and the last of those that it is joined with. */
function joinedRuns(formulas: readonly Nodes[], text: string): [first: Nodes, last: Nodes][] {
  const runs: [Nodes, Nodes][] = [];
  for (const [i, formula] of formulas.entries()) {
    const run = runs[i - 1];
    if (run === undefined || !areJoined(formulas[i - 1]!, formula, text)) runs.push([formula, formula]);
    else {
      run[1] = formula;
      runs.push(run);
    }
  }
  return runs;
}

/** Whether two formulas name things that are explained together: `$a$ 和 $b$`. An equation says something by itself. */
function areJoined(one: Nodes, next: Nodes, text: string): boolean {
  const { start, end } = spanOf(one);
  return joins.test(text.slice(end, spanOf(next).start)) && !/=|\\(?:to|rightarrow|mapsto)(?![A-Za-z])/.test(text.slice(start, end));
}

/** `| 符号 | 含义 |`, and below it a symbol and its meaning in each row; other tables may say what something equals. */
function collectTable(node: Table, text: string, quotes: number, into: Found): void {
  const [head, ...rows] = node.children;
  into.list = spanOf(node).start;
  const column =
    head?.children.findIndex(cell => /符号|记号|参数|变量|symbol|parameter|notation|variable/i.test(plainText(cell.children))) ?? -1;
  const isLast = head === undefined || column === head.children.length - 1;
  for (const row of rows) {
    row.children.forEach((cell, i) => {
      const [formula, ...more] = cell.children;
      const isFormula = formula !== undefined && more.length === 0 && isMath(formula);
      const end = spanOf(row).end;
      if (!isFormula) collectParagraph(cell, text, quotes, into);
      else if (i === column && !isLast) add(formula, listedSymbols, 'explained', end, text, quotes, into, true);
      else add(formula, source => equated(source).filter(({ name }) => name.includes(' ')), 'equated', end, text, quotes, into, true);
    });
  }
}

/** `$$f(x) = …$$`: better than nothing. */
function collectEquation(node: Nodes, text: string, quotes: number, into: Found, inCell = false): void {
  add(node, equated, 'equated', spanOf(node).end, text, quotes, into, inCell);
}

function add(
  node: Nodes,
  read: Read,
  by: SymbolDefinition['by'],
  end: number,
  text: string,
  quotes: number,
  into: Found,
  inCell = false,
  said?: Span,
): void {
  if (by === 'equated' && !into.equations) return;
  const formula: Formula = {
    kind: node.type === 'math' ? 'display' : node.type === 'code' ? 'fence' : 'inline',
    span: spanOf(node),
    inCell,
    quotes,
  };
  const { source, places } = sourceOf(formula, text);
  for (const symbol of read(source)) {
    const meaning: Span = said ?? { start: by === 'equated' ? spanOf(node).start : placeOf(places, symbol.start), end };
    const span = spanOfPlaces(places, symbol.start, symbol.end);
    const words = wordsFor(
      by,
      text.slice(spanOf(node).end, Math.min(end, spanOf(node).end + longestLead)),
      said && text.slice(said.start, said.end),
      source[symbol.end] === '(',
    );
    const listing = by === 'explained' && words !== '' ? listingOf(spanOf(node), end, text, into.list) : undefined;
    into.symbols.push({ name: symbol.name, by, span, meaning, ...(words !== '' && { words }), ...(listing !== undefined && { listing }) });
  }
}

/** The words that explain, or the noun that stands before. */
function wordsFor(by: SymbolDefinition['by'], behind: string, before: string | undefined, isApplied: boolean): string {
  if (before !== undefined) return before.slice(0, 24);
  const words = by === 'explained' ? wordsOf(behind) : '';
  return words !== '' && isApplied ? `() ${words}` : words;
}

/** How far behind a symbol the first words are looked for that explain it. */
const longestLead = 1000;

/** Where the sentences of a paragraph end, found as somebody asks: symbols are asked about in order. */
class Sentences {
  readonly #text: string;
  readonly #end: number;
  /** None ends between these two. */
  #from = 0;
  #stop = -1;

  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  /** Where the sentence ends that an offset stands in. */
  endBehind(from: number): number {
    if (from < this.#from || from > this.#stop) {
      const stop = /[。；;\n]|\.\s|[，,](?=\s*\$)/.exec(this.#text.slice(from, this.#end));
      this.#from = from;
      this.#stop = stop === null ? this.#end : from + stop.index;
    }
    return this.#stop;
  }
}

/** No sentence is longer: looking no further back keeps odd text from costing its square. */
const longestSentence = 4000;

/** Where the sentence begins that an offset stands in. */
function sentenceStart(text: string, start: number, to: number): number {
  const least = Math.max(start, to - longestSentence);
  for (let i = to - 1; i >= least; i--) {
    const c = text[i]!;
    if (/[。；;\n]/.test(c) || (c === '.' && i + 1 < to && /\s/.test(text[i + 1]!))) return i + 1;
  }
  return start;
}

const isMath = (node: Nodes): boolean => node.type === 'inlineMath' || node.type === 'math';
