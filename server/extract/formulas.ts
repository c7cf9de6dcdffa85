import type { Nodes, Parents, RootContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import type { DoubtfulFormula, FormulaFacts } from '../model/facts.ts';
import { type FormulaKind, isDisplay, packFormula, sourceOf, spanOfPlaces } from '../model/formula.ts';
import { matchesIn, type Span, shifted } from '../model/text.ts';
import { faultOf, isTooHard } from '../tex/check.ts';
import { katexOnly } from '../tex/dialects.ts';
import { definitionsIn } from '../tex/macros.ts';
import { isAllPlain, plainInProse, plainLines } from '../tex/plain/find.ts';
import { mayBePlain } from '../tex/plain/parse.ts';
import { symbolsIn } from '../tex/symbols.ts';
import { tagsIn } from '../tex/tags.ts';
import { attempt } from './attempt.ts';
import { bracketedFormulas } from './brackets.ts';
import { isMathFence, isTexListing, plainSource } from './phrasing.ts';
import type { Failure } from './pieceFacts.ts';
import { emphasised, placedSlips, singleBars, tornFormulas } from './slips.ts';
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
  tags: [],
  slips: [],
  money: [],
  adjoining: [],
  unescaped: [],
});

/** Collects the formulas of a piece. `text`: the piece's own; `notation`: also those in plain text, and which symbols each uses. */
export function collectFormulas(
  nodes: readonly RootContent[],
  text: string,
  notation: boolean,
  found: { readonly formulas: PieceFormulas; readonly unread: Failure[] },
): void {
  const into = found.formulas;
  const mayHoldTex = /[$]|\\[([]|(?:```|~~~)[ \t]*(?:math|latex|tex)\b/i.test(text);
  if (!mayHoldTex && !(notation && mayBePlain(text))) return;
  const collector = new Collector(text, into, notation, found.unread);
  for (const node of nodes) attempt('formulas', found, () => formulaReaders.formulas(node, collector));
  inOrder(into.packed);
  if (collector.hasTex)
    attempt('symbols', found, () => {
      into.symbols = formulaReaders.symbols(nodes, text, into.packed, notation);
    });
}

/** How formulas are read, as \`readers\` has it for what is simpler. */
export const formulaReaders = {
  formulas: (node: Nodes, collector: Collector) => collector.visitAll([node], { inCell: false, quotes: 0 }),
  symbols: collectSymbols,
};

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
  for (const tag of own.tags) into.tags.push({ ...tag, span: shifted(tag.span, start) });
  for (const { span, edits, ...slip } of own.slips) {
    into.slips.push({ ...slip, span: shifted(span, start), edits: edits.map(edit => ({ ...edit, span: shifted(edit.span, start) })) });
  }
  for (const kind of ['money', 'adjoining', 'unescaped'] as const) for (const span of own[kind]) into[kind].push(shifted(span, start));
  const used = usedIn.get(into) ?? new Set();
  usedIn.set(into, used);
  for (let i = 0; i < own.uses.length; i += 3) {
    const name = own.uses[i]!;
    if (!used.has(name)) into.uses.push(name, (own.uses[i + 1] as number) + start, (own.uses[i + 2] as number) + start);
    used.add(name);
  }
  for (const symbol of own.symbols) {
    const { span, meaning, listing } = symbol;
    into.symbols.push({
      ...symbol,
      span: shifted(span, start),
      meaning: shifted(meaning, start),
      ...(listing !== undefined && { listing: listing + start }),
    });
  }
}

/** GitHub opens a formula behind a blank, and behind none of these. */
const behindChinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]$/u;

/** To GitHub a backslash before one of these is Markdown's, before MathJax sees it. */
const escapes = /(?<!\\)(?:\\\\)*\\[{},;!:>]/;

/** `5 a month, or 7 …`: an amount, and words behind it. */
const startsWithMoney = /^\d[\d,.]*(?:\s[^\\$]*)?\s(?:[^\\\s$]*[A-Za-z]{3}|[^\\\s$]*\p{Script=Han}{2})/u;

const commands = /\\[A-Za-z]+/g;

/** The symbols that a chapter has been seen to use, as long as it is being read. */
const usedIn = new WeakMap<PieceFormulas, Set<string | number>>();

interface Around {
  readonly inCell: boolean;
  /** In a heading or the text of a link: what is written otherwise there is another anchor, or no longer what it names. */
  readonly isFixed?: boolean;
  readonly quotes: number;
}

class Collector {
  readonly #text: string;
  readonly #into: PieceFormulas;
  readonly #notation: boolean;
  readonly #used = new Set<string>();
  /** There is a formula that is not in plain text. */
  hasTex = false;

  readonly #unread: Failure[];

  constructor(text: string, into: PieceFormulas, notation: boolean, unread: Failure[]) {
    this.#unread = unread;
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
        if (around.isFixed !== true) this.#addUnread(spanOf(node));
        return;
      case 'math':
        this.#add('display', spanOf(node), around);
        return;
      case 'code':
        if (isMathFence(node.lang)) this.#add('fence', spanOf(node), around);
        else if (isTexListing(node.lang)) packFormula(this.#into.packed, 'listing', spanOf(node), around.inCell, around.quotes);
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
    if (!('children' in node)) return;
    if (node.type === 'tableCell') this.visitAll(node.children, { ...around, inCell: true });
    else this.visitAll(node.children, /^(?:heading|link|linkReference)$/.test(node.type) ? { ...around, isFixed: true } : around);
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
      for (const { kind, span: inside } of bracketedFormulas(source)) {
        const span = shifted(inside, start);
        this.#add(kind, span, around);
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

  /** What VS Code's preview typesets and GitHub does not, for the way it is written between its dollars. */
  #addUnread(span: Span): void {
    const source = this.#text.slice(span.start + 1, span.end - 1);
    if (source.startsWith('`')) return;
    if (behindChinese.test(this.#text.slice(Math.max(0, span.start - 2), span.start))) this.#into.adjoining.push(span);
    if (escapes.test(source)) this.#into.unescaped.push(span);
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
    if (isTooHard(source)) this.#unread.push({ what: 'formulas', reason: '', span });
    const display = isDisplay({ kind });
    for (const { start, end, ...tag } of display ? tagsIn(source) : [])
      this.#into.tags.push({ ...tag, span: spanOfPlaces(places, start, end) });
    const fault = faultOf(source, display);
    if (fault === undefined) {
      this.#into.slips.push(...placedSlips(source, places, kind === 'round' || kind === 'square'));
      if (inCell) this.#into.slips.push(...singleBars(this.#text, span));
      return;
    }
    // Two dollars among other signs, and a sum of money up to the next dollar: read as formulas, and not meant so.
    if (kind === 'inline' && !/[\p{L}\p{N}\\]/u.test(source)) return;
    if (kind === 'inline' && startsWithMoney.test(source)) {
      this.#into.money.push(span);
      return;
    }
    this.#into.doubtful.push({ kind, span, source, places, display, fault } satisfies DoubtfulFormula);
  }
}
