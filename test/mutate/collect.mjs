// Stands for `node:test` where mutants are tried: tests are gathered when their files are imported, and then run one by one, as often as is wanted.
import { mock } from 'node:test';

export { mock };

/** A group of tests, with what is done before and after them; a file is one. */
const group = (name, parent) => ({ name, parent, before: [], after: [], beforeEach: [], afterEach: [] });

const everywhere = group('');
let within = everywhere;
/** All tests so far: `{ name, file, groups, run }`, `groups` from the outermost. */
export const tests = [];

/** The tests of a file, which `load` imports. */
export async function gather(file, load) {
  within = group(file, everywhere);
  await load();
  within = everywhere;
}

const hook = kind => fn => {
  // What a helper wants after each test, it wants after those of all files that import it.
  (kind.endsWith('Each') && within.parent === everywhere ? everywhere : within)[kind].push(fn);
};
export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

export function describe(name, ...rest) {
  within = group(name, within);
  rest.at(-1)();
  within = within.parent;
}
export const suite = describe;

export function test(name, ...rest) {
  const groups = [];
  for (let one = within; one !== undefined; one = one.parent) groups.unshift(one);
  // Tests of a group that prepares something are best run one after the other.
  const prepared = groups.find(one => one.before.length > 0);
  tests.push({
    unit: prepared ?? {},
    name: [...groups.slice(2).map(one => one.name), name].join(' > '),
    file: groups[1].name,
    groups,
    run: rest.at(-1),
  });
}
export const it = test;
export default test;

/** Groups that have been begun and not ended, from the outermost. */
const begun = [];

/** Runs one test with what belongs before and after it; groups end with `leave`, or when a test of another one runs. Rejects when it fails, or is not through after `patience` milliseconds. */
export async function runTest({ name, groups, run }, patience) {
  await leave(patience, groups);
  for (const one of groups.slice(begun.length)) {
    begun.push(one);
    for (const fn of one.before) await inTime(fn, [], patience);
  }
  const afterwards = [];
  const context = { name, mock, after: fn => void afterwards.push(fn), diagnostic: () => {} };
  let failure;
  const attempt = async (fn, ...given) => {
    try {
      await inTime(fn, given, patience);
    } catch (error) {
      failure ??= { error };
    }
  };
  for (const one of groups) for (const fn of one.beforeEach) await attempt(fn);
  if (failure === undefined) await attempt(run, context);
  for (const fn of afterwards) await attempt(fn);
  for (const one of groups.toReversed()) for (const fn of one.afterEach) await attempt(fn);
  if (failure !== undefined) throw failure.error;
}

/** Ends the groups that have been begun, but for those of `staying`. */
export async function leave(patience, staying = []) {
  while (begun.length > 0 && begun.at(-1) !== staying[begun.length - 1]) {
    const one = begun.pop();
    if (!isForTheEnd(one)) for (const fn of one.after) await inTime(fn, [], patience).catch(() => {});
  }
}

/** What a file or a helper undoes without having done it before its tests was done when it was imported; the folder for temporary files goes with the program. */
const isForTheEnd = ({ parent, before }) => (parent === undefined || parent === everywhere) && before.length === 0;

const { setTimeout, clearTimeout } = globalThis;

async function inTime(fn, given, patience) {
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('The test never ends.')), patience);
    });
    await Promise.race([(async () => fn(...given))(), late]);
  } finally {
    clearTimeout(timer);
  }
}
