import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { SlugScheme } from '../../server/model/anchors.ts';
import { schemeFor } from '../../server/sites/slugs/named.ts';
import type { SlugOptions } from '../../server/sites/slugs/scheme.ts';
import { type Heading, pages, sourceOf, textOf, unresolvedOf } from './oracle/headings.ts';

/** What of a heading a scheme is given. */
function readOf({ name, of }: SlugScheme): (heading: Heading) => string {
  if (of === 'source') return sourceOf;
  return name === 'vitepress' ? unresolvedOf : textOf;
}

function anchorsOf(scheme: SlugScheme, headings: readonly Heading[]): string[] {
  const page = scheme.page();
  return headings.map(heading => page.anchor(scheme.slug(readOf(scheme)(heading))));
}

describe('anchors are those that the generator itself gives', () => {
  const folder = fileURLToPath(new URL('slugs', import.meta.url));
  const files = readdirSync(folder);

  it('of many', () => assert(files.length >= 19 && pages.flat().length > 400));

  for (const file of files)
    it(file, () => {
      const { scheme, options, anchors } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
      const expected = (anchors as (string | null)[][]).map(page => page.map(anchor => anchor ?? ''));
      assert.deepEqual(
        pages.map(page => anchorsOf(schemeFor(scheme, options), page)),
        expected,
      );
    });
});

/** Headings of one page each, and their anchors, as they are published. */
const published: readonly {
  readonly of: string;
  readonly options?: SlugOptions;
  readonly anchors: readonly (readonly [string, string])[];
}[] = [
  {
    // gitlab-org/gitlab, doc/user/markdown.md, “Heading IDs and links”.
    of: 'gitlab',
    anchors: [
      ['This heading has spaces in it', 'this-heading-has-spaces-in-it'],
      ['This heading has a :thumbsup: in it', 'this-heading-has-a-thumbsup-in-it'],
      ['This heading has Unicode in it: 한글', 'this-heading-has-unicode-in-it-한글'],
      ['This heading has spaces in it', 'this-heading-has-spaces-in-it-1'],
      ['This heading has spaces in it', 'this-heading-has-spaces-in-it-2'],
      ['This heading has 3.5 in it (and parentheses)', 'this-heading-has-35-in-it-and-parentheses'],
      ['This heading has  multiple spaces and --- hyphens', 'this-heading-has--multiple-spaces-and-----hyphens'],
    ],
  },
  {
    // gitlab-org/gitlab, lib/gitlab/utils/markdown.rb, and its spec.
    of: 'gitlab',
    options: { collapse: true },
    anchors: [
      ['My Header', 'my-header'],
      ['My  --  Header', 'my-header-1'],
      ['123', 'anchor-123'],
      ['123 a', '123-a'],
    ],
  },
  {
    // rust-lang/mdBook, crates/mdbook-html/src/utils.rs, its tests since pull request 2922.
    of: 'mdbook',
    anchors: [
      ['--passes: add more rustdoc passes', '--passes-add-more-rustdoc-passes'],
      ['Method-call 🐙 expressions \u{1f47c}', 'method-call--expressions-'],
      ['_-_12345', '_-_12345'],
      ['中文標題 CJK title', '中文標題-cjk-title'],
      ['Über', 'über'],
      ['Über', 'über-1'],
      ['Über', 'über-2'],
    ],
  },
  {
    // The same before it.
    of: 'mdbook',
    options: { ascii: true },
    anchors: [
      ['Über', 'Über'],
      ['Über', 'Über-1'],
      ['にほんご', 'にほんご'],
    ],
  },
  {
    // executablebooks/MyST-Parser, myst_parser/mdit_to_docutils/base.py: the number is put to what was tried.
    of: 'myst',
    anchors: [
      ['A title', 'a-title'],
      ['A title', 'a-title-1'],
      ['A title', 'a-title-1-2'],
      ['中文，标题', '中文标题'],
    ],
  },
  {
    // docutils/nodes.py: the documentation of `make_id`.
    of: 'sphinx',
    anchors: [
      ['Straße  und Æther', 'strasze-und-aether'],
      ['1. Łódź', 'lodz'],
      ['安装', 'id1'],
      ['安装', 'id2'],
    ],
  },
  {
    // docsifyjs/docsify, src/core/render/slugify.js.
    of: 'docsify',
    anchors: [
      ['Bla bla bla ', 'bla-bla-bla'],
      ['2.0 Release', '_20-release'],
      ['2.0 Release', '_20-release-1'],
      ['🐛 Bugs', '-bugs'],
      ['安装', '安装'],
    ],
  },
  {
    // obsidianmd/obsidian-api, obsidian.d.ts: `stripHeading`.
    of: 'obsidian',
    anchors: [
      ['A #b  | C', 'a b c'],
      ['收敛：定义', '收敛：定义'],
      ['a', 'a'],
      ['a', 'a'],
    ],
  },
];

describe('anchors are as published', () => {
  for (const { of, options, anchors } of published)
    it(`${of} ${JSON.stringify(options ?? {})}`, () => {
      const headings = anchors.map(([heading]) => heading);
      assert.deepEqual(
        anchorsOf(schemeFor(of, options), headings),
        anchors.map(([, anchor]) => anchor),
      );
    });
});

describe('an id that is given by hand', () => {
  const withReserved = (name: string): string => {
    const page = schemeFor(name).page();
    page.reserve('a');
    return page.anchor('a');
  };
  const expected = {
    ...{
      github: 'a',
      docusaurus: 'a',
      kramdown: 'a',
      'kramdown-gfm': 'a',
      mdbook: 'a',
      gitlab: 'a',
      docsify: 'a',
      honkit: 'a',
      obsidian: 'a',
    },
    ...{
      'python-markdown': 'a_1',
      pymdownx: 'a_1',
      vitepress: 'a-1',
      vuepress: 'a-1',
      hugo: 'a-1',
      blackfriday: 'a-1',
      pandoc: 'a-1',
      sphinx: 'id1',
    },
  };
  for (const [name, anchor] of Object.entries(expected))
    it(`${anchor === 'a' ? 'does not count' : 'counts'} for ${name}`, () => assert.equal(withReserved(name), anchor));
});

it('a name that nobody knows is GitHub’s', () => assert.equal(schemeFor('nobody').name, 'github'));
