import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { diskStore } from '../server/host/store.ts';

const parent = mkdtempSync(join(tmpdir(), 'concord-store-'));
after(() => rmSync(parent, { recursive: true, force: true }));

const folder = (): string => mkdtempSync(join(parent, 'cache-'));

async function* content(of: string, chunks = 40): AsyncIterable<Uint8Array> {
  for (let i = 0; i < chunks; i++) {
    yield Buffer.alloc(8 * 1024, of);
    await new Promise(setImmediate);
  }
}

/** What is kept is all of one kind. */
async function keptIn(cache: string, root = '/kb'): Promise<string | undefined> {
  const bytes = await diskStore(cache, root).read(1 << 30);
  if (bytes === undefined) return undefined;
  assert.ok(bytes instanceof Uint8Array, JSON.stringify(bytes));
  const all = new Set(Buffer.from(bytes).toString('latin1'));
  assert.equal(all.size, 1);
  return [...all][0];
}

test('who writes at once and in the same moment writes whole, and who reads meanwhile reads something whole', async () => {
  const cache = folder();
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  try {
    const store = () => diskStore(cache, '/kb');
    await store().write(content('0'));
    let isOver = false;
    const reading = (async () => {
      while (!isOver) assert.match((await keptIn(cache))!, /^[0-9]$/);
    })();
    for (let round = 0; round < 5; round++) {
      const refused = await Promise.all([...'12345'].map(of => store().write(content(of))));
      assert.deepEqual(refused, Array(5).fill(undefined));
      assert.match((await keptIn(cache))!, /^[1-5]$/);
      assert.equal(readdirSync(cache).length, 1);
    }
    isOver = true;
    await reading;
  } finally {
    mock.timers.reset();
  }
});

test('a disk that takes a part of what is written takes the rest later', async () => {
  const cache = folder();
  const handle = await open(join(cache, 'any'), 'w');
  const { write } = Object.getPrototypeOf(handle);
  await handle.close();
  const partly = mock.method(Object.getPrototypeOf(handle), 'write', function (this: unknown, bytes: Uint8Array, ...rest: unknown[]) {
    return write.call(this, bytes.length > 100 ? bytes.subarray(0, bytes.length - 100) : bytes, ...rest);
  });
  try {
    assert.equal(await diskStore(cache, '/kb').write(content('7')), undefined);
    assert.equal(await keptIn(cache), '7');
  } finally {
    partly.mock.restore();
  }
});

test('what fails in the middle of writing leaves what was kept before, nothing beside it, and says why', async () => {
  const cache = folder();
  const store = diskStore(cache, '/kb');
  await store.write(content('1'));
  const failing = async function* () {
    yield* content('2', 20);
    throw new Error('ENOSPC: no space left on device, write');
  };
  assert.deepEqual(await store.write(failing()), { reason: 'ENOSPC: no space left on device, write' });
  assert.equal(await keptIn(cache), '1');
  assert.equal(readdirSync(cache).length, 1);
});

/** A program that writes for ever; ends when it has begun. */
async function writing(cache: string): Promise<ChildProcess> {
  const script = `
    import { diskStore } from './server/host/store.ts';
    void diskStore(${JSON.stringify(cache)}, '/kb').write((async function* () {
      for (let i = 0; ; i++) { yield Buffer.alloc(128 * 1024, '9'); if (i === 3) console.log('begun'); await new Promise(setImmediate); }
    })());`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: join(dirname(fileURLToPath(import.meta.url)), '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

test('a program that is killed while it writes leaves what was kept before, and its half goes after a day', async () => {
  const cache = folder();
  const store = diskStore(cache, '/kb');
  await store.write(content('1'));
  const child = await writing(cache);
  assert.equal(await keptIn(cache), '1');
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.equal(await keptIn(cache), '1');
  const halves = () => readdirSync(cache).filter(name => name.endsWith('.tmp'));
  assert.equal(halves().length, 1);
  // It may still be written, for all that the next program knows.
  await store.write(content('2'));
  assert.equal(halves().length, 1);
  for (const days of [-2, 2]) {
    const [half = 'x.concord-snapshot.tmp'] = halves();
    writeFileSync(join(cache, half), '');
    // The clock may have been wrong.
    utimesSync(join(cache, half), new Date(Date.now() + days * 86_400_000), new Date(Date.now() + days * 86_400_000));
    await store.write(content('3'));
    assert.deepEqual(halves(), []);
  }
  assert.equal(await keptIn(cache), '3');
});

test('a file that another program has swept meanwhile is no fault', async () => {
  const cache = folder();
  const roots = Array.from({ length: 8 }, (_, i) => `/kb${i}`);
  const refused = await Promise.all(roots.map((root, i) => diskStore(cache, root).write(content(`${i}`))));
  assert.deepEqual(refused, Array(8).fill(undefined));
  for (const [i, root] of roots.entries()) assert.equal(await keptIn(cache, root), `${i}`);
  assert.equal(readFileSync(join(cache, readdirSync(cache)[0]!)).length, 40 * 8 * 1024 + 40);
});
