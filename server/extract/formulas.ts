import type { Code, Nodes, Parents, RootContent } from 'mdast';
import { spanOf } from '../markdown/span.ts';
import { type FormulaKind, isDisplay, packFormula, sourceOf, spanOfPlaces } from '../model/formula.ts';
import { matchesIn, type Span, shifted } from '../model/text.ts';
import { type Fault, faultOf, isTooHard } from '../tex/check.ts';
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
import type { PieceFormulas } from './pieceFormulas.ts';
import { collectSymbols } from './symbols.ts';
import { emphasised, placedTypos, singleBars, tornFormulas } from './typos.ts';

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

/** GitHub opens a formula behind a blank, and behind none of these. */
const behindChinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]$/u;

/** To GitHub a backslash before one of these is Markdown's, before MathJax sees it. */
const escapes = /(?<!\\)(?:\\\\)*\\[{},;!:>]/;

/** `5 a month, or 7 …`: an amount, and words behind it. */
const startsWithMoney = /^\d[\d,.]*(?:\s[^\\$]*)?\s(?:[^\\\s$]*[A-Za-z]{3}|[^\\\s$]*\p{Script=Han}{2})/u;

const commands = /\\[A-Za-z]+/g;

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
      case 'inlineMath':
        this.#add('inline', spanOf(node), around);
        if (around.isFixed !== true) this.#addUnread(spanOf(node));
        return;
      case 'math':
        this.#add('display', spanOf(node), around);
        return;
      case 'code':
        this.#code(node, around);
        return;
      case 'inlineCode':
        if (this.#notation) this.#plainCode(node.value, spanOf(node), around);
        return;
      case 'tableRow':
        this.#into.typos.push(...tornFormulas(this.#text, spanOf(node)));
        break;
      case 'paragraph':
      case 'heading':
      case 'tableCell':
        this.#phrasing(node, node.type === 'tableCell' ? { ...around, inCell: true } : around);
        break;
      default:
        break;
    }
    if ('children' in node) this.visitAll(node.children, within(node, around));
  }

  #code(node: Code, around: Around): void {
    const span = spanOf(node);
    const { lang, value } = node;
    if (isMathFence(lang)) this.#add('fence', span, around);
    else if (isTexListing(lang)) packFormula(this.#into.packed, 'listing', span, around.inCell, around.quotes);
    else if (this.#notation && /^(?:te?xt|plain|plaintext|)$/i.test(lang ?? '')) this.#plainFence(value, span, around);
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
        this.#into.typos.push(...emphasised(span, node.children, this.#text));
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
    const formula: Written = { kind, span, inCell, ...sourceOf({ kind, span, inCell, quotes }, this.#text) };
    const { source } = formula;
    this.#into.macros.push(...definitionsIn(source));
    this.#addParts(formula);
    if (isTooHard(source)) this.#unread.push({ what: 'formulas', reason: '', span });
    const fault = faultOf(source, isDisplay({ kind }));
    if (fault === undefined) this.#addTypos(formula);
    else this.#addFault(formula, fault);
  }

  /** What is told of commands, symbols and tags in a formula. */
  #addParts({ kind, source, places }: Written): void {
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
    for (const { start, end, ...tag } of isDisplay({ kind }) ? tagsIn(source) : [])
      this.#into.tags.push({ ...tag, span: spanOfPlaces(places, start, end) });
  }

  #addTypos({ kind, span, inCell, source, places }: Written): void {
    this.#into.typos.push(...placedTypos(source, places, kind === 'round' || kind === 'square'));
    if (inCell) this.#into.typos.push(...singleBars(this.#text, span));
  }

  #addFault({ kind, span, source, places }: Written, fault: Fault): void {
    // Two dollars among other signs, and a sum of money up to the next dollar: read as formulas, and not meant so.
    const isInline = kind === 'inline';
    if (isInline && !/[\p{L}\p{N}\\]/u.test(source)) return;
    if (isInline && startsWithMoney.test(source)) this.#into.money.push(span);
    else this.#into.needsKatex.push({ kind, span, source, places, display: isDisplay({ kind }), fault });
  }
}

/** A formula as it is written, and where each part of its source stands. */
interface Written {
  readonly kind: FormulaKind;
  readonly span: Span;
  readonly inCell: boolean;
  readonly source: string;
  readonly places: readonly number[];
}

/** What stands around the children of a node. */
function within({ type }: Parents, around: Around): Around {
  switch (type) {
    case 'blockquote':
      return { ...around, quotes: around.quotes + 1 };
    case 'tableCell':
      return { ...around, inCell: true };
    case 'heading':
    case 'link':
    case 'linkReference':
      return { ...around, isFixed: true };
    default:
      return around;
  }
}
