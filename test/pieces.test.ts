import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json, jsonInPieces, writeAll } from '../server/cli/say.ts';
import type { KbPath } from '../server/model/path.ts';
import { catalogueOf, commonHead, commonTail } from '../server/rules/repair/catalogue.ts';
import { byHead, byTail } from '../server/rules/repair/nearest.ts';
import { openedWorkspace } from './kb.ts';
import { memoryHost } from './memoryHost.ts';
import { randomOf } from './random.ts';

describe('a report in pieces', () => {
  it('is the JSON of the whole', () => {
    const whole = (items: readonly unknown[]) => ({ version: 1, runs: [{ items, said: 'a\n\u0085“b”' }], stats: {} });
    for (const items of [[], [1], [{ a: [{ b: 'x\ny' }], c: {} }, [], 'z\u202e'], [null, {}]])
      assert.equal([...jsonInPieces(whole, items)].join(''), `${json(whole(items))}\n`);
  });

  it('waits while who reads it is behind', async () => {
    const said: string[] = [];
    let drained: (() => void) | undefined;
    const stream = {
      write: (text: string) => {
        assert.equal(drained, undefined, 'nothing is written before what was written is read');
        said.push(text);
        return false;
      },
      once: (event: string, listener: () => void) => {
        if (event !== 'drain') return;
        drained = listener;
        setImmediate(() => {
          drained = undefined;
          listener();
        });
      },
    };
    await writeAll(
      stream,
      Array.from({ length: 20 }, () => 'x'.repeat(30_000)),
    );
    assert(said.length > 5);
    assert.equal(said.join('').length, 600_000);
  });
});

describe('the nearest files of one name', () => {
  it('come in the order in which they would if all were compared', async () => {
    const random = randomOf(7);
    const folder = () => Array.from({ length: random.below(4) }, () => `${random.oneOf(['a', 'b', 'a-b', 'C'])}/`).join('');
    const paths = [...new Set(Array.from({ length: 80 }, () => `${folder()}x.md`))].sort() as KbPath[];
    const catalogue = catalogueOf((await openedWorkspace(memoryHost(Object.fromEntries(paths.map(path => [path, '# X\n']))))).kb);
    for (let round = 0; round < 200; round++) {
      const [from, tail] = [`${folder()}y.md` as KbPath, `${folder()}x.md` as KbPath];
      const near = (a: KbPath, b: KbPath) => commonHead(b, from) - commonHead(a, from);
      assert.deepEqual([...byHead(paths, from)], paths.toSorted(near));
      const all = paths.map(path => ({ path, tail: commonTail(path, tail) })).sort((a, b) => b.tail - a.tail || near(a.path, b.path));
      const isSure = all[0]!.tail >= 2 && all[1]!.tail < all[0]!.tail;
      assert.deepEqual(
        [...byTail(from, tail, paths, 1, catalogue)],
        (isSure ? all.slice(0, 1) : all).map(({ path }) => path),
      );
    }
  });
});
