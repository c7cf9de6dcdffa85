import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { nodeHost } from '../server/host/node.ts';
import type { KbPath } from '../server/model/path.ts';
import { cli, concord, folderWith } from './commandLine.ts';
import { onDiskWith, refusal } from './faultyDisk.ts';

const sockets: ReturnType<typeof createServer>[] = [];
after(() => {
  for (const socket of sockets) socket.close();
});

const isPosix = process.platform !== 'win32';

/** What is at a path and is no file, so that reading it would wait for ever, or fail. */
const kinds: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  pipe: async file => spawnSync('mkfifo', [file]),
  'link to a pipe': async file => {
    spawnSync('mkfifo', [`${file}.pipe`]);
    symlinkSync(`${file}.pipe`, file);
  },
  'link to an endless device': async file => symlinkSync('/dev/zero', file),
  socket: file =>
    new Promise<void>(done => {
      const socket = createServer().listen(file, done);
      sockets.push(socket);
    }),
};

/** Runs the bundled program, which must not wait for anybody. */
function run(...args: string[]) {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(signal, null, `waited: ${args.join(' ')}`);
  return { status, out: stdout, err: stderr };
}

for (const [kind, make] of isPosix ? Object.entries(kinds) : []) {
  const isLink = kind.startsWith('link');
  describe(`a ${kind}`, () => {
    it('that is named like a chapter is there, and it is said that it cannot be read', async () => {
      const root = folderWith({ 'a.md': '[x](x.md) [y](x.md#y) [z](no.md)\n' });
      await make(join(root, 'x.md'));
      const { status, out, err } = run('check', root, '--no-git', '--no-cache', '--fix');
      assert.match(out, /“no\.md” does not exist/);
      assert.doesNotMatch(out, /“x\.md” does not exist|no heading/);
      // What a link leads to is read in its own place, or not at all.
      assert.equal(status, isLink ? 1 : 2);
      if (isLink) return;
      assert.match(out, /^x\.md\n {2}1:1 +warning +This file cannot be read \(EFTYPE: not a regular file\)/m);
      assert.match(err, /^“x\.md” cannot be read: EFTYPE: not a regular file\.\n$/);
    });

    for (const name of ['concord.json', 'accepted.json']) {
      it(`instead of ${name} is told, and nothing is done`, async () => {
        const root = folderWith({ 'a.md': '# A\n', ...(name === 'concord.json' ? {} : { 'concord.json': `{ "baseline": "${name}" }` }) });
        await make(join(root, name));
        const { status, err } = run('check', root, '--no-git', '--no-cache');
        assert.equal(status, 2);
        assert.match(err, new RegExp(`^concord: .*“${name.replace('.', '\\.')}” cannot be read`));
      });
    }

    it('instead of .gitignore holds nothing up', async () => {
      const root = folderWith({ 'a.md': '[x](no.md)\n' });
      await make(join(root, '.gitignore'));
      assert.match(run('check', root, '--no-git', '--no-cache').out, /“no\.md” does not exist/);
    });

    it('that is named in a call is told', async () => {
      const root = folderWith({ 'a.md': '# A\n' });
      await make(join(root, 'x.md'));
      const { status, out, err } = run('toc', join(root, 'x.md'), join(root, 'a.md'));
      assert.deepEqual([status, out], [2, '0 of 2 files updated.\n']);
      assert.match(err, /x\.md” cannot be read: E/);
    });
  });
}

describe('a file', () => {
  // Where the system has one.
  for (const sizeless of ['/proc/self/status'].filter(existsSync)) {
    it('of which no size is told is read to its end', () => {
      const root = folderWith({});
      symlinkSync(sizeless, join(root, 'x.md'));
      assert.match(nodeHost.read(root, 'x.md' as KbPath)?.text ?? '', /^Name:.*\n(?:.*\n)+$/);
    });
  }

  it('with more bytes than any chapter has is said to be too large, wherever it stands', () => {
    for (const name of ['x.md', 'concord.json', '.gitignore', 'accepted.json']) {
      const root = folderWith({
        'a.md': '[x](no.md) [y](x.md#y)\n',
        'x.md': '',
        ...(name === 'accepted.json' ? { 'concord.json': `{ "baseline": "${name}" }` } : {}),
      });
      writeFileSync(join(root, name), '');
      truncateSync(join(root, name), 5 * 1024 ** 3);
      const { status, out, err } = run('check', root, '--no-git', '--no-cache');
      if (name === 'x.md') assert.match(out, /^x\.md\n {2}1:1 +warning +This file is larger than 64 MB/m);
      if (name.endsWith('json')) assert.match(err, /cannot be read/);
      else assert.match(out, /“no\.md” does not exist/);
      // What a .gitignore says is nothing that would have to be checked.
      assert.equal(status, name === '.gitignore' ? 1 : 2);
      if (name.endsWith('md')) assert.match(run('toc', join(root, name)).err, /cannot be read: EFBIG/);
    }
  });
});

describe('names', () => {
  const names = [
    'a\nb.md',
    '\u001b[2J.md',
    '\u0001.md',
    'a\\b.md',
    ' .md',
    'a .md ',
    '%.md',
    '#?.md',
    '"\'`$.md',
    '..md',
    '...md',
    '.md',
    `${'长'.repeat(84)}.md`,
    'A.md',
    'a.md',
    '\u202e.md',
  ];

  it('are what they are: a link to any of them leads there, and its findings are told', { skip: !isPosix }, async () => {
    const links = names.map(name => `[x](${encodeURIComponent(name)})`);
    const root = folderWith({ 'index.md': `${links.join('\n')}\n`, ...Object.fromEntries(names.map(name => [name, '[y](no.md)\n'])) });
    const { status, out, err } = await concord('check', root, '--no-git', '--no-cache', '--format', 'json');
    const found = JSON.parse(out).findings.filter(({ rule }: { rule: string }) => rule === 'missing-file');
    const files = found.map(({ file }: { file: string }) => file).sort();
    assert.deepEqual(files, names.filter(name => name.endsWith('.md')).sort());
    assert.deepEqual([status, err], [1, '']);
    const { out: text } = await concord('check', root, '--no-git', '--no-cache');
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('that only differ in case are told apart, and one that takes the place of the other is seen', async () => {
    const root = folderWith({ 'a.md': '[x](Deck.md) [y](deck.md)\n', 'deck.md': '# D\n' });
    const found = async () =>
      JSON.parse((await concord('check', root, '--no-git', '--format', 'json')).out).findings.map(
        ({ data }: { data: { destination: string } }) => data.destination,
      );
    assert.deepEqual(await found(), ['Deck.md']);
    renameSync(join(root, 'deck.md'), join(root, 'Deck.md'));
    assert.deepEqual(await found(), ['deck.md']);
  });
});

describe('folders', () => {
  it('that lie deeper than the system has names for are said not to be listed', { skip: !isPosix }, async () => {
    const half = `${'n'.repeat(250)}/`.repeat(9);
    const root = folderWith({ 'a.md': '# A\n', [`upper/${half}x.md`]: '# X\n', [`lower/${half}y.md`]: '# Y\n' });
    // Together they are deeper than a path may be long.
    renameSync(join(root, 'lower'), join(root, 'upper', half, 'lower'));
    try {
      const { status, err } = await concord('check', root, '--no-git', '--no-cache');
      assert.equal(status, 2);
      assert.match(err, /^The folder “upper\/n[^”]*” cannot be listed: .*\n$/);
    } finally {
      renameSync(join(root, 'upper', half, 'lower'), join(root, 'lower'));
    }
  });

  it('whose files may be named but not looked at are there', async () => {
    const root = folderWith({
      'a.md': '[x](shut/b.md#b) [y](shut/c.txt) [z](shut/\uFFFD.md)\n',
      'shut/b.md': '# B\n',
      'shut/c.txt': '',
      'shut/\uFFFD.md': '',
    });
    const refuse =
      (real: (...args: never[]) => unknown) =>
      (file: string, ...rest: never[]) => {
        if (file.includes('shut/')) throw refusal('EACCES', 'permission denied');
        return real(file as never, ...rest);
      };
    const { status, out, err } = await onDiskWith(
      ({ statSync, lstatSync, openSync }) => ({ statSync: refuse(statSync), lstatSync: refuse(lstatSync), openSync: refuse(openSync) }),
      () => concord('check', root, '--no-git', '--no-cache'),
    );
    assert.equal(status, 2);
    assert.doesNotMatch(out, /does not exist|no heading/);
    assert.match(err, /^(?:“shut\/.\.md” cannot be read: EACCES: permission denied\.\n){2}$/);
  });
});
