import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../server/config/read.ts';
import { globs } from '../server/model/globs.ts';

const matches = (pattern: string, path: string): boolean => globs([pattern], () => false)(path);

test('globs say what they say', () => {
  for (const [pattern, path] of [
    ['archive', 'archive/a.md'],
    ['archive/', 'archive/b/a.md'],
    ['./docs/*.md', 'docs/a.md'],
    ['**/*.{md,markdown}', 'a/b/c.markdown'],
    ['*-[0-9]?.md', 'x/a-12.md'],
    ['**draft', 'x/mydraft/a.md'],
    ['**draft', 'mydraft/a.md'],
    ['**.md', 'a/b.md'],
    ['**', 'a.md'],
    ['**', 'a/b.md'],
    ['**/old', 'old/a.md'],
    ['草稿（旧）', 'x/草稿（旧）/a.md'],
    ['Old (2024)', 'Old (2024)/a.md'],
    ['C++', 'C++/a.md'],
    ['!important', 'x/!important/a.md'],
    ['**/*REPORT*.md', 'a/MY_REPORT_2.md'],
    ['P\u00e2te', 'Pa\u0302te/a.md'],
    ['Pa\u0302te*', 'x/P\u00e2te.md'],
  ] as const)
    assert.ok(matches(pattern, path), `${pattern} ${path}`);
  for (const [pattern, path] of [
    ['docs/*.md', 'docs/a/b.md'],
    ['/', 'a.md'],
    ['./', 'a/b.md'],
    ['', 'a.md'],
    ['archive', 'archives/a.md'],
    ['./archive', 'x/archive/a.md'],
    ['/archive', 'x/archive/a.md'],
    ['x/archive', 'y/x/archive/a.md'],
    ['**draft', 'drafts/a.md'],
    ['+(a)b', 'ab'],
    ['(a|b)', 'a'],
  ] as const)
    assert.ok(!matches(pattern, path), `${pattern} ${path}`);
});

test('a glob that would take for ever matches nothing, and is complained about', () => {
  const long = `${'a'.repeat(250)}.md`;
  for (const pattern of [
    '*a*a*a*a*a*a*a*a*b',
    '+(+(+(a)))b',
    '{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}b',
    `${'**/'.repeat(30)}b`,
    '*'.repeat(2000),
  ])
    assert.ok(!matches(pattern, `${'a/'.repeat(60)}${long}`), pattern);
  const { complaints, configuration } = readConfiguration('{ "exclude": ["*a*a*a*a*a*b", "old"] }', []);
  assert.match(complaints[0]?.message ?? '', /too many wildcards/);
  assert.ok(!configuration?.isChecked('old/a.md' as never));
});
