import type { Chapter } from '../model/chapter.ts';
import type { Heading } from '../model/facts.ts';
import { applied, type Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { namesTo } from '../model/resolve.ts';
import type { FixContext } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { type Span, shifted, span } from '../model/text.ts';
import { linkSites } from '../rules/linkSites.ts';
import { tablesOf } from '../toc/table.ts';
import { type Defined, definedIn, freeLabel, keyOf, usesIn } from './labels.ts';
import { MovedIndex } from './movedIndex.ts';
import { placesAfter, within } from './places.ts';
import { type Change, relocatedLink } from './relocatedLinks.ts';
import { levelChanges, lineBreakOf, lineEnd } from './sections.ts';

/** A piece of one chapter that is taken out of it and put into another. */
export interface Relocation {
  readonly from: Chapter;
  readonly piece: Span;
  /** What is taken out with it, and what stands there then. */
  readonly cut: Span;
  readonly left: string;
  /** A heading of the piece that also stays where it is. */
  readonly stub?: Heading;
  /** The chapter that it came from is there no more. */
  readonly isLast?: true;
  /** `chapter`: absent for one that is new. `at`: what the piece takes the place of. */
  readonly to: { readonly path: KbPath; readonly chapter?: Chapter; readonly at: Span };
  /** What stands around it in its new place. */
  readonly around: readonly [before: string, after: string];
  /** By how many levels its headings become deeper. */
  readonly by: number;
  /** Chapters whose links are somebody else's business. */
  readonly without?: ReadonlySet<KbPath>;
}

/** What has to change of a knowledge base: files that come, texts, files that go. */
export interface Reshaped {
  readonly edits: readonly Edit[];
  readonly create?: { readonly path: KbPath; readonly text: string };
  readonly remove?: KbPath;
}

type Own = Omit<Edit, 'path'>;

/**
 * What has to change so that a piece of a chapter stands in another one: every link in every chapter, and in the piece, leads where it led; definitions and footnotes go with it that only it needs, and stay as well where others do;
 * labels that mean something else in the new place get others. Undefined where a heading would be deeper than six levels.
 */
export function* relocated(relocation: Relocation, workshop: FixContext): Steps<Reshaped | undefined> {
  const { from, to, around, isLast } = relocation;
  const [text, textThere] = [workshop.text(from.path), to.chapter === undefined ? '' : workshop.text(to.path)];
  if (text === undefined || textThere === undefined) return undefined;
  const companions = companionsOf(relocation, text);
  const change = yield* changeOf(relocation, [relocation.piece, ...companions.map(one => one.span)], text, textThere, workshop);
  const moved = new Carried(relocation, companions, change, text, textThere).text();
  if (moved === undefined) return undefined;
  const taken = takenOut(relocation, companions, text);
  const edits = yield* linksElsewhere(relocation, taken, change, workshop);
  if (isLast !== true) edits.push(...leaving(relocation, taken, companions, text));
  const remove = isLast && { remove: from.path };
  const whole = around[0] + moved + around[1];
  if (to.chapter === undefined) return { edits, create: { path: to.path, text: whole }, ...remove };
  return { edits: [...edits, { path: to.path, span: to.at, newText: whole }], ...remove };
}

/** What is taken out of the chapter: first the piece, then definitions that only it needs. */
const takenOut = ({ cut }: Relocation, companions: readonly Companion[], text: string): Span[] => [
  cut,
  ...merged(companions.filter(({ stays }) => !stays).map(one => one.span)).map(one => linesOf(one, text)),
];

function leaving(relocation: Relocation, taken: readonly Span[], companions: readonly Companion[], text: string): Edit[] {
  const { path } = relocation.from;
  const edits = taken.map((one, i) => ({ path, span: one, newText: i === 0 ? relocation.left : '' }));
  const behind = leftBehind(relocation, companions, text);
  return behind === '' ? edits : [...edits, { path, span: span(text.length, text.length), newText: behind }];
}

/** The links of all chapters but those of what is carried. */
function* linksElsewhere(relocation: Relocation, taken: readonly Span[], change: Change, workshop: FixContext): Steps<Edit[]> {
  const { from, to, isLast, stub, without } = relocation;
  const edits: Edit[] = [];
  for (const path of sourcesOf(relocation, workshop)) {
    const chapter = workshop.kb.chapter(path);
    const isFrom = path === from.path;
    if (chapter === undefined || (isFrom && isLast) || without?.has(path)) continue;
    const omitted = isFrom ? taken : path === to.path ? [to.at] : [];
    yield* linkEdits(chapter, omitted, isFrom ? stub : undefined, change, workshop, edits);
  }
  return edits;
}

/** A definition outside the piece that the piece needs. */
interface Companion extends Defined {
  /** Others need it, too. */
  readonly stays: boolean;
}

function companionsOf({ from, piece }: Relocation, text: string): Companion[] {
  const defined = definedIn(from.facts, text);
  const uses = usesIn(from.facts, text);
  const needed = new Set<Defined>();
  const pieces = [piece];
  for (let grown = true; grown; ) {
    grown = false;
    const keys = new Set(uses.filter(use => within(pieces, use.span)).map(keyOf));
    for (const one of defined) {
      if (needed.has(one) || !keys.has(keyOf(one)) || within([piece], one.span)) continue;
      needed.add(one);
      pieces.push(one.span);
      grown = true;
    }
  }
  const elsewhere = new Set(uses.filter(use => !within(pieces, use.span)).map(keyOf));
  return [...needed].map(one => ({ ...one, stays: elsewhere.has(keyOf(one)) }));
}

/** Definitions in the piece that what stays needs, too: copies at its end. */
function leftBehind({ from, piece }: Relocation, companions: readonly Companion[], text: string): string {
  const pieces = [piece, ...companions.filter(({ stays }) => !stays).map(one => one.span)];
  const elsewhere = new Set(usesIn(from.facts, text).flatMap(use => (within(pieces, use.span) ? [] : [keyOf(use)])));
  const copies = definedIn(from.facts, text).filter(one => within([piece], one.span) && elsewhere.has(keyOf(one)));
  if (copies.length === 0) return '';
  const eol = lineBreakOf(text);
  const start = text.endsWith(eol) ? eol : eol + eol;
  return `${start}${copies.map(one => text.slice(one.span.start, one.span.end)).join(eol)}${eol}`;
}

function* changeOf(relocation: Relocation, pieces: readonly Span[], text: string, textThere: string, workshop: FixContext): Steps<Change> {
  const { from, to, isLast, stub } = relocation;
  const { kb, configuration } = workshop;
  const after = yield* MovedIndex.of(kb, [], configuration.links, {
    ...(to.chapter === undefined && { made: [to.path] }),
    ...(isLast && { removed: [from.path] }),
  });
  const places = placesAfter({ chapter: from, text, pieces, ...(stub && { stub }) }, { ...to, text: textThere }, path => kb.siteAt(path));
  const [title] = from.facts.headings;
  const replaced = to.chapter?.facts.headings.find(one => within([to.at], one.span));
  const now = title === undefined ? { path: to.path } : places.of({ path: from.path, anchor: title.anchor });
  if (replaced !== undefined) places.set({ path: to.path, anchor: replaced.anchor }, now);
  return { before: kb, after, places, configuration, ...(isLast && { gone: { path: from.path, now } }) };
}

/** The text that is carried to the new place, as it reads there. */
class Carried {
  readonly #relocation: Relocation;
  readonly #companions: readonly Companion[];
  readonly #change: Change;
  readonly #text: string;
  readonly #textThere: string;

  constructor(relocation: Relocation, companions: readonly Companion[], change: Change, text: string, textThere: string) {
    this.#relocation = relocation;
    this.#companions = companions;
    this.#change = change;
    this.#text = text;
    this.#textThere = textThere;
  }

  text(): string | undefined {
    const { from, piece, by } = this.#relocation;
    const text = this.#text;
    const levels = levelChanges(
      from.facts.headings.filter(one => within([piece], one.span)),
      by,
      text,
    );
    if (levels === undefined) return undefined;
    const { dropped, relabelled } = this.#labels();
    const isKept = (one: Span) => !dropped.some(other => within([other], one));
    const links = this.#links().filter(({ span: at }) => isKept(at));
    const changes = [...levels, ...links, ...relabelled.filter(({ span: at }) => isKept(at))];
    changes.push(...merged(dropped).map(one => ({ span: linesOf(one, text), newText: '' })));
    const read = (one: Span) =>
      applied(
        text.slice(one.start, one.end),
        changes
          .filter(({ span: at }) => one.start <= at.start && at.end <= one.end)
          .map(made => ({ ...made, span: shifted(made.span, -one.start) })),
      );
    const eol = lineBreakOf(this.#textThere || text);
    const added = this.#companions.filter(one => isKept(one.span)).map(one => read(one.span));
    return [read(piece).trimEnd(), ...(added.length === 0 ? [] : [added.join('\n')])].join('\n\n').replace(/\r\n?|\n/g, eol);
  }

  #links(): Own[] {
    const { from, to, piece } = this.#relocation;
    const pieces = [piece, ...this.#companions.map(one => one.span)];
    const made: Own[] = [];
    for (const site of linkSites(from)) {
      const edit = within(pieces, site.span) ? relocatedLink(site, from, to.path, this.#text, this.#change) : undefined;
      if (edit !== undefined) made.push(edit);
    }
    return made;
  }

  /** Definitions that are there already, and labels that have another meaning there. */
  #labels(): { readonly dropped: Span[]; readonly relabelled: Own[] } {
    const { from, to, piece } = this.#relocation;
    if (to.chapter === undefined) return { dropped: [], relabelled: [] };
    const there = new Map(definedIn(to.chapter.facts, this.#textThere).map(one => [keyOf(one), one]));
    const carried = [...definedIn(from.facts, this.#text).filter(one => within([piece], one.span)), ...this.#companions];
    const taken = new Set([...there.keys(), ...carried.map(keyOf)]);
    const [dropped, relabelled]: [Span[], Own[]] = [[], []];
    for (const one of carried) {
      const other = there.get(keyOf(one));
      if (other === undefined) continue;
      if (this.#means(one) === this.#textThere.slice(other.span.start, other.span.end)) dropped.push(one.span);
      else relabelled.push(...this.#relabelled(one, taken));
    }
    return { dropped, relabelled };
  }

  /** A definition as it would be written in the new place. */
  #means({ span: whole }: Defined): string {
    const own = this.#links().filter(({ span: at }) => within([whole], at));
    return applied(
      this.#text.slice(whole.start, whole.end),
      own.map(made => ({ ...made, span: shifted(made.span, -whole.start) })),
    );
  }

  #relabelled(one: Defined, taken: Set<string>): Own[] {
    const label = freeLabel(one.label, other => taken.has(keyOf({ kind: one.kind, label: other })));
    taken.add(keyOf({ kind: one.kind, label }));
    const pieces = [this.#relocation.piece, ...this.#companions.map(other => other.span)];
    const uses = usesIn(this.#relocation.from.facts, this.#text).filter(use => keyOf(use) === keyOf(one) && within(pieces, use.span));
    return [one.name, ...uses.map(({ name }) => name)].map(at => ({ span: at, newText: label }));
  }
}

/** The chapters whose links may have to change: those that lead to either of the two, and the two. */
function sourcesOf({ from, to }: Relocation, { kb }: FixContext): KbPath[] {
  const both = [from, ...(to.chapter === undefined ? [] : [to.chapter])];
  const linking = both.flatMap(({ path, facts }) => namesTo(path, facts.page, kb).flatMap(name => kb.lookup('backlink', name)));
  return [...new Set([...both, ...linking].map(({ path }) => path))].sort();
}

/** `stub`: a heading that has been moved and is still here, too, for the chapter's own table of contents. */
function* linkEdits(
  chapter: Chapter,
  omitted: readonly Span[],
  stub: Heading | undefined,
  change: Change,
  { text: textOf }: FixContext,
  into: Edit[],
): Steps<void> {
  const rest = resting();
  const entries = stub === undefined ? [] : tablesOf(chapter.facts, change.configuration.toc).flatMap(table => table.entries);
  const toStub = new Set(entries.filter(({ anchor }) => anchor === stub?.anchor).map(({ link }) => link?.span.start));
  let text: string | undefined;
  for (const site of linkSites(chapter)) {
    if (rest()) yield;
    if (within(omitted, site.span) || toStub.has(site.span.start)) continue;
    text ??= textOf(chapter.path);
    if (text === undefined) return;
    const edit = relocatedLink(site, chapter, chapter.path, text, change);
    if (edit !== undefined) into.push({ path: chapter.path, ...edit });
  }
}

/** Spans with nothing but a line break between them are one. */
function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const one of [...spans].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last !== undefined && one.start <= last.end + 2) all[all.length - 1] = span(last.start, Math.max(last.end, one.end));
    else all.push(one);
  }
  return all;
}

/** Lines with what ends the last one; and with a blank line before them where one would be left too many. */
function linesOf({ start, end }: Span, text: string): Span {
  const after = end + (/^(?:\r\n?|\n)/.exec(text.slice(lineEnd(end, text)))?.[0].length ?? 0);
  const blank = /(?:\r\n?|\n)([ \t]*(?:\r\n?|\n))$/.exec(text.slice(0, start))?.[1];
  const isBlankNext = /^[ \t]*(?:[\r\n]|$)/.test(text.slice(after));
  return span(blank !== undefined && isBlankNext ? start - blank.length : start, after);
}
