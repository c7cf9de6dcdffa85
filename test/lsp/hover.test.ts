import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { CodeLens, Hover } from 'vscode-languageserver-protocol';
import { asCode, asDestination, escaped } from '../../server/features/escaped.ts';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

const markdown = new MarkdownIt({ html: true });
markdown.validateLink = () => true;

async function hoverOn(editor: TestEditor, path: string, what: string): Promise<string> {
  const hover = (await editor.request('textDocument/hover', path, { position: editor.position(path, what) })) as Hover;
  return (hover.contents as { value: string }).value;
}

/** What an editor draws of a hover that loads, runs or leads to anything. */
const harm = /<(?:img|a|script|iframe|video|svg|style|input|table|pre|ul|ol|h\d|hr)\b/i;

const lead = [
  'A dough ![a[b]c](http://elsewhere.test/x.png) with *salt*, <img src="http://elsewhere.test/y.png"> <b onclick="x()">raw</b> &lt;b&gt;,',
  '[run](command:workbench.action.quit) <command:quit> [see][d] [![p](q.png)](z.md) `a*b` \\*no\\* $x_1 < y$ <!-- note --> <br> end.',
].join('\n');

scenario(
  'a hover shows of a paragraph what a reader sees, and nothing in it is markup',
  {
    files: {
      'b.md': `# Salt & <i>*Water*</i> \`![x](y)\`\n\n${lead}\n\n[d]: https://elsewhere.test/\n`,
      'c.md': '# 1. One\n\n![alone](http://elsewhere.test/x.png)\n',
    },
  },
  async editor => {
    await editor.open('a.md', '[x](b.md) [y](c.md) [1. z](no*pe*.md) ![i](<![](a).png>)\n');
    await editor.ready();
    const shown = await hoverOn(editor, 'a.md', 'b.md');
    assert.equal(
      shown,
      [
        '**Salt \\& Water \\!\\[x\\](y)**',
        'A dough  with salt,  raw \\<b\\>, run command:quit see  a\\*b \\*no\\* \\$x\\_1 \\< y\\$   end.'.replace(/ +/g, ' '),
        'b.md · 1 link leads here',
      ].join('\n\n'),
    );
    assert.doesNotMatch(markdown.render(shown), harm);
    assert.equal(await hoverOn(editor, 'a.md', 'c.md'), '**1\\. One**\n\nc.md · 1 link leads here');
    const broken = markdown.render(await hoverOn(editor, 'a.md', 'no*pe'));
    assert.match(broken, /“no\*pe\*\.md” does not exist/);
    assert.doesNotMatch(markdown.render(await hoverOn(editor, 'a.md', 'a).png')), harm);
  },
);

scenario(
  'a hover on a link that leads nowhere says why, whatever part of it is wrong',
  { files: { 'b.md': '# B\n\n## Kneading\n' } },
  async editor => {
    await editor.open(
      'a.md',
      '# A\n\n## Contents\n\n- [One](#one)\n- [Old](#gone)\n\n## One\n\n[x](b.md#kneding) [y][d] [k](b.md "#kneading") [z](nope.md#one)\n\n[d]: b.md#lost\n',
    );
    await editor.ready();
    for (const [at, said] of [
      ['b.md#kned', /^“b\.md” has no heading or anchor “\\#kneding”\.\n\nQuick fix: Change to “\\#kneading”$/],
      ['kneding', /has no heading or anchor “\\#kneding”/],
      ['gone', /^This chapter has no heading or anchor “\\#gone”/],
      ['lost', /“\\#lost”/],
      ['nope', /“nope\.md” does not exist/],
    ] as const)
      assert.match(await hoverOn(editor, 'a.md', at), said);
  },
);

scenario(
  'why a formula does not typeset is said once, also where VS Code says it by itself',
  { files: {}, initializationOptions: { theme: 'dark' } },
  async editor => {
    await editor.open('a.md', '# A\n\n$\\fraq{12}{34}$\n');
    await editor.ready();
    assert.equal(await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', 'fraq') }), null);
    assert.match(await hoverOn(editor, 'a.md', '12'), /fraq/);
  },
);

scenario(
  'what an editor makes of a file in another encoding is shown nowhere',
  // 第二节 in GBK.
  { files: { 'b.md': Buffer.from([...Buffer.from('# '), 0xb5, 0xda, 0xb6, 0xfe, 0xbd, 0xda, 0x0a]) } },
  async editor => {
    await editor.open('b.md', '# \uFFFD\uFFFD\uFFFD\n');
    await editor.open('a.md', '# A\n\n[z](b.md#)\n');
    await editor.ready();
    assert.equal(await hoverOn(editor, 'a.md', 'b.md'), 'b.md');
    const offered = await editor.request('textDocument/completion', 'a.md', { position: { line: 2, character: 9 } });
    assert.doesNotMatch(JSON.stringify(offered), /\uFFFD/);
  },
);

scenario('what a symbol means is shown as a reader sees it', { files: {} }, async editor => {
  await editor.open(
    'a.md',
    '# A\n\n$$v = 2$$\n\nwhere:\n\n- $v$: the **speed** of the [oven](http://elsewhere.test) ![i](http://elsewhere.test/x.png)\n\n$v$\n',
  );
  await editor.ready();
  const shown = await hoverOn(editor, 'a.md', 'v = 2');
  assert.match(shown, /`v` – the speed of the oven/);
  assert.doesNotMatch(shown, /elsewhere/);
});

scenario(
  'a subject draws no icon in a lens of VS Code',
  { files: { 'b.md': '# B\n\n## $(zap) 甲桥\n\n**采用率**：80%\n' }, initializationOptions: { theme: 'dark' } },
  async editor => {
    await editor.open('a.md', '# A\n\n## $(zap) 甲桥\n\n**采用率**：90%\n');
    await editor.ready();
    const lenses = (await editor.request('textDocument/codeLens', 'a.md')) as CodeLens[];
    for (const { command } of lenses) assert.doesNotMatch(command?.title ?? '', /(?<!\\)\$\(/);
  },
);

const hostile = fc
  .array(
    fc.constantFrom(
      '`',
      '``',
      '[',
      ']',
      '(',
      ')',
      '!',
      '<',
      '>',
      '&amp;',
      '&',
      '*',
      '_',
      '#',
      '-',
      '1.',
      '=',
      '\n',
      '    ',
      ' ',
      '\\',
      '|',
      '~~',
      '$',
      'a',
      '甲',
      '![](x)',
      '<b>',
      'http:',
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

const textOf = (html: string) =>
  html
    .replace(/<\/?(?:p|strong|em|code)>\n?/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, found => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' })[found]!);
const oneLine = (text: string) => text.replace(/[\t\n\v\f\r ]+/g, ' ').trim();

test('text that is escaped is read as itself, by itself and within a paragraph', () => {
  fc.assert(
    fc.property(hostile, text => {
      assert.equal(oneLine(textOf(markdown.render(escaped(text)))), oneLine(text));
      assert.equal(oneLine(textOf(markdown.render(`x ${escaped(text)}`))), oneLine(`x ${text}`));
    }),
    { numRuns: 2000 },
  );
});

test('text as code is read as itself', () => {
  fc.assert(
    fc.property(
      hostile.filter(text => oneLine(text) !== ''),
      text => {
        assert.equal(oneLine(textOf(markdown.render(asCode(text)))), oneLine(text));
      },
    ),
    { numRuns: 2000 },
  );
});

test('a URI stays one destination', () => {
  const rendered = markdown.renderInline(`[x](${asDestination('file:///a (1)/b)(c <d>\\e.md')})`);
  assert.match(rendered, /^<a href="file:\/\/\/a%20%281%29\/b%29%28c%20%3Cd%3E%5Ce\.md">x<\/a>$/);
});
