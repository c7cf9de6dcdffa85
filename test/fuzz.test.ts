import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endFreshServers } from './fuzz/client.ts';
import { episode } from './fuzz/episode.ts';
import { shrunken } from './fuzz/shrink.ts';
import { changed, difference, placed } from './fuzz/steps.ts';

after(endFreshServers);

/** The first episodes of `npm run fuzz -- --seed 1` and `--seed 2`, cut short. */
for (const seed of [100_000, 200_000]) {
  test(`after 100 edits of all kinds the built server says what a fresh one says (${seed})`, { timeout: 120_000 }, async () => {
    const { failure } = await episode(seed, 100);
    assert.equal(failure?.differences.join('\n'), undefined, `npm run fuzz -- --seed ${seed / 100_000} tells after which steps`);
  });
}

test('steps that a failure does not need are left out', async () => {
  const steps = Array.from({ length: 100 }, (_, i) => i);
  let tried = 0;
  const fails = async (some: readonly number[]) => {
    tried++;
    return [13, 77, 99].every(step => some.includes(step));
  };
  assert.deepEqual(await shrunken(steps, fails, 10_000), [13, 77, 99]);
  assert(tried < 150, `${tried} tries`);
});

test('changes keep halves of characters and line ends together, and places past the end mean the end', () => {
  assert.equal(changed('a𠀀b', [{ at: 2, remove: 1, insert: 'x' }]), 'ax𠀀b');
  assert.equal(changed('a\r\nb', [{ at: 0, remove: 2, insert: '' }]), '\r\nb');
  assert.deepEqual(placed('ab', { at: 7, remove: 3, insert: '' }), { start: 2, end: 2 });
  for (const [from, to] of [
    ['aXc', 'aYYc'],
    ['', 'x'],
    ['aa', 'a'],
    ['ab', 'ab'],
  ] as const)
    assert.equal(changed(from, [difference(from, to)]), to);
});
