import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { concord, concordReading, contents, type Ended, folderWith } from './commandLine.ts';

/** A knowledge base of a bakery, with something wrong in each chapter. */
const bakery = {
  'concord.json': '{ "exclude": ["drafts"] }',
  'bread/rye.md': '# Rye\n\n[x](none.md) [y](wheat.md#crust) [z](wheat.md#crumb)\n',
  'bread/wheat.md': '# Wheat\n\n## Crumb\n\n[x](../../ovens.md)\n',
  'ovens.md': '# Ovens\n\n[x](bread/oat.md)\n',
  'drafts/a.md': '# A\n\n[x](none.md)\n',
  'picture.png': '',
};

/** The files that findings are told of, each with the line of the finding. */
const places = ({ out }: Ended): string[] =>
  JSON.parse(out).findings.map(
    ({ file, range, rule }: { file: string; range: { start: { line: number } }; rule: string }) =>
      `${file}:${range.start.line + 1} ${rule}`,
  );

describe('concord check FILE…', () => {
  const json = ['--format', 'json', '--no-git', '--no-cache'];

  it('tells the findings of these files, links resolved in their knowledge base', async () => {
    const root = folderWith(bakery);
    const one = await concord('check', join(root, 'bread', 'rye.md'), ...json);
    assert.deepEqual([one.status, one.err], [1, '']);
    assert.deepEqual(places(one), ['bread/rye.md:3 missing-file', 'bread/rye.md:3 missing-anchor']);
    assert.equal(JSON.parse(one.out).stats.files, 1);
    const two = await concord('check', join(root, 'ovens.md'), join(root, 'bread', 'wheat.md'), ...json);
    assert.deepEqual(places(two), ['bread/wheat.md:5 outside-root', 'ovens.md:3 missing-file']);
    assert.match((await concord('check', join(root, 'ovens.md'), '--no-git')).out, /^1 finding in 1 of 1 chapter\.$/m);
  });

  it('takes folders among them, and several', async () => {
    const root = folderWith(bakery);
    const mixed = await concord('check', join(root, 'bread'), join(root, 'ovens.md'), ...json);
    assert.deepEqual([...new Set(places(mixed).map(place => place.split(':')[0]))], ['bread/rye.md', 'bread/wheat.md', 'ovens.md']);
    assert.equal(JSON.parse((await concord('check', join(root, 'bread'), join(root, 'drafts'), ...json)).out).stats.files, 3);
  });

  it('finds the root: the one named, a concord.json or .git above', async () => {
    const root = folderWith({ ...bakery, 'bread/.git/HEAD': '' });
    const rye = join(root, 'bread', 'rye.md');
    assert.equal(places(await concord('check', rye, ...json))[0], 'rye.md:3 missing-file');
    assert.equal(places(await concord('check', rye, '--root', root, ...json))[0], 'bread/rye.md:3 missing-file');
    assert.deepEqual(places(await concord('check', '--root', root, join(root, 'bread'), ...json)).length, 3);
    assert.equal(places(await concord('check', '--root', join(root, 'bread'), ...json)).length, 3);
  });

  it('without any of them, it is the current folder, or that of a file outside', async () => {
    const [here, there] = [folderWith({ 'sub/a.md': '[x](../b.md)\n' }), folderWith({ 'c.md': '[x](d.md)\n' })];
    const before = process.cwd();
    process.chdir(here);
    try {
      assert.deepEqual(places(await concord('check', 'sub/a.md', ...json)), ['sub/a.md:1 missing-file']);
      assert.deepEqual(places(await concord('check', join(there, 'c.md'), ...json)), ['c.md:1 missing-file']);
    } finally {
      process.chdir(before);
    }
  });

  it('names files of several knowledge bases from the folder that all lie in', async () => {
    const root = folderWith({ ...bakery, 'inner/concord.json': '{}', 'inner/a.md': '[x](no.md)\n' });
    const both = await concord('check', join(root, 'ovens.md'), join(root, 'inner', 'a.md'), ...json);
    assert.deepEqual(places(both), ['inner/a.md:1 missing-file', 'ovens.md:3 missing-file']);
    assert.equal(both.err, '');
    const [{ fixes }] = JSON.parse(both.out).findings;
    assert.equal(fixes[0].create.file, 'inner/no.md');
  });

  it('says what it passes over, and what is not checked', async () => {
    const root = folderWith({ ...bakery, '.gitignore': 'built\n', 'built/a.md': '[x](no.md)\n' });
    const named = (name: string) => join(root, name);
    const { status, out, err } = await concord('check', ...['picture.png', 'drafts/a.md', 'built/a.md', 'concord.json'].map(named));
    assert.equal(status, 0);
    assert.equal(out, 'No findings in 1 chapter.\n');
    assert.equal(
      err,
      `Passed over, since it is no Markdown: “${named('picture.png')}”, “${named('concord.json')}”
Not checked, since concord.json or .gitignore leaves it out: “drafts/a.md”, “built/a.md”\n`,
    );
    assert.deepEqual(await concord('check', named('picture.png')), {
      status: 0,
      out: 'No findings in 0 chapters.\n',
      err: `Passed over, since it is no Markdown: “${named('picture.png')}”\n`,
    });
  });

  it('follows symbolic links to the chapter', async () => {
    const root = folderWith(bakery);
    symlinkSync(join('bread', 'rye.md'), join(root, 'link.md'));
    assert.equal(places(await concord('check', join(root, 'link.md'), ...json))[0], 'bread/rye.md:3 missing-file');
  });

  it('refuses what is not there, or not below the root named', async () => {
    const root = folderWith(bakery);
    const outside = folderWith({ 'a.md': '' });
    for (const [args, message] of [
      [[join(root, 'ovens.md'), join(root, 'gone.md')], `There is no file or folder “${join(root, 'gone.md')}”.`],
      [['--root', root, join(outside, 'a.md')], `“${join(outside, 'a.md')}” does not lie in “${root}”.`],
      [['--root', join(root, 'gone'), join(root, 'ovens.md')], `There is no file or folder “${join(root, 'gone')}”.`],
    ] as const)
      assert.deepEqual(await concord('check', ...args), { status: 2, out: '', err: `concord: ${message}\n` });
  });

  it('--fix fixes only these', async () => {
    const root = folderWith({ 'a.md': '[x](../c.md)\n', 'b.md': '[x](../c.md)\n', 'c.md': '# C\n', 'concord.json': '{}' });
    const before = contents(root);
    const { status, out } = await concord('check', join(root, 'a.md'), '--fix', '--no-git');
    assert.equal(status, 0);
    assert.match(out, /^1 edit made\.$/m);
    assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), '[x](c.md)\n');
    assert.deepEqual({ ...contents(root), 'a.md': '' }, { ...before, 'a.md': '' });
  });
});

describe('concord check -', () => {
  it('checks standard input as the text of the file named, be it there or not', async () => {
    const root = folderWith(bakery);
    const before = contents(root);
    const checked = (name: string, text: string) =>
      concordReading(text, 'check', '-', '--stdin-path', join(root, name), '--format', 'json', '--no-git', '--no-cache');
    assert.deepEqual(places(await checked('bread/rye.md', '# Rye\r\n\r\n[a](wheat.md#crumb)\r\n[b](wheat.md#crust)\r\n')), [
      'bread/rye.md:4 missing-anchor',
    ]);
    assert.deepEqual(places(await checked('bread/new/spelt.md', '[a](../rye.md) [b](rye.md)\n')), ['bread/new/spelt.md:1 missing-file']);
    assert.deepEqual(places(await checked('drafts/a.md', '[b](rye.md)\n')), []);
    assert.deepEqual(contents(root), before);
  });

  it('takes no file that is no Markdown', async () => {
    const root = folderWith(bakery);
    const { status, err } = await concordReading('', 'check', '-', '--stdin-path', join(root, 'a.png'));
    assert.deepEqual([status, err], [0, `Passed over, since it is no Markdown: “${join(root, 'a.png')}”\n`]);
  });

  it('goes with other files', async () => {
    const root = folderWith(bakery);
    mkdirSync(join(root, 'cakes'));
    const both = await concordReading('[x](no.md)', 'check', join(root, 'ovens.md'), '-', '--stdin-path', join(root, 'cakes', 'a.md'));
    assert.match(both.out, /^cakes\/a\.md\n.*\n\novens\.md\n/);
  });
});
