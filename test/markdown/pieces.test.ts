import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { List, Nodes, Table } from 'mdast';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import { type Parsed, parse, reparse } from '../../server/markdown/parse.ts';
import type { ReadPiece } from '../../server/markdown/pieces.ts';
import { destinationOf, labelOf, spanOf } from '../../server/markdown/span.ts';
import { differenceFromRemark } from './compare.ts';

const sections = Array.from(
  { length: 60 },
  (_, n) => `## ${n}. Section\n\n${'Plain text of some length. '.repeat(8)}\n\n- one\n- two\n\n`,
).join('');
const rows = (count: number) => Array.from({ length: count }, (_, n) => `| ${n} | [${n}](#r${n}) |\n`).join('');
const items = (count: number) => Array.from({ length: count }, (_, n) => `- item ${n}\n`).join('');

const replaced = (text: string, part: string, by: string) => text.replace(part, () => by);

/** How many pieces of the one are those of the other, the same objects. */
function kept(before: Parsed, after: Parsed): number {
  const old = new Set(before.pieces.map(({ piece }) => piece));
  return after.pieces.filter(({ piece }) => old.has(piece)).length;
}

test('an edit keeps the pieces that it does not concern', () => {
  const before = parse(sections);
  assert.ok(before.pieces.length > 8);
  const after = reparse(before, replaced(sections, '## 30. Section', '## 30. Another section'));
  assert.ok(kept(before, after) >= after.pieces.length - 2);
  assert.equal(differenceFromRemark(after), undefined);
});

test('without a change, nothing is read', () => {
  const before = parse(sections);
  assert.equal(reparse(before, sections), before);
});

test('a long table is cut at rows; an edit in a row keeps the others', () => {
  const text = `# Table\n\n| n | link |\n|--:|------|\n${rows(500)}\nbehind\n`;
  const before = parse(text);
  const later = before.pieces.filter(({ piece }) => piece.continues);
  assert.ok(later.length >= 6);
  for (const { piece } of later) {
    const [table] = piece.nodes as Table[];
    assert.equal(piece.nodes.length, 1);
    assert.equal(table?.type, 'table');
    assert.deepEqual(table?.align, ['right', null]);
    assert.equal(piece.continues?.nodes.at(-1)?.type, 'table');
  }
  const after = reparse(before, replaced(text, '| 250 |', '| 250, changed |'));
  assert.ok(kept(before, after) >= after.pieces.length - 2);
  assert.equal(differenceFromRemark(after), undefined);
});

test('what continues a table is another piece when the head of the table is', () => {
  const text = `| n | link |\n|---|------|\n${rows(200)}`;
  const before = parse(text);
  const after = reparse(before, replaced(text, '| n |', '| number |'));
  const [head, ...later] = after.pieces;
  assert.ok(later.length > 1);
  for (const { piece } of later) assert.equal(piece.continues, head!.piece);
  assert.equal(differenceFromRemark(after), undefined);
  // And when it is no longer a table, nothing continues it.
  const none = reparse(after, replaced(after.text, '|---|------|', '|---'));
  assert.ok(none.pieces.every(({ piece }) => !piece.continues));
  assert.equal(differenceFromRemark(none), undefined);
});

test('a long list is cut at items', () => {
  const text = `${items(300)}\nbehind\n`;
  const before = parse(text);
  const later = before.pieces.filter(({ piece }) => piece.continues);
  assert.ok(later.length >= 4);
  const after = reparse(before, replaced(text, '- item 150', '- item 150\n\n  with more'));
  assert.ok(kept(before, after) >= after.pieces.length - 2);
  assert.equal(differenceFromRemark(after), undefined);
  assert.equal((mdastOf(after).children[0] as List).children.length, 300);
});

test('a definition far away makes references of what was text, and back', () => {
  const text = `[a] and [b][c]\n\n${sections}`;
  const before = parse(text);
  const types = (parsed: Parsed) => JSON.stringify(mdastOf(parsed).children[0]).match(/linkReference/g)?.length ?? 0;
  assert.equal(types(before), 0);
  const after = reparse(before, `${text}[a]: /x\n[c]: /y\n`);
  assert.equal(types(after), 2);
  assert.equal(differenceFromRemark(after), undefined);
  assert.ok(kept(before, after) >= before.pieces.length - 3);
  const back = reparse(after, text);
  assert.equal(types(back), 0);
});

test('a line far away closes front matter, and opens it again', () => {
  const text = `---\n${sections}`;
  const before = parse(text);
  const closed = reparse(before, `${text}---\n`);
  assert.equal(closed.pieces[0]?.piece.nodes[0]?.type, 'yaml');
  assert.equal(differenceFromRemark(closed), undefined);
  assert.equal(differenceFromRemark(reparse(closed, text)), undefined);
  const opened = reparse(parse(`a${text}---\n`), `${text}---\n`);
  assert.equal(differenceFromRemark(opened), undefined);
});

test('plain Markdown is read without remark', () => {
  const plain = [
    sections,
    '# a *b* `c` $d$\n\n[f](g) ~~h~~ <https://i.example>  \nj\\*\n\n---\n',
    '- [ ] a\n- [x] b\n  1. c\n\n     ```js\n     d\n     ```\n- > e\n',
    '| a | b |\n|---|:-:|\n| $c$ | [d](e) |\n\n$$\nf\n$$\n\n$$g$$\n',
    '> a\n> **b**\n\n<!-- c -->\n\n<details>\nd\n</details>\n\n[e] \\[f\\]\n',
    '- a\nlazy\n- b\n\n```\nnot closed\n',
  ];
  for (const text of plain) {
    for (const { piece } of parse(text).pieces) assert.equal((piece as ReadPiece).declined, 0, text);
  }
});

test('the places of destinations and labels', () => {
  const text = '[a](b) [c](<d e> "f") ![g]( h ) <i@j.example> [k] [l][k] [k][] https://m.example [^1]\n\n[k]: <n o>\n[^1]: p\n';
  const destinations: (string | undefined)[] = [];
  const labels: string[] = [];
  const visit = (node: Nodes) => {
    const at = destinationOf(node);
    const label = labelOf(node);
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') destinations.push(at && text.slice(at.start, at.end));
    if (label) labels.push(text.slice(label.start, label.end));
    const { start, end } = spanOf(node);
    assert.ok(start >= 0 && end <= text.length && start <= end);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(mdastOf(parse(text)));
  assert.deepEqual(destinations, ['b', 'd e', 'h', 'i@j.example', undefined, 'n o']);
  assert.deepEqual(labels, ['k', 'k', 'k', '1', 'k', '1']);
});

test('hostile text gives fewer nodes, not a hang', () => {
  const n = 30_000;
  const hostile = [
    '['.repeat(n),
    '**a*b'.repeat(n),
    '[a]('.repeat(n),
    '>'.repeat(n),
    '> '.repeat(n),
    '- '.repeat(n),
    '$a '.repeat(n),
    '\\'.repeat(n),
  ];
  hostile.push(
    '<a '.repeat(n),
    'a\r'.repeat(n),
    '\u0000',
    '`a '.repeat(n),
    `<!-- ${'a\n\n'.repeat(n)}`,
    `${'> '.repeat(40)}a\n${'b\n'.repeat(n)}`,
  );
  hostile.push(Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- a\n`).join(''));
  const started = process.cpuUsage();
  for (const text of hostile) {
    const parsed = parse(text);
    assert.equal(
      parsed.pieces.reduce((sum, { piece }) => sum + piece.length, 0),
      text.length,
    );
    reparse(parsed, `${text.slice(0, n / 2)}x${text.slice(n / 2)}`);
  }
  // Each of them takes remark up to a minute.
  assert.ok(process.cpuUsage(started).user < 20e6);
});
