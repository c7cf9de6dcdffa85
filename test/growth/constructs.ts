import { type Construct, made } from './construct.ts';
import { bases } from './constructs/bases.ts';
import { blocks } from './constructs/blocks.ts';
import { claims } from './constructs/claims.ts';
import { findings } from './constructs/findings.ts';
import { formulas } from './constructs/formulas.ts';
import { headings } from './constructs/headings.ts';
import { inlines } from './constructs/inline.ts';
import { links } from './constructs/links.ts';

/** How often they may be there without keeping anybody waiting: what once took seconds. All others are as long as a long chapter. */
const sizes: Readonly<Record<string, number>> = {
  'links to own anchors that are not there': 26_000,
  'rows of two measures, of their own': 10_000,
  'front matter': 100_000,
  'a nav of chapters that are not there': 10_000,
  'sidebars of documents that are not there': 10_000,
  statements: 27_000,
  'statements of levels': 27_000,
  'statements of their own': 20_000,
  'comments, unclosed': 75_000,
  'strikethrough, unclosed': 60_000,
  'images in images': 1_700,
  'nested fractions': 7_000,
  'footnote definitions, each between blank lines': 50_000,
  'disable comments': 8_000,
  'a table of contents that lacks one heading': 10_000,
  'a table of contents of changed titles': 10_000,
};

const all = [...blocks, ...inlines, ...links, ...headings, ...formulas, ...claims, ...bases];

const sized = all.map(construct => {
  const size = sizes[construct.name];
  return size === undefined ? construct : { ...construct, size };
});

/** What makes rules find much. */
export const constructsOfFindings: readonly Construct[] = made(findings).map(one => ({ ...one, name: `findings: ${one.name}` }));

export const constructs: readonly Construct[] = [...sized, ...constructsOfFindings];
