import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { headings, languages, pageOf } from '../build/rulePages.ts';
import { rulePage, setRulePages } from '../server/features/rulePage.ts';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { fixAll, openedWorkspace } from './kb.ts';
import { memoryHost } from './memoryHost.ts';

const project = new URL('../', import.meta.url);

/** The sections of a page by their headings; headings in code are none. */
function sectionsOf(page: string): Map<string, string> {
  const sections = new Map<string, string>();
  let [title, fence] = ['', ''];
  for (const line of page.split('\n')) {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (mark !== undefined && (fence === '' || mark === fence)) fence = fence === '' ? mark : '';
    const heading = fence === '' ? /^## (.*)$/.exec(line)?.[1] : undefined;
    if (heading !== undefined) title = heading;
    sections.set(title, heading === undefined ? `${sections.get(title) ?? ''}${line}\n` : '');
  }
  return sections;
}

/** The files of an example: each fence, under the name in the line above it, or `chapter.md`. A name may be followed by the encoding. */
async function exampleOf(section: string): Promise<{ workspace: Workspace; host: ReturnType<typeof memoryHost> }> {
  const host = memoryHost();
  for (const [, name = 'chapter.md', remark = '', , body] of section.matchAll(/(?:^`([^`]+)`(.*)\n\n)?^(`{3,})\w+\n([\s\S]*?)^\3$/gm))
    host.files.set(name as KbPath, Buffer.from(body!, remark.includes('Latin-1') ? 'latin1' : 'utf8'));
  assert(host.files.size > 0, 'there is an example');
  return { workspace: await openedWorkspace(host, rules), host };
}

const found = (workspace: Workspace) =>
  allPaths(workspace).flatMap(path => workspace.findings(path).map(({ rule, span }) => ({ path, rule, span })));

for (const language of languages) {
  describe(`the pages of rules (${language})`, () => {
    for (const { id, repairs } of rules) {
      const sections = sectionsOf(readFileSync(new URL(pageOf(id, language), project), 'utf8'));
      const [, wrong, right, repair] = headings[language].map(title => sections.get(title) ?? '');

      it(`${id} says what, why, how it looks and how it is repaired`, () => {
        assert.deepEqual([...sections.keys()], ['', ...headings[language]]);
        for (const [title, body] of sections) assert(body.trim() !== '', `“${title}” is empty`);
        assert.match(repair!, /[.。]\s*$/);
      });

      it(`${id}: what is wrong gives this finding and no other, and the clear repair mends it`, async () => {
        const { workspace } = await exampleOf(wrong!);
        assert.deepEqual(new Set(found(workspace).map(({ rule }) => rule)), new Set([id]));
        const mended = await fixAll(workspace);
        if (repairs === 'certain') assert(mended > 0, 'nothing is repaired without asking');
        assert.deepEqual(mended > 0 ? found(workspace) : [], []);
      });

      it(`${id}: what is right gives none`, async () => {
        const { workspace } = await exampleOf(right!);
        assert.deepEqual(found(workspace), []);
        assert.deepEqual(workspace.configured.complaints, []);
      });
    }
  });
}

it('findings lead to the page in the reader’s language', () => {
  const folder = new URL('docs/rules', project);
  for (const language of languages) {
    setRulePages(folder.href, language === 'zh' ? '.zh-cn.md' : '.md', readdirSync(folder));
    for (const { id } of rules) assert.equal(rulePage(id), new URL(pageOf(id, language), project).href);
  }
  setRulePages(folder.href, '.md', []);
});

it('there are no other pages', () =>
  assert.deepEqual(
    readdirSync(new URL('docs/rules/', project)).sort(),
    languages.flatMap(language => rules.map(({ id }) => pageOf(id, language).split('/').at(-1)!)).sort(),
  ));
