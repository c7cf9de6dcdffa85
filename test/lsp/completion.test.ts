import assert from 'node:assert/strict';
import type { CompletionList } from 'vscode-languageserver-protocol';
import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { resolve } from '../../server/model/resolve.ts';
import { rules } from '../../server/rules/index.ts';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

/** What is offered where `‸` stands, and what the chapter is once each is taken. */
async function offered(editor: TestEditor, marked: string): Promise<{ label: string; text: string }[] | undefined> {
  const at = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  await editor.open('a.md', text);
  const before = text.slice(0, at).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const list = (await editor.request('textDocument/completion', 'a.md', { position })) as CompletionList | null;
  await editor.closeDocument('a.md');
  const lines = text.split('\n');
  return list?.items.map(({ label, textEdit }) => {
    assert.ok(textEdit !== undefined && 'range' in textEdit);
    const { start, end } = textEdit.range;
    const offset = ({ line, character }: typeof start) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    return { label, text: text.slice(0, offset(start)) + textEdit.newText + text.slice(offset(end)) };
  });
}

const labels = async (editor: TestEditor, marked: string) => (await offered(editor, marked))?.map(({ label }) => label);
const texts = async (editor: TestEditor, marked: string) => (await offered(editor, marked))?.map(({ text }) => text.split('\n')[0]);

const odd = [
  'a%b.md',
  '100%.md',
  'a%20b.md',
  'x#y.md',
  'q?.md',
  'note:1.md',
  'a (b.md',
  'a)b.md',
  'a&amp;b.md',
  'a`b.md',
  '[x].md',
  'a|b.md',
  '$x$.md',
  `"'.md`,
  'a b.md',
  '甲 乙.md',
  '<x>.md',
  'a\\b.md',
  'a_b_.md',
  '%E7.md',
];

scenario(
  'what is completed leads to the file, whatever its name is',
  { files: Object.fromEntries(odd.map(name => [name, '# X\n'])) },
  async editor => {
    await editor.ready();
    for (const form of [
      '[x](‸)\n',
      '[x](‸\n',
      '[x](<‸>)\n',
      '[l]: ‸\n',
      '[l]: <‸>\n',
      '<a href="‸">x</a>\n',
      "<a href='‸'>x</a>\n",
      '> - [x](./‸)\n',
    ]) {
      const found = (await offered(editor, form)) ?? [];
      assert.deepEqual(found.map(({ label }) => label).sort(), [...odd].sort(), form);
      for (const { label, text } of found) {
        const { links, definitions } = extract(form === '[x](‸\n' ? text.replace('\n', ')\n') : text);
        const destination = [...links, ...definitions][0]?.destination;
        assert.notEqual(destination, undefined, `${form} ${label}: ${text}`);
        const target = resolve('a.md' as KbPath, destination!, defaults.links, new KnowledgeBase(defaults.links));
        assert.deepEqual(target, { where: 'inside', path: label, type: undefined }, `${form} ${label}: ${text}`);
        // Browsers and servers refuse an escape that is none.
        assert.doesNotMatch(destination!, /%(?![0-9A-F]{2})/);
      }
    }
  },
);

const kb = {
  'b.md': '# Title\n\n<a id="early"></a>\n\n## Part\n\n<span id="late (1)"></span> <a name="part"></a>\n',
  'pics/p.png': '',
  'pics/q.txt': '',
  'pics/r.md': '# R\n',
};

scenario('pictures are offered pictures, and no headings', { files: kb }, async editor => {
  await editor.ready();
  assert.deepEqual(await labels(editor, '![x](‸)\n'), ['pics/']);
  assert.deepEqual(await labels(editor, '![x](pics/‸)\n'), ['p.png']);
  assert.deepEqual(await labels(editor, '[![a [b] c](pics/‸)](b.md)\n'), ['p.png']);
  assert.deepEqual(await labels(editor, '[![x](pics/p.png)](pics/‸)\n'), ['p.png', 'q.txt', 'r.md']);
  assert.deepEqual(await labels(editor, '\\![x](pics/‸)\n'), ['p.png', 'q.txt', 'r.md']);
  for (const form of ['![x](b.md#‸)\n', '![x](##‸)\n', '<img src="b.md#‸">\n']) assert.equal(await labels(editor, form), undefined);
});

scenario('explicit anchors are offered among the headings, in the order of the text', { files: kb }, async editor => {
  await editor.ready();
  assert.deepEqual(await texts(editor, '[x](b.md#‸)\n'), ['[x](b.md#title)', '[x](b.md#early)', '[x](b.md#part)', '[x](b.md#late%20(1))']);
  assert.deepEqual(await texts(editor, '<a href="b.md#‸">x</a>\n'), [
    '<a href="b.md#title">x</a>',
    '<a href="b.md#early">x</a>',
    '<a href="b.md#part">x</a>',
    '<a href="b.md#late%20(1)">x</a>',
  ]);
  assert.deepEqual(await texts(editor, '[x](#‸)\n\n# Own\n\n<a id="mine"></a>\n'), ['[x](#own)', '[x](#mine)']);
});

const defined = '\n\n[Some Label]: b.md\n[other]: b.md\n\n[^n]: Note\n';

scenario('labels and footnotes are offered between brackets', { files: kb }, async editor => {
  await editor.ready();
  assert.deepEqual(await texts(editor, `see [so‸${defined}`), ['see [Some Label', 'see [other', 'see [^n']);
  assert.deepEqual(await texts(editor, `- see ![text][‸] x${defined}`), ['- see ![text][Some Label] x', '- see ![text][other] x']);
  assert.deepEqual(await texts(editor, `> see [^‸] x${defined}`), ['> see [Some Label] x', '> see [other] x', '> see [^n] x']);
  for (const form of ['- [‸', '- [x‸', '1. [ ‸', '`a[‸', '$a[‸$', '\\[‸', '```js\na[‸', '> ~~~\n> a[‸', '[x](y)‸', '“[x]” ‸'])
    assert.equal(await labels(editor, `${form}${defined}`), undefined, form);
  assert.equal((await labels(editor, `\`a\` and [‸${defined}`))?.length, 3);
  assert.equal((await labels(editor, `\`\`\`\na[\n\`\`\`\n\n[‸${defined}`))?.length, 3);
});

scenario('destinations in HTML are completed in their quotes', { files: kb }, async editor => {
  await editor.ready();
  assert.deepEqual(await texts(editor, '<a class="x" href="‸b.md">x</a>\n'), [
    '<a class="x" href="b.md">x</a>',
    '<a class="x" href="pics/">x</a>',
  ]);
  assert.deepEqual(await texts(editor, '<p><img alt="a" src="pics/‸"></p>\n'), ['<p><img alt="a" src="pics/p.png"></p>']);
  assert.deepEqual(await labels(editor, '<img\n  src="pics/‸"\n>\n'), ['p.png']);
  assert.deepEqual(await labels(editor, '<source srcset="pics/‸">\n'), ['p.png']);
  for (const form of ['<a title="‸">\n', '<b href="‸">\n', '<a href="b.md">‸</a>\n', 'href="‸"\n'])
    assert.equal(await labels(editor, form), undefined, form);
});

scenario(
  'in VS Code, what its own Markdown support offers is left to it',
  { files: kb, initializationOptions: { theme: 'dark' } },
  async editor => {
    await editor.ready();
    assert.equal(await labels(editor, '[x](‸)\n'), undefined);
    assert.equal(await labels(editor, '[x](##‸)\n'), undefined);
    assert.deepEqual(await labels(editor, '[x](b.md#‸)\n'), ['#early', '#late (1)']);
    assert.deepEqual(await labels(editor, `[x][‸]${defined}`), []);
    assert.deepEqual(await labels(editor, `[‸]${defined}`), ['Some Label', 'other', '^n']);
    assert.deepEqual(await labels(editor, '<img src="pics/‸">\n'), ['p.png']);
  },
);

scenario('in comments that silence, what they do, the rules and the letters of statements are completed', { files: {} }, async editor => {
  await editor.ready();
  assert.deepEqual(await labels(editor, '<!-- con‸\n'), [
    'concord-disable-next-line',
    'concord-disable-line',
    'concord-disable-file',
    'concord-disable',
    'concord-enable',
    'convergence: ignore',
  ]);
  const all = await labels(editor, '<!-- concord-disable-next-line ‸ -->\n');
  const silenced = rules.filter(rule => !rule.isOfFile && rule.checkComments === undefined).map(({ id }) => id);
  assert.deepEqual(all, silenced);
  const [first, second] = silenced;
  assert.deepEqual(
    await labels(editor, `- a <!-- concord-disable-line ${first}, ‸ -->\n`),
    silenced.filter(id => id !== first),
  );
  const offer = await offered(editor, `<!-- concord-enable ${second!.slice(0, 3)}‸ -->\n`);
  assert.ok(offer?.some(({ text }) => text === `<!-- concord-enable ${second} -->\n`));
  const letters = rules.flatMap(({ statements }) => Object.keys(statements?.classes ?? {})).sort();
  assert.deepEqual(await labels(editor, '<!-- convergence: ignore ‸ -->\n'), letters);
  assert.deepEqual(
    await labels(editor, '<!-- convergence: ignore b,‸ -->\n'),
    letters.filter(letter => letter !== 'b'),
  );
  for (const elsewhere of ['`<!-- con‸`\n', '```\n<!-- concord-disable ‸\n```\n', '<!-- concord-disable x --> ‸\n', 'con‸\n'])
    assert.deepEqual((await labels(editor, elsewhere)) ?? [], [], elsewhere);
});
