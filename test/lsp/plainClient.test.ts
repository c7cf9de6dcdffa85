import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientCapabilities, CodeAction, CodeLens, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fitting } from '../../server/lsp/fitting.ts';
import { testEditor } from './editor.ts';

const able: ClientCapabilities = { workspace: { applyEdit: true } };

/** An editor that has never heard of Concord; what it is sent that is not of the protocol is collected. */
async function plainEditor(files: Readonly<Record<string, string>>, capabilities: ClientCapabilities = able) {
  const editor = await testEditor({ files, understands: [], capabilities });
  const strange: string[] = [];
  editor.connection.onUnhandledNotification(({ method }) => {
    if (!method.startsWith('window/')) strange.push(method);
  });
  return Object.assign(editor, { strange });
}

function scenario(
  name: string,
  files: Readonly<Record<string, string>>,
  body: (editor: Awaited<ReturnType<typeof plainEditor>>) => Promise<void>,
  capabilities?: ClientCapabilities,
): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await plainEditor(files, capabilities);
    try {
      await editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.check' });
      await body(editor);
      assert.deepEqual(editor.strange, []);
    } finally {
      await editor.dispose();
    }
  });
}

const after = (text: string, edits: readonly TextEdit[] = []) =>
  TextDocument.applyEdits(TextDocument.create('file:///x.md', 'markdown', 1, text), [...edits]);

const stale = '# 拱桥\n\n## 目录\n\n- [拱桥](#拱桥)\n  - [目录](#目录)\n\n## 桥墩\n';
const fresh = stale.replace('(#目录)\n', '(#目录)\n  - [桥墩](#桥墩)\n');

scenario('a command has the editor make its change', { 'a.md': stale }, async editor => {
  await editor.open('a.md', stale);
  const [lens] = (await editor.request('textDocument/codeLens', 'a.md')) as CodeLens[];
  const change = await editor.change(lens!.command!.command, ...lens!.command!.arguments!);
  assert.equal(after(stale, change?.changes?.[editor.uri('a.md')]), fresh);
  await editor.edit('a.md', stale, fresh);
  // A lens is there to be clicked.
  assert.deepEqual(await editor.request('textDocument/codeLens', 'a.md'), []);
});

scenario('inserting a table of contents where there is one says so, and offers what can be done', { 'a.md': stale }, async editor => {
  await editor.open('a.md', stale);
  assert.equal(await editor.change('concord.insertToc', editor.uri('a.md')), null);
  assert.deepEqual(editor.said, ['This chapter has a table of contents already, and it is out of date.']);
  editor.answer = ([title]) => title;
  const change = await editor.change('concord.insertToc', editor.uri('a.md'));
  assert.equal(after(stale, change?.changes?.[editor.uri('a.md')]), fresh);
  await editor.edit('a.md', stale, fresh);
  assert.equal(await editor.change('concord.insertToc', editor.uri('a.md')), null);
  assert.equal(editor.said.at(-1), 'This chapter has a table of contents already, and it is up to date.');
  await editor.open('b.md', '# 只有标题\n');
  assert.equal(await editor.change('concord.insertToc', editor.uri('b.md')), null);
  assert.equal(editor.said.at(-1), 'This chapter has no headings that a table of contents would list.');
  assert.equal(await editor.change('concord.updateToc', editor.uri('b.md')), null);
  assert.equal(editor.said.at(-1), 'This chapter has no table of contents.');
});

const dead = { 'x/b.md': '# B\n', 'a.md': '[x](b.md) [y](a b.md)\n', 'c.md': '[x](b.md)\n' };

scenario('what cannot be shown before is asked for, and what to fix too', dead, async editor => {
  assert.equal(await editor.change('concord.fixEverywhere', 'missing-file'), null);
  assert.deepEqual(editor.said, ['Fix all “missing-file” findings: 2 files would change.']);
  const offered: (readonly string[])[] = [];
  editor.answer = titles => {
    offered.push(titles);
    return titles[0];
  };
  const change = await editor.change('concord.fixOneKind');
  assert.deepEqual(offered, [
    [
      'A link or image names a file or folder that does not exist – missing-file · 2 findings',
      'Written as a link, but Markdown does not read it as one – malformed-link · 1 finding',
    ],
    ['Make the change', 'Cancel'],
  ]);
  assert.equal(after(dead['c.md'], change?.changes?.[editor.uri('c.md')]), '[x](x/b.md)\n');
  editor.answer = titles => titles.at(-1);
  assert.equal(await editor.change('concord.fixEverywhere', 'missing-file'), null);
  assert.equal(await editor.change('concord.fixEverywhere', 'no-such-rule'), null);
  assert.equal(editor.said.at(-1), 'No finding of this kind has one clear fix.');
  assert.equal(await editor.change('concord.updateAllTocs'), null);
  assert.equal(editor.said.at(-1), 'There is no table of contents to update.');
});

const stated = {
  'a.md': '# 一\n\n- **斜拉法**：收敛度 80%\n',
  'home.md': '# 总览\n\n## 斜拉法\n\n| 指标 | 数值 | 证据来源 |\n| --- | --- | --- |\n| 收敛度 | 99% | 甲 |\n',
};

scenario('a statement is marked as said of another time by a choice', stated, async editor => {
  await editor.open('a.md', stated['a.md']);
  const start = editor.position('a.md', '80%');
  const actions = (await editor.request('textDocument/codeAction', 'a.md', {
    range: { start, end: start },
    context: { diagnostics: [] },
  })) as CodeAction[];
  const { command } = actions.find(action => action.command?.command === 'concord.qualify')!;
  let chosen = '';
  editor.answer = titles => {
    chosen = titles[0]!;
    return chosen;
  };
  const change = await editor.change(command!.command, ...command!.arguments!);
  const [, line = ''] = chosen.split(' – ');
  assert.ok(line.startsWith('- **斜拉法**') && after(stated['a.md'], change?.changes?.[editor.uri('a.md')]).includes(line), chosen);
});

scenario('what was typed while the writer chose stays', { 'a.md': stale }, async editor => {
  await editor.open('a.md', stale);
  const longer = `${stale}\n## 桥面\n`;
  let typed: Promise<void> | undefined;
  editor.answer = ([title]) => {
    typed = editor.edit('a.md', stale, longer);
    return title;
  };
  const change = await editor.change('concord.insertToc', editor.uri('a.md'));
  await typed;
  const expected = `${fresh.replace('(#桥墩)\n', '(#桥墩)\n  - [桥面](#桥面)\n')}\n## 桥面\n`;
  assert.equal(after(longer, change?.changes?.[editor.uri('a.md')]), expected);
});

scenario(
  'an editor without documents to show is told the place; one that makes no changes is told so',
  { 'a.md': stale },
  async editor => {
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    await editor.change('concord.goTo', { uri: editor.uri('a.md'), range });
    assert.match(editor.said.at(-1) ?? '', /a\.md:3$/);
    await editor.open('a.md', stale);
    assert.equal(await editor.change('concord.updateToc', editor.uri('a.md')), null);
    assert.equal(editor.said.at(-1), 'This editor makes no changes for a command.');
  },
  {},
);

scenario('only commands that can do something are offered, and every other says so', { 'a.md': stale }, async editor => {
  const offered = editor.capabilities.executeCommandProvider?.commands ?? [];
  assert.ok(offered.includes('concord.fixOneKind') && !offered.includes('concord.showMatrix'));
  assert.equal(await editor.change('concord.showMatrix'), null);
  assert.equal(editor.said.at(-1), 'This editor cannot show pages of Concord.');
  const copied = await editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.copyTex', arguments: ['x^2'] });
  assert.equal(copied, 'x^2');
});

test('a change is in the words that the client has', () => {
  const at = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const [uri, other] = ['file:///a.md', 'file:///new.md'];
  const edit = {
    documentChanges: [
      { kind: 'create' as const, uri: other },
      { textDocument: { uri, version: null }, edits: [{ range: at, newText: '', annotationId: 'preview' }] },
      { textDocument: { uri, version: null }, edits: [{ range: at, newText: 'x', annotationId: 'fix' }] },
    ],
    changeAnnotations: { preview: { label: 'All', needsConfirmation: true }, fix: { label: 'All' } },
  };
  const version = (asked: string) => (asked === uri ? 7 : undefined);
  const all = { documentChanges: true, resourceOperations: ['create' as const], changeAnnotationSupport: {} };
  const full = fitting(edit, { workspace: { workspaceEdit: all } }, version);
  assert.deepEqual(full.changeAnnotations, edit.changeAnnotations);
  assert.deepEqual(
    full.documentChanges?.map(change => ('edits' in change ? change.textDocument.version : change.kind)),
    ['create', 7, 7],
  );
  assert.deepEqual(fitting(edit, { workspace: { workspaceEdit: { documentChanges: true } } }, version), {
    documentChanges: [{ textDocument: { uri, version: 7 }, edits: [{ range: at, newText: 'x' }] }],
  });
  assert.deepEqual(fitting(edit, {}, version), { changes: { [uri]: [{ range: at, newText: 'x' }] } });
});
