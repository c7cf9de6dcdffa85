import { type KbPath, root } from './path.ts';
import { gitHub, type IdForm, type Site, type SiteList } from './site.ts';

/** How loudly a finding speaks, loudest first; `off`: not at all. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** Who renders the chapters of a folder, and each part of what that means, where it is not as it is recognised. */
export interface SiteSetting {
  readonly folder: KbPath;
  /** By its name, or `auto` where that is to be recognised. */
  readonly kind: string;
  /** By which rule anchors are made. */
  readonly anchors?: string;
  readonly ids?: readonly IdForm[];
  /** The folders whose chapters are rendered. */
  readonly roots?: readonly KbPath[];
  /** What a destination may be besides the path of a file. */
  readonly routes?: readonly string[];
  /** What is read beyond Markdown. */
  readonly extensions?: readonly string[];
  readonly wikiLinks?: boolean;
}

/**
 * What `concord.json` at the root of a knowledge base says, defaults filled in. The editor and the command line read the same file, so they say
 * the same.
 */
export interface Configuration {
  /** Whether a chapter is checked. One that is not still is what links lead to. */
  isChecked(path: KbPath): boolean;
  /** Whether it is said that a file is not to be checked. */
  isExcluded(path: KbPath): boolean;
  /** By rule; a rule that is not named has its own default. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly links: {
    /** The folder, from the root of the knowledge base, that a link starting with `/` starts from. */
    readonly root: string;
    /** How a destination with spaces is written: `<a b.md>` or `a%20b.md`. */
    readonly spaces: 'angle' | 'percent';
    /** Whether a destination, as written, is never to be reported. */
    isIgnored(destination: string): boolean;
    /** Who renders the file or folder at a path. */
    siteAt(path: KbPath): Site;
    /** The lists of chapters that stand in files beside them. */
    readonly lists?: ReadonlyMap<KbPath, SiteList>;
    /** Where links lead hangs on what other chapters say, which is not known before all are read. */
    readonly hangOnChapters?: boolean;
  };
  /** Who renders the chapters of which folders. */
  readonly site: readonly SiteSetting[];
  readonly toc: {
    /** What a table of contents may be headed with, besides the usual words. */
    readonly headings: readonly string[];
    /** The levels of heading that every table lists; without it, each lists what it lists now. */
    readonly levels?: readonly [from: number, to: number];
    /** Titles of headings that every table leaves out, with all below them. */
    readonly omit: readonly string[];
  };
  readonly formulas: {
    /** Commands that every chapter may use, with their backslash, and what they stand for. */
    readonly macros: readonly { readonly name: string; readonly body: string }[];
    /** Whether `\(…\)` and `\[…\]` are formulas too. GitHub and VS Code's preview do not read them. */
    readonly brackets: boolean;
  };
  /** The words by which claims are made, and what they are measured by, beyond the default vocabulary: read by `vocabularyOf`. */
  readonly claims: object;
  /** The sections that chapters must have, by their titles without number; `*` stands for any text. */
  readonly sections: readonly { readonly isFor: (path: KbPath) => boolean; readonly required: readonly string[] }[];
  readonly footer: {
    /** The fields that every chapter must have. */
    readonly fields: readonly string[];
  };
  /** A file that lists the findings accepted for now. */
  readonly baseline?: KbPath;
}

export const defaults: Configuration = {
  isChecked: () => true,
  isExcluded: () => false,
  rules: {},
  links: { root: '', spaces: 'angle', isIgnored: () => false, siteAt: () => gitHub },
  site: [{ folder: root, kind: 'auto' }],
  toc: { headings: [], omit: [] },
  sections: [],
  footer: { fields: [] },
  formulas: { macros: [], brackets: false },
  claims: {},
};
