import type { PageCounter, SlugScheme } from '../../model/anchors.ts';
import type { SlugOptions } from './scheme.ts';

/** Python's `\w` takes no combining marks. */
const noWord = /[^\p{L}\p{N}_\s-]/gu;
const ascii = (text: string): string => text.normalize('NFKD').replace(/[^\x00-\x7f]/g, '');
const escaped = (separator: string): string => separator.replace(/[\]\\^]/g, '\\$&');

/** Python-Markdown, markdown/extensions/toc.py: `slugify`, and with `unicode` `slugify_unicode`; `separator`. */
export function pythonMarkdown({ unicode, separator = '-' }: SlugOptions): SlugScheme {
  // A separator that stands between others in the set of characters is read as a range there, so it comes first, as in Python.
  const runs = new RegExp(`[${escaped(String(separator))}\\s]+`, 'g');
  return {
    name: 'python-markdown',
    of: 'text',
    slug: text => (unicode ? text : ascii(text)).replace(noWord, '').trim().toLowerCase().replace(runs, String(separator)),
    page: underscored,
  };
}

const cases: Readonly<Record<string, (text: string) => string>> = {
  none: text => text,
  lower: text => text.toLowerCase(),
  'lower-ascii': text => text.replace(/[A-Z]/g, letter => letter.toLowerCase()),
  // Python's `casefold`: what has the same capitals is the same, but for the ı of Turkish.
  fold: text => text.replace(/[^ı]/gu, letter => letter.toUpperCase().toLowerCase()),
};

/**
 * pymdown-extensions, pymdownx/slugs.py: `slugify` with `case`, `percentEncode`, `normalize` and `separator`. Runs are not collapsed. The older names are `uslugify` (case lower), `uslugify_cased` (none), `gfm`
 * (lower-ascii), and each of them with `_encoded`.
 */
export function pymdownx({ case: letters = 'none', percentEncode, normalize = 'NFC', separator = '-' }: SlugOptions): SlugScheme {
  const inCase = cases[String(letters)] ?? cases['none']!;
  return {
    name: 'pymdownx',
    of: 'text',
    slug(text) {
      const plain = text
        .normalize(String(normalize))
        .replace(/<\/?[^>]*>/g, '')
        .trim();
      const slug = inCase(plain)
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', String(separator));
      return percentEncode ? encodeURIComponent(slug) : slug;
    },
    page: underscored,
  };
}

/**
 * Python-Markdown, markdown/extensions/toc.py: `unique`, `IDCOUNT_RE`. `a`, `a_1`, `a_2`; what has a number counts on from it, and nothing is `_1`. All ids of the page that are given by hand are known before
 * the first heading: they are reserved first.
 */
function underscored(): PageCounter {
  const taken = new Set<string>();
  /** What was found last for a slug: all before it is taken. */
  const last = new Map<string, string>();
  return {
    anchor(slug) {
      let anchor = last.get(slug) ?? slug;
      while (anchor === '' || taken.has(anchor)) {
        const counted = /^(.*)_(\d+)$/.exec(anchor);
        anchor = counted === null ? `${anchor}_1` : `${counted[1]}_${Number(counted[2]) + 1}`;
      }
      taken.add(anchor);
      last.set(slug, anchor);
      return anchor;
    },
    reserve: id => taken.add(id),
  };
}

/** MyST-Parser, myst_parser/mdit_to_docutils/base.py: `default_slugify`, `compute_unique_slug` (`a`, `a-1`, `a-1-2`). Anchors are only there up to the level of `myst_heading_anchors`. */
export const myst: SlugScheme = {
  name: 'myst',
  of: 'text',
  slug: text =>
    text
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^\p{L}\p{N}_\- ]/gu, ''),
  page() {
    const taken = new Set<string>();
    return {
      anchor(slug) {
        let anchor = slug;
        for (let count = 1; taken.has(anchor); count++) anchor = `${anchor}-${count}`;
        taken.add(anchor);
        return anchor;
      },
      reserve() {},
    };
  },
};

/** Letters that Unicode does not decompose: docutils/nodes.py, `_non_id_translate` and `_non_id_translate_digraphs`. */
const letters: ReadonlyMap<string, string> = new Map(
  [
    ...'øo đd ħh ıi łl ŧt ƀb ƃb ƈc ƌd ƒf ƙk ƚl ƞn ƥp ƫt ƭt ƴy ƶz ǥg ȥz ȴl ȵn ȶt ȷj ȼc ȿs ɀz ɇe ɉj ɋq ɍr ɏy'.split(' '),
    ...['ßsz', 'æae', 'œoe', 'ȸdb', 'ȹqp'],
  ].map(pair => [pair[0]!, pair.slice(1)]),
);

/** docutils/nodes.py: `make_id` (also Sphinx); what is there already, or nothing, is `id1`, `id2` (`Document.set_id`, by `auto_id_prefix`). */
export const docutils: SlugScheme = {
  name: 'sphinx',
  of: 'text',
  slug(text) {
    const known = [...text.toLowerCase()].map(letter => letters.get(letter) ?? letter).join('');
    return ascii(known)
      .trim()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[-0-9]+|-+$/g, '');
  },
  page() {
    const taken = new Set<string>();
    let count = 0;
    return {
      anchor(slug) {
        let anchor = slug;
        while (anchor === '' || taken.has(anchor)) anchor = `id${++count}`;
        taken.add(anchor);
        return anchor;
      },
      reserve: id => taken.add(id),
    };
  },
};
