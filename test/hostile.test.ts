import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readCall } from '../server/cli/call.ts';
import { check } from '../server/cli/check.ts';
import { extract } from '../server/extract/extract.ts';
import { randomOf } from './random.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-hostile-')));
after(() => rmSync(folder, { recursive: true, force: true }));

const kilobyte = 1024;
const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

async function checked(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<{ status: number; out: string }> {
  const root = join(folder, name);
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  let out = '';
  const call = readCall(['check', root, '--format', 'json', '--no-git', '--no-cache']);
  assert(call.command === 'check');
  const status = await check(call, {
    out: { write: (text: string) => (out += text) },
    err: { write: message => assert.match(message, /is neither UTF-8 nor UTF-16/) },
  });
  return { status, out };
}

describe('files that nobody wrote as Markdown', () => {
  it('random bytes are read as something, and the chapter beside them is checked', { timeout: 60_000 }, async () => {
    const random = randomOf(7);
    const bytes = (length: number) => Uint8Array.from({ length }, () => random.below(256));
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.md`, bytes(random.below(60 * kilobyte))]));
    const { status, out } = await checked('bytes', { ...files, 'a.md': '[x](nowhere.md)' });
    assert.equal(status, 2);
    const { findings } = JSON.parse(out);
    assert(findings.some(({ file, rule }: { file: string; rule: string }) => file === 'a.md' && rule === 'missing-file'));
  });

  it('20 MB of Markdown', { timeout: 120_000 }, async () => {
    const text = filled(
      `Word [x](b.md#c) and \`code\` and **bold** 中文 $x^2$。\n\n${filled('Words and more words.\n', 2000)}\n`,
      20 * kilobyte * kilobyte,
    );
    const { status, out } = await checked('large', { 'a.md': text, 'b.md': '# C\n' });
    assert.equal(status, 0);
    assert.equal(JSON.parse(out).stats.files, 2);
  });

  it('20 MB in one line', { timeout: 60_000 }, async () => {
    const { out } = await checked('line', { 'a.md': filled('word ', 20 * kilobyte * kilobyte) });
    assert.deepEqual(JSON.parse(out).findings, []);
  });

  it('a file of zeros, which is said to be no text', async () => {
    assert.equal((await checked('zeros', { 'a.md': new Uint8Array(100 * kilobyte) })).status, 2);
  });

  it('an empty file, one of nothing but line ends', async () => {
    const { status } = await checked('nothing', {
      'b.md': '',
      'c.md': '\r\n'.repeat(100_000),
      'd.md': '\uFEFF',
    });
    assert.equal(status, 0);
  });
});

/** Marks that begin something again and again and never end it. What costs the square of its length takes minutes at this size. */
const marks = [
  '[',
  '](',
  '[x](a b.md) ',
  '![',
  '[x]: ',
  '[^a] ',
  '[a][b] ',
  '【a】（b.md',
  '> > > > > > x\n',
  '*a ',
  '` `` ```` ',
  '$a $$b ',
  '<a href="',
  '<a x x x ',
  '<!-- ',
  '<!-->',
  '<h1>',
  '<h1>\n\n',
  '<h1 a="',
  '<div>\n<h2>x\n\n',
  '<br>&amp;',
  '<img srcset="a 1x, b (',
  'a.md → ',
  'a.md',
  'moved to ',
  '[//]: # (x)\n',
  '##x\n',
  '#\u3000x\n\n',
  '[x]() ',
  '[](b.md) ',
  '[one][ref-1] ',
  '- [x][y] ',
  '[![a][b]',
  '|a|b|\n|-|-|\n|c`|`d|e|f|\n',
  '|a|\n|-|\n|`b``c|',
  '<!-- concord-disable ',
  '```\n',
  '- x\n',
  '# Same\n\n',
  '[a]: b.md\n',
  'https://a.example/x@b.c ',
  '&amp;&#x41;',
  '\0a\n',
  'a\r',
  '𠀀🎉',
  '\ud800',
];

describe('text that is odd all over', () => {
  for (const mark of marks) {
    it(`${JSON.stringify(mark)} again and again`, { timeout: 30_000 }, () => {
      const facts = extract(filled(mark, 64 * kilobyte));
      assert.equal(facts.lines[0], 0);
    });
  }

  it('two million characters in one line, a hundred thousand in one tag or comment', { timeout: 60_000 }, () => {
    assert.equal(extract(filled('a.md → ', 2 * kilobyte * kilobyte)).toldRenames.length, 149_797);
    assert.equal(extract(`a.md → b.md ${filled('x', 2 * kilobyte * kilobyte)}`).toldRenames.length, 1);
    assert.equal(extract(`<img${filled(' x', 100 * kilobyte)}>`).links.length, 0);
    assert.equal(extract(`<img srcset="${filled('a.png 1x, ', 100 * kilobyte)}">`).links.length, 10_240);
    assert.equal(extract(filled('<!-- ', 100 * kilobyte)).suppressions.length, 0);
    const blank = filled(' ', 100 * kilobyte);
    for (const said of ['concord-disable', 'convergence: ignore', 'convergence: ignore a', 'toc']) {
      assert.equal(extract(`<!-- ${said}${blank}> -->`).suppressions.length, 0);
      assert.equal(extract(`<!--${blank}${said}${blank}-->`).suppressions.length, said === 'toc' ? 0 : 1);
    }
  });

  it('lists in lists, five hundred deep', { timeout: 30_000 }, () => {
    const text = Array.from({ length: 500 }, (_, i) => `${' '.repeat(i * 2)}- [x](#y)`).join('\n');
    assert.equal(extract(text).lines.length, 500);
  });
});
