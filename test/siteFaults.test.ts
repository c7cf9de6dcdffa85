import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KbPath } from '../server/model/path.ts';
import type { Site } from '../server/model/site.ts';
import { rules } from '../server/rules/index.ts';
import { listReaders } from '../server/sites/lists.ts';
import { siteKinds } from '../server/sites/recognise.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { listPaths } from '../server/workspace/lists.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { takeFailures } from './failing.ts';
import { openedWorkspace } from './kb.ts';
import { memoryHost } from './memoryHost.ts';

const fault = 'a fault put in by a test';
const fails = (): never => {
  throw new Error(fault);
};

const chapter = '# A\n\n[x](b.md) [x](gone.md) [x](gone/) [x](b.md#gone) [x](/b) [x](#a) ![i](gone.png)\n\n[r]\n\n$\\fraq$\n';

/** Something of all that a site is asked for, in a folder of its own beside others. */
const files = {
  'concord.json': '{ "rules": { "unlisted-chapter": "warning" } }',
  'README.md': '# Top\n\n[x](m/docs/a.md#gone) [x](gone.md)\n',
  'm/mkdocs.yml': 'nav:\n  - a.md\n  - gone.md\n',
  'm/docs/a.md': chapter,
  'm/docs/b.md': '# B\n\n--8<-- "gone.md"\n',
  'd/docusaurus.config.js': 'export default { presets: [["classic", { docs: { sidebarPath: "./sidebars.js" } }]] };\n',
  'd/sidebars.js': 'export default { docs: ["a", "gone"] };\n',
  'd/docs/a.md': chapter,
  'd/docs/b.md': '---\nslug: /c\n---\n\n# B\n',
};

const findings = (workspace: Workspace, within = ''): string[] =>
  [...allPaths(workspace), ...listPaths(workspace)]
    .filter(path => path.startsWith(within))
    .flatMap(path => workspace.findings(path).map(({ rule, span }) => `${path} ${rule} ${span.start}–${span.end}`))
    .sort();

const opened = () => openedWorkspace(memoryHost(files), rules, () => {});

/** The knowledge base while something else stands in for a part of the program. */
async function openedWith<T extends object>(table: T, instead: Partial<T>): Promise<Workspace> {
  const before = { ...table };
  Object.assign(table, instead);
  try {
    return await opened();
  } finally {
    for (const name of Object.keys(instead)) if (!(name in before)) Reflect.deleteProperty(table, name);
    Object.assign(table, before);
  }
}

/** Nothing false is found in `folder`, and all else is as it was. */
function assertCosts(folder: string, workspace: Workspace, whole: Workspace): void {
  const right = new Set(findings(whole));
  const links = /missing-file|missing-anchor|path-case|outside-root|unlisted/;
  for (const one of findings(workspace)) assert(right.has(one), one);
  const isElsewhere = (one: string) => !one.startsWith(folder) && !links.test(one);
  assert.deepEqual(findings(workspace).filter(isElsewhere), findings(whole).filter(isElsewhere));
  for (const other of ['d/', 'm/']) if (other !== folder) assert.deepEqual(findings(workspace, other), findings(whole, other));
}

const siteOf = (workspace: Workspace, kind: string): Site => workspace.configured.sites.all.find(site => site.kind === kind)!;

describe('what fails of a site costs what it was asked', () => {
  for (const [id, folder] of [
    ['mkdocs', 'm/'],
    ['docusaurus', 'd/'],
  ] as const) {
    const kind = siteKinds.find(one => one.id === id)!;

    it(`${id}: what it is like`, async () => {
      const whole = await opened();
      assert(findings(whole, folder).length > 3);
      const workspace = await openedWith(kind, { open: fails });
      assertCosts(folder, workspace, whole);
      assert.equal(siteOf(workspace, id).kind, id);
      assert.deepEqual(takeFailures(), [`Recognising a site failed on ${siteOf(whole, id).evidence}: Error: ${fault}`]);
      assert(workspace.failures.any);
    });

    it(`${id}: whether there is one`, async () => {
      const workspace = await openedWith(kind, { isMark: fails });
      assert.deepEqual(findings(workspace), findings(await opened()));
      assert.equal(takeFailures().length, 1);
    });

    for (const name of ['goals', 'routesOf', 'urlOf', 'includedAt', 'isFreeFragment', 'fragment'] as const)
      it(`${id}: ${name}`, async () => {
        const whole = await opened();
        const isThere = siteOf(whole, id)[name] !== undefined;
        const broken = { open: (...args: Parameters<typeof kind.open>) => ({ ...open(...args), ...(isThere && { [name]: fails }) }) };
        const { open } = kind;
        const workspace = await openedWith(kind, broken);
        assertCosts(folder, workspace, whole);
        for (const line of takeFailures()) assert.match(line, new RegExp(`^Recognising a site failed on .*: Error: ${fault}$`));
      });
  }

  for (const [name, list] of [
    ['nav', 'm/mkdocs.yml'],
    ['sidebars', 'd/sidebars.js'],
  ] as const)
    it(`the list of chapters in ${list}`, async () => {
      const whole = await opened();
      assert(findings(whole, list).length > 0);
      const workspace = await openedWith(listReaders, { [name]: fails });
      const isOfList = (one: string) =>
        one.startsWith(`${list} `) || (one.startsWith(list.slice(0, 2)) && one.includes('unlisted-chapter'));
      assert.deepEqual(
        findings(workspace),
        findings(whole).filter(one => !isOfList(one)),
      );
      assert.deepEqual(takeFailures(), [`Recognising a site failed on ${list}: Error: ${fault}`]);
    });
});

it('every kind of site that fails is there, and nothing false is said of it', async () => {
  for (const kind of siteKinds) {
    const host = () => memoryHost({ 'concord.json': `{ "site": "${kind.id}" }`, 'a.md': chapter, 'b.md': '# B\n' });
    const whole = await openedWorkspace(host(), rules, () => {});
    const right = new Set(findings(whole));
    const { open } = kind;
    Object.assign(kind, { open: fails });
    try {
      const workspace = await openedWorkspace(host(), rules, () => {});
      for (const one of findings(workspace)) assert(right.has(one), `${kind.id}: ${one}`);
      assert.equal(workspace.kb.chapter('a.md' as KbPath)?.facts.headings.length, 1);
      assert.equal(siteOf(workspace, kind.id).kind, kind.id);
    } finally {
      Object.assign(kind, { open });
    }
    assert.equal(takeFailures().length, 1, kind.id);
  }
});
