import type { PhrasingContent } from 'mdast';
import { mostItems } from '../limits.ts';
import { wikiLinkAt } from '../wikiLinks.ts';
import { Addresses, linkAddresses } from './addresses.ts';
import { byCharacter } from './byCharacter.ts';
import { characterReferenceAt } from './characterReferences.ts';
import { isHardBreak, runEnd } from './characters.ts';
import { Bracket, deactivate, Run, resolve, type Unresolved } from './emphasis.ts';
import type { InlineContext } from './inline.ts';
import { addressAt, CodeEnds, isPunctuation, isSpaced, mathEnd, plainEnd } from './inlineForms.ts';
import { addressNode, autolinkNode, htmlNode, inlineCode, mathNode, resourceNode } from './inlineNodes.ts';
import { InlineText } from './inlineText.ts';
import { CARET, contentStart, isParted, LEFT_BRACKET, type LineReader, TILDE, trimmedEnd } from './lineReader.ts';
import { autolinkEnd, htmlEnd, isTagBeforeMath, type LastOf, lastsIn, markupMayStart, mayBeAutolink } from './markup.ts';
import { callAt, type Reference, referenceAt, referenceNode } from './references.ts';
import { type Resource, resourceAt } from './resources.ts';

/** Reads text that is not only text. Methods return false when only remark can read it, or what takes containers off its lines. */
export class InlineReader {
  private readonly r: LineReader;
  private readonly text: string;
  private readonly base: number;
  private readonly from: number;
  private readonly to: number;
  private readonly context: InlineContext;
  private readonly items: Unresolved[];
  private readonly last: number;
  private line: number;
  /** Where the line ends, or the text. */
  private lineEnd: number;
  /** Whether containers take something off later lines: what goes on in the next line is then not read. */
  readonly isParted: boolean;
  at = 0;
  private readonly unread: InlineText;
  private brackets: Bracket[] | undefined;
  private runs = 0;
  private strikes = 0;
  private tags = false;
  private readonly lastOf: LastOf;
  /** Where the text begins on its line, and where what is not text ended last. */
  private lineStart: number;
  private behind = 0;
  private addresses: Addresses | undefined;
  private code: CodeEnds | undefined;

  constructor(r: LineReader, i: number, last: number, from: number, to: number, context: InlineContext, out: PhrasingContent[]) {
    this.r = r;
    this.text = r.text;
    this.base = r.base;
    this.from = from;
    this.to = to;
    this.context = context;
    this.items = out;
    this.line = i;
    this.last = last;
    this.lineEnd = i === last ? to : r.end[i]!;
    this.isParted = isParted(r, i, last);
    this.unread = new InlineText(r.text, from, r.base, this.items);
    this.lineStart = from;
    this.lastOf = lastsIn(r.text, from, to);
  }

  /** Reads on from `at`, before which there is only text. */
  read(at: number): boolean {
    const { text, to } = this;
    for (let next = plainEnd(text, at, to); next < to; next = this.at) {
      const c = text.charCodeAt(next);
      this.at = next;
      if (!InlineReader.constructs[c]!(this) || this.items.length > mostItems) return false;
      this.at = plainEnd(text, this.at, to);
    }
    return this.finish();
  }

  /** What may begin with a character, or be around it. */
  private static readonly constructs = byCharacter<(reader: InlineReader) => boolean>({
    '\r\n': reader => reader.readLineEnding(),
    '!': reader => (reader.nextIs(LEFT_BRACKET) ? reader.readWikiLink() || reader.openBracket(true) : reader.readPlain(true)),
    $: reader => reader.readMath(),
    '&': reader => reader.readCharacterReference(),
    _: reader => (reader.lastOf('@') > reader.at ? reader.readAddress() : undefined) ?? reader.readRun(),
    '*~': reader => reader.readRun(),
    '<': reader => reader.readMarkup(),
    '[': reader => reader.readWikiLink() || reader.readCall() || reader.openBracket(false),
    '\\': reader => reader.readBackslash(),
    ']': reader => reader.closeBracket(),
    '`': reader => reader.readCode(),
    ':@wW': reader => (addressAt(reader.text, reader.at, reader.lineEnd) ? reader.readAddress() : undefined) ?? reader.readPlain(true),
  });

  /** Up to where what begins here is looked for, and whether it may go on behind that. */
  private get limit(): number {
    return this.isParted ? this.lineEnd : this.to;
  }

  private get mayGoOn(): boolean {
    return this.isParted && this.line < this.last;
  }

  private nextIs(c: number): boolean {
    return this.at + 1 < this.to && this.text.charCodeAt(this.at + 1) === c;
  }

  private readPlain(plain: boolean): boolean {
    this.at++;
    return plain;
  }

  /** Reads the bare address that the character here is part of; undefined if it is none. Nothing in brackets is one, which may yet become a link. */
  private readAddress(): true | undefined {
    this.addresses ??= new Addresses(this.text);
    if (this.brackets !== undefined && this.brackets.length > 0) return;
    const { lineStart, behind, lineEnd } = this;
    const endsText = this.line === this.last && !isSpaced(this.text, this.to, this.context);
    const found = this.addresses.around(this.at, { lineStart, behind, lineEnd, endsText });
    if (found === undefined) return;
    this.at = found.from;
    return this.add(addressNode(this.text, found, this.base), found.end);
  }

  private readLineEnding(): boolean {
    const { r, text, at, unread } = this;
    if (at !== this.lineEnd) return false;
    const stop = trimmedEnd(text, unread.segment, at);
    this.nextLine();
    const next = this.lineStart;
    if (isHardBreak(text, stop, at)) this.addBreak(stop, next);
    else unread.endLine(stop, at, r.raw[this.line]!, next);
    this.at = next;
    return true;
  }

  private nextLine(): void {
    this.line++;
    this.lineEnd = this.line === this.last ? this.to : this.r.end[this.line]!;
    this.lineStart = contentStart(this.r, this.line);
  }

  /** The line breaks at `stop`, and text goes on at `next` in the line that is read. */
  private addBreak(stop: number, next: number): void {
    this.unread.end(stop);
    this.items.push({ type: 'break', from: stop - this.base, to: this.r.raw[this.line]! - this.base } as never);
    this.unread.beginAt(next);
  }

  private readBackslash(): boolean {
    const { at } = this;
    this.at++;
    if (at + 1 === this.lineEnd) {
      if (this.line === this.last) return true;
      this.nextLine();
      this.at = this.lineStart;
      this.addBreak(at, this.at);
    } else if (isPunctuation(this.text.charCodeAt(at + 1))) {
      this.unread.skip(at, at + 1);
      this.behind = ++this.at;
    }
    return true;
  }

  private readCode(): boolean {
    const { text, at, lineEnd } = this;
    const size = runEnd(text, at, lineEnd) - at;
    this.code ??= new CodeEnds(text, this.from, this.to);
    const end = this.code.behind(at, size, this.limit);
    if (end === undefined) return false;
    if (end >= 0) return this.add(inlineCode(text, at, end, size, this.base, this.context === 'cell') as never, end);
    this.at = at + size;
    return true;
  }

  private readMath(): boolean {
    const end = mathEnd(this.text, this.at, this.limit, this.mayGoOn);
    // Behind a tag, a formula may be none.
    if (end === undefined || this.tags) return false;
    return end < 0 ? this.readPlain(true) : this.add(mathNode(this.text, this.at, end, this.base), end);
  }

  private readRun(): boolean {
    const c = this.text.charCodeAt(this.at);
    const end = runEnd(this.text, this.at, this.lineEnd);
    const run = new Run(c, this.at, end, this.text, this.from, this.to);
    if (!run.opens && !run.closes) {
      this.at = end;
      return true;
    }
    if (c === TILDE) this.strikes++;
    else this.runs++;
    this.add(run, end);
    // How the two kinds nest, remark knows.
    return this.runs === 0 || this.strikes < 2;
  }

  private readCharacterReference(): boolean {
    const found = characterReferenceAt(this.text, this.at);
    if (found === undefined) return this.readPlain(true);
    if (found.value === undefined) return false;
    this.unread.replace(this.at, found.value, found.end);
    this.at = found.end;
    this.behind = found.end;
    return true;
  }

  /** Reads the call of a footnote, which comes before anything else that begins with a bracket. */
  private readCall(): boolean {
    const { r, at } = this;
    if (!this.nextIs(CARET)) return false;
    r.refers = true;
    const node = callAt(r.defined, this.text, at, this.to, this.base);
    return node !== undefined && this.add(node.node, node.end);
  }

  /** False where none begins here, or there is no such thing. */
  private readWikiLink(): boolean {
    const node = this.r.syntax.wikiLinks && wikiLinkAt(this.text, this.at, this.lineEnd, this.base);
    return node !== undefined && this.add(node, node.to + this.base);
  }

  private openBracket(isImage: boolean): boolean {
    const { at } = this;
    const end = at + (isImage ? 2 : 1);
    // Perhaps the call of a footnote.
    if (isImage && this.text.charCodeAt(end) === CARET) return false;
    this.unread.end(at);
    const bracket = new Bracket(at, isImage, this.items.length);
    this.brackets ??= [];
    this.brackets.push(bracket);
    return this.add(bracket, end);
  }

  private closeBracket(): boolean {
    const { text, at } = this;
    const bracket = this.brackets?.pop();
    // There are no links in links.
    if (bracket === undefined || (bracket.inactive && !bracket.isImage)) return this.readPlain(true);
    const isResource = at + 1 < this.limit && text.charCodeAt(at + 1) === 40;
    const resource = isResource ? resourceAt(text, at + 1, this.limit, this.mayGoOn, this.lastOf) : 'none';
    if (resource === undefined) return false;
    return resource === 'none' ? this.readReference(bracket) : this.addLink(bracket, resource);
  }

  /** Reads the `]` here as text, if the bracket and it are no reference. */
  private readReference(bracket: Bracket): boolean {
    const { r, text, at } = this;
    r.refers = true;
    if (r.defined.definitions.size === 0) return this.readPlain(true);
    // A label of which containers have taken something off.
    if (this.isParted && bracket.at < r.start[this.line]!) return false;
    const reference = referenceAt(r.defined, text, bracket.at + (bracket.isImage ? 2 : 1), at, this.limit, this.mayGoOn);
    if (reference === undefined) return false;
    return reference === 'none' ? this.readPlain(true) : this.addLink(bracket, reference);
  }

  private addLink(bracket: Bracket, to: Resource | Reference): boolean {
    const { items, base } = this;
    this.unread.end(this.at);
    const children = resolve(items, bracket.index + 1, base);
    items.pop();
    if (!bracket.isImage) deactivate(this.brackets!);
    this.unread.beginAt(this.at);
    const node = 'url' in to ? resourceNode(bracket, to, children, base) : referenceNode(bracket, to, children, base);
    return this.add(node, to.end, true);
  }

  private readMarkup(): boolean {
    const { text, at, lineEnd, limit } = this;
    if (!markupMayStart(text, at) || this.lastOf('>') < at) return this.readPlain(true);
    let end = htmlEnd(text, at, limit, this.lastOf);
    if (end > 0) {
      const node = htmlNode(text, at, end, this.base);
      if (/\n *\t/.test(node.value)) return false;
      this.tags ||= isTagBeforeMath(node.value);
      return this.add(node, end);
    }
    end = autolinkEnd(text, at, lineEnd);
    if (end > 0) return this.add(autolinkNode(text, at, end, this.base), end);
    // It may go on in the next line, or be an unusual autolink.
    return this.readPlain(!this.mayGoOn && !mayBeAutolink(text, at, lineEnd));
  }

  /** Adds an item that goes from here to `end`, after the text before it (if that is not `done`). */
  private add(item: Unresolved, end: number, done = false): true {
    if (!done) this.unread.end(this.at);
    this.items.push(item);
    this.at = end;
    this.behind = end;
    while (end > this.lineEnd) this.nextLine();
    this.unread.beginAt(end);
    return true;
  }

  private finish(): boolean {
    const { items, base } = this;
    this.unread.end(this.to);
    if (this.runs > 0 || this.strikes > 0 || this.brackets !== undefined) for (const node of resolve(items, 0, base)) items.push(node);
    if (this.addresses !== undefined) linkAddresses(this.r, items as PhrasingContent[], this.from, this.to);
    return true;
  }
}
