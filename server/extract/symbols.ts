import type { ListItem, Nodes, Paragraph, Parents, RootContent, Table } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { SymbolDefinition } from '../model/facts.ts';
import { type Formula, placeOf, sourceOf, spanOfPlaces } from '../model/formula.ts';
import type { Span } from '../model/text.ts';
import { equatedSymbol, type FormulaSymbol, listedSymbols } from '../tex/symbols.ts';
import { plainText } from './phrasing.ts';

/** What a piece of a chapter says its symbols mean. */
export function collectSymbols(nodes: readonly RootContent[], text: string): SymbolDefinition[] {
  const found: SymbolDefinition[] = [];
  const visit = (node: Nodes, quotes: number): void => {
    if (node.type === 'paragraph') collectParagraph(node, text, quotes, found);
    else if (node.type === 'listItem') collectItem(node, text, quotes, found);
    else if (node.type === 'table') collectTable(node, text, quotes, found);
    else if (node.type === 'math') collectEquation(node, text, quotes, found);
    if ('children' in node && node.type !== 'table' && node.type !== 'heading') {
      for (const child of (node as Parents).children) visit(child, node.type === 'blockquote' ? quotes + 1 : quotes);
    }
  };
  for (const node of nodes) visit(node, 0);
  return found;
}

/** What follows a symbol that is being explained. */
const explains =
  /^\s*\**\s*(?:[（(][^()（）]{1,30}[)）]\s*)?(?:[：:]|——?|–|[是为]|表示|代表|指|记为|称为|is\b|are\b|denotes?\b|represents?\b|means?\b|stands? for\b|=\s*\p{L})/u;
/** What stands before one, in running text. */
const introduces = /(?:其中|这里|此处|式中|设|令|记|给定|假设|where|with|let|and|denote by|given|[,，;；、和与及])[\s,，:：]*$/i;

/** `- $w_i$：权重系数`, `- **$x$** – the input`. */
function collectItem({ children: [first] }: ListItem, text: string, quotes: number, into: SymbolDefinition[]): void {
  if (first?.type !== 'paragraph') return;
  const [lead] = first.children;
  const inner = lead?.type === 'strong' ? lead.children[0] : lead;
  if (inner === undefined || !isMath(inner)) return;
  const after = text.slice(spanOf(lead!).end, spanOf(first).end);
  if (explains.test(after)) add(inner, listedSymbols, 'explained', spanOf(first).end, text, quotes, into);
}

/** `其中 $x$ 表示 …，$y$ 为 …`, `where $x$ is …`; in a definition, its first formula. */
function collectParagraph(node: Paragraph, text: string, quotes: number, into: SymbolDefinition[]): void {
  const { start, end } = spanOf(node);
  const [first] = node.children;
  const isDefinition = first?.type === 'strong' && /^(?:定义|Definition)\b|^定义/i.test(plainText(first.children));
  let isFirst = true;
  node.children.forEach((child, i) => {
    if (!isMath(child)) return;
    const span = spanOf(child);
    const before = text.slice(i === 0 ? start : Math.max(start, span.start - 40), span.start);
    const after = text.slice(span.end, Math.min(end, span.end + 60));
    if (introduces.test(before) && explains.test(after) && !/^\s*[，。]/.test(after))
      add(child, listedSymbols, 'explained', sentenceEnd(text, span.end, end), text, quotes, into);
    else if (isDefinition && isFirst && !/^\s*的/.test(after))
      add(child, definedSymbols, 'defined', sentenceEnd(text, span.end, end), text, quotes, into);
    else if (/(?:[设令记]|let|define)\s*$/i.test(before))
      add(
        child,
        source => [equatedSymbol(source) ?? listedSymbols(source)[0]].filter(symbol => symbol !== undefined),
        'defined',
        sentenceEnd(text, span.end, end),
        text,
        quotes,
        into,
      );
    else collectEquation(child, text, quotes, into);
    isFirst = false;
  });
}

/** What the first formula of a definition introduces: what it says to equal something, or something with a name or an argument; a bare letter only takes part. */
function definedSymbols(source: string): FormulaSymbol[] {
  const equated = equatedSymbol(source);
  if (equated !== undefined) return [equated];
  const [only, ...others] = listedSymbols(source);
  const isIntroduced =
    only !== undefined && others.length === 0 && (only.name.includes(' ') || /^\s*(?:\\left)?\(/.test(source.slice(only.end)));
  return isIntroduced ? [only] : [];
}

/** `| 符号 | 含义 |`, and below it a symbol and its meaning in each row. */
function collectTable(node: Table, text: string, quotes: number, into: SymbolDefinition[]): void {
  const [head, ...rows] = node.children;
  const column =
    head?.children.findIndex(cell => /符号|记号|参数|变量|symbol|parameter|notation|variable/i.test(plainText(cell.children))) ?? -1;
  if (column < 0 || head === undefined || column === head.children.length - 1) return;
  for (const row of rows) {
    const [formula, ...more] = row.children[column]?.children ?? [];
    if (formula !== undefined && more.length === 0 && isMath(formula))
      add(formula, listedSymbols, 'explained', spanOf(row).end, text, quotes, into, true);
  }
}

/** `$$f(x) = …$$`: better than nothing. */
function collectEquation(node: Nodes, text: string, quotes: number, into: SymbolDefinition[]): void {
  add(node, source => [equatedSymbol(source)].filter(symbol => symbol !== undefined), 'equated', spanOf(node).end, text, quotes, into);
}

function add(
  node: Nodes,
  read: (source: string) => readonly FormulaSymbol[],
  by: SymbolDefinition['by'],
  end: number,
  text: string,
  quotes: number,
  into: SymbolDefinition[],
  inCell = false,
): void {
  const formula: Formula = { kind: node.type === 'math' ? 'display' : 'inline', span: spanOf(node), inCell, quotes };
  const { source, places } = sourceOf(formula, text);
  for (const symbol of read(source)) {
    const meaning: Span = { start: by === 'equated' ? spanOf(node).start : placeOf(places, symbol.start), end };
    into.push({ name: symbol.name, by, span: spanOfPlaces(places, symbol.start, symbol.end), meaning });
  }
}

/** Where the sentence ends that an offset stands in. */
function sentenceEnd(text: string, from: number, end: number): number {
  const stop = /[。；;\n]|\.\s|[，,](?=\s*\$)/.exec(text.slice(from, end));
  return stop === null ? end : from + stop.index;
}

const isMath = (node: Nodes): boolean => node.type === 'inlineMath' || node.type === 'math';
