import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { imageOf, longestHover } from '../../server/formula/picture.ts';
import type { Drawing, FormulaRequest } from '../../server/formula/request.ts';
import { Typesetter } from '../../server/formula/typesetter.ts';
import { formulaWorker } from './bundle.ts';

let script = '';
let typesetter: Typesetter;

before(async () => {
  script = await formulaWorker();
  typesetter = new Typesetter(script, 5000);
});

after(async () => {
  await typesetter.dispose();
  rmSync(script, { force: true });
});

const request = (source: string, more: Partial<FormulaRequest> = {}): FormulaRequest => ({
  source,
  display: true,
  colour: '#123456',
  size: 16,
  macros: [],
  ...more,
});

async function drawn(source: string, more: Partial<FormulaRequest> = {}): Promise<Extract<Drawing, { svg: string }>> {
  const drawing = await typesetter.draw(request(source, more));
  assert('svg' in drawing, JSON.stringify(drawing));
  return drawing;
}

test('a formula becomes a picture of its own, in the colour and size asked for', async () => {
  const small = await drawn('\\frac{a}{b}');
  const large = await drawn('\\frac{a}{b}', { size: 32 });
  assert.match(small.svg, /^<svg [^>]*style="color:#123456"/);
  assert.doesNotMatch(small.svg, /currentcolour|NaN|undefined|\dex"/i);
  assert.ok(Math.abs(large.height - 2 * small.height) <= 2, `${small.height} ${large.height}`);
  assert.match(small.svg, new RegExp(`width="${small.width}" height="${small.height}"`));
  // All that is referred to is in the picture.
  for (const [, id] of small.svg.matchAll(/href="#([^"]+)"/g)) assert.ok(small.svg.includes(`id="${id}"`), id);
});

test('Chinese in a formula keeps its characters and their width', async () => {
  const { svg, width } = await drawn('\\text{模型性能}');
  assert.match(svg, /模型性能|模.*型.*性.*能/s);
  assert.ok(width >= 4 * 16 * 0.8, String(width));
});

test('no sign of TeX is left to whatever font there is, and no line is broken', async () => {
  for (const source of [
    'a \\models b',
    '\\overparen{a} \\underparen{b} \\overgroup{a}',
    '\\ce{A -> B <=> C}',
    '\\mathcal{A} \\mathbb{B} \\mathfrak{c}',
  ])
    assert.doesNotMatch((await drawn(source)).svg, /<text/, source);
  assert.ok((await drawn(Array(30).fill('a+b=c').join('='), { display: false })).width > 600);
});

test('what KaTeX and GitHub know is drawn', async () => {
  const known = [
    '\\llbracket x \\rrbracket',
    '\\bm{x}',
    '\\argmax_x',
    '\\R',
    '\\coloneqq',
    '\\ce{H2O}',
    '\\dag',
    '\\boldsymbol{\\theta}',
    '\\operatorname*{max}_x',
    '\\begin{cases} a & b \\\\ c & d \\end{cases}',
    '\\begin{align} a &= b \\tag{1} \\label{x} \\\\ c &= d \\end{align}',
    '\\eqref{x}',
    '\\gdef\\y{z} \\y',
    '\\xrightarrow{f}',
    '\\cancel{x}',
    '\\textcolor{red}{x}',
    'a \\tag*{x}',
  ];
  for (const source of known) await drawn(source);
  // Broken into lines in running text, too.
  for (const source of ['a \\\\ b', 'a \\newline b'])
    assert.ok('svg' in (await typesetter.draw({ ...request(source), display: false })), source);
  // A label is no longer known when the formula is drawn again.
  await drawn('x \\label{twice}');
  await drawn('y \\label{twice}');
});

test('what leads out of a formula is inert', async () => {
  for (const source of [
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://example.org}',
    '\\class{c}{x}',
    '\\style{color: red}{x}',
    '\\cssId{i}{x}',
    '\\require{html} x',
    '\\text{<script>alert(1)</script>}',
    '\\text{<img src=x>}',
  ]) {
    const { svg } = await drawn(source);
    assert.doesNotMatch(svg, /<script|<a\b|<img|<foreignObject|javascript:|href="(?!#)|\son\w+=|\sclass=/i, source);
  }
  assert.deepEqual(await typesetter.draw(request('\\includegraphics{https://example.org/x.png}')), {
    failure: 'TeX',
    reason: 'Undefined control sequence \\includegraphics',
  });
});

test('macros are drawn, each set by itself, and what a formula defines stays in it', async () => {
  const norm = [{ name: '\\norm', body: '\\left\\|#1\\right\\|' }];
  await drawn('\\norm{x}', { macros: norm });
  await drawn('\\newcommand{\\mine}{x} \\mine');
  for (const source of ['\\norm{x}', '\\mine']) assert.equal('failure' in (await typesetter.draw(request(source))), true, source);
  assert.notEqual((await drawn('\\R', { macros: [{ name: '\\R', body: 'x' }] })).width, (await drawn('\\R')).width);
});

test('a formula that does not typeset says why', async () => {
  assert.deepEqual(await typesetter.draw(request('\\frac{a}{')), { failure: 'TeX', reason: 'Missing close brace' });
});

test('bombs and giants end soon, and the next formula is drawn', async () => {
  const bombs = [
    '\\def\\x{\\x\\x}\\x',
    '\\newcommand{\\a}{\\a\\a\\a}\\a',
    `${'{'.repeat(9000)}${'}'.repeat(9000)}`,
    '\\def\\a{xxxxxxxxxx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d',
  ];
  for (const bomb of bombs) assert.ok('failure' in (await typesetter.draw(request(bomb))), bomb.slice(0, 40));
  assert.deepEqual(await typesetter.draw(request('x+'.repeat(500_000))), { failure: 'too long' });
  await drawn('x');
});

test('a worker that hangs is replaced', async () => {
  const hanging = `${script}.hang.cjs`;
  writeFileSync(
    hanging,
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ source }) => { if (source === 'hang') for (;;); parentPort.postMessage({ svg: source, width: 1, height: 1 }); }); parentPort.postMessage('ready');",
  );
  const slow = new Typesetter(hanging, 200);
  try {
    const [before, hangs, after] = await Promise.all([slow.draw(request('a')), slow.draw(request('hang')), slow.draw(request('b'))]);
    assert.deepEqual(
      [before, hangs, after],
      [{ svg: 'a', width: 1, height: 1 }, { failure: 'too slow' }, { svg: 'b', width: 1, height: 1 }],
    );
  } finally {
    await slow.dispose();
    rmSync(hanging);
  }
});

test('a worker that is not there, or does not start, answers all the same', async () => {
  const broken = `${script}.broken.cjs`;
  writeFileSync(broken, 'throw new Error("no");');
  for (const path of [`${script}.none`, broken])
    assert.deepEqual(await new Typesetter(path, 200).draw(request('a')), { failure: 'too slow' });
  rmSync(broken);
});

test('a drawing that is known is not drawn again', async () => {
  assert.equal(typesetter.draw(request('known')), typesetter.draw(request('known')));
});

test('a picture that VS Code would cut is none', async () => {
  const rows = Array.from(
    { length: 200 },
    (_, i) => `\\mathfrak{${'abcdefghij'[i % 10]}}_{${i}} & \\mathcal{${'ABCDEFGHIJ'[i % 10]}}`,
  ).join('\\\\');
  assert.equal(imageOf(await drawn(`\\begin{pmatrix}${rows}\\end{pmatrix}`), 'matrix'), undefined);
  const image = imageOf(await drawn('x'), 'x');
  assert.match(image ?? '', /^!\[x\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\)$/);
  assert.ok(image!.length < longestHover);
});
