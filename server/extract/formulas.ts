import type { Nodes, Parents, RootContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { DoubtfulFormula, FormulaFacts } from '../model/facts.ts';
import { type FormulaKind, isDisplay, packFormula, sourceOf, spanOfPlaces } from '../model/formula.ts';
import { matchesIn, type Span, shifted } from '../model/text.ts';
import { faultOf } from '../tex/check.ts';
import { katexOnly } from '../tex/dialects.ts';
import { definitionsIn } from '../tex/macros.ts';
import { isAllPlain, plainInProse, plainLines } from '../tex/plain/find.ts';
import { mayBePlain } from '../tex/plain/parse.ts';
import { symbolsIn } from '../tex/symbols.ts';
import { plainSource } from './phrasing.ts';
import { emphasised, placedSlips, tornFormulas } from './slips.ts';
import { collectSymbols } from './symbols.ts';

/** The formulas of one piece, spans from its start. */
export type PieceFormulas = { -readonly [K in keyof FormulaFacts]: FormulaFacts[K] extends readonly (infer E)[] ? E[] : FormulaFacts[K] };

export const noFormulas = (): PieceFormulas => ({
  packed: [],
  doubtful: [],
  macros: [],
  symbols: [],
  uses: [],
  katexOnly: [],
  slips: [],
  money: [],
});

/** Collects the formulas of a piece. `text`: the piece's own; `notation`: also those in plain text, and which symbols each uses. */
export function collectFormulas(nodes: readonly RootContent[], text: string, notation: boolean): PieceFormulas {
  const into = noFormulas();
  const mayHoldTex = /[$]|\\[([]|(?:```|~~~)[ \t]*(?:math|latex|tex)\b/i.test(text);
  if (!mayHoldTex && !(notation && mayBePlain(text))) return into;
  const collector = new Collector(text, into, notation);
  collector.visitAll(nodes, { inCell: false, quotes: 0 });
  inOrder(into.packed);
  if (collector.hasTex) into.symbols = collectSymbols(nodes, text, into.packed, notation);
  return into;
}

/** Bracketed formulas of a paragraph are found before the others in it. */
function inOrder(packed: number[]): void {
  const isSorted = packed.every((start, i) => i % 3 !== 0 || i === 0 || packed[i - 3]! <= start);
  if (isSorted) return;
  const formulas = packed.flatMap((start, i) => (i % 3 === 0 ? [[start, packed[i + 1]!, packed[i + 2]!]] : []));
  packed.splice(0, packed.length, ...formulas.sort((a, b) => a[0]! - b[0]!).flat());
}

/** Appends the formulas of a piece to those of its chapter. */
export function addFormulas(into: PieceFormulas, own: PieceFormulas, start: number): void {
  for (let i = 0; i < own.packed.length; i += 3) into.packed.push(own.packed[i]! + start, own.packed[i + 1]! + start, own.packed[i + 2]!);
  for (const formula of own.doubtful) {
    into.doubtful.push({
      ...formula,
      span: shifted(formula.span, start),
      places: formula.places.map((place, i) => (i % 2 === 1 ? place + start : place)),
    });
  }
  into.macros.push(...own.macros);
  for (const { name, span } of own.katexOnly) into.katexOnly.push({ name, span: shifted(span, start) });
  for (const { kind, span, edits } of own.slips) {
    into.slips.push({ kind, span: shifted(span, start), edits: edits.map(edit => ({ ...edit, span: shifted(edit.span, start) })) });
  }
  for (const span of own.money) into.money.push(shifted(span, start));
  const used = usedIn.get(into) ?? new Set();
  usedIn.set(into, used);
  for (let i = 0; i < own.uses.length; i += 3) {
    const name = own.uses[i]!;
    if (!used.has(name)) into.uses.push(name, (own.uses[i + 1] as number) + start, (own.uses[i + 2] as number) + start);
    used.add(name);
  }
  for (const symbol of own.symbols)
    into.symbols.push({ ...symbol, span: shifted(symbol.span, start), meaning: shifted(symbol.meaning, start) });
}

const commands = /\\[A-Za-z]+/g;

/** The symbols that a chapter has been seen to use, as long as it is being read. */
const usedIn = new WeakMap<PieceFormulas, Set<string | number>>();

interface Around {
  readonly inCell: boolean;
  readonly quotes: number;
}

class Collector {
  readonly #text: string;
  readonly #into: PieceFormulas;
  readonly #notation: boolean;
  readonly #used = new Set<string>();
  /** There is a formula that is not in plain text. */
  hasTex = false;

  constructor(text: string, into: PieceFormulas, notation: boolean) {
    this.#text = text;
    this.#into = into;
    this.#notation = notation;
  }

  visitAll(nodes: readonly Nodes[], around: Around): void {
    for (let i = 0; i < nodes.length; i++) this.#visit(nodes[i]!, around);
  }

  #visit(node: Nodes, around: Around): void {
    switch (node.type) {
      case 'text':
        return;
      case 'inlineMath':
        this.#add('inline', spanOf(node), around);
        return;
      case 'math':
        this.#add('display', spanOf(node), around);
        return;
      case 'code':
        if (/^(?:math|latex|tex)$/i.test(node.lang ?? '')) this.#add('fence', spanOf(node), around);
        else if (this.#notation && /^(?:te?xt|plain|plaintext|)$/i.test(node.lang ?? ''))
          this.#plainFence(node.value, spanOf(node), around);
        return;
      case 'inlineCode':
        if (this.#notation) this.#plainCode(node.value, spanOf(node), around);
        return;
      case 'tableRow':
        this.#into.slips.push(...tornFormulas(this.#text, spanOf(node)));
        break;
      case 'paragraph':
      case 'heading':
      case 'tableCell':
        this.#phrasing(node, node.type === 'tableCell' ? { ...around, inCell: true } : around);
        break;
      case 'blockquote':
        this.visitAll(node.children, { ...around, quotes: around.quotes + 1 });
        return;
      default:
        break;
    }
    if ('children' in node) this.visitAll(node.children, node.type === 'tableCell' ? { ...around, inCell: true } : around);
  }

  /** What is no Markdown is read off the source of a paragraph in which code, links and other formulas are covered: `\\(…\\)`, `\\[…\\]` and plain text. */
  #phrasing(node: Extract<Parents, { type: 'paragraph' | 'heading' | 'tableCell' }>, around: Around): void {
    const { start, end } = spanOf(node);
    const written = this.#text.slice(start, end);
    const hasBrackets = /\\[([]/.test(written);
    const hasMoney = /\$\d[^$]*\$/.test(written);
    if (!hasBrackets && !hasMoney && !(this.#notation && mayBePlain(written))) return;
    const source = plainSource(this.#text, start, end, node.children);
    if (hasMoney) {
      for (const { 0: text, index } of source.matchAll(/(?<![\\$])\$(?=\d)[^$\n\uFFFC]*(?<!\\)\$(?!\$)/g)) {
        this.#into.money.push({ start: start + index, end: start + index + text.length });
      }
    }
    if (hasBrackets) {
      for (const match of source.matchAll(/(?<!\\)\\(?:\(([^\uFFFC]+?)(?<!\\)\\\)|\[([^\uFFFC]+?)(?<!\\)\\\])/g)) {
        const span = { start: start + match.index, end: start + match.index + match[0].length };
        this.#add(match[1] === undefined ? 'square' : 'round', span, around);
        this.#into.slips.push(...emphasised(span, node.children, this.#text));
      }
    } else if (this.#notation) for (const span of plainInProse(source)) this.#addPlain('plain', shifted(span, start), around);
  }

  #plainFence(value: string, span: Span, around: Around): void {
    if (!mayBePlain(value)) return;
    if (isAllPlain(value)) {
      this.#addPlain('plain fence', span, around);
      return;
    }
    // Lines inside quotes would have to be looked for behind their marks.
    if (around.quotes > 0) return;
    const { source, places } = sourceOf({ kind: 'plain fence', span, ...around }, this.#text);
    for (const line of plainLines(source)) this.#addPlain('plain line', shifted(line, places[1]!), around);
  }

  /** `` `L(N) = a·N^(-α)` `` */
  #plainCode(value: string, span: Span, around: Around): void {
    const [found] = mayBePlain(value) ? plainInProse(value) : [];
    const at = this.#text.indexOf(value, span.start);
    if (found?.start === 0 && found.end === value.length && at > 0 && at < span.end) this.#addPlain('plain', shifted(found, at), around);
  }

  #addPlain(kind: FormulaKind, span: Span, { inCell, quotes }: Around): void {
    packFormula(this.#into.packed, kind, span, inCell, quotes);
  }

  #add(kind: FormulaKind, span: Span, { inCell, quotes }: Around): void {
    this.hasTex = true;
    packFormula(this.#into.packed, kind, span, inCell, quotes);
    const { source, places } = sourceOf({ kind, span, inCell, quotes }, this.#text);
    this.#into.macros.push(...definitionsIn(source));
    for (const { 0: command, index } of matchesIn(source, commands)) {
      if (katexOnly.has(command.slice(1)))
        this.#into.katexOnly.push({ name: command, span: spanOfPlaces(places, index, index + command.length) });
    }
    for (const symbol of this.#notation ? symbolsIn(source) : []) {
      if (this.#used.has(symbol.name)) continue;
      this.#used.add(symbol.name);
      const { start, end } = spanOfPlaces(places, symbol.start, symbol.end);
      this.#into.uses.push(symbol.name, start, end);
    }
    const display = isDisplay({ kind });
    const fault = faultOf(source, display);
    if (fault === undefined) {
      this.#into.slips.push(...placedSlips(source, places));
      return;
    }
    this.#into.doubtful.push({ kind, span, source, places, display, fault } satisfies DoubtfulFormula);
  }
}
