import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ReadOnly, replaceContent } from '../server/host/replace.ts';
import { broken, concord, folderWith, fresh, isRoot, mended, parent, stale } from './commandLine.ts';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The two ways to have a file written, of what and into what. */
const ways = [
  { name: 'toc', before: stale, after: fresh, run: (root: string, file: string) => concord('toc', join(root, file)) },
  { name: 'check --fix', before: broken, after: mended, run: (root: string) => concord('check', root, '--fix', '--no-git') },
];

for (const { name, before, after, run } of ways) {
  describe(`concord ${name} changes the content of a file and nothing else`, () => {
    it('keeps all names of a file that has several', async () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n', 'elsewhere/kept.txt': '' });
      linkSync(join(root, 'a.md'), join(root, 'elsewhere', 'other.txt'));
      const { ino } = statSync(join(root, 'a.md'));
      assert.equal((await run(root, 'a.md')).status, 0);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), after);
      assert.equal(readFileSync(join(root, 'elsewhere', 'other.txt'), 'utf8'), after);
      assert.deepEqual([statSync(join(root, 'a.md')).ino, statSync(join(root, 'a.md')).nlink], [ino, 2]);
      assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'elsewhere']);
    });

    it('keeps who may do what with it', async () => {
      for (const mode of [0o640, 0o600, 0o755, 0o664]) {
        const root = folderWith({ 'a.md': before, 'b.md': '# B\n' });
        chmodSync(join(root, 'a.md'), mode);
        assert.equal((await run(root, 'a.md')).status, 0);
        assert.equal(statSync(join(root, 'a.md')).mode & 0o7777, mode);
        assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), after);
      }
    });

    it('keeps its owner', { skip: !isRoot }, async () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n' });
      chownSync(join(root, 'a.md'), 65534, 65533);
      assert.equal((await run(root, 'a.md')).status, 0);
      const { uid, gid } = statSync(join(root, 'a.md'));
      assert.deepEqual([uid, gid, readFileSync(join(root, 'a.md'), 'utf8')], [65534, 65533, after]);
    });

    it('leaves a read-only file alone, says so, and goes on with the others', async () => {
      const root = folderWith({ 'a.md': before, 'c.md': before, 'b.md': '# B\n' });
      chmodSync(join(root, 'a.md'), 0o444);
      const { status, err } = name === 'toc' ? await concord('toc', join(root, 'a.md'), join(root, 'c.md')) : await run(root, '');
      assert.equal(status, 2);
      assert.match(err, /^“(?:[^”]*\/)?a\.md” is read-only and is left alone\.\n$/);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), before);
      assert.equal(statSync(join(root, 'a.md')).mode & 0o777, 0o444);
      assert.equal(readFileSync(join(root, 'c.md'), 'utf8'), after);
      assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'c.md']);
    });
  });
}

describe('a file that is several chapters', () => {
  it('is repaired by one of its names, and the others are told as they are then', async () => {
    const root = folderWith({ 'a.md': broken, 'b.md': '# B\n', 'sub/keep.txt': '' });
    for (const name of ['c.md', join('sub', 'd.md')]) linkSync(join(root, 'a.md'), join(root, name));
    const { status, out, err } = await concord('check', root, '--fix', '--no-git');
    assert.equal(status, 1);
    assert.equal(readFileSync(join(root, 'sub', 'd.md'), 'utf8'), mended);
    assert.match(out, /^sub\/d\.md\n {2}1:5 +error +“sub\/b\.md” does not exist\./);
    assert.match(out, /^1 edit made\.$/m);
    assert.equal(err, '“c.md” is the same file as “a.md” and is left alone.\n“sub/d.md” is the same file as “a.md” and is left alone.\n');
  });
});

describe('symbolic links', () => {
  it('stay links: what they lead to is written', async () => {
    const root = folderWith({ 'sub/a.md': stale });
    symlinkSync(join('sub', 'a.md'), join(root, 'link.md'));
    symlinkSync('link.md', join(root, 'twice.md'));
    const { status, out } = await concord('toc', join(root, 'twice.md'));
    assert.equal(status, 0);
    assert.match(out, /twice\.md” is updated\.\n1 of 1 files updated\.\n$/);
    assert(lstatSync(join(root, 'twice.md')).isSymbolicLink());
    assert.equal(readlinkSync(join(root, 'link.md')), join('sub', 'a.md'));
    assert.equal(readFileSync(join(root, 'sub', 'a.md'), 'utf8'), fresh);
  });

  it('of a baseline too', async () => {
    const root = folderWith({ 'a.md': '[x](no.md)\n', 'lists/real.json': '' });
    symlinkSync(join('lists', 'real.json'), join(root, 'accepted.json'));
    await concord('check', root, '--write-baseline', join(root, 'accepted.json'));
    assert(lstatSync(join(root, 'accepted.json')).isSymbolicLink());
    assert.match(readFileSync(join(root, 'lists', 'real.json'), 'utf8'), /no\.md/);
  });

  it('that lead nowhere or in a circle are an error, and stay', () => {
    const root = folderWith({});
    symlinkSync('gone.md', join(root, 'a.md'));
    symlinkSync('c.md', join(root, 'c.md'));
    for (const name of ['a.md', 'c.md']) assert.throws(() => replaceContent(join(root, name), 'x'), /ENOENT|ELOOP/);
    assert.deepEqual(readdirSync(root).sort(), ['a.md', 'c.md']);
  });
});

describe('a file that somebody else owns, or whose folder may not be written', { skip: !isRoot }, () => {
  /** Replaces the content of a file in a process of a user who is not root. */
  const asNobody = (file: string, content: string) =>
    spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `import { replaceContent } from './server/host/replace.ts';
         try { replaceContent(${JSON.stringify(file)}, ${JSON.stringify(content)}); } catch (error) { console.log(error.code ?? error.constructor.name); }`,
      ],
      { uid: 65534, gid: 65534, cwd: project, encoding: 'utf8', env: { PATH: process.env.PATH, TMPDIR: '/tmp' } },
    ).stdout;

  it('is written in place', () => {
    chmodSync(parent, 0o755);
    const root = folderWith({ 'a.md': 'a long text before\n', 'closed/a.md': 'before\n', 'b.md': 'before\n' });
    chmodSync(root, 0o777);
    chmodSync(join(root, 'a.md'), 0o666);
    chmodSync(join(root, 'closed', 'a.md'), 0o666);
    chmodSync(join(root, 'closed'), 0o555);
    for (const name of ['a.md', 'closed/a.md']) {
      const before = statSync(join(root, name));
      assert.equal(asNobody(join(root, name), 'after\n'), '');
      const { uid, gid, ino, mode } = statSync(join(root, name));
      assert.deepEqual([uid, gid, ino, mode], [before.uid, before.gid, before.ino, before.mode]);
      assert.equal(readFileSync(join(root, name), 'utf8'), 'after\n');
    }
    assert.equal(asNobody(join(root, 'b.md'), 'after\n'), 'EACCES\n');
    assert.equal(readFileSync(join(root, 'b.md'), 'utf8'), 'before\n');
    assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'closed']);
    assert.deepEqual(readdirSync(join(root, 'closed')), ['a.md']);
  });
});

describe('replacing a content', () => {
  it('makes a file where there is none, but no folder', () => {
    const root = folderWith({});
    replaceContent(join(root, 'a.txt'), 'x');
    assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'x');
    assert.throws(() => replaceContent(join(root, 'new', 'a.txt'), 'x'), /ENOENT/);
    assert.deepEqual(readdirSync(root), ['a.txt']);
  });

  it('takes names as long as the disk does', () => {
    const root = folderWith({});
    const file = join(root, `${'长'.repeat(84)}.md`);
    writeFileSync(file, 'before');
    replaceContent(file, 'after');
    linkSync(file, join(root, 'b'));
    replaceContent(file, 'later');
    assert.equal(readFileSync(join(root, 'b'), 'utf8'), 'later');
    assert.equal(readdirSync(root).length, 2);
  });

  it('tells a file that is not meant to be written from one that cannot be', () => {
    const root = folderWith({ 'a.md': 'x' });
    chmodSync(join(root, 'a.md'), 0o400);
    assert.throws(() => replaceContent(join(root, 'a.md'), 'y'), ReadOnly);
    mkdirSync(join(root, 'folder'));
    assert.throws(() => replaceContent(join(root, 'folder'), 'y'), /EISDIR/);
  });
});
