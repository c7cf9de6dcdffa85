import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, it, mock } from 'node:test';
import { Output, type ProcessStream } from '../server/cli/output.ts';
import { cli, folderWith } from './commandLine.ts';
import { onDiskWith, refusal } from './faultyDisk.ts';

const broken = '[x](../b.md) [y](gone.md)\n';

/** A knowledge base of so many chapters, each with an error and something to repair. */
const faulty = (chapters: number): string =>
  folderWith({ 'b.md': '# B\n', ...Object.fromEntries(Array.from({ length: chapters }, (_, i) => [`a${i}.md`, broken])) });

const statusOf = async (child: ChildProcess): Promise<number | null> => (await once(child, 'close'))[0];

describe('output that nobody reads to its end', () => {
  for (const which of ['stdout', 'stderr'] as const) {
    it(`${which}: ends quietly, the work is done, and the status is what it would have been`, async () => {
      const root = faulty(200);
      chmodSync(join(root, 'a0.md'), 0o444); // Something to say.
      const [out, err] = which === 'stdout' ? (['pipe', 'pipe'] as const) : (['ignore', 'pipe'] as const);
      const child = spawn(process.execPath, [cli, 'check', root, '--fix', '--no-git', '--no-cache'], { stdio: ['ignore', out, err] });
      let said = '';
      if (which === 'stdout') child.stderr!.on('data', data => (said += data));
      child[which]!.destroy();
      assert.equal(await statusOf(child), 2);
      assert.equal(said, which === 'stdout' ? '“a0.md” is read-only and is left alone.\n' : '');
      assert.equal(readFileSync(join(root, 'a199.md'), 'utf8'), '[x](b.md) [y](gone.md)\n');
    });
  }

  it('tables of contents are brought up to date all the same', async () => {
    const stale = '# T\n\n## Contents\n\n- [A](#a)\n\n## A\n## B\n';
    const root = folderWith(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`a${i}.md`, stale])));
    const child = spawn(process.execPath, [cli, 'toc', root], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    assert.equal(await statusOf(child), 0);
    for (let i = 0; i < 50; i++) assert.match(readFileSync(join(root, `a${i}.md`), 'utf8'), /\(#b\)/);
  });
});

describe('output for which there is no room', () => {
  const broken = (stream: object) => stream as ProcessStream;

  it('is told once, and nothing more is written', () => {
    for (const code of ['ENOSPC', 'EIO', 'EPIPE']) {
      const told: unknown[] = [];
      const stream = new PassThrough();
      const written = mock.method(stream, 'write', () => stream.emit('error', refusal(code)));
      const output = new Output(broken(stream), error => told.push(error));
      output.write('a');
      output.write('b');
      stream.emit('error', refusal(code));
      assert.equal(written.mock.callCount(), 1);
      assert.equal(told.length, code === 'EPIPE' ? 0 : 1);
    }
  });

  it('is written as far as it goes, and all of it if it goes in parts', async () => {
    const file = join(folderWith({}), 'out.txt');
    const text = '桥梁'.repeat(1000);
    for (const room of [6000, 5000]) {
      const told: string[] = [];
      const fd = openSync(file, 'w');
      let left = room;
      await onDiskWith(
        ({ writeSync }) => ({
          writeSync: (to: number, bytes: Uint8Array, at: number) => {
            if (left === 0) throw refusal('ENOSPC');
            const size = Math.min(left, 700, bytes.length - at);
            left -= size;
            return writeSync(to, bytes, at, size);
          },
        }),
        () => new Output(broken({ fd, on: () => {} }), ({ message }) => told.push(message)).write(text),
      );
      closeSync(fd);
      assert.deepEqual(told, room === 6000 ? [] : ['ENOSPC: refused']);
      assert.deepEqual(readFileSync(file), Buffer.from(text).subarray(0, room));
    }
  });

  // A device that is always full, where the system has one.
  for (const full of ['/dev/full'].filter(existsSync)) {
    const into = (stdio: readonly (number | 'pipe' | 'ignore')[], ...args: string[]) =>
      spawnSync(process.execPath, [cli, ...args], { stdio: [...stdio], encoding: 'utf8' });

    it('is said, with status 2, whatever the command', () => {
      const root = faulty(2);
      const device = openSync(full, 'w');
      const calls = [
        ['check', root, '--no-git', '--no-cache', '--fail-on', 'never'],
        ['check', root, '--no-git', '--no-cache', '--format', 'json'],
        ['claims', root, '--no-cache'],
        ['toc', root, '--check'],
        ['--version'],
        ['--help'],
      ];
      for (const call of calls) {
        const { status, stderr } = into(['ignore', device, 'pipe'], ...call);
        assert.equal(status, 2, call.join(' '));
        assert.match(stderr, /^The output cannot be written: ENOSPC: no space left on device, write\.\n$/);
      }
      closeSync(device);
    });

    it('is status 2 where it is what goes wrong that cannot be said', () => {
      const device = openSync(full, 'w');
      const root = folderWith({ 'a.md': '# A\n', 'b/concord.json': '{}' });
      assert.equal(into(['ignore', 'pipe', device], 'check', root, '--no-cache').status, 2);
      closeSync(device);
    });
  }
});
