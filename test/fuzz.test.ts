import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endFreshServers } from './fuzz/client.ts';
import { episode } from './fuzz/episode.ts';
import { shrunken } from './fuzz/shrink.ts';
import { changed, difference, placed } from './fuzz/steps.ts';
import { unlessHanging } from './hanging.ts';

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

test('who waits for a server waits for its work, not for a clock: it hangs when it works for too long, or does nothing', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** What comes of it when the server has done so much work each time that its waiter looks, and answers after that. */
  const outcomeOf = async (...work: (number | undefined)[]): Promise<string> => {
    let answer = (_: string) => {};
    const awaited = new Promise<string>(resolve => {
      answer = resolve;
    });
    const left = [0, ...work];
    const outcome = unlessHanging(awaited, () => left.shift(), 10_000).catch((error: Error) => error.message);
    for (const _ of work) {
      t.mock.timers.tick(10_000);
      await new Promise(setImmediate);
    }
    answer('answered');
    return outcome;
  };
  assert.equal(await outcomeOf(), 'answered');
  assert.equal(await outcomeOf(60, 120, 4000, 9999), 'answered', 'on a busy machine');
  assert.equal(await outcomeOf(60, 120, 125), 'No answer, and nothing done for 10000 ms.');
  assert.equal(await outcomeOf(8000, 12_000), 'No answer after 12000 ms of work.');
  assert.equal(await outcomeOf(undefined), 'No answer within 10000 ms.', 'where nobody counts work');
});
