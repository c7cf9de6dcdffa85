import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host, Store } from '../server/host/host.ts';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { type Reader, readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';
import { type Random, randomOf } from './random.ts';

/** What has been asked of a machine and is not answered yet; which answer comes next is chance. */
class Machine {
  readonly #random: Random;
  readonly #waiting: (() => void)[] = [];
  readonly disk: MemoryHost;
  renamed: ReadonlyMap<KbPath, KbPath> = new Map();

  constructor(random: Random, disk: MemoryHost) {
    this.#random = random;
    this.disk = disk;
  }

  /** Takes its time before it looks and before it answers. */
  #late = async <T>(look: () => T | Promise<T>): Promise<T> => {
    await this.#turn();
    const seen = await look();
    await this.#turn();
    return seen;
  };

  #turn = (): Promise<void> => new Promise(resolve => this.#waiting.push(resolve));

  /** Lets somebody go on; false when nobody waits. */
  async goOn(): Promise<boolean> {
    const [next] = this.#waiting.splice(this.#random.below(this.#waiting.length), 1);
    next?.();
    await new Promise(setImmediate);
    return next !== undefined;
  }

  get host(): Host {
    const { disk } = this;
    return {
      ...disk,
      list: (...where) => this.#late(() => disk.list(...where)),
      typeOf: (...where) => this.#late(() => disk.typeOf(...where)),
      renames: () => this.#late(() => this.renamed),
    };
  }

  /** Reads in any order, as a worker may. */
  get reader(): Reader {
    const late = this.#late;
    const here = readerHere(this.disk);
    const random = this.#random;
    return {
      async *read(root, paths, wanted, cancelled) {
        const left = [...paths];
        while (left.length > 0 && !cancelled()) {
          const path = left.splice(random.below(left.length), 1)[0]!;
          yield* await late(async () => {
            const read = [];
            for await (const one of here.read(root, [path], wanted, () => false)) read.push(one);
            return read;
          });
        }
      },
      dispose: () => {},
    };
  }

  /** Keeps the bytes that were written last. */
  get store(): Store {
    let kept: Uint8Array | undefined;
    return {
      read: () => this.#late(() => kept),
      write: async chunks => {
        const all: Uint8Array[] = [];
        for await (const chunk of chunks) {
          all.push(Uint8Array.from(chunk));
          await this.#turn();
        }
        kept = Buffer.concat(all);
      },
    };
  }
}

const base = {
  'a.md': '# A\n\n[x](b.md) [y](b.md#spans) [z](c/d.md#deck) [w](e/f.md)\n',
  'b.md': '# B\n\n## Spans\n',
  'c/d.md': '# D\n\n## Deck\n\n[up](../b.md#b) [pic](../p.png)\n',
  'p.png': '',
  'concord.json': '{}',
};

const texts = [
  '# A\n\n[x](b.md#spans)\n',
  '# B\n\n## Spans\n\n[x](c/d.md#deck) [y](a.md#b)\n',
  '# D\n\n## Piers\n\n[x](../e/f.md) [y](b.md)\n',
  '# F\n\n[x](../p.png) [y](../a.md/g.md)\n\n[y]: no.md\n',
];
const configurations = [
  '{}',
  '{ "rules": { "missing-anchor": "off" } }',
  '{ "exclude": ["c"] }',
  '{ "claims": { "metrics": [{ "name": "maturity", "unit": "ratio" }] } }',
  '{ "baseline": "accepted.json" }',
];
const accepted = '{ "version": 1, "accepted": { "a.md missing-file {\\"destination\\":\\"e/f.md\\"}": 1 } }';
const names = ['a.md', 'b.md', 'c/d.md', 'e/f.md', 'a.md/g.md', 'p.png', 'c', 'e'] as const;

/** Writes, removes, locks or keeps out something; what is in the way of it goes. Answers what has changed. */
function change(random: Random, disk: MemoryHost): KbPath[] {
  const path = (random.below(8) === 0 ? 'concord.json' : random.below(8) === 0 ? 'accepted.json' : random.oneOf(names)) as KbPath;
  const changed = [path];
  for (const other of [...disk.files.keys()]) {
    if (other !== path && !other.startsWith(`${path}/`) && !path.startsWith(`${other}/`)) continue;
    disk.files.delete(other);
    changed.push(other);
  }
  if (path === 'concord.json') disk.write(path, random.oneOf(configurations));
  else if (path === 'accepted.json') disk.write(path, accepted);
  else {
    const what = random.below(8);
    const isFolder = !path.includes('.');
    if (what === 0) disk.files.set(path, 'ignored');
    else if (what === 1) disk.files.set(path, 'locked');
    else if (what === 2) disk.files.set(path, Buffer.from('# \u00e9\n', 'latin1'));
    else if (what < 7 && !isFolder) disk.write(path, random.oneOf(texts));
    if (isFolder && what > 1) disk.files.delete(path);
  }
  return changed;
}

/** Everything that a workspace does while it waits for the disk, in some order, until all has settled. */
async function live(seed: number, steps: number): Promise<void> {
  const random = randomOf(seed);
  const machine = new Machine(random, memoryHost(base));
  const { disk } = machine;
  const log = (message: string) => assert.doesNotMatch(message, /Error|failed/);
  const keeping = { store: machine.store, identity: 'one' };
  let workspace = new Workspace('/kb', { host: machine.host, reader: machine.reader, rules, log, ...keeping });
  const underWay = new Set<Promise<unknown>>();
  const under = (act: Promise<unknown>) => {
    underWay.add(act);
    void act.finally(() => underWay.delete(act));
  };
  const settle = async () => {
    for (;;) {
      while (await machine.goOn()) if (random.below(3) === 0) workspace.runChecks(() => random.below(2) === 0);
      if (underWay.size === 0) break;
    }
    finish(workspace);
  };
  const load = () =>
    under(
      workspace.load(
        () => {},
        () => false,
      ),
    );
  const open = new Map<KbPath, string>();
  let configured: string | undefined;
  let untold: KbPath[] = [];
  let hasAsked = false;
  const actions: Readonly<Record<string, () => unknown>> = {
    'something changes': () => untold.push(...change(random, disk)),
    'something else changes': () => untold.push(...change(random, disk)),
    'it is told': () => {
      const told = untold;
      untold = [];
      if (told.length > 0) under(workspace.refresh([...new Set(told)]));
    },
    'some of it is told': () => {
      const told = untold.splice(random.below(untold.length + 1), 1);
      if (told.length > 0) under(workspace.refresh(told));
    },
    'a chapter is edited': () => {
      const path = random.oneOf(['a.md', 'b.md', 'c/d.md', 'e/f.md'] as KbPath[]);
      open.set(path, random.oneOf(texts));
      workspace.setText(path, open.get(path)!);
    },
    'a chapter is closed': () => {
      for (const path of open.keys()) {
        open.delete(path);
        under(workspace.closeDocument(path));
        return;
      }
    },
    'the configuration is edited': () => {
      configured = random.below(3) === 0 ? undefined : random.oneOf(configurations);
      under(workspace.configure(configured));
    },
    'everything is read again': load,
    'the history is asked': () => {
      machine.renamed = new Map([[`old${random.below(3)}.md`, 'b.md']] as [KbPath, KbPath][]);
      hasAsked = true;
      under(workspace.learnRenames());
    },
    'it is kept': () => under(workspace.remember()),
    'it is checked': () => workspace.runChecks(() => random.below(3) === 0),
    'a request is answered': () => {
      workspace.flush();
      workspace.runChecks(() => random.below(3) === 0);
    },
    'the disk answers': () => machine.goOn(),
  };
  load();
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const what = random.below(2) === 0 ? 'the disk answers' : random.oneOf(Object.keys(actions));
    await actions[what]!();
    done.push(what);
    if (step % 60 !== 59) continue;
    if (untold.length > 0) under(workspace.refresh(untold.splice(0)));
    await settle();
    await assertFresh(workspace, machine, open, configured, () => `seed ${seed}, step ${step}: ${done.slice(-60).join(', ')}`);
    if (hasAsked) assert.equal(workspace.workshop.renames, machine.renamed);
    done.push('|');
    if (random.below(4) > 0) continue;
    // The next start, from what was kept.
    under(workspace.remember());
    await settle();
    workspace = new Workspace('/kb', { host: machine.host, reader: machine.reader, rules, log, ...keeping });
    open.clear();
    configured = undefined;
    hasAsked = false;
    load();
  }
}

/** A chapter that somebody waits for is told before the others are checked. */
function finish(workspace: Workspace): void {
  for (let turn = 0; turn < 20 && workspace.hasWork; turn++) workspace.runChecks(() => false);
}

async function assertFresh(
  workspace: Workspace,
  { disk, renamed }: Machine,
  open: ReadonlyMap<KbPath, string>,
  configured: string | undefined,
  context: () => string,
): Promise<void> {
  const fresh = new Workspace('/kb', { host: { ...disk, renames: async () => renamed }, reader: readerHere(disk), rules, log: () => {} });
  if (configured !== undefined) await fresh.configure(configured);
  for (const [path, text] of open) fresh.setText(path, text);
  await fresh.load(
    () => {},
    () => false,
  );
  finish(fresh);
  assert.equal(workspace.hasWork, false, context());
  assert.deepEqual([...workspace.kb.paths()].sort(), [...fresh.kb.paths()].sort(), context());
  for (const path of allPaths(fresh)) assert.deepEqual(workspace.findings(path), fresh.findings(path), `${path}: ${context()}`);
}

for (const seed of [2, 5, 16, 19, 22]) {
  test(`a disk that answers late and in another order, seed ${seed}`, () => live(seed, 1200));
}
