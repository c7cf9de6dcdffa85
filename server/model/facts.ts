import type { ClaimFacts } from './claims.ts';
import type { FormulaKind, PackedFormulas } from './formula.ts';
import type { PageFacts } from './site.ts';
import type { Span } from './text.ts';

/**
 * What one chapter says, read off its Markdown once: plain JSON, so that it can cross threads and lie in a cache. Spans are offsets into the
 * chapter's text (byte order mark taken off). Odd Markdown has fewer facts, never an error.
 */
export interface Facts {
  /** Offset of the first character of every line. */
  readonly lines: readonly number[];
  readonly headings: readonly Heading[];
  /** Explicit anchors: `<a id>`, `<a name>` and every other `id=` in HTML. */
  readonly ids: readonly Id[];
  readonly links: readonly Link[];
  /** What was meant as a link and is none to CommonMark. */
  readonly malformed: readonly MalformedLink[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly Footnote[];
  /** `[text][label]`, `[text][]` and `[^label]` whose definition the chapter lacks: plain text to CommonMark. */
  readonly undefinedReferences: readonly UndefinedReference[];
  readonly looseHeadings: readonly LooseHeading[];
  readonly tornRows: readonly TornRow[];
  readonly suppressions: readonly Suppression[];
  readonly toldRenames: readonly ToldRename[];
  /** Lists that may be tables of contents. */
  readonly linkLists: readonly LinkList[];
  readonly tocMarks: readonly TocMark[];
  /** What the first and the last lines of the chapter say about it. */
  readonly fields: readonly Field[];
  readonly formulas: FormulaFacts;
  readonly statements: readonly TheoremBlock[];
  readonly claims: ClaimFacts;
  /** What could not be read, and is missing above. */
  readonly unread: readonly Unread[];
  /** What the front matter says of where the page lies; only where the site asks for it. */
  readonly page?: PageFacts;
  /** What the chapter takes in, as it is written; only where the site does such a thing. */
  readonly includes?: readonly string[];
}

/**
 * What is read of a chapter, each by readers of its own. `markdown`: what the text means, read by other means instead: nothing is missing. `links`: also headings, anchors and definitions, which the
 * others stand upon.
 */
export type Subject = (typeof subjects)[number];
// biome-ignore format: a list of words
export const subjects = ['markdown', 'links', 'contents', 'fields', 'comments', 'renames', 'typos', 'formulas', 'symbols', 'theorems', 'claims', 'arithmetic'] as const;

/** A reader has failed, or was not asked since it would take too long. `span`: of the piece in which its facts are missing. */
export interface Unread {
  readonly what: Subject;
  readonly span: Span;
  /** For the log: what went wrong, with the place in our code. Empty where a bound was reached. */
  readonly reason: string;
}

/** A definition, theorem or proof: a paragraph that begins with that word in bold. */
export interface TheoremBlock {
  /** With its number and name, as far as they are there: `定理 1.2（收敛）`. */
  readonly title: string;
  readonly span: Span;
  /** The words in bold. */
  readonly lead: Span;
}

export interface FormulaFacts {
  /** All of them; read with `formulasIn` and `formulaAt`. */
  readonly packed: PackedFormulas;
  /** Those that do not typeset, unless macros from elsewhere make them. */
  readonly needsKatex: readonly DoubtfulFormula[];
  /** Commands that formulas define for the whole chapter. */
  readonly macros: readonly { readonly name: string; readonly body: string }[];
  /** What the chapter says its symbols mean. */
  readonly symbols: readonly SymbolDefinition[];
  /** Every symbol that its formulas use, by name, once: threes of a name and where it is used first. */
  readonly uses: readonly (string | number)[];
  /** Commands that KaTeX knows and MathJax does not. */
  readonly katexOnly: readonly { readonly name: string; readonly span: Span }[];
  /** The numbers that formulas are given by hand, with the row that each numbers, without white space. */
  readonly tags: readonly { readonly name: string; readonly row: string; readonly span: Span }[];
  /** What typesets, or is no formula at all, and was meant otherwise for certain. */
  readonly typos: readonly FormulaTypo[];
  /** Text between two dollars, with them, that is no formula but that other tools take for one. */
  readonly money: readonly Span[];
  /** `$…$` in running text, right behind a Chinese character or full-width mark: GitHub does not read it. */
  readonly adjoining: readonly Span[];
  /** `$…$` in running text whose `\{`, `\,` and the like reach GitHub's MathJax without the backslash. */
  readonly unescaped: readonly Span[];
}

export interface SymbolDefinition {
  /** As `symbolsIn` names it. */
  readonly name: string;
  /** Explained in words, in a list, a table or a sentence; introduced by a definition; only called something in passing; or only said to equal something. */
  readonly by: 'explained' | 'defined' | 'named' | 'equated';
  /** The symbol. */
  readonly span: Span;
  /** From the symbol to the end of what is said of it, or what is said right before it. */
  readonly meaning: Span;
  /** The first words of an explanation, up to a comma or bracket, without “is” and the like: alike where it means the same. Begins with `()` where the symbol is applied to something. */
  readonly words?: string;
  /**
   * Where the list, table or clause (`其中 …`) begins that is there to say what symbols mean, and says it of this one. Absent where that is said in passing, for one case or
   * as a further property.
   */
  readonly listing?: number;
}

/**
 * `bar`: the `|` of a formula in a table, which ends the cell. `percent`: a comment behind a number. `fullwidth`: wide characters in place of TeX's. `emphasis`: marks of
 * emphasis in `\(…\)`, which Markdown takes away before anybody typesets them.
 */
export interface FormulaTypo {
  readonly kind: 'bar' | 'percent' | 'fullwidth' | 'emphasis' | 'norm';
  /** Between `\(` and `\)` or `\[` and `\]`, which are formulas only where the configuration says so. */
  readonly bracketed?: true;
  readonly span: Span;
  /** What would mend it. */
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}

export interface DoubtfulFormula {
  readonly kind: FormulaKind;
  readonly span: Span;
  /** TeX, as `sourceOf` reads it. */
  readonly source: string;
  /** Where the source stands; read with `placeOf`. */
  readonly places: readonly number[];
  readonly display: boolean;
  /** What is wrong with it where nothing from elsewhere makes it right: offsets in the source, and the reason. */
  readonly fault: Span & { readonly reason: string };
}

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** As a reader sees it, without markup. */
  readonly text: string;
  /** The fragment that leads here, unique in the chapter, as GitHub makes it. */
  readonly anchor: string;
  /** From the first `#` to the end of the line (for a setext heading, of its underline). */
  readonly span: Span;
  /** The text as written, with markup, without `#`. */
  readonly content: Span;
  /** The paragraph right below, if one follows before the next heading. */
  readonly firstParagraph?: Span;
  /** In a quote, a list, a footnote or HTML: it has an anchor, but is no part of the chapter's outline. */
  readonly nested?: true;
  /** Written in HTML: `content` is no Markdown. */
  readonly html?: true;
  /** The writer has given it its anchor: `{#a}`. */
  readonly byHand?: true;
  /** What its anchor is made of, where that is not `text`: HTML keeps the spaces around a text. */
  readonly anchorText?: string;
  /**
   * The text of a link to it, in Markdown: as written, without the links, images, HTML and footnote calls in it, and with `<`, `>`, `&` and brackets
   * without partner escaped. Absent when that is `text`.
   */
  readonly source?: string;
}

export interface Id {
  readonly id: string;
  readonly span: Span;
}

/** `call`: a template that stands for the address of a page, and is no destination in Markdown. `wiki`: `[[note]]`; `wiki embed`: `![[note]]`, shown in its place. */
// biome-ignore format: a list of words
export type LinkKind = 'link' | 'call' | 'image' | 'autolink' | 'reference' | 'image reference' | 'html' | 'html image' | 'wiki' | 'wiki embed';

export interface Link {
  readonly kind: LinkKind;
  /** The whole construct. */
  readonly span: Span;
  /** As a reader sees it, without markup; the alternative text of an image. */
  readonly text: string;
  /** Between the brackets, as written; of a wiki link, what stands behind its `|`. Absent for autolinks, images in HTML, collapsed or shortcut references, and wiki links without such a text. */
  readonly content?: Span;
  /** Where it leads, escapes and entities resolved, not percent-decoded. For references, the destination of their definition. */
  readonly destination: string;
  /** The destination as written, inside `<…>` if there; for references, the label (what to edit stands in the definition). */
  readonly target: Span;
  /** The destination stands in `<…>`. */
  readonly angled?: true;
  /** For references: the label as matched (case folded, white space collapsed). */
  readonly label?: string;
}

export interface MalformedLink {
  readonly flaw: 'space' | 'bracket' | 'fullwidth';
  /** From the opening bracket to the closing parenthesis (or what stands for them). */
  readonly span: Span;
  readonly text: string;
  readonly content: Span;
  /** As written, outer white space taken off. */
  readonly destination: string;
  readonly target: Span;
}

export interface Definition {
  readonly label: string;
  readonly span: Span;
  readonly labelSpan: Span;
  readonly destination: string;
  readonly target: Span;
  /** Nothing refers to it and nothing could: a remark for writers, as in `[//]: # (remark)` or `[comment]: <> (remark)`. */
  readonly comment?: true;
}

export interface Footnote {
  readonly label: string;
  /** The definition (true) or a call of it. */
  readonly defines: boolean;
  readonly span: Span;
}

/** A sentence that says what a file was called and is called now, each as written: a name or a path. */
export interface ToldRename {
  readonly before: string;
  readonly after: string;
}

/** A line that was meant as a heading and is text to CommonMark: no space behind its `#`, one that is not ASCII's, or `＃`. */
export interface LooseHeading {
  readonly level: number;
  /** The `#` with the spaces behind them. */
  readonly marks: Span;
  /** From the first `#` to the end of the line. */
  readonly span: Span;
  /** It is a paragraph of its own. */
  readonly alone?: true;
}

/** A row of a table of which something is not shown as it was meant. */
export interface TornRow {
  /** `cells`: it has more than the header, and GFM drops them. `code`: the bars in code end its cell. */
  readonly flaw: 'cells' | 'code';
  /** The cells that are dropped; from the first of the bars to the last. */
  readonly span: Span;
  /** Where the table begins. */
  readonly table: number;
  /** Of code, all bars. */
  readonly bars: readonly number[];
}

export interface UndefinedReference {
  readonly label: string;
  readonly span: Span;
  /** A number, or at the beginning or end of an item of a list, where minutes have a name and a remark: a reference only where the chapter has others. */
  readonly isDoubtful?: true;
}

export interface Suppression {
  readonly form: 'line' | 'next-line' | 'disable' | 'enable' | 'file' | 'section';
  /** Rule names; none stands for all. */
  readonly rules: readonly string[];
  /** `convergence: ignore b AdamW 采用率`: only findings about statements, of these classes and on this, where they are said. */
  readonly statements?: { readonly classes: readonly string[]; readonly about: string };
  /** The comment. */
  readonly span: Span;
}

/** A list in no quote and no other list, at least half of whose items begin with a link to a place in the same chapter. Columns of numbers, by item, in the order of the text. */
export interface LinkList {
  /** From the first bullet to the end of the last item. */
  readonly span: Span;
  /** Where the bullet or number of each item stands. */
  readonly starts: readonly number[];
  /** How deep each item is nested, 0 for the outermost. */
  readonly depths: readonly number[];
  /** The index in `links` of the first link in the item's first paragraph; -1 where there is none. */
  readonly links: readonly number[];
}

/**
 * What tells where a table of contents is: `begin` `<!-- toc -->`, `end` `<!-- /toc -->`, `here` `[TOC]`, where some programs put one; `none` `<!-- no toc -->`, before a list that is none;
 * `omit` `<!-- omit from toc -->`, in or right above a heading that it leaves out.
 */
export interface TocMark {
  readonly kind: 'begin' | 'end' | 'here' | 'none' | 'omit';
  readonly span: Span;
  /** `levels=2..3`: the levels of heading that the table lists; 0: not said. */
  readonly levels?: readonly [from: number, to: number];
  /** Its program lists nothing that stands above it. */
  readonly below?: true;
}

/** `**最后更新**：2025-01-15`: a line among the first or the last of a chapter. */
export interface Field {
  readonly key: string;
  readonly value: string;
  /** Of the value. */
  readonly span: Span;
  /** From the key to the end of the value. */
  readonly line: Span;
  /** Among the last lines. */
  readonly atEnd?: true;
}
