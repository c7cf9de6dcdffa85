import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Events, eventKey } from '../../server/claims/events.ts';
import { Meeting } from '../../server/claims/meeting.ts';
import { Neighbours } from '../../server/claims/neighbours.ts';
import type { Stated } from '../../server/claims/problem.ts';
import { Spans } from '../../server/claims/spans.ts';
import { Earlier, Times } from '../../server/claims/times.ts';
import { interval, meets, point } from '../../server/language/interval.ts';
import type { Claim, Dates } from '../../server/model/claims.ts';

// What is looked up, held against the same found by looking at everything.

const end = fc.constantFrom(0, 0.3, 0.3 + 1e-10, 0.304, 0.305, 0.5, 0.5000001, 0.8, 1, -Infinity, Infinity);
const range = fc.oneof(
  end.filter(Number.isFinite).map(point),
  fc
    .tuple(end, end, fc.boolean(), fc.boolean())
    .map(([a, b, lowOpen, highOpen]) => interval(Math.min(a, b), Math.max(a, b), lowOpen, highOpen)),
);

test('how many of some ranges meet another one', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ range, count: fc.integer({ min: 1, max: 3 }) }), { maxLength: 40 }), range, (said, one) => {
      const expected = said.reduce((sum, other) => (meets(other.range, one) ? sum + other.count : sum), 0);
      assert.equal(new Meeting(said).with(one), expected);
    }),
    { numRuns: 2000 },
  );
});

const claim = (more: Partial<Claim>): Claim => ({
  construct: 'row',
  span: { start: 0, end: 0 },
  subject: 'Pier',
  subjectText: 'Pier',
  metric: 'maturity',
  unit: 'date',
  qualifier: {},
  text: '',
  raw: '',
  ...more,
});

test('which claim stands beside another', () => {
  const one = fc.record({ start: fc.nat(60), text: fc.constantFrom('a', 'b', 'c', 'd') });
  fc.assert(
    fc.property(fc.array(one), one, fc.integer({ min: 1, max: 30 }), (all, at, near) => {
      const claims = all.map(({ start, text }) => claim({ span: { start, end: start + 1 }, text }));
      const it = claim({ span: { start: at.start, end: at.start + 1 }, text: at.text });
      const found = new Neighbours(claims);
      const isNear = ({ span }: Claim): boolean => Math.abs(span.start - at.start) < near;
      const isBefore = ({ span }: Claim): boolean => span.start < at.start && isNear({ span } as Claim);
      assert.equal(found.near(it, near), claims.find(isNear));
      assert.equal(
        found.beside(it, near),
        claims.find(other => other.text === at.text || isNear(other)),
      );
      assert.equal(found.before(it, near), claims.filter(isBefore).at(-1));
    }),
  );
});

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const dates = fc
  .tuple(fc.nat(400), fc.oneof(fc.nat(20), fc.nat(400)))
  .map(([from, length]): Dates => ({ from: day(from), to: day(from + length) }));
const apart = (a: Dates, b: Dates): boolean => a.to < b.from || b.to < a.from;
const days = ({ from, to }: Dates): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

test('the next range that lies apart', () => {
  fc.assert(
    fc.property(fc.array(dates), dates, fc.nat(40), (all, one, from) => {
      const at = all.findIndex((other, i) => i >= from && apart(one, other));
      assert.equal(new Spans(all).apart(one, from), at < 0 ? all.length : at);
    }),
  );
});

test('who gives another time, and how many the same', () => {
  const told = fc.record({ path: fc.constantFrom('a.md', 'b.md', 'c.md'), dates, start: fc.nat(100) });
  fc.assert(
    fc.property(fc.array(told, { minLength: 1 }), fc.nat(), fc.constantFrom('a.md', 'b.md', 'd.md'), (all, which, path) => {
      const stated: Stated[] = all
        .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
        .map(({ path, dates, start }) => ({ path, claim: claim({ dates, span: { start, end: start } }) }));
      const own = stated[which % stated.length]!.claim.dates!;
      const others = stated.filter(({ claim }) => apart(own, claim.dates!));
      const same = stated.filter(({ claim }) => !apart(own, claim.dates!) && days(claim.dates!) <= Math.max(100, days(own)));
      const times = new Times(stated);
      assert.equal(times.apartFrom(own), others.length);
      assert.equal(times.supporting(own), same.length);
      assert.equal(times.first(own), [others[0]?.path, same[0]?.path].filter(path => path !== undefined).sort()[0]);
      const nearest = [...others.filter(one => one.path === path), ...others.filter(one => one.path !== path)];
      assert.deepEqual(times.nearestApart(own, path, 3), nearest.slice(0, 3));
      const claims = stated.map(({ claim }) => claim);
      assert.equal(
        new Earlier(claims).has(own, 50),
        others.some(({ claim }) => claim.span.start < 50),
      );
    }),
  );
});

test('names of events are alike when the longer one has most of the pairs of the shorter', () => {
  const pairsOf = (text: string): Set<string> => new Set([...text].slice(1).map((c, i) => text[i]! + c));
  const isAlike = (a: string, b: string): boolean => {
    if (a === b) return true;
    if (a.length === b.length || a.length < 4 || b.length < 4) return false;
    const [small, large] = a.length < b.length ? [a, b] : [b, a];
    const pairs = [...pairsOf(small)];
    return pairs.filter(pair => pairsOf(large).has(pair)).length / pairs.length >= (/\d/.test(small) ? 0.55 : 0.75);
  };
  const name = fc.array(fc.constantFrom(...'墩台索塔梁柱'), { minLength: 1, maxLength: 9 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 30 }), names => {
      assert.ok(names.every(name => eventKey(name) === eventKey('墩')));
      const events = new Events(names);
      for (const one of names) assert.deepEqual([...events.alike(one)].sort(), names.filter(other => isAlike(one, other)).sort());
    }),
  );
});
