import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { nodeHost } from '../server/host/node.ts';
import { Changed, replaceContent } from '../server/host/replace.ts';
import type { KbPath } from '../server/model/path.ts';
import { broken, cli, concord, contents, folderWith, fresh, isRoot, mended, stale } from './commandLine.ts';
import { onDiskWith, refusal } from './faultyDisk.ts';

/** The ways to have files written, and of what into what. */
const ways = [
  { name: 'toc', before: stale, after: fresh, args: (root: string) => ['toc', root] },
  { name: 'check --fix', before: broken, after: mended, args: (root: string) => ['check', root, '--fix', '--no-git', '--no-cache'] },
];

/** Runs the bundled program after a script that may replace what Node's `fs` does; `within`: another program that runs it. */
function concordAfter(script: string, args: readonly string[], within: readonly string[] = []) {
  const preload = join(folderWith({ 'preload.cjs': `const fs = require('node:fs');\n${script}` }), 'preload.cjs');
  const [program, ...rest] = [...within, process.execPath, '--require', preload, cli, ...args];
  const { status, signal, stdout, stderr } = spawnSync(program!, rest, { encoding: 'utf8' });
  return { status, signal, out: stdout, err: stderr };
}

for (const { name, before, after, args } of ways) {
  const base = { 'a.md': before, 'b.md': '# B\n', 'c.md': before, 'd.md': before };

  describe(`concord ${name} on a disk`, () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EIO'] as const) {
      it(`that answers ${code} leaves the file as it was, says so, and writes the others`, () => {
        const root = folderWith(base);
        linkSync(join(root, 'd.md'), join(root, 'd.txt'));
        // Takes the first bytes, as a disk does that has room for these, of the first new file there and of the one that is written in place.
        const { status, err } = concordAfter(
          `const { writeSync, openSync } = fs;
           const files = new Map();
           let first, isPutBack = false;
           fs.openSync = (file, ...how) => {
             const fd = openSync(file, ...how);
             files.set(fd, file);
             if (file.startsWith(${JSON.stringify(root)}) && file.includes('.concord-')) first ??= file;
             return fd;
           };
           fs.writeSync = (fd, bytes, at, length, position) => {
             const isInPlace = !isPutBack && files.get(fd)?.endsWith('d.md');
             if (length === undefined || (!isInPlace && files.get(fd) !== first)) return writeSync(fd, bytes, at, length, position);
             if (at === 0) return writeSync(fd, bytes, at, Math.min(length, 3), position);
             isPutBack ||= isInPlace;
             throw Object.assign(new Error('${code}: refused, write'), { code: '${code}' });
           };`,
          args(root),
        );
        assert.equal(status, 2);
        for (const file of ['a.md', 'd.md'])
          assert.match(err, new RegExp(`“(?:[^”]*/)?${file}” cannot be written: ${code}: refused, write\\.`));
        assert.deepEqual(
          ['a.md', 'c.md', 'd.md', 'd.txt'].map(file => readFileSync(join(root, file), 'utf8')),
          [before, after, before, before],
        );
        assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'c.md', 'd.md', 'd.txt']);
      });
    }

    it('whose files change between being read and being written leaves these alone and loses nothing', async () => {
      const root = folderWith(base);
      linkSync(join(root, 'd.md'), join(root, 'd.txt'));
      // Whoever writes meanwhile is as quick as can be: just before the new content takes its place.
      let flushed = 0;
      const { status, err } = await onDiskWith(
        ({ fsyncSync }) => ({
          fsyncSync: (fd: number) => {
            fsyncSync(fd);
            flushed++;
            if (flushed === 1) writeFileSync(join(root, 'a.md'), before.toUpperCase());
            if (flushed === 2) {
              writeFileSync(join(root, 'new'), `${before}more\n`);
              renameSync(join(root, 'new'), join(root, 'c.md'));
            }
            if (flushed === 3) writeFileSync(join(root, 'd.md'), 'other');
          },
        }),
        () => concord(...args(root)),
      );
      assert.equal(flushed, 3);
      assert.match(err, /^(?:“(?:[^”]*\/)?[acd]\.md” has been changed meanwhile and is left alone\.\n){3}$/);
      assert.equal(status, 2);
      assert.deepEqual(
        ['a.md', 'c.md', 'd.md', 'd.txt'].map(file => readFileSync(join(root, file), 'utf8')),
        [before.toUpperCase(), `${before}more\n`, 'other', 'other'],
      );
      assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'c.md', 'd.md', 'd.txt']);
    });

    /** Calls that writing a file takes, and which of them. */
    const steps: Readonly<Record<string, string>> = {
      openSync: "args[1] === 'wx'",
      writeSync: 'args.length > 3',
      fsyncSync: 'true',
      renameSync: 'true',
      ftruncateSync: 'true',
      rmSync: 'true',
    };
    for (const [i, [call, isMeant]] of Object.entries(steps).entries()) {
      const signal = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const)[i % 3]!;
      it(`that is asked to end (${signal}) in ${call} ends with a whole file, and nothing beside it`, () => {
        const root = folderWith(base);
        const isInPlace = call === 'ftruncateSync' || call === 'rmSync';
        if (isInPlace) linkSync(join(root, 'a.md'), join(root, 'a.txt'));
        const ended = concordAfter(
          `const { ${call} } = fs;
           let isSent = false;
           fs.${call} = (...args) => {
             const done = ${call}(...args);
             if (!isSent && (${isMeant})) { isSent = true; process.kill(process.pid, '${signal}'); }
             return done;
           };`,
          args(root),
        );
        assert.equal(ended.signal, signal);
        assert.deepEqual(
          ['a.md', 'c.md', 'd.md'].map(file => readFileSync(join(root, file), 'utf8')),
          [after, before, before],
        );
        assert.deepEqual(readdirSync(root).sort(), ['a.md', ...(isInPlace ? ['a.txt'] : []), 'b.md', 'c.md', 'd.md']);
      });
    }
  });
}

describe('a baseline', () => {
  const args = (root: string) => ['check', root, '--no-cache', '--no-git', '--write-baseline', join(root, 'accepted.json')];

  it('for which there is no room is not written, is said, and leaves the one that was there', () => {
    const root = folderWith({ 'a.md': '[x](no.md)\n', 'accepted.json': '{ "version": 1, "accepted": {} }\n' });
    const before = contents(root);
    const { status, out, err } = concordAfter("fs.fsyncSync = () => { throw new Error('ENOSPC: refused, fsync'); };", args(root));
    assert.deepEqual([status, out], [2, '']);
    assert.match(err, /^concord: “.*accepted\.json” cannot be written: ENOSPC: refused, fsync\.\n$/);
    assert.deepEqual(contents(root), before);
  });

  it('is whole, whenever the program is asked to end', () => {
    const root = folderWith({ 'a.md': '[x](no.md)\n' });
    const script =
      "const { openSync } = fs; fs.openSync = (...of) => { if (of[1] === 'wx') process.kill(process.pid, 'SIGINT'); return openSync(...of); };";
    assert.equal(concordAfter(script, args(root)).signal, 'SIGINT');
    assert.deepEqual(readdirSync(root).sort(), ['a.md', 'accepted.json']);
    assert.match(readFileSync(join(root, 'accepted.json'), 'utf8'), /no\.md/);
  });
});

describe('replacing a content', () => {
  it('keeps mode, owner and names, whatever they are, in every way of writing', { skip: !isRoot }, async () => {
    for (const names of [1, 2]) {
      for (const mode of [0o4755, 0o2750, 0o1644, 0o200, 0o7777]) {
        const root = folderWith({ 'a.md': 'before' });
        const file = join(root, 'a.md');
        if (names === 2) linkSync(file, join(root, 'b'));
        chownSync(file, 65534, 65533);
        chmodSync(file, mode);
        replaceContent(file, 'after', Buffer.from('before'));
        const stats = statSync(file);
        assert.deepEqual([stats.mode & 0o7777, stats.uid, stats.gid, stats.nlink], [mode, 65534, 65533, names]);
        assert.equal(readFileSync(file, 'utf8'), 'after');
      }
    }
  });

  it('refuses what is not as expected, in every way of writing, through links too', () => {
    for (const names of [1, 2]) {
      const root = folderWith({ 'a.md': 'other' });
      if (names === 2) linkSync(join(root, 'a.md'), join(root, 'b'));
      symlinkSync('a.md', join(root, 'link'));
      const before = contents(root);
      assert.throws(() => replaceContent(join(root, 'link'), 'after', Buffer.from('before')), Changed);
      assert.deepEqual(contents(root), before);
    }
  });

  it('leaves a copy behind, and says where, if what it held can be put back no more', async () => {
    const root = folderWith({ 'a.md': 'all that there was' });
    linkSync(join(root, 'a.md'), join(root, 'b.md'));
    const ours = statSync(join(root, 'a.md')).ino;
    await onDiskWith(
      ({ writeSync, fstatSync }) => ({
        writeSync: (fd: number, ...rest: [Uint8Array]) => {
          if (fstatSync(fd).ino === ours) throw refusal('EIO');
          return writeSync(fd, ...rest);
        },
      }),
      () => assert.throws(() => replaceContent(join(root, 'a.md'), 'after'), /^Error: EIO: refused \(.*\.a\.md-\d+-\w+\.saved\)$/),
    );
    const [saved, ...others] = readdirSync(root).sort();
    assert.deepEqual(others, ['a.md', 'b.md']);
    assert.equal(readFileSync(join(root, saved!), 'utf8'), 'all that there was');
  });
});

for (const { name, before, after, args } of ways) {
  describe(`concord ${name} that is killed`, () => {
    const killedAt = (call: string) => `fs.${call} = () => process.kill(process.pid, 'SIGKILL');`;
    const living = `.concord-${process.pid}-0123456789ab.tmp`;

    it('leaves nothing that is read or stays, but for what a living process makes', async () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n', [living]: before });
      assert.equal(concordAfter(killedAt('renameSync'), args(root)).signal, 'SIGKILL');
      const left = readdirSync(root);
      assert.equal(left.length, 4);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), before);
      for (const path of left.filter(one => one.endsWith('.tmp')))
        assert.equal(await nodeHost.typeOf(root, path as KbPath, () => false), undefined);
      const listed = await nodeHost.list(root, () => false);
      assert.deepEqual(listed.map(({ path }) => path).sort(), ['a.md', 'b.md']);
      assert.equal(concordAfter('', args(root)).err, '');
      assert.deepEqual(readdirSync(root).sort(), [living, 'a.md', 'b.md']);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), after);
    });

    it('has left what the file held also when another process has its number now', async () => {
      const saved = `.a.md-${process.ppid}-0123456789ab.saved`;
      const root = folderWith({ 'a.md': '# A\n', [saved]: before });
      assert.equal((await concord('check', root)).err, '');
      const anHourAgo = new Date(Date.now() - 3_600_000);
      utimesSync(join(root, saved), anHourAgo, anHourAgo);
      assert.match((await concord('check', root)).err, /was saved when Concord was killed/);
    });

    it('while it writes in place leaves what the file held, which is said and stays', async () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n' });
      linkSync(join(root, 'a.md'), join(root, 'a.txt'));
      assert.equal(concordAfter(killedAt('ftruncateSync'), args(root)).signal, 'SIGKILL');
      const [saved] = readdirSync(root).filter(one => one.endsWith('.saved'));
      for (let run = 0; run < 2; run++) {
        assert.equal(readFileSync(join(root, saved!), 'utf8'), before);
        const { status, err } = await concord('check', root);
        assert.deepEqual(
          [status, err],
          [
            0,
            `“${saved}” was saved when Concord was killed while it wrote a file: it holds what that file held before. Once all is well, remove it.\n`,
          ],
        );
        concordAfter('', args(root));
      }
    });
  });
}

/** Mounts of our own, which nobody else sees and which are gone with the program in them; where the system lets us. */
const mounts = spawnSync('unshare', ['--mount', 'true']).status === 0;
for (const { name, before, after, args } of mounts ? ways : []) {
  describe(`concord ${name} on a real disk`, () => {
    /** Runs a call below a folder on which something has been mounted. */
    const mounted = (root: string, mount: string) =>
      concordAfter('', args(root), [
        'unshare',
        '--mount',
        'sh',
        '-c',
        `${mount} && "$@" ; status=$?; cp -a ${root} ${root}.after; exit $status`,
        'sh',
      ]);

    it('that is full', () => {
      const from = folderWith({ 'a.md': before, 'b.md': '# B\n', 'c.md': before });
      const root = folderWith({});
      const { status, err } = mounted(
        root,
        `mount -t tmpfs -o size=64k tmpfs ${root} && cp -a ${from}/. ${root} && { yes > ${root}/full || true; } 2>/dev/null`,
      );
      assert.equal(status, 2);
      assert.match(err, /^(?:“[^”]*[ac]\.md” cannot be written: ENOSPC: [^\n]*\n){2}$/);
      assert.equal(readFileSync(join(`${root}.after`, 'a.md'), 'utf8'), before);
      assert.deepEqual(readdirSync(`${root}.after`).sort(), ['a.md', 'b.md', 'c.md', 'full']);
    });

    it('that is read-only', () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n', 'c.md': before });
      const { status, err } = mounted(root, `mount --bind ${root} ${root} && mount -o remount,ro,bind ${root}`);
      assert.equal(status, 2);
      assert.match(err, /^(?:“[^”]*[ac]\.md” cannot be written: EROFS: [^\n]*\n){2}$/);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), before);
    });

    it('that lets one file be written and another not', () => {
      const root = folderWith({ 'a.md': before, 'b.md': '# B\n', 'c.md': before });
      const { status, err } = mounted(
        root,
        `mount --bind ${root}/a.md ${root}/a.md && mount -o remount,ro,bind ${root}/a.md && mount --bind ${root}/c.md ${root}/c.md`,
      );
      assert.equal(status, 2);
      assert.match(err, /^“[^”]*a\.md” cannot be written: EROFS: [^\n]*\n$/);
      assert.equal(readFileSync(join(root, 'a.md'), 'utf8'), before);
      // Over a mount, nothing can be renamed.
      assert.equal(readFileSync(join(root, 'c.md'), 'utf8'), after);
      assert.deepEqual(readdirSync(root).sort(), ['a.md', 'b.md', 'c.md']);
    });
  });
}
