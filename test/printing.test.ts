import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import { mostResults, sarif } from '../server/cli/formatSarif.ts';
import { foundIn, mostSevere } from '../server/cli/report.ts';
import { printable, printableName } from '../server/cli/say.ts';
import { visible } from '../server/model/visible.ts';
import { rules } from '../server/rules/index.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { concord, folderWith } from './commandLine.ts';
import { openedWorkspace } from './kb.ts';
import { testEditor } from './lsp/editor.ts';
import { memoryHost } from './memoryHost.ts';

/** All that a terminal or a log may obey, and what it looks like. */
const obeyed: readonly [string, string][] = [
  ['\u001b[2J', '␛[2J'],
  ['\n::add-mask::s', '␤::add-mask::s'],
  ['\r', '␍'],
  ['\t', '␉'],
  ['\u0000', '␀'],
  ['\u0007', '␇'],
  ['\u007f', '␡'],
  ['\u009b31m', '<U+009B>31m'],
  ['\u0085', '<U+0085>'],
  ['\u2028', '<U+2028>'],
  ['\u2029', '<U+2029>'],
  ['\u202egpj', '<U+202E>gpj'],
  ['\u2066', '<U+2066>'],
  ['\u2069', '<U+2069>'],
];
const encoded = (text: string): string => [...Buffer.from(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** What no output may hold but for its own line ends. */
const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

describe('what a terminal obeys', () => {
  it('is shown instead', () => {
    for (const [raw, shown] of obeyed) assert.equal(visible(`a${raw}b`), `a${shown}b`);
    for (const text of ['收敛度 99%', 'a–b “c” … \u200fא', '👩‍🚀', '']) assert.equal(visible(text), text);
  });

  it('and so are workflow commands of GitHub', () => {
    assert.equal(printable('x ##[add-mask]y'), 'x ## [add-mask]y');
    assert.equal(printableName('::warning::a.md'), './::warning::a.md');
    assert.equal(printableName('a::b.md'), 'a::b.md');
  });

  it('is shown in every format that people or logs read, in messages of all', async () => {
    const chapter = `# T\n\n${obeyed.map(([raw]) => `[x](no${encoded(raw)}.md)`).join('\n')}\n`;
    const root = folderWith({ 'a.md': chapter, 'b\u001b[2J\n::warning::x.md': '[x](no.md)\n', '::error::c.md': '[x](no.md)\n' });
    for (const format of ['text', 'github', 'json', 'sarif']) {
      const { out, err } = await concord('check', root, '--format', format, '--no-git');
      assert.doesNotMatch(out, dangerous, format);
      assert.equal(err, '');
      for (const [, shown] of obeyed.slice(1)) assert(out.includes(`no${shown}.md`), `${format}: ${shown}`);
      for (const line of out.split('\n')) assert.doesNotMatch(line, /^\s*::(?!(?:error|warning|notice) file=)/, format);
    }
    const { findings } = JSON.parse((await concord('check', root, '--format', 'json', '--no-git')).out);
    assert.equal(findings[0].file, '::error::c.md');
    assert(findings.some(({ file }: { file: string }) => file === 'b\u001b[2J\n::warning::x.md'));
    assert.equal(findings[1].message, '“no␛[2J.md” does not exist.');
    assert.deepEqual(findings[1].data, { destination: 'no%1b%5b%32%4a.md' });
  });

  it('is shown on standard error, in what would be changed, and in tables of contents', async () => {
    const name = 'a\u001b[2J\n::x.md';
    const stale = '# T\n\n## Contents\n\n- [A](#a)\n\n## A\n## B\u001b[31m\n';
    const root = folderWith({ [name]: `[x](../b.md "\u001b[2J") \xff\u009b\n`, 'b.md': '# B\n', 'c.md': stale });
    const outputs = [
      await concord('check', root, '--fix', '--dry-run', '--no-git'),
      await concord('check', join(root, name), join(root, 'gone\u001b[2J.md')),
      await concord('toc', root, '--check'),
      await concord('toc', join(root, 'gone\u001b[2J')),
      await concord('claims', root),
    ];
    for (const { out, err } of outputs) assert.doesNotMatch(`${out}${err}`, dangerous);
    assert.match(outputs[0]!.out, /^a␛\[2J␤::x\.md\n/);
    assert.match(outputs[2]!.out, /missing: “B␛\[31m”/);
  });

  it('is shown in the editor', async () => {
    const editor = await testEditor({ files: { 'a.md': `[x](no${encoded('\u001b[2J')}.md) [y](no${encoded('\u202e')}.md)\n` } });
    const found = await editor.until('a.md', ({ length }) => length === 2);
    assert.deepEqual(
      found.map(({ message }) => message),
      ['“no␛[2J.md” does not exist.', '“no<U+202E>.md” does not exist.'],
    );
    await editor.dispose();
  });
});

describe('SARIF of more findings than GitHub takes', () => {
  it('is cut by severity, in their order', async () => {
    const workspace = await openedWorkspace(
      memoryHost({ 'a.md': '[x](no1.md)\n\n[e]: a.md\n[f]: a.md\n', 'b.md': '[x](../b.md) [x](no2.md)\n\n[g]: a.md\n' }),
    );
    const found = foundIn(workspace, '', allPaths(workspace));
    const kept = (atMost: number) => mostSevere(found, atMost).map(({ path, finding: { rule } }) => `${path} ${rule}`);
    assert.deepEqual(kept(6), kept(100));
    assert.deepEqual(kept(4), ['a.md missing-file', 'a.md unused-definition', 'b.md outside-root', 'b.md missing-file']);
    assert.deepEqual(kept(3), ['a.md missing-file', 'b.md outside-root', 'b.md missing-file']);
    assert.deepEqual(kept(2), ['a.md missing-file', 'b.md missing-file']);
  });

  it('says so in itself', () => {
    const log = [...sarif({ findings: [], rules, leftOut: 3, notices: [], sites: [], stats: { files: 1, milliseconds: 1 } }, false)].join(
      '',
    );
    const require = createRequire(import.meta.url);
    const schema = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    (formats as unknown as (ajv: unknown) => void)(ajv);
    assert(ajv.validate(schema, JSON.parse(log)), JSON.stringify(ajv.errors));
    const [{ invocations }] = JSON.parse(log).runs;
    assert.deepEqual(invocations, [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: 'warning',
            message: { text: `3 findings are left out, the least severe: GitHub takes no more than ${mostResults} in a run.` },
          },
        ],
      },
    ]);
  });

  it('says so on standard error, and still fails for what is left out', async () => {
    const chapter = `# A\n${'### B\n# C\n'.repeat(500)}`;
    const root = folderWith({
      'concord.json': '{ "rules": { "heading-level": "error" } }',
      ...Object.fromEntries(Array.from({ length: mostResults / 500 + 1 }, (_, i) => [`${i}.md`, chapter])),
    });
    const { status, out, err } = await concord('check', root, '--format', 'sarif', '--no-git', '--no-cache');
    const { results } = JSON.parse(out).runs[0];
    assert.equal(results.length, mostResults);
    assert.match(err, /^\d+ findings are left out, the least severe/);
    assert.equal(status, 1);
  });
});
