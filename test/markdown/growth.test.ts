import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { extract } from '../../server/extract/extract.ts';
import { parse, parsing, reparse, reparsing } from '../../server/markdown/parse.ts';
import type { Finding, Rule } from '../../server/model/rule.ts';
import { suppressed } from '../../server/model/suppressions.ts';
import { StepCounter } from '../growth/counting.ts';

const times = (n: number, text: (i: number) => string): string => Array.from({ length: n }, (_, i) => text(i)).join('');

/** What once cost the square of how often it is there, or more. */
const texts: Readonly<Record<string, (n: number) => string>> = {
  'strikes of two kinds': n => '~~a~ '.repeat(n),
  'emphasis of two kinds': n => '*a_ '.repeat(n),
  'links in brackets that nothing closes': n => '[a [b](c) '.repeat(n),
  'runs of backticks': n => times(n, i => `${'`'.repeat(1 + (i % 7))}a `),
  'footnote definitions between blank lines': n => times(n, i => `[^f${i}]: note\n\n`),
  'footnote definitions': n => times(n, i => `[^f${i}]: note\n`),
  'definitions between blank lines, and references': n => times(n, i => `[l${i}]: u\n\n`) + times(n, i => `a [l${i}]\n\n`),
  'footnotes and their calls': n => times(n, i => `a[^f${i}]\n\n[^f${i}]: note\n\n`),
  'items in a footnote': n => `[^f]: ${'- '.repeat(n)}a\n`,
  'a list with unusual items': n => times(n, i => `- item ${i}${i % 8 === 0 ? ' ![a](b)' : ''}\n`),
  'rows with code that nothing closes': n => `| a | b |\n|---|---|\n${times(n, i => `| ${i} | \`a|b\` |\n`)}`,
  'dollars behind a tag': n => `<b c="d"> ${'$a$ '.repeat(n)}`,
  'words in a bracket that nothing closes': n => `[***a** ${'word '.repeat(n)}`,
  'titles that nothing closes': n => '[a](b (c '.repeat(n),
  'tags that nothing closes': n => `${`<a b="c' `.repeat(n)}>`,
  'images and links in brackets that nothing closes': n => '![a [b](c) '.repeat(n),
  'images in images': n => `${'!['.repeat(n)}a${'](b)'.repeat(n)}`,
  'comments that nothing closes': n => `</${'<!--'.repeat(n)}`,
  'a long tail of an address': n => `![a](b) http://c.example/${')'.repeat(n)}x`,
  'symbols that are joined': n => `其中 ${times(n, i => `$x_{${i}}$ 和 `)}$y$ 分别表示数`,
  'brackets of formulas that nothing closes': n => '\\(a '.repeat(n),
  'commas in a formula': n => `其中 $${'a, '.repeat(n)}b$ 表示数`,
  'text in text in a formula': n => `$$${'\\text{'.repeat(n)}a${'}'.repeat(n)}$$`,
};

const counter = new StepCounter();
after(() => counter.end());

const stepsFor = (work: () => unknown): Promise<number> => counter.count(async () => work());

for (const [name, make] of Object.entries(texts)) {
  test(`twice as much is twice the work: ${name}`, async () => {
    const read = (n: number) => stepsFor(() => extract(make(n)));
    await read(50);
    const [once, twice] = [await read(1500), await read(3000)];
    assert.ok(twice < 2.5 * once, `${once} steps, and ${twice} for twice as much`);
  });
}

test('comments and findings: twice as many are twice the work', async () => {
  const rule = { id: 'missing-file' } as Rule;
  const silencing = (n: number) => {
    const facts = extract(
      times(n, i => `## ${i}\n\n<!-- concord-disable missing-file -->\n\n[a](${i}.md)\n\n<!-- concord-enable missing-anchor -->\n\n`),
    );
    const findings = facts.links.map(({ span }): Finding => ({ rule: rule.id, span, message: '', severity: 'error' }));
    return stepsFor(() => suppressed(findings, facts, [rule], true, new Map([[rule.id, rule]])));
  };
  await silencing(50);
  const [once, twice] = [await silencing(500), await silencing(1000)];
  assert.ok(twice < 2.5 * once, `${once} steps, and ${twice} for twice as many`);
});

test('a label that is defined is looked for only where it may be meant', async () => {
  const before = parse(`[a]: b\n\n${times(1000, i => `![x](y) and [l${i}]\n\n`)}`);
  const steps = (text: string) => stepsFor(() => reparse(before, text));
  await steps(before.text.replace('[a]', '[ab]'));
  const other = await steps(before.text.replace('[a]', '[c]'));
  assert.ok(other < (await stepsFor(() => parse(before.text))) / 4);
});

test('a long list or table is read a little at a time', () => {
  const unusual = times(500, i => `- item ${i} ![a](b)\n`);
  const rows = `| a |\n|---|\n${times(1000, i => `| ${i} |\n`)}`;
  for (const text of [unusual, rows]) assert.ok([...parsing(text)].length > 5);
});

test('an edit that changes much is read a little at a time, and what a definition means anew', () => {
  const text = times(500, i => `![a](b${i})\n\n[c] and [d]\n\n`);
  const before = parse(text);
  for (const after of [text.replaceAll('![a]', '![b]'), `${text}[c]: e\n`]) assert.ok([...reparsing(before, after)].length > 100);
});

test('what nobody writes is left alone, and said', () => {
  const hard = [
    `![^a] ${'!['.repeat(1700)}a${'][r]'.repeat(1700)}`,
    `${'> '.repeat(100)}a ![b](c)`,
    `![^a] ${'a <!-- '.repeat(5000)}>`,
    `> ![^a]\n${'lazy\n'.repeat(5000)}`,
    `- a\n- ![^a] ${'!['.repeat(1700)}b${'][r]'.repeat(1700)}\n- c\n`,
    `a\0${'b '.repeat(100_000)}`,
    '_www.a_'.repeat(10_000),
    `![a](b) ${'www._.,'.repeat(10_000)}`,
  ];
  for (const text of hard) {
    const [only, ...others] = extract(`# a\n\n${text}\n\n## b\n\n[r]: /x\n`).unread;
    assert.equal(only?.what, 'links', text.slice(0, 40));
    assert.equal(only.reason, '');
    assert.deepEqual(others, []);
  }
  for (const formula of [`${'\\frac{'.repeat(2000)}a${'}{b}'.repeat(2000)}`, `a${'+a'.repeat(20_000)}`]) {
    const text = `text\n\n$$${formula}$$\n\n$b$\n`;
    assert.deepEqual(
      extract(text).unread.map(({ what, span }) => [what, text.slice(span.start, span.start + 2)]),
      [['formulas', '$$']],
    );
  }
});

test('what is only long is read', () => {
  const long: readonly (readonly [text: string, links: number])[] = [
    [`${'-'.repeat(80)}\nname: [a](b)\n${'-'.repeat(80)}\n\n${'*'.repeat(80)}\n`, 1],
    [`![picture](data:image/png;base64,${'QUJDREVGR0hJSktM'.repeat(60_000)})`, 1],
    [times(300, i => `[![name ${i}](https://a.example/${i}.png)](https://b.example/${i}) `), 600],
    [times(600, i => `![a](b${i}.png) and some words, `), 600],
    [`${'!['.repeat(1700)}a${'](b)'.repeat(1700)}`, 1],
    [`![a](b) ${'a <!-- '.repeat(5000)}>`, 1],
    [`> ![a](b)\n${times(1500, i => `> line ${i}\n`)}`, 1],
    [`![a](b)\n\n\`\`\`js\n${'let a = b[0] * c_d;\n'.repeat(20_000)}\`\`\`\n`, 1],
    [`- ![a](b)\n${times(3000, i => `- [item](c${i}.md)\n`)}`, 3001],
  ];
  for (const [text, links] of long) {
    const facts = extract(text);
    assert.deepEqual(facts.unread, [], text.slice(0, 40));
    assert.equal(facts.links.length, links);
  }
});
