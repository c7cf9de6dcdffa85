import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import type { Refusal, Store } from './host.ts';

/** What all snapshots of a folder may take together, in bytes; the oldest go first. */
const roomForAll = 512 * 1024 * 1024;
const ending = '.concord-snapshot';

/** A place on the disk for the snapshot of one knowledge base. Several programs may use it at a time: the last one to finish wins, whole. */
export function diskStore(folder: string, root: string): Store {
  const file = join(folder, `${createHash('sha1').update(root).digest('hex')}${ending}`);
  return {
    async read(largest) {
      try {
        if ((await stat(file)).size > largest) return { reason: t('it is larger than {0} MB', largest >> 20) };
        const bytes = await readFile(file);
        const content = bytes.subarray(0, -checksumLength);
        return (await checksum([content])) === bytes.subarray(-checksumLength).toString('latin1')
          ? content
          : { reason: t('it is damaged') };
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : refusal(error);
      }
    },

    async write(chunks) {
      const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
      try {
        await mkdir(folder, { recursive: true });
        const hash = createHash('sha1');
        const handle = await open(temporary, 'wx');
        try {
          for await (const chunk of gathered(chunks)) {
            hash.update(chunk);
            await handle.writeFile(chunk); // A mere `write` may write a part.
          }
          await handle.writeFile(hash.digest('hex'), 'latin1');
        } finally {
          await handle.close();
        }
        await rename(temporary, file);
        await sweep(folder, file).catch(() => {});
        return undefined;
      } catch (error) {
        // The snapshot only saves time; the next program does without it.
        await rm(temporary, { force: true }).catch(() => {});
        return refusal(error);
      }
    },
  };
}

const refusal = (error: unknown): Refusal => ({ reason: error instanceof Error ? error.message : String(error) });

/** Of a SHA-1 in hexadecimal. */
const checksumLength = 40;
const stretch = 4 * 1024 * 1024;

/** Computed a stretch at a time, so that nothing else waits for long. */
async function checksum(buffers: readonly Buffer[]): Promise<string> {
  const hash = createHash('sha1');
  for (const buffer of buffers) {
    for (let at = 0; at < buffer.length; at += stretch) {
      hash.update(buffer.subarray(at, at + stretch));
      await new Promise<void>(resolve => setImmediate(resolve));
    }
  }
  return hash.digest('hex');
}

/** Chunks put together to pieces of some size: a file has fewer writes than records, and nothing else waits for long. */
async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < 64 * 1024) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  yield Buffer.concat(waiting);
}

/** Removes the oldest snapshots until the rest has room, and what a killed program has left half written. */
async function sweep(folder: string, ours: string): Promise<void> {
  const names = (await readdir(folder)).filter(name => name.includes(ending));
  const all = names.map(async name => ({ file: join(folder, name), stats: await stat(join(folder, name)).catch(() => undefined) }));
  // Another program may have swept meanwhile.
  const files = (await Promise.all(all)).flatMap(({ file, stats }) => (stats === undefined ? [] : [{ file, stats }]));
  files.sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  let taken = 0;
  for (const { file, stats } of files) {
    const isLeftover = !file.endsWith(ending) && Math.abs(Date.now() - stats.mtimeMs) > 24 * 3600 * 1000;
    if (file.endsWith(ending)) taken += stats.size;
    if (file !== ours && (isLeftover || taken > roomForAll)) await rm(file, { force: true });
  }
}
