import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applied } from '../../server/model/fix.ts';
import type { KbPath } from '../../server/model/path.ts';
import { finished } from '../../server/model/steps.ts';
import { newChapter } from '../../server/rules/repair/newChapter.ts';
import { insertingToc } from '../../server/toc/insert.ts';
import { fixesOf } from '../../server/workspace/fixes.ts';
import { openedWorkspace } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';

/** Files of a site, a chapter of it, and dead links in that one, each with what it is offered to become first; nothing where no repair is offered. */
interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly from: string;
  /** The links are `[[written|it]]`. */
  readonly isWiki?: true;
  readonly links: readonly (readonly [written: string, becomes: string | undefined])[];
}

const page = '# Top\n';
const installation = '# Installation of everything\n\n## First steps\n';

const cases: Readonly<Record<string, Case>> = {
  'Hugo: a page by its address, a file by the one that it is shown at': {
    files: {
      'hugo.toml': 'title = "x"\n',
      'content/_index.md': page,
      'content/guide/_index.md': page,
      'content/guide/installation.md': installation,
      'content/guide/drawing.png': '',
      'static/img/diagram.png': '',
    },
    from: 'content/reference/start.md',
    links: [
      ['/old/setup', '/guide/installation'],
      ['/old/setup/', '/guide/installation/'],
      ['/old/setup/#first-steps', '/guide/installation/#first-steps'],
      ['/old/setup/?q=1#first-steps', '/guide/installation/?q=1#first-steps'],
      ['../setup', '../../guide/installation'],
      ['setup.md', '../guide/installation.md'],
      ['/images/diagram.png', '/img/diagram.png'],
      ['../images/diagram.png', '../../img/diagram.png'],
      ['drawing.png', '../../guide/drawing.png'],
    ],
  },
  'VitePress: an address stays without ending, and a path keeps its own': {
    files: {
      '.vitepress/config.ts': "export default { base: '/docs/' }\n",
      'index.md': page,
      'guide/index.md': page,
      'guide/installation.md': installation,
      'public/img/diagram.png': '',
      'guide/drawing.png': '',
    },
    from: 'reference/start.md',
    links: [
      ['/old/setup', '/guide/installation'],
      ['/docs/old/setup', '/docs/guide/installation'],
      ['./setup', '../guide/installation'],
      ['/old/setup.html', '/guide/installation.html'],
      ['setup.md', '../guide/installation.md'],
      ['/old/setup.md', '/guide/installation.md'],
      ['/images/diagram.png', '/img/diagram.png'],
      ['drawing.png', '../guide/drawing.png'],
    ],
  },
  'Docusaurus: an address is below that of its plugin, without the numbers before names': {
    files: {
      'docusaurus.config.js': "module.exports = { presets: [['classic', { docs: { routeBasePath: 'learn' } }]] };\n",
      'docs/01-guide/02-installation.md': installation,
      'static/img/diagram.png': '',
    },
    from: 'docs/02-reference/01-intro.md',
    links: [
      ['/learn/old/setup', '/learn/guide/installation'],
      ['setup', '../guide/installation'],
      ['setup.md', '../01-guide/02-installation.md'],
      ['/images/diagram.png', '/img/diagram.png'],
    ],
  },
  'Docusaurus: a page that says its address itself': {
    files: { 'docusaurus.config.js': 'module.exports = {};\n', 'docs/a.md': `---\nslug: /setting-up\n---\n${installation}` },
    from: 'docs/intro.md',
    links: [['/docs/setup', '/docs/setting-up']],
  },
  'mdBook: what was written `.html` stays so': {
    files: { 'book.toml': '[book]\n', 'src/SUMMARY.md': page, 'src/guide/installation.md': installation },
    from: 'src/reference/start.md',
    links: [
      ['setup.html', '../guide/installation.html'],
      ['setup.md', '../guide/installation.md'],
    ],
  },
  'MkDocs: an address counts from the page, a path from the file': {
    files: {
      'mkdocs.yml': 'site_name: x\n',
      'docs/index.md': page,
      'docs/guide/installation.md': installation,
      'docs/img/diagram.png': '',
    },
    from: 'docs/reference/start.md',
    links: [
      ['../setup/', '../../guide/installation/'],
      ['setup.md', '../guide/installation.md'],
      ['diagram.png', '../img/diagram.png'],
    ],
  },
  'Jekyll: an address has its `.html`': {
    files: { '_config.yml': 'theme: minima\nbaseurl: /docs\n', 'index.md': page, 'guide/installation.md': installation },
    from: 'reference/start.md',
    links: [
      ['/old/setup.html', '/guide/installation.html'],
      ['/docs/old/setup.html', '/docs/guide/installation.html'],
      ['setup.md', '../guide/installation.md'],
    ],
  },
  'Obsidian: a name stays without ending': {
    files: { '.obsidian/app.json': '{}', 'Guide/Installation.md': installation },
    from: 'Notes/Start.md',
    links: [
      ['Setup', '../Guide/Installation'],
      ['Setup.md', '../Guide/Installation.md'],
    ],
  },
  'Obsidian: a wiki link names a note, as briefly as it did, and a heading by its words': {
    files: {
      '.obsidian/app.json': '{}',
      'Guide/Installation.md': `${installation}\n## Step 1: Boats, old & new\n\n### Sails\n`,
      'img/diagram.png': '',
      'one/Sails.md': page,
      'two/Sails.md': page,
    },
    from: 'Notes/Start.md',
    isWiki: true,
    links: [
      ['Instalation', 'Installation'],
      ['Guide/Instalation', 'Guide/Installation'],
      ['../Guide/Instalation.md', '../Guide/Installation.md'],
      ['/Guide/Instalation', '/Guide/Installation'],
      ['Instalation#Sail', 'Installation#Sails'],
      ['one/Sals', 'one/Sails'],
      ['diagramm.png', 'diagram.png'],
    ],
  },
  'GitHub: a path, relative to the chapter': {
    files: { 'guide/installation.md': installation },
    from: 'reference/start.md',
    links: [
      ['setup.md', '../guide/installation.md'],
      ['/old/setup', '../guide/installation.md'],
    ],
  },
};

describe('a dead link is repaired in the form in which it was written', () => {
  for (const [title, { files, from, links, isWiki }] of Object.entries(cases))
    it(title, async () => {
      const path = from as KbPath;
      const text = links.map(([written]) => (isWiki ? `[[${written}|it]]\n` : `[Installation of everything](${written})\n`)).join('\n');
      const workspace = await openedWorkspace(memoryHost({ ...files, [path]: `# Start\n\n${text}` }));
      const offered = new Map(
        workspace.findings(path).map(finding => {
          const { start, end } = finding.span;
          const changes = fixesOf(workspace, finding, path).flatMap(fix => /^Change to “(.*)”$/.exec(fix.title)?.[1] ?? []);
          return [workspace.text(path)!.slice(start, end), changes[0]];
        }),
      );
      assert.deepEqual(
        links.map(([written]) => [written, offered.get(written)]),
        links,
      );
    });
});

describe('anchors that a change makes are those of the site', () => {
  const guide = 'guide.md' as KbPath;
  const vitepress = (text: string) => openedWorkspace(memoryHost({ '.vitepress/config.ts': 'export default {}\n', [guide]: text }));

  it('where headings get other numbers: links follow them, and ids given by hand stay', async () => {
    const before = '# Guide\n\n[a](#_1-uber-uns) [b](#eon) [c](#_4-okonomie)\n\n## 1. Über uns\n\n## 3. Äon {#eon}\n\n## 4. Ökonomie\n';
    const workspace = await vitepress(before);
    const finding = workspace.findings(guide).find(({ rule }) => rule === 'heading-number');
    assert(finding !== undefined);
    const whole = fixesOf(workspace, finding, guide)
      .map(({ edits }) => applied(before, edits))
      .find(text => text.includes('## 2. Äon') && text.includes('## 3. Ökonomie'));
    assert.equal(
      whole,
      '# Guide\n\n[a](#_1-uber-uns) [b](#eon) [c](#_3-okonomie)\n\n## 1. Über uns\n\n## 2. Äon {#eon}\n\n## 3. Ökonomie\n',
    );
  });

  it('where a chapter gets a table of contents', async () => {
    const text = '# Guide\n\n## Über uns\n\n## Äon {#eon}\n\n## Ökonomie\n';
    const { kb, configuration } = await vitepress(text);
    const edit = finished(insertingToc(kb.chapter(guide)!, text, kb, configuration.toc));
    assert.match(edit!.newText, /- \[Über uns\]\(#uber-uns\)\n- \[Äon\]\(#eon\)\n- \[Ökonomie\]\(#okonomie\)/);
  });

  it('where a chapter is made anew', async () => {
    const { kb, configuration } = await vitepress('# Guide\n\n## 1. Contents\n\n- [2. More](#_2-more)\n\n## 2. More\n');
    assert.match(newChapter('next.md' as KbPath, 'Next', { kb, configuration }), /\(#_1-contents\)/);
  });
});

it('a list below the mark at which a site puts its own table of contents is none', async () => {
  const text = '# Guide\n\n[TOC]\n\n- [A](#a)\n- [B](#b)\n\n## A\n\n## B\n\n## C\n';
  const rulesIn = async (files: Readonly<Record<string, string>>, path: string) =>
    (await openedWorkspace(memoryHost({ ...files, [path]: text }))).findings(path as KbPath).map(({ rule }) => rule);
  assert.deepEqual(await rulesIn({ 'mkdocs.yml': 'site_name: x\n' }, 'docs/guide.md'), []);
  assert.deepEqual(await rulesIn({}, 'guide.md'), ['stale-toc']);
});
