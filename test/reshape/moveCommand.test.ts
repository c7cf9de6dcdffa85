import assert from 'node:assert/strict';
import { chmodSync, existsSync, linkSync, lstatSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { nodeHost } from '../../server/host/node.ts';
import type { KbPath } from '../../server/model/path.ts';
import { concord, contents, folderWith } from '../commandLine.ts';
import { takeFailures } from '../failing.ts';
import { onDiskWith, refusal } from '../faultyDisk.ts';

const files = {
  'concord.json': '{}',
  'a.md': '# A\r\n\r\n[b](b.md#b)\r\n',
  'b.md': '# B\n\n[a](a.md)\n',
  'part/c.md': '[b](../b.md)\n',
};
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('concord move', () => {
  it('moves a file, and links follow', async () => {
    const root = folderWith(files);
    const dry = await concord('move', join(root, 'b.md'), join(root, 'part/x y.md'), '--dry-run', '--no-cache');
    assert.equal(
      dry.out,
      'a.md\n  3:5  b.md#b → <part/x y.md#b>\nb.md\n  3:5  a.md → ../a.md\npart/c.md\n  1:5  ../b.md → <x y.md>\nb.md → part/x y.md\n3 links in 3 files would follow the move.\n',
    );
    assert.equal(read(root, 'a.md'), files['a.md']);
    assert.equal(existsSync(join(root, 'b.md')), true);
    const { status, out } = await concord('move', join(root, 'b.md'), join(root, 'part/x y.md'), '--no-cache');
    assert.deepEqual([status, out], [0, 'b.md → part/x y.md\n3 links in 3 files followed the move.\n']);
    assert.equal(read(root, 'a.md'), '# A\r\n\r\n[b](<part/x y.md#b>)\r\n');
    assert.equal(read(root, 'part/x y.md'), '# B\n\n[a](../a.md)\n');
    assert.equal(read(root, 'part/c.md'), '[b](<x y.md>)\n');
  });

  it('into a folder that is there, a file keeps its name', async () => {
    const root = folderWith(files);
    assert.match((await concord('move', join(root, 'b.md'), join(root, 'part'), '--no-cache')).out, /^b\.md → part\/b\.md/);
  });

  it('follows what has been moved already', async () => {
    const root = folderWith(files);
    renameSync(join(root, 'b.md'), join(root, 'part/b.md'));
    const { status, out } = await concord('move', join(root, 'b.md'), join(root, 'part/b.md'), '--no-cache');
    assert.deepEqual([status, out], [0, '3 links in 3 files followed the move.\n']);
    assert.equal(read(root, 'part/b.md'), '# B\n\n[a](../a.md)\n');
  });

  it('changes nothing where we fail to find out what follows', async () => {
    const root = folderWith(files);
    const before = contents(root);
    const { read } = nodeHost;
    let reads = 0;
    const readOnce = (folder: string, path: KbPath) => {
      if (path === 'a.md' && reads++ > 0) throw new Error('a fault put in by a test');
      return read(folder, path);
    };
    Object.assign(nodeHost, { read: readOnce });
    try {
      const { status, err } = await concord('move', join(root, 'b.md'), join(root, 'x.md'), '--no-cache');
      assert.match(err, /Following a move failed on a\.md.*\n[\s\S]*failed to find out what has to change in “a\.md”/);
      assert.equal(status, 2);
    } finally {
      Object.assign(nodeHost, { read });
    }
    assert.deepEqual(contents(root), before);
    assert.equal(takeFailures().length, 1);
  });

  it('takes back what it has done where the disk refuses the rest, and says what cannot be taken back', async () => {
    /** A disk that refuses a call after so many. */
    const refusing = (root: string, name: 'renameSync', after: number, lasting: boolean) => {
      let calls = 0;
      return onDiskWith(
        real => ({
          [name]: (...args: Parameters<(typeof real)[typeof name]>) => {
            calls++;
            if (calls === after || (lasting && calls > after)) throw refusal('ENOSPC', 'no space left on device');
            return real[name](...args);
          },
        }),
        () => concord('move', join(root, 'b.md'), join(root, 'new/deep/x.md'), '--no-cache'),
      );
    };
    // Three chapters are written, then the file is moved.
    for (let after = 1; after <= 4; after++) {
      const root = folderWith(files);
      const before = contents(root);
      const { status, err } = await refusing(root, 'renameSync', after, false);
      assert.equal(status, 2);
      assert.match(err, /^concord: “.*” cannot be (?:written|moved): ENOSPC: no space left on device\.\n$/);
      assert.deepEqual(contents(root), before);
      assert(!existsSync(join(root, 'new')));
    }
    const root = folderWith(files);
    const { err } = await refusing(root, 'renameSync', 3, true);
    assert.match(
      err,
      /“part\/c\.md” cannot be written: ENOSPC.* could not be undone: “b\.md” cannot be written: ENOSPC.* “a\.md” cannot be written: ENOSPC/,
    );
  });

  it('follows links on the disk, and keeps mode and names', async () => {
    const root = folderWith({ ...files, 'e.md': '[b](b.md)\n' });
    linkSync(join(root, 'a.md'), join(root, 'other name'));
    symlinkSync('e.md', join(root, 'l.md'));
    chmodSync(join(root, 'e.md'), 0o640);
    const { status } = await concord('move', join(root, 'b.md'), join(root, 'x.md'), '--no-cache');
    assert.equal(status, 0);
    assert.equal(read(root, 'other name'), '# A\r\n\r\n[b](x.md#b)\r\n');
    assert.equal(read(root, 'e.md'), '[b](x.md)\n');
    assert(lstatSync(join(root, 'l.md')).isSymbolicLink());
    assert.equal(statSync(join(root, 'e.md')).mode & 0o777, 0o640);
  });

  it('refuses what cannot be done, and changes nothing then', async () => {
    const root = folderWith(files);
    const refused = async (from: string, to: string) => {
      const { status, err } = await concord('move', join(root, from), join(root, to), '--no-cache');
      assert.equal(status, 2);
      return err;
    };
    assert.match(await refused('b.md', 'a.md'), /There is a “a\.md” already/);
    assert.match(await refused('none.md', 'x.md'), /There is no “none\.md”/);
    assert.match(await refused('part', 'part/sub/x'), /into itself/);
    assert.match(await refused('b.md', '../../../x.md'), /does not lie in/);
    chmodSync(join(root, 'part/c.md'), 0o444);
    assert.match(await refused('b.md', 'x.md'), /read-only/);
    assert.equal(read(root, 'a.md'), files['a.md']);
    assert.equal(existsSync(join(root, 'b.md')), true);
  });

  it('says what it wants', async () => {
    assert.match((await concord('move', 'a.md')).err, /OLD NEW/);
    assert.match((await concord('move', 'a', 'b', 'c')).err, /Too many/);
  });
});
