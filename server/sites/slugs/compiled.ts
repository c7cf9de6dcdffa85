import type { SlugScheme } from '../../model/anchors.ts';
import { byCount, firstFree, firstFreeOfHeadings, type SlugOptions } from './scheme.ts';

/** Letter by letter, so that a Σ at the end of a word is σ: as Ruby and Rust's `char` do. */
const lowerEach = (text: string): string => text.replace(/./gsu, letter => letter.toLowerCase());

/** Letter by letter and one for one, so that İ is i: as Go and Haskell do. */
const lowerSimply = (text: string): string => text.replace(/./gsu, letter => String.fromCodePoint(letter.toLowerCase().codePointAt(0)!));

/** Ruby's `[^\p{Word}\- ]`, of which ² and ½ are none. */
const rubyNoWord = /[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- \t]/gu;

/**
 * GitLab from 17 on, comrak, src/html/anchorizer.rs; published example in GitLab's doc/user/markdown.md, “Heading IDs and links”. With `collapse`, what was before: lib/gitlab/utils/markdown.rb,
 * `string_to_anchor` (runs collapse, digits alone get a prefix; told apart by the count).
 */
export const gitlab = ({ collapse }: SlugOptions): SlugScheme =>
  collapse
    ? { name: 'gitlab', of: 'text', slug: collapsed, page: byCount }
    : {
        name: 'gitlab',
        of: 'text',
        slug: text =>
          text
            .toLowerCase()
            .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
            .replaceAll(' ', '-'),
        page: firstFreeOfHeadings,
      };

const collapsed = (text: string): string =>
  lowerEach(text.trim())
    .replace(rubyNoWord, '')
    .replaceAll('\t', '')
    .replace(/[ -]+/g, '-')
    .replace(/^\d+$/, digits => `anchor-${digits}`);

/**
 * mdBook, crates/mdbook-html/src/utils.rs: `id_from_content`, `unique_id`; all letters are lowered since 0.5 (pull request 2922). With `ascii`, as up to 0.4: src/utils/mod.rs, `normalize_id` and
 * `unique_id_from_content`, where only those of ASCII are.
 */
export const mdbook = ({ ascii }: SlugOptions): SlugScheme => ({
  name: 'mdbook',
  of: 'text',
  slug(text) {
    const kept = text
      .trim()
      .replace(/[^\p{Alphabetic}\p{N}_\-\s]/gu, '')
      .replace(/\s/g, '-');
    return ascii ? kept.replace(/[A-Z]/g, letter => letter.toLowerCase()) : lowerEach(kept);
  },
  page: byCount,
});

/** Hugo, markup/goldmark/autoid.go: `autoHeadingIDType` `github`, with `ascii` `github-ascii`. Goldmark hands over the Markdown of the heading's last line. */
export const hugo = ({ ascii }: SlugOptions): SlugScheme => ({
  name: 'hugo',
  of: 'source',
  slug(source) {
    const letters = ascii
      ? source
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .normalize('NFC')
          .replace(/[^\x00-\x7f]/g, '')
      : source;
    const kept = letters.replace(/[^\p{L}\p{Nd}_\- \t]/gu, '').replace(/[ \t]/g, '-');
    return lowerSimply(kept) || 'heading';
  },
  page: firstFree,
});

/** Hugo, markup/blackfriday/anchors.go: `autoHeadingIDType` `blackfriday`. */
export const blackfriday: SlugScheme = {
  name: 'blackfriday',
  of: 'source',
  slug: source =>
    lowerSimply(source)
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'heading',
  page: firstFree,
};

/** kramdown (`input: kramdown`), lib/kramdown/converter/base.rb: `generate_id`, `basic_generate_id`. */
export const kramdown: SlugScheme = {
  name: 'kramdown',
  of: 'source',
  slug: source =>
    source
      .replace(/^[^a-zA-Z]+/gm, '')
      .replace(/[^a-zA-Z0-9 -]/g, '')
      .replaceAll(' ', '-')
      .toLowerCase() || 'section',
  page: byCount,
};

/**
 * kramdown-parser-gfm (Jekyll's default), lib/kramdown/parser/gfm.rb: `generate_gfm_header_id`. Of dashes outside of code it makes signs of typography, which are no text here: `a -- b` is `a--b`. What has an
 * empty anchor has none.
 */
export const kramdownGfm: SlugScheme = {
  name: 'kramdown-gfm',
  of: 'text',
  slug: text => lowerEach(text).replace(rubyNoWord, '').replace(/[ \t]/g, '-'),
  page: byCount,
};

/** Pandoc (and Quarto), src/Text/Pandoc/Shared.hs: `textToIdentifier`, `uniqueIdent`, with `auto_identifiers` and `smart`, to which three dots are an ellipsis. */
export const pandoc: SlugScheme = {
  name: 'pandoc',
  of: 'text',
  slug: text =>
    lowerSimply(text.replaceAll('...', ''))
      .replace(/[^\p{L}\p{N}_\-.\s]/gu, '')
      .trim()
      .replace(/\s+/g, '-')
      .replace(/^\P{L}+/u, '') || 'section',
  page: firstFree,
};
