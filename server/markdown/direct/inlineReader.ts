import type { PhrasingContent } from 'mdast';
import { linkBareAddresses } from '../addresses.ts';
import { hasHardAddresses } from '../limits.ts';
import { Addresses } from './addresses.ts';
import { byCharacter } from './byCharacter.ts';
import { characterReferenceAt } from './characterReferences.ts';
import { isHardBreak, runEnd } from './characters.ts';
import { Bracket, Run, resolve, type Unresolved } from './emphasis.ts';
import type { InlineContext } from './inline.ts';
import { addressAt, CodeEnds, isPunctuation, isSpaced, mathEnd, mayBeLabel, plainEnd, refersTo } from './inlineForms.ts';
import { addressNode, autolinkNode, inlineCode, mathNode, resourceNode, textNode } from './inlineNodes.ts';
import { CARET, contentStart, LEFT_BRACKET, type LineReader, TILDE, trimmedEnd } from './lineReader.ts';
import { autolinkEnd, htmlEnd, isTagBeforeMath, type LastOf, lastsIn, markupMayStart, mayBeAutolink } from './markup.ts';
import { type Resource, resourceAt } from './resources.ts';

/** Reads text that is not only text. Methods return false when only remark can read it. */
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
  private at = 0;
  /** Text read but not yet an item: from `textFrom`; up to `segment` it is in `value`. */
  private textFrom: number;
  private segment: number;
  private value = '';
  /** Where what is in `value` ends. */
  private valueEnd = 0;
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
    this.textFrom = from;
    this.segment = from;
    this.lineStart = from;
    this.lastOf = lastsIn(r.text, from, to);
  }

  /** Reads on from `at`, before which there is only text. */
  read(at: number): boolean {
    const { text, to } = this;
    for (let next = at; next < to; next = this.at) {
      const c = text.charCodeAt(next);
      this.at = next;
      if (!InlineReader.constructs[c]!(this)) return false;
      this.at = plainEnd(text, this.at, to);
    }
    return this.finish();
  }

  /** What may begin with a character, or be around it. */
  private static readonly constructs = byCharacter<(reader: InlineReader) => boolean>({
    '\r\n': reader => reader.readLineEnding(),
    '!': reader => (reader.nextIs(LEFT_BRACKET) ? reader.openBracket(true) : reader.readPlain(true)),
    $: reader => reader.readMath(),
    '&': reader => reader.readCharacterReference(),
    _: reader => (reader.lastOf('@') > reader.at ? reader.readAddress() : undefined) ?? reader.readRun(),
    '*~': reader => reader.readRun(),
    '<': reader => reader.readMarkup(),
    '[': reader => reader.openBracket(false),
    '\\': reader => reader.readBackslash(),
    ']': reader => reader.closeBracket(),
    '`': reader => reader.readCode(),
    ':@wW': reader => (addressAt(reader.text, reader.at, reader.lineEnd) ? reader.readAddress() : undefined) ?? reader.readPlain(true),
  });

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
    const { r, text, at } = this;
    if (at !== this.lineEnd) return false;
    const stop = trimmedEnd(text, this.segment, at);
    const line = ++this.line;
    this.lineEnd = line === this.last ? this.to : r.end[line]!;
    const next = contentStart(r, line);
    if (stop === at) {
      // It ends before what containers take off the next line.
      this.value += text.slice(this.segment, r.raw[line]);
      this.valueEnd = r.raw[line]!;
    } else {
      if (!isHardBreak(text, stop, at)) return false;
      this.endText(stop);
      this.items.push({ type: 'break', from: stop - this.base, to: r.raw[line]! - this.base } as never);
      this.textFrom = next;
    }
    this.at = next;
    this.segment = next;
    this.lineStart = next;
    return true;
  }

  private readBackslash(): boolean {
    const { text, at } = this;
    this.at++;
    // Perhaps a hard break.
    if (at + 1 === this.lineEnd) return this.line === this.last;
    if (isPunctuation(text.charCodeAt(at + 1))) {
      this.value += text.slice(this.segment, at);
      this.segment = at + 1;
      this.behind = ++this.at;
    }
    return true;
  }

  private readCode(): boolean {
    const { text, at, lineEnd } = this;
    const size = runEnd(text, at, lineEnd) - at;
    this.code ??= new CodeEnds(text, this.from, this.to);
    const end = this.code.behind(at, size, lineEnd);
    if (end === undefined) return false;
    if (end >= 0) return this.add(inlineCode(text, at, end, size, this.base, this.context === 'cell') as never, end);
    this.at = at + size;
    return true;
  }

  private readMath(): boolean {
    const end = mathEnd(this.text, this.at, this.lineEnd, this.line < this.last);
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
    const { text, at } = this;
    const found = characterReferenceAt(text, at);
    if (found === undefined) return this.readPlain(true);
    if (found.value === undefined) return false;
    this.value += text.slice(this.segment, at) + found.value;
    this.at = found.end;
    this.behind = found.end;
    this.segment = found.end;
    this.valueEnd = found.end;
    return true;
  }

  private openBracket(isImage: boolean): boolean {
    const { at } = this;
    const end = at + (isImage ? 2 : 1);
    // Perhaps the call of a footnote.
    if (isImage && this.text.charCodeAt(end) === CARET) return false;
    this.endText(at);
    const bracket = new Bracket(at, isImage, this.items.length);
    if (this.brackets) this.brackets.push(bracket);
    else this.brackets = [bracket];
    return this.add(bracket, end);
  }

  private closeBracket(): boolean {
    const { r, text, at } = this;
    const bracket = this.brackets?.pop();
    if (bracket === undefined) return this.readPlain(true);
    if (text.charCodeAt(bracket.at + 1) === CARET) {
      // A footnote is called before anything else is looked for.
      r.refers = true;
      if (refersTo(r.defined, text, bracket.at + 1, at)) return false;
    }
    const isResource = (bracket.isImage || !bracket.inactive) && text.charCodeAt(at + 1) === 40;
    const resource = isResource ? resourceAt(text, at + 1, this.lineEnd, this.line < this.last, this.lastOf) : 'none';
    if (resource === undefined) return false;
    return resource === 'none' ? this.readReference(bracket) : this.addResource(bracket, resource);
  }

  /** Reads the `]` here as text, if the bracket and it are no reference. */
  private readReference({ at: from, isImage }: Bracket): boolean {
    const { r, text, at } = this;
    r.refers = true;
    // `[a][b](c)` is a reference if there is a definition of `b`.
    if (text.charCodeAt(at + 1) === LEFT_BRACKET && r.defined.definitions.size > 0 && mayBeLabel(r.defined, text, at + 1, this.lineEnd))
      return false;
    return this.readPlain(!refersTo(r.defined, text, from + (isImage ? 2 : 1), at));
  }

  private addResource(bracket: Bracket, resource: Resource): boolean {
    const { items, base } = this;
    this.endText(this.at);
    const children = resolve(items, bracket.index + 1, base);
    if (children === undefined) return false;
    items.length = bracket.index;
    if (!bracket.isImage) this.deactivateBrackets();
    this.segment = this.at;
    return this.add(resourceNode(bracket.isImage, bracket.at, resource, children, base), resource.end, true);
  }

  /** There are no links in links: those that are open hold one. Those outside of one that is inactive are so too. */
  private deactivateBrackets(): void {
    const outer = this.brackets!;
    for (let i = outer.length - 1; i >= 0 && !outer[i]!.inactive; i--) outer[i]!.inactive = true;
  }

  private readMarkup(): boolean {
    const { text, at, lineEnd } = this;
    if (!markupMayStart(text, at) || this.lastOf('>') < at) return this.readPlain(true);
    let end = htmlEnd(text, at, lineEnd, this.lastOf);
    if (end > 0) {
      const value = text.slice(at, end);
      this.tags ||= isTagBeforeMath(value);
      return this.add({ type: 'html', value, from: at - this.base, to: end - this.base } as never, end);
    }
    end = autolinkEnd(text, at, lineEnd);
    if (end > 0) return this.add(autolinkNode(text, at, end, this.base), end);
    // It may go on in the next line, or be an unusual autolink.
    return this.readPlain(this.line === this.last && !mayBeAutolink(text, at, lineEnd));
  }

  /** Adds an item that goes from here to `end`, after the text before it (if that is not `done`). */
  private add(item: Unresolved, end: number, done = false): true {
    if (!done) this.endText(this.at);
    this.items.push(item);
    this.at = end;
    this.behind = end;
    this.textFrom = end;
    this.segment = end;
    return true;
  }

  private endText(end: number): void {
    const { text, segment, value, base } = this;
    if (end === segment && value === '') return;
    const to = end > segment ? end : this.valueEnd;
    this.items.push(textNode(value === '' ? text.slice(segment, end) : value + text.slice(segment, end), this.textFrom - base, to - base));
    this.value = '';
    this.segment = end;
  }

  private finish(): boolean {
    const { items, text, base } = this;
    this.endText(this.to);
    if (this.runs > 0 || this.strikes > 0 || this.brackets !== undefined) {
      const resolved = resolve(items, 0, base);
      if (resolved === undefined) return false;
      items.length = 0;
      for (const node of resolved) items.push(node);
    }
    if (this.addresses === undefined) return true;
    if (hasHardAddresses(text.slice(this.from, this.to))) this.r.isTooHard = true;
    else linkBareAddresses(items as PhrasingContent[], text, base);
    return true;
  }
}
