import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { applied, type Edit, inverse } from '../../server/model/fix.ts';
import { groupedBy } from '../../server/model/grouping.ts';
import type { KbPath } from '../../server/model/path.ts';
import { finished } from '../../server/model/steps.ts';
import { Moves, obstacleTo } from '../../server/reshape/moves.ts';
import { followingDone, followingMoves } from '../../server/workspace/moving.ts';
import { type ReshapeCase, reshapeCases, workspaceOf } from './cases.ts';

const cases = reshapeCases(readFileSync('test/reshape/moves.kb', 'utf8'));

const movesIn = ({ sections }: ReshapeCase): Moves =>
  new Moves(
    sections
      .get('moves')!
      .split('\n')
      .flatMap(line => {
        const [from, to] = line.split(' → ') as [KbPath, KbPath];
        return to === undefined ? [] : [{ from, to }];
      }),
  );

/** What the files say after, by where they lie before. */
function textsAfter(files: ReadonlyMap<KbPath, string>, edits: readonly Edit[]) {
  const byPath = groupedBy(edits, ({ path }) => path);
  return new Map([...files].map(([path, text]) => [path, applied(text, byPath.get(path) ?? [])]));
}

describe('what follows a move', () => {
  for (const one of cases) {
    it(one.title, async () => {
      const moves = movesIn(one);
      const workspace = await workspaceOf(one.files);
      const { edits, lost } = finished(followingMoves(moves, workspace));
      const after = textsAfter(one.files, edits);
      const expected = new Map([...one.files].map(([path, text]) => [path, one.after.get(path) ?? text]));
      assert.deepEqual(after, expected);
      assert.deepEqual(lost, []);
      for (const [path, own] of groupedBy(edits, edit => edit.path))
        assert.equal(applied(after.get(path)!, inverse(one.files.get(path)!, own)), one.files.get(path), 'taken back');
    });
  }
});

describe('the same follows what has been moved already', () => {
  // What is configured is read as it is after the move, and what counts from it is not what it was.
  for (const one of cases.filter(({ files }) => ![...files.keys()].some(path => /concord\.json$|mkdocs|vitepress/.test(path)))) {
    it(one.title, async () => {
      const moves = movesIn(one);
      const there = new Map([...one.files].map(([path, text]) => [moves.of(path), text]));
      const workspace = await workspaceOf(there);
      const { edits } = finished(followingDone(moves, workspace));
      const expected = new Map([...one.files].map(([path, text]) => [moves.of(path), one.after.get(path) ?? text]));
      assert.deepEqual(textsAfter(there, edits), expected);
    });
  }
});

describe('moves that cannot be made', () => {
  for (const [written, kind] of [
    ['none.md → b.md', 'missing'],
    ['part → part/sub', 'inside itself'],
    ['a.md → b.md', 'taken'],
    ['a.md → c.md\nb.md → c.md', 'taken'],
    ['a.md → b.md\nb.md → a.md', undefined],
    ['a.md → A.md', undefined],
  ] as const) {
    it(written.replace('\n', ', '), async () => {
      const files = new Map(['a.md', 'b.md', 'part/x.md'].map(path => [path as KbPath, '# X\n']));
      const moves = movesIn({ title: '', files, after: new Map(), sections: new Map([['moves', written]]) });
      assert.equal(obstacleTo(moves, (await workspaceOf(files)).kb)?.kind, kind);
    });
  }
});
