import assert from 'node:assert/strict';
import type { CompletionList, DocumentLink, Hover, Location } from 'vscode-languageserver-protocol';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

const vault = {
  '.obsidian/app.json': '{}',
  'notes/Old pier.md': '---\naliases: [Jetty, "The landing"]\n---\n# Old pier\n\nBuilt of oak.\n\n## Boats: old & new\n\nRowed. ^boats\n',
  'notes/Quay.md': '# Quay\n\n[[a]] and [[Old pier#Boats: old & new]]\n',
  'one/Tide.md': '# Tide\n',
  'two/Tide.md': '# Tide\n',
  'img/plan.png': '',
};

/** `path:line:character` of each location. */
async function placesOf(editor: TestEditor, method: string, what: string, context?: object): Promise<string[]> {
  const params = { position: editor.position('a.md', what), context };
  const found = (await editor.request(`textDocument/${method}`, 'a.md', params)) as Location[];
  return found.map(({ uri, range: { start } }) => `${pathOf(editor, uri)}:${start.line}:${start.character}`);
}

const pathOf = (editor: TestEditor, uri: string): string =>
  decodeURIComponent(uri).slice(decodeURIComponent(editor.uri('')).replace(/\/$/, '').length + 1);

/** What is offered where `‸` stands, and what the line is once each is taken. */
async function offered(editor: TestEditor, marked: string): Promise<Record<string, string>> {
  const text = marked.replace('‸', '');
  await editor.open('new.md', text);
  const position = { line: 0, character: marked.indexOf('‸') };
  const list = (await editor.request('textDocument/completion', 'new.md', { position })) as CompletionList;
  await editor.closeDocument('new.md');
  const taken = list.items.map(({ label, textEdit }) => {
    assert.ok(textEdit !== undefined && 'range' in textEdit);
    const { start, end } = textEdit.range;
    return [label, text.slice(0, start.character) + textEdit.newText + text.slice(end.character)];
  });
  return Object.fromEntries(taken);
}

scenario('a wiki link is followed, told of and counted as any link is', { files: vault }, async editor => {
  await editor.open('a.md', '# A\n\n[[Old pier]] [[old pier#boats old new|boats]] ![[plan.png]] [[Old pier#^boats]] [[Nowhere]]\n');
  await editor.ready();
  assert.deepEqual(await placesOf(editor, 'definition', 'Old pier]]'), ['notes/Old pier.md:0:0']);
  assert.deepEqual(await placesOf(editor, 'definition', 'boats]]'), ['notes/Old pier.md:7:0']);
  assert.deepEqual(await placesOf(editor, 'definition', '^boats'), ['notes/Old pier.md:9:7']);
  assert.deepEqual(await placesOf(editor, 'definition', 'plan'), ['img/plan.png:0:0']);
  const toBoats = ['notes/Old pier.md:7:0', 'a.md:2:15', 'notes/Quay.md:2:12'];
  assert.deepEqual(await placesOf(editor, 'references', 'boats old', { includeDeclaration: true }), toBoats);
  const hover = (await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', 'Old pier]]') })) as Hover;
  assert.equal((hover.contents as { value: string }).value, '**Old pier**\n\nBuilt of oak.\n\nnotes/Old pier.md · 4 links lead here');
  const links = (await editor.request('textDocument/documentLink', 'a.md', {})) as DocumentLink[];
  assert.deepEqual(
    links.map(({ range, target }) => [range.start.character, range.end.character, pathOf(editor, target!)]),
    [
      [2, 10, 'notes/Old pier.md'],
      [15, 37, 'notes/Old pier.md#L8'],
      [49, 57, 'img/plan.png'],
      [62, 77, 'notes/Old pier.md#L10'],
    ],
  );
  await editor.settled();
  assert.deepEqual(
    editor.diagnostics('a.md').map(({ code, severity, range }) => [code, severity, range.start.character]),
    [['missing-file', 2, 82]],
  );
});

scenario('a wiki link is completed', { files: vault }, async editor => {
  await editor.ready();
  assert.deepEqual(await offered(editor, '[[‸]]\n'), {
    Jetty: '[[Old pier|Jetty]]\n',
    'Old pier': '[[Old pier]]\n',
    'plan.png': '[[plan.png]]\n',
    Quay: '[[Quay]]\n',
    'The landing': '[[Old pier|The landing]]\n',
    'one/Tide': '[[one/Tide]]\n',
    'two/Tide': '[[two/Tide]]\n',
    new: '[[new]]\n',
  });
  assert.deepEqual(await offered(editor, '| ![[land‸\n'), { 'The landing': '| ![[Old pier\\|The landing\n' });
  assert.deepEqual(await offered(editor, '[[ol‸d|here]]\n'), { 'Old pier': '[[Old pier|here]]\n' });
  assert.deepEqual(await offered(editor, '[[Old pier#‸]]\n'), {
    '# Old pier': '[[Old pier#Old pier]]\n',
    '## Boats: old & new': '[[Old pier#Boats: old & new]]\n',
    '#^boats': '[[Old pier#^boats]]\n',
  });
  assert.deepEqual(await offered(editor, '[[##boat‸]]\n'), { 'Boats: old & new': '[[Old pier#Boats: old & new]]\n' });
});

scenario('where no vault is, brackets are text', { files: { 'b.md': '# B\n' } }, async editor => {
  await editor.open('a.md', '[[b]] [[nowhere]]\n');
  await editor.ready();
  await editor.settled();
  assert.deepEqual(editor.diagnostics('a.md'), []);
  assert.deepEqual(await offered(editor, '[[‸]]\n'), {});
});
