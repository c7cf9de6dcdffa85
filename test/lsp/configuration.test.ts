import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

const messages = (found: readonly { message: string }[]): string[] => found.map(({ message }) => message);
const before = 'Until this can be read, what it said before applies.';

const telescopes = {
  'a.md': '[x](no.md)\n',
  'drafts/b.md': '[x](no.md)\n',
  'concord.json': '{\n  "rules": { "missing-file": "hint" },\n  "exclude": ["drafts"]\n}\n',
};

scenario('while concord.json is typed in, what it said last counts, and only it says so', { files: telescopes }, async editor => {
  await editor.ready();
  assert.equal(editor.diagnostics('a.md')[0]?.severity, 4);
  await editor.open('concord.json', telescopes['concord.json']);
  const told = editor.published.length;
  for (const [from, to] of [
    ['"drafts"]', '"drafts'],
    ['"drafts', ''],
    ['"hint" },', '"hi'],
    ['"exclude"', '"excl'],
    ['{\n', `${'['.repeat(20_000)}\n`],
  ] as const) {
    await editor.edit('concord.json', from, to);
    await editor.until('concord.json', found => messages(found).includes(before));
  }
  await editor.edit('concord.json', '['.repeat(20_000), '{');
  const others = () => editor.published.slice(told).filter(({ uri }) => uri !== editor.uri('concord.json'));
  // A request is answered after what came before it has been taken.
  await editor.request('textDocument/documentSymbol', 'a.md');
  assert.deepEqual(others(), []);
  await editor.edit('concord.json', '"hi', '"warning" },');
  await editor.edit('concord.json', '"excl', '"exclude"');
  await editor.edit('concord.json', '[\n', '["drafts"]\n');
  await editor.until('concord.json', found => found.length === 0);
  await editor.until('a.md', ([found]) => found?.severity === 2);
  assert.deepEqual([...new Set(others().map(({ uri }) => uri))], [editor.uri('a.md')]);
});

scenario('what makes no difference in concord.json checks nothing again', { files: telescopes }, async editor => {
  await editor.ready();
  await editor.open('concord.json', telescopes['concord.json']);
  const told = editor.published.length;
  await editor.edit('concord.json', '"exclude"', '// Later.\n  "$schema": "x", "exclude"');
  await editor.edit('concord.json', '"hint" }', '"hint", "missing-anc": "off" }');
  await editor.until('concord.json', found => found.length === 1);
  await editor.request('textDocument/documentSymbol', 'a.md');
  assert.deepEqual([...new Set(editor.published.slice(told).map(({ uri }) => uri))], [editor.uri('concord.json')]);
});

scenario(
  'a concord.json that is broken at the start leaves the defaults, and says so',
  { files: { ...telescopes, 'concord.json': '{ "rules": { "missing-file": "hint" }, ' } },
  async editor => {
    await editor.ready();
    assert.equal(editor.diagnostics('a.md')[0]?.severity, 1);
    assert.equal(messages(editor.diagnostics('concord.json')).at(-1), 'Until this can be read, the defaults apply.');
    editor.write('concord.json', telescopes['concord.json']);
    await editor.tellChanged('concord.json');
    await editor.until('a.md', ([found]) => found?.severity === 4);
    await editor.until('concord.json', found => found.length === 0);
    editor.write('concord.json', '{ "rules": { "missing-file": "error" }');
    await editor.tellChanged('concord.json');
    await editor.until('concord.json', found => messages(found).includes(before));
    assert.equal(editor.diagnostics('a.md')[0]?.severity, 4);
  },
);

scenario(
  'in VS Code, which says itself what is no JSON, that the configuration of before applies is still said',
  { files: telescopes, initializationOptions: { theme: 'light' } },
  async editor => {
    await editor.ready();
    await editor.open('concord.json', telescopes['concord.json']);
    await editor.edit('concord.json', '"drafts"]', '"drafts');
    const found = await editor.until('concord.json', ({ length }) => length > 0);
    assert.deepEqual(messages(found), [before]);
  },
);

scenario(
  'a baseline follows a chapter that is renamed, and says what is wrong with it',
  { files: { 'concord.json': '{ "baseline": "accepted.json" }', 'arches/stone.md': '# Stone\n\n[x](no.md) [y](none.md)\n' } },
  async editor => {
    await editor.ready();
    assert.equal(editor.diagnostics('arches/stone.md').length, 2);
    assert.match(messages(editor.diagnostics('concord.json'))[0] ?? '', /^“accepted\.json” cannot be read, so nothing is accepted/);
    const accepted = Object.fromEntries(
      ['no.md', 'none.md'].map(destination => [`arches/stone.md missing-file {"destination":"${destination}"}`, 1]),
    );
    editor.write('accepted.json', JSON.stringify({ version: 1, accepted }));
    await editor.tellChanged('accepted.json');
    await editor.until('concord.json', found => found.length === 0);
    await editor.until('arches/stone.md', found => found.length === 0);

    editor.write('arches/granite.md', '# Granite\n\n[x](no.md) [y](none.md) [z](gone.md)\n');
    await editor.tellChanged('arches/granite.md');
    await editor.until('arches/granite.md', found => found.length === 3);
    editor.remove('arches/stone.md');
    await editor.tellChanged('arches/stone.md');
    const left = await editor.until('arches/granite.md', found => found.length === 1);
    assert.deepEqual(messages(left), ['“arches/gone.md” does not exist.']);

    editor.write('arches/stone.md', '# Stone\n\n[x](no.md)\n');
    await editor.tellChanged('arches/stone.md');
    await editor.until('arches/granite.md', found => found.length === 3);
    assert.deepEqual(editor.diagnostics('arches/stone.md'), []);
  },
);
