import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from '../server/extract/extract.ts';
import { Checker } from '../server/model/check.ts';
import { defaults } from '../server/model/configuration.ts';
import { keyOf } from '../server/model/entries.ts';
import { KnowledgeBase } from '../server/model/knowledgeBase.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Rule } from '../server/model/rule.ts';

const [a, b, c] = ['a.md', 'b.md', 'c.md'] as KbPath[] as [KbPath, KbPath, KbPath];
const at = (start: number) => ({ span: { start, end: start + 1 }, message: `${start}` });

/** Asks whether b.md is there, and may rest before and after it says so. */
const asking: Rule = {
  id: 'asking',
  group: 'links',
  summary: 'A rule that asks for one file',
  severity: 'warning',
  *check({ path }, index) {
    yield undefined;
    const isThere = index.lookup('file', b).length > 0;
    yield undefined;
    if (!isThere) yield { ...at(0), message: `${path}: b.md is missing` };
  },
};

function baseWith(rules: readonly Rule[], texts: Readonly<Record<string, string>> = { [a]: 'text' }) {
  const failures: string[] = [];
  const kb = new KnowledgeBase(defaults.links);
  const apply = (path: KbPath, text: string | undefined) =>
    checker.concernedBy(kb.apply(path, text === undefined ? undefined : { path, facts: extract(text) }));
  const checker: Checker = new Checker(kb, rules, { ...defaults, isChecked: path => path !== c }, (rule, path, error) =>
    failures.push(`${rule} ${path} ${(error as Error).message}`),
  );
  for (const [path, text] of Object.entries(texts)) apply(path as KbPath, text);
  const messages = (path = a) => checker.findings(path).map(({ message }) => message);
  return { kb, checker, apply, failures, messages };
}

test('an interrupted check goes on where it was, and anew when an answer that it has heard is another', () => {
  for (let turns = 0, isDone = false; !isDone; turns++) {
    const { checker, apply, messages } = baseWith([asking]);
    let left = turns;
    isDone = checker.recheck(a, () => left-- <= 0) !== undefined;
    // What has never been checked is in need of that anyway.
    assert.deepEqual([...apply(b, 'here now')], isDone ? [a] : []);
    checker.recheck(a);
    assert.deepEqual(messages(), [], `interrupted after ${turns}`);
    assert.deepEqual([...apply(b, undefined)], [a]);
    assert.equal(checker.recheck(a), true);
    assert.deepEqual(messages(), ['a.md: b.md is missing']);
    assert.equal(checker.recheck(a), false);
  }
});

test('an interrupted check of a text that is another by now begins anew', () => {
  const { checker, apply, messages } = baseWith([
    {
      ...asking,
      *check({ facts }) {
        yield undefined;
        yield { ...at(0), message: facts.headings.map(({ text }) => text).join() };
      },
    },
  ]);
  apply(a, '# One');
  assert.equal(
    checker.recheck(a, () => true),
    undefined,
  );
  assert.deepEqual(messages(), []);
  apply(a, '# Two');
  checker.recheck(a);
  assert.deepEqual(messages(), ['Two']);
});

test('a check that is not interrupted again goes on, without a second question', () => {
  let asked = 0;
  const { checker, messages } = baseWith([
    {
      ...asking,
      *check() {
        asked++;
        yield at(1);
        yield undefined;
        yield at(2);
      },
    },
  ]);
  let turns = 0;
  while (checker.recheck(a, () => true) === undefined) turns++;
  assert.deepEqual([asked, messages()], [1, ['1', '2']]);
  assert(turns > 1, String(turns));
});

test('who has looked up what is forgotten when a chapter looks up something else, goes, or is not checked', () => {
  const wanted = new Map([
    [a, 'x.md'],
    [b, 'x.md'],
  ]);
  const { kb, checker, apply } = baseWith(
    [
      {
        ...asking,
        *check({ path }, index) {
          if (index.lookup('file', wanted.get(path)!).length > 0) yield at(0);
        },
      },
    ],
    { [a]: '', [b]: '', [c]: '' },
  );
  const [x, y] = ['x.md', 'y.md'] as KbPath[] as [KbPath, KbPath];
  const concernedBy = (path: KbPath) => [...checker.concernedBy([keyOf('file', path)])].sort();
  for (const path of [a, b, c]) checker.recheck(path);
  assert.deepEqual(concernedBy(x), [a, b]);
  assert.equal(checker.checked(c), undefined);
  wanted.set(b, y);
  checker.recheck(b);
  assert.deepEqual([concernedBy(x), concernedBy(y)], [[a], [b]]);
  wanted.set(a, y);
  checker.recheck(a);
  assert.deepEqual([concernedBy(x), concernedBy(y)], [[], [a, b]]);
  apply(a, undefined);
  assert.equal(kb.chapter(a), undefined);
  checker.recheck(a);
  assert.deepEqual(concernedBy(y), [b]);
});

test('a chapter that is gone is news where something had been found, and only there', () => {
  const { checker, apply, messages } = baseWith([asking], { [a]: '', [c]: '' });
  assert.equal(checker.recheck(a), true);
  apply(a, undefined);
  assert.equal(checker.recheck(a), true);
  assert.deepEqual(messages(), []);
  assert.equal(checker.recheck(a), false);
  assert.equal(checker.recheck(c), false);
});

test('findings are in the order of the text, then the longer later, then by rule; a rule that is off is not asked', () => {
  const rule = (id: string, problems: readonly (readonly [number, number])[], severity: Rule['severity'] = 'warning'): Rule => ({
    ...asking,
    id,
    severity,
    *check() {
      for (const [start, end] of problems) yield { span: { start, end }, message: '' };
    },
  });
  const { checker } = baseWith([
    rule('z', [
      [5, 6],
      [0, 9],
    ]),
    rule('b', [
      [0, 9],
      [0, 3],
    ]),
    rule('off', [[1, 2]], 'off'),
    rule('a', [[5, 6]]),
  ]);
  checker.recheck(a);
  assert.deepEqual(
    checker.findings(a).map(({ rule, span }) => `${rule} ${span.start}–${span.end}`),
    ['b 0–3', 'b 0–9', 'z 0–9', 'a 5–6', 'z 5–6'],
  );
});

test('a rule that throws costs what it had still to say', () => {
  const { checker, failures, messages } = baseWith([
    {
      ...asking,
      id: 'failing',
      *check() {
        yield at(3);
        throw new Error('no');
      },
    },
    {
      ...asking,
      *check() {
        yield at(1);
      },
    },
  ]);
  checker.recheck(a);
  assert.deepEqual(messages(), ['1', '3']);
  assert.deepEqual(failures, ['failing a.md no']);
  assert.deepEqual(checker.failed.get(a), ['failing']);
  assert.deepEqual(checker.checked(a)?.failed, ['failing']);
});

test('what was known at another time is taken as it was: findings, failures, gaps and whom they hang on', () => {
  const { checker, apply } = baseWith([asking]);
  const finding = { ...at(0), rule: 'asking', severity: 'warning', isGap: true } as const;
  checker.restore(a, { findings: [finding], read: [keyOf('file', b)], failed: ['other'] });
  assert.deepEqual(checker.findings(a), [finding]);
  assert.deepEqual([[...checker.failed], [...checker.gaps]], [[[a, ['other']]], [a]]);
  assert.deepEqual([...apply(b, '')], [a]);
  checker.recheck(a);
  assert.deepEqual([[...checker.failed], [...checker.gaps], checker.findings(a)], [[], [], []]);
});

test('messages are shown as they are: what cannot be seen in them is made visible', () => {
  const { checker } = baseWith([
    {
      ...asking,
      *check({ path }) {
        yield { ...at(0), message: 'a\u202eb', related: [{ path, span: at(0).span, message: 'c\u0007d' }] };
      },
    },
  ]);
  checker.recheck(a);
  const [{ message, related } = assert.fail()] = checker.findings(a);
  for (const text of [message, related![0]!.message]) assert.doesNotMatch(text, /[\u202e\u0007]/);
});
