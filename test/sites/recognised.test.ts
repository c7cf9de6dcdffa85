import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { rules } from '../../server/rules/index.ts';
import { siteKinds, siteNames } from '../../server/sites/recognise.ts';
import { uncommented } from '../../server/sites/script.ts';
import { checkCase, openedWorkspace, readCases } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';

const kindsOf = ({ configured }: Awaited<ReturnType<typeof openedWorkspace>>): string[] => configured.sites.all.map(({ kind }) => kind);

// The kinds of sites stand before the colon of a case.
for (const fixture of ['recognised', 'templates'])
  describe(`who renders the chapters is recognised, and links are judged so: ${fixture}`, () => {
    for (const one of readCases(readFileSync(new URL(`${fixture}.kb`, import.meta.url), 'utf8'), 'missing-file')) {
      const [kinds] = one.title.split(':');
      it(one.title, async () => {
        await checkCase(one);
        assert.deepEqual(kindsOf(await openedWorkspace(one.host, one.rules)), kinds!.split(' ').filter(Boolean));
      });
    }
  });

describe('a name in concord.json', () => {
  const links = '# A\n[x](b.md) [x](gone.md) [x](#a)\n';
  for (const { id, title } of siteKinds)
    it(`is enough: ${id}`, async () => {
      const workspace = await openedWorkspace(
        memoryHost({ 'concord.json': `{ "site": "${id}" }`, 'a.md': links, 'x/b.md': '# B\n', 'b.md': '# B\n' }),
      );
      const [site, ...others] = workspace.configured.sites.all;
      assert.deepEqual([site?.kind, site?.title, site?.folder, site?.evidence, others], [id, title, '', undefined, []]);
      assert.equal(workspace.configuration.links.siteAt('x/b.md' as never), site);
      const dead = workspace.findings('a.md' as never).filter(({ rule }) => rule === 'missing-file' || rule === 'missing-anchor');
      assert.deepEqual(
        dead.map(({ data }) => data?.destination),
        ['gone.md'],
      );
    });

  it('is one of a list without doublets', () => assert.equal(new Set(siteNames).size, siteNames.length));
});

test('comments in a configuration are what they always were, however many are never closed', () => {
  const marks = fc.array(fc.constantFrom('/*', '*/', '//', '\n', ' ', 'a', '/', '*', ':', '"'), { maxLength: 14 });
  fc.assert(
    fc.property(marks, some => {
      const text = some.join('');
      const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
      assert.equal(uncommented(text, blank), text.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g, blank));
    }),
    { numRuns: 2000 },
  );
});

test('who renders the chapters is looked at again when concord.json says something else', async () => {
  const host = memoryHost({ 'mkdocs.yml': '', 'docs/a.md': '[x](../b/)\n', 'docs/b.md': '# B\n', 'concord.json': '{}' });
  const workspace = await openedWorkspace(host, rules);
  const dead = () => {
    workspace.runChecks(() => false);
    return workspace.findings('docs/a.md' as never).filter(({ rule }) => rule === 'missing-file').length;
  };
  assert.deepEqual([kindsOf(workspace), dead()], [['mkdocs'], 0]);
  await workspace.configure('{ "site": "github" }');
  assert.deepEqual([kindsOf(workspace), dead()], [[], 1]);
  await workspace.configure('{ "site": "mdbook" }');
  assert.deepEqual([kindsOf(workspace), dead()], [['mdbook'], 1]);
  await workspace.configure(undefined);
  assert.deepEqual([kindsOf(workspace), dead()], [['mkdocs'], 0]);
});
