import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { Script } from 'node:vm';
import { build } from './build.ts';

const ending = '.concord-compiled';
/** Those that share a folder may be of several versions, or run on several versions of V8. */
const most = 4;

type Compile = (this: NodeModule, content: string, file: string) => unknown;
const modules = Module as unknown as { wrap(content: string): string; prototype: { _compile: Compile } };

/**
 * Lets V8 keep what it makes of our files in a folder, so that it need not compile them again at the next start: more than a quarter of the time until the first findings. To be called before the files are
 * required, and after V8 has been told its flags. Answers what does the keeping, once, for when nobody waits; what is required after that is compiled as ever. What another version of V8 has made is discarded by V8, what is
 * damaged is not even shown to it, and `build` tells the versions of our files apart. Nothing is kept of what runs from the sources.
 */
export function useCompiled(folder: string): () => Promise<void> {
  if (build === undefined) return async () => {};
  const file = join(folder, `${build}-${process.versions.v8}${ending}`);
  const { work, known } = read(file);
  const loaded = new Map<string, Script>();
  const { _compile } = modules.prototype;
  const ours = dirname(fileURLToPath(import.meta.url));
  const load = loaderIn(ours);
  modules.prototype._compile = function (content, path) {
    if (dirname(path) !== ours) return _compile.call(this, content, path);
    const name = basename(path);
    const cachedData = known.get(name);
    const script = new Script(modules.wrap(content), { filename: path, ...(cachedData && { cachedData }) });
    if (script.cachedDataRejected) known.delete(name);
    loaded.set(name, script);
    return script.runInThisContext().call(this.exports, this.exports, load, this, path, ours);
  };
  return async () => {
    const { user, system } = process.cpuUsage();
    const done = user + system;
    if (done > much * work || [...loaded.keys()].some(name => !known.has(name))) {
      const [before, made] = [sizeOf(known), new Map(known)];
      for (const [name, script] of loaded) {
        made.set(name, script.createCachedData());
        await new Promise<void>(resolve => setImmediate(resolve));
      }
      if (sizeOf(made) > 1.1 * before) write(file, serialize({ work: Math.max(done, work), known: made } satisfies Kept));
    }
    // Nobody needs the megabytes any more.
    modules.prototype._compile = _compile;
    known.clear();
    loaded.clear();
  };
}

/** What has been kept. `work`: the CPU, in microseconds, of the program that kept it: how much of our code it may have run. */
interface Kept {
  readonly work: number;
  readonly known: Map<string, Buffer>;
}

/** A program that has done so many times the work of the one before it has run more of our code; to look costs more than little of it is worth. */
const much = 3;

/** `require` for files in a folder that name each other as `./NAME`: Node would look at the disk for what each of them may be. All else is left to it. */
function loaderIn(folder: string): NodeJS.Require {
  const ordinary = createRequire(join(folder, 'any.js'));
  const load = (request: string): unknown => {
    if (!request.startsWith('./')) return ordinary(request);
    const file = join(folder, request);
    const there = ordinary.cache[file];
    if (there !== undefined) return there.exports;
    const module = new Module(file);
    module.filename = file;
    ordinary.cache[file] = module;
    try {
      modules.prototype._compile.call(module, readFileSync(file, 'utf8'), file);
    } catch (error) {
      delete ordinary.cache[file];
      throw error;
    }
    module.loaded = true;
    return module.exports;
  };
  return Object.assign(load, ordinary);
}

const sizeOf = (all: ReadonlyMap<string, Buffer>): number => [...all.values()].reduce((size, { length }) => size + length, 0);

const nothing = (): Kept => ({ work: 0, known: new Map() });

/** It is there twice, so that damage shows: `node:crypto`, for a checksum, takes longer to load than all of this. */
function read(file: string): Kept {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(0, bytes.length / 2);
    return content.equals(bytes.subarray(content.length)) ? deserialize(content) : nothing();
  } catch {
    return nothing();
  }
}

function write(file: string, content: Buffer): void {
  // No `node:crypto` for this either.
  const temporary = `${file}.${process.pid}.${process.hrtime.bigint()}${leftover}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, Buffer.concat([content, content]), { flag: 'wx' });
    renameSync(temporary, file);
  } catch {
    // It only saves time.
  }
  sweep(dirname(file), temporary);
}

/** What is being written, or was when its program ended. */
const leftover = '.tmp';
/** In milliseconds. Nobody writes for so long. */
const aDay = 24 * 3600 * 1000;

/** Removes all but the newest, and what has been left half written, by us or long ago. */
function sweep(folder: string, half: string): void {
  try {
    rmSync(half, { force: true });
    const ours = readdirSync(folder).filter(name => name.includes(ending));
    const files = ours.flatMap(name => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats === undefined ? [] : [{ file: join(folder, name), changed: stats.mtimeMs }];
    });
    const whole = files.filter(({ file }) => file.endsWith(ending)).sort((a, b) => b.changed - a.changed);
    const halves = files.filter(({ file, changed }) => file.endsWith(leftover) && Math.abs(Date.now() - changed) > aDay);
    for (const { file } of [...whole.slice(most), ...halves]) rmSync(file, { force: true });
  } catch {
    // What is too much takes room, no more.
  }
}
