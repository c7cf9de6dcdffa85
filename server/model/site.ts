import { gitHubScheme, type SlugScheme } from './anchors.ts';
import type { Call, CallForm } from './calls.ts';
import type { FileType } from './entries.ts';
import { type KbPath, root } from './path.ts';
import type { Span } from './text.ts';

/** The rule by which headings get their anchors, by its name in `sites/slugs`, and how it is set. */
export interface AnchorRule {
  readonly scheme: string;
  readonly options?: Readonly<Record<string, string | boolean>>;
}

/**
 * Ids that writers give by hand. `heading`: `## A {#b}`, `{ #b .c }`, `{: #b}` at the end of a heading. `block`: the same behind or within other blocks. `comment`: `## A {/* #b *\/}`. `target`: `(b)=` on
 * a line of its own. `term`: the terms of definition lists, which get anchors as headings do. `caret`: `^b` at the end of a block.
 */
export type IdForm = 'heading' | 'block' | 'comment' | 'target' | 'term' | 'caret';

/** How one chapter takes in another, whose headings are its own then. */
export type IncludeForm = 'snippet' | 'comment' | 'import' | 'braces' | 'shortcode';

/**
 * Blocks with blocks in them that GFM does not know. With an indented body: `admonition`, `!!! note "Title"`; `details`, `??? note`; `tab`, `=== "Title"`. Up to a line of as many colons:
 * `colons`, `::: tip Title`; `directive`, `:::tip[Title]`.
 */
export type ContainerForm = 'admonition' | 'details' | 'tab' | 'colons' | 'directive';

/** How a renderer reads chapters. Plain data: it crosses threads, and tells whether what is known was read so. */
export interface Dialect {
  readonly anchors: AnchorRule;
  readonly ids: readonly IdForm[];
  readonly includes: readonly IncludeForm[];
  /** How its templates name a page. */
  readonly calls?: CallForm;
  readonly containers?: readonly ContainerForm[];
  /** Where a page lies hangs on what its front matter says. */
  readonly hasPageFacts?: true;
  /** `[[note]]`, `[[note#heading|text]]` and `![[file]]` are links, and front matter may give a note other names. */
  readonly wikiLinks?: true;
}

/** What of a dialect decides which nodes a text is. */
export type Syntax = Pick<Dialect, 'wikiLinks' | 'containers'>;

export const isSameSyntax = (a: Syntax, b: Syntax): boolean => a.wikiLinks === b.wikiLinks && a.containers?.join() === b.containers?.join();

/** As GitHub reads them. */
export const gitHubDialect: Dialect = { anchors: { scheme: 'github' }, ids: [], includes: [] };

/** What the front matter of a chapter says of where its page lies, each as it is written there. */
export interface PageFacts {
  readonly slug?: string;
  readonly id?: string;
  readonly url?: string;
  readonly permalink?: string;
  readonly date?: string;
  readonly aliases?: readonly string[];
}

/**
 * What a destination may name. `file`: a file or folder by its path. `route`: what lies at an address of the site, by its key (`Site.routesOf`). `tail`: the file whose path ends so, in any folder and case; the nearest where several do.
 */
export type Goal = { readonly file: KbPath } | { readonly route: string } | { readonly tail: string };

/** A destination of which scheme, fragment and query are taken off, and escapes and percent-encoding resolved. */
export interface Written {
  readonly path: string;
  /** It stands in HTML, which the generator leaves as it is: the browser counts from the page. */
  readonly isHtml: boolean;
}

/** What a destination may name, in the order in which the site looks. `mayBe`: where nothing of it is there, it may all the same be made when the site is built, or be no page of it: nobody can tell. */
export interface Goals {
  readonly goals: readonly Goal[];
  readonly mayBe?: boolean;
}

/** An entry of a list of chapters: what it may name. */
export interface ListEntry extends Goals {
  /** As it stands there. */
  readonly written: string;
  readonly span: Span;
}

/** A list of the chapters of a site: its `nav`, a sidebar, `SUMMARY.md`. */
export interface SiteList {
  /** The file that it stands in. */
  readonly path: KbPath;
  /** Whether a chapter is to be named by it. */
  isFor(path: KbPath): boolean;
  /** What it names, and where the lines of its file begin; absent where that is a chapter, whose links say it. */
  readonly inFile?: { readonly entries: readonly ListEntry[]; readonly lines: readonly number[] };
}

/**
 * Who renders the chapters of a folder: where links lead, and how chapters are read. All that differs from one generator to the next. The functions are pure, and answer by what was known when the site was
 * recognised.
 */
export interface Site {
  /** Its name in `concord.json`. */
  readonly kind: string;
  /** Its name as people write it. */
  readonly title: string;
  /** The folder that its configuration lies in. */
  readonly folder: KbPath;
  /** The folders whose chapters it renders. */
  readonly roots: readonly KbPath[];
  /** The file or folder that tells who renders this; nothing for what holds everywhere else. */
  readonly evidence?: KbPath;
  readonly dialect: Dialect;
  /** The rule of `dialect.anchors`, for anchors of headings that are still to be written; absent where it is GitHub's. */
  readonly slugs?: SlugScheme;
  /** Anchors are compared as they are: case counts, and `user-content-` means nothing. */
  readonly isStrict?: true;
  /** A page without a heading of its own is made by components when the site is built. */
  readonly hasComponents?: true;
  /** The anchors that a fragment names, as they are compared: the last is where it leads, and those before are to be there, too. */
  fragment?(written: string): readonly string[];
  /** What a fragment says to name a heading of some text, where that is not its anchor. */
  fragmentFor?(heading: string): string;
  /** A fragment that leads somewhere without a heading or id in the text. */
  isFreeFragment?(fragment: string): boolean;
  /** The names, besides its path, by which a file is found. `page`: of a chapter that has been read. */
  routesOf?(path: KbPath, type: FileType, page: PageFacts | undefined): readonly string[];
  /**
   * The address under which the site shows a chapter or file, from its top, with the ending and the `/` at its end that it has there; undefined where it is not shown, or nobody can tell. Relative addresses
   * count from that of their chapter.
   */
  urlOf?(path: KbPath, page: PageFacts | undefined, type?: FileType): string | undefined;
  /** Relative paths to images and other files are left as they are written, and count from the address of the page. */
  isByAddress?: true;
  /** What a destination may name; nothing where that is the file, as on GitHub. `url`: of the page it stands on. */
  goals?(from: KbPath, url: string, written: Written): Goals;
  /** What a template names, where the dialect has such: the pages that it may mean, and the ways in which it may name another one, best first. */
  readonly calls?: {
    goals(from: KbPath, call: Call): Goals;
    forms(from: KbPath, call: Call, to: KbPath): readonly string[];
  };
  /** The file that a chapter takes in; undefined where nobody can tell. */
  includedAt?(from: KbPath, written: string): KbPath | undefined;
  /** Where its chapters are listed. */
  readonly lists?: readonly SiteList[];
  /** What stands for the site in keys and comparisons: the same for two that mean the same. */
  readonly meaning: string;
}

/** The rule by which a site makes anchors. */
export const slugsOf = ({ slugs = gitHubScheme }: Site): SlugScheme => slugs;

/** Where nothing tells who renders the chapters. */
export const gitHub: Site = { kind: 'github', title: 'GitHub', folder: root, roots: [root], dialect: gitHubDialect, meaning: '' };

/** A destination with a placeholder that is filled when the site is built: Liquid, Jinja, Go templates, EJS. Only what `Site.calls` knows is understood. */
export const isTemplate = (destination: string): boolean => /\{\{|\{%|<%/.test(destination);
