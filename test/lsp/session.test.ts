import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction, CompletionList, Hover, Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { scenario } from './scenario.ts';

const codes = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code);

scenario('closed chapters are checked too', { files: { 'a.md': '[x](nowhere.md)\n', 'b.md': '# B\n' } }, async editor => {
  await editor.ready();
  assert.deepEqual(codes(editor.diagnostics('a.md')), ['missing-file']);
  assert.deepEqual(editor.diagnostics('a.md')[0]?.range, { start: { line: 0, character: 4 }, end: { line: 0, character: 14 } });
  const { item, ...status } = editor.statuses.at(-1)!;
  const kinds = [{ rule: 'missing-file', severity: 'error', count: 1 }];
  assert.deepEqual(status, { state: 'ready', chapters: 2, findings: 1, hints: 0, notices: [], limits: [], renderers: [], kinds });
  assert.equal(item.text, '$(book) 2 chapters · 1 finding');
});

scenario(
  'an edit in one chapter clears and brings back findings of a closed one',
  { files: { 'a.md': '[x](b.md#neu)\n', 'b.md': '# B\n' } },
  async editor => {
    await editor.ready();
    assert.deepEqual(codes(editor.diagnostics('a.md')), ['missing-anchor']);
    await editor.open('b.md', '# B\n');
    await editor.edit('b.md', '# B', '# B\n\n## Neu');
    await editor.until('a.md', found => found.length === 0);
    await editor.edit('b.md', '## Neu', '## Alt');
    await editor.until('a.md', found => found.length === 1);
    await editor.edit('b.md', '## Alt', '## Neu');
    await editor.until('a.md', found => found.length === 0);
    // Unsaved, then closed: what is on the disk counts again.
    await editor.closeDocument('b.md');
    await editor.until('a.md', found => found.length === 1);
  },
);

scenario(
  'typing in a paragraph publishes nothing about other chapters',
  { files: { 'a.md': '[x](b.md#b)\n[y](no.md)\n', 'b.md': '# B\n\nText\n' } },
  async editor => {
    await editor.ready();
    await editor.open('b.md', '# B\n\nText\n');
    const before = editor.published.length;
    await editor.edit('b.md', 'Text', 'More text [z](no.md)');
    await editor.until('b.md', found => found.length === 1);
    assert.deepEqual([...new Set(editor.published.slice(before).map(({ uri }) => uri))], [editor.uri('b.md')]);
  },
);

scenario(
  'files made, changed, removed and moved outside the editor are followed',
  { files: { 'a.md': '[x](sub/b.md#eins)\n' } },
  async editor => {
    await editor.ready();
    assert.deepEqual(codes(editor.diagnostics('a.md')), ['missing-file']);
    editor.write('sub/b.md', '# Zwei\n');
    await editor.tellChanged('sub/b.md');
    await editor.until('a.md', found => found[0]?.code === 'missing-anchor');
    editor.write('sub/b.md', '# Eins\n');
    await editor.tellChanged('sub/b.md');
    await editor.until('a.md', found => found.length === 0);
    editor.remove('sub');
    await editor.tellChanged('sub');
    await editor.until('a.md', found => found[0]?.code === 'missing-file');
  },
);

scenario(
  'a folder that is renamed outside takes its chapters along, though only the folder is told of',
  { files: { 'a.md': '[x](old/b.md) [y](new/deep/c.md)\n', 'old/b.md': '[x](no.md)\n', 'old/deep/c.md': '[x](no.md) [y](../b.md)\n' } },
  async editor => {
    await editor.ready();
    assert.deepEqual(
      ['a.md', 'old/b.md', 'old/deep/c.md'].map(path => editor.diagnostics(path).length),
      [1, 1, 1],
    );
    editor.remove('old');
    editor.write('new/b.md', '[x](no.md)\n');
    editor.write('new/deep/c.md', '[x](no.md) [y](../b.md)\n');
    await editor.tellChanged('old', 'new');
    for (const path of ['new/b.md', 'new/deep/c.md']) await editor.until(path, found => found.length === 1);
    for (const path of ['old/b.md', 'old/deep/c.md']) await editor.until(path, found => found.length === 0);
    await editor.until('a.md', found => found.length === 1 && /old\/b\.md/.test(found[0]!.message));
  },
);

scenario('definition arrives at the heading', { files: { 'b.md': '# B\n\n## 三、收敛状态\n' } }, async editor => {
  const text =
    '# A\n\n[x](b.md#三收敛状态) [y](<b.md#%E4%B8%89%E6%94%B6%E6%95%9B%E7%8A%B6%E6%80%81>) [r][l] n[^1]\n\n[l]: b.md\n\n[^1]: Note\n';
  await editor.open('a.md', text);
  await editor.ready();
  const at = async (what: string) =>
    (await editor.request('textDocument/definition', 'a.md', { position: editor.position('a.md', what) })) as Location[] | null;
  const heading = [{ uri: editor.uri('b.md'), range: { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } } }];
  assert.deepEqual(await at('b.md#三'), heading);
  assert.deepEqual(await at('b.md#%E4'), heading);
  assert.deepEqual((await at('r][l]'))?.[0]?.range.start, { line: 4, character: 0 });
  assert.deepEqual((await at('b.md\n'))?.[0], {
    uri: editor.uri('b.md'),
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  });
  assert.deepEqual((await at('[^1]'))?.[0]?.range.start.line, 6);
  assert.equal(await at('# A'), null);
});

scenario(
  'references find the links to a heading in every chapter',
  { files: { 'b.md': '[x](a.md#一概述)\n\n[y](a.md)\n', 'c/c.md': '[x](../a.md#%E4%B8%80%E6%A6%82%E8%BF%B0)\n' } },
  async editor => {
    await editor.open('a.md', '# A\n\n## 一、概述\n\n[up](#一概述)\n');
    await editor.ready();
    const found = async (what: string, includeDeclaration: boolean) =>
      (
        (await editor.request('textDocument/references', 'a.md', {
          position: editor.position('a.md', what),
          context: { includeDeclaration },
        })) as Location[]
      ).map(({ uri, range }) => `${uri.slice(editor.uri('').length).replace(/^\//, '')}:${range.start.line}`);
    assert.deepEqual(await found('一、概述', false), ['a.md:4', 'b.md:0', 'c/c.md:0']);
    assert.deepEqual(await found('#一概述', true), ['a.md:2', 'a.md:4', 'b.md:0', 'c/c.md:0']);
    assert.deepEqual(await found('# A', false), ['b.md:0', 'b.md:2', 'c/c.md:0']);
  },
);

scenario('quick fixes repair, create, unlink, suppress', { files: { 'ch/b.md': '# B\n' } }, async editor => {
  await editor.open('a.md', '# A\n\n[x](../ch/b.md)\n');
  await editor.ready();
  const start = editor.position('a.md', '../ch');
  const actions = (await editor.request('textDocument/codeAction', 'a.md', {
    range: { start, end: start },
    context: { diagnostics: [] },
  })) as CodeAction[];
  assert.deepEqual(actions[0]?.title, 'Change to “ch/b.md”');
  assert.equal(actions[0]?.isPreferred, true);
  assert.ok(actions.some(({ title }) => title === 'Remove the link and keep its text'));
  assert.ok(actions.some(({ title }) => title === 'Suppress “outside-root” here'));
  const all = (await editor.request('textDocument/codeAction', 'a.md', {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [], only: ['source.fixAll'] },
  })) as CodeAction[];
  assert.deepEqual(
    all.map(({ kind }) => kind),
    ['source.fixAll.concord'],
  );
  const edit = await editor.change('concord.fixEverywhere', 'outside-root');
  assert.ok(Object.values(edit?.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation));
});

scenario('a statement in a diagram is silenced from above the diagram', {}, async editor => {
  const text =
    '# 甲桥\n\n| 指标 | 数值 | 证据 |\n| --- | --- | --- |\n| 采用率 | 90% | 调查 |\n\n```mermaid\ngraph LR\n    A[甲桥<br>采用率 40%] --> B[乙桥]\n```\n';
  await editor.open('a.md', text);
  await editor.ready();
  const start = editor.position('a.md', '40%');
  const actions = (await editor.request('textDocument/codeAction', 'a.md', {
    range: { start, end: start },
    context: { diagnostics: [] },
  })) as CodeAction[];
  const silence = actions.find(({ title }) => title === 'Suppress “convergence-conflict” here');
  assert.match(JSON.stringify(silence?.edit), /<!-- convergence: ignore e 甲桥 采用率 -->/);
  assert.match(JSON.stringify(silence?.edit), /"line":6,"character":0/);
});

scenario(
  'a hover shows where a link leads, or why it leads nowhere',
  { files: { 'b.md': '# Titel\n\nErster Absatz.\n\n## Teil\n' } },
  async editor => {
    await editor.open('a.md', '[x](b.md) [y](c.md)\n');
    await editor.ready();
    const at = async (what: string) =>
      ((await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', what) })) as Hover).contents as {
        value: string;
      };
    assert.equal((await at('b.md')).value, '**Titel**\n\nErster Absatz.\n\nb.md · 1 link leads here');
    assert.match((await at('c.md')).value, /“c\.md” does not exist\./);
  },
);

scenario(
  'a hover in VS Code, which shows the finding itself, only says what would be right',
  { files: { 'b.md': '# B\n' }, initializationOptions: { theme: 'light' } },
  async editor => {
    await editor.open('a.md', '[x](../b.md)\n');
    await editor.ready();
    const hover = (await editor.request('textDocument/hover', 'a.md', { position: editor.position('a.md', 'b.md') })) as Hover;
    assert.equal((hover.contents as { value: string }).value, 'Quick fix: Change to “b.md”');
  },
);

scenario(
  'concord.json counts as the editor has it, opened before its folder or after, saved or not',
  { files: { 'a.md': '[x](no.md)\n', 'concord.json': '{}' }, folders: [] },
  async editor => {
    await editor.open('concord.json', '{ "rules": { "missing-file": "hint", "no-such": "off" } }');
    await editor.ready();
    const event = { added: [{ uri: editor.uri(''), name: '' }], removed: [] };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await editor.until('a.md', ([found]) => found?.severity === 4);
    await editor.until('concord.json', found => found.length === 1);
    await editor.tellChanged('concord.json');
    await editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.check' });
    assert.equal(editor.diagnostics('a.md')[0]?.severity, 4);
    await editor.edit('concord.json', 'hint', 'warning');
    await editor.until('a.md', ([found]) => found?.severity === 2);
    await editor.closeDocument('concord.json');
    await editor.until('a.md', ([found]) => found?.severity === 1);
    await editor.until('concord.json', found => found.length === 0);
    const elsewhere = editor.published.filter(({ uri }) => ![editor.uri('a.md'), editor.uri('concord.json')].includes(uri));
    assert.deepEqual(elsewhere, []);
  },
);

scenario('a concord.json below the root that is not saved yet is no chapter', { files: { 'a.md': '# A\n' } }, async editor => {
  await editor.open('sub/concord.json', '[x](no.md)\n');
  await editor.open('b.md', '[x](no.md)\n');
  await editor.until('b.md', found => found.length === 1);
  assert.deepEqual(editor.diagnostics('sub/concord.json'), []);
});

scenario(
  'what the JSON schema says of an open concord.json is left to VS Code',
  {
    files: { 'concord.json': '{ "rules": { "missing-file": "loud" }, "links": { "root": "../.." } }' },
    initializationOptions: { theme: 'light' },
  },
  async editor => {
    await editor.ready();
    assert.equal(editor.diagnostics('concord.json').length, 2);
    await editor.open('concord.json', '{ "rules": { "missing-file": "loud" }, "links": { "root": "../.." } }');
    await editor.until('concord.json', found => found.length === 1 && found[0]!.message.includes('links.root'));
    await editor.closeDocument('concord.json');
    await editor.until('concord.json', found => found.length === 2);
  },
);

scenario(
  'concord.json rules, and is itself checked',
  {
    files: {
      'a.md': '[x](no.md)\n',
      'old/b.md': '[x](no.md)\n',
      'concord.json': '{ "rules": { "missing-file": "hint", "no-such": "error" }, "exclude": ["old"] }',
    },
  },
  async editor => {
    await editor.ready();
    assert.equal(editor.diagnostics('a.md')[0]?.severity, 4);
    assert.deepEqual(editor.diagnostics('old/b.md'), []);
    assert.match(editor.diagnostics('concord.json')[0]?.message ?? '', /no-such/);
    editor.write('concord.json', '{ "rules": { "missing-file": "off" } }');
    await editor.tellChanged('concord.json');
    await editor.until('a.md', found => found.length === 0);
    await editor.until('concord.json', found => found.length === 0);
  },
);

scenario(
  'files.exclude and .gitignore hide files',
  {
    files: { '.gitignore': 'out/\n', 'out/x.md': '[x](no.md)\n', 'hide/y.md': '[x](no.md)\n', 'a.md': '[x](out/x.md)\n' },
    hidden: { '**/hide': true, '**/a.md': false },
  },
  async editor => {
    await editor.ready();
    assert.deepEqual(editor.published, []);
  },
);

scenario(
  'an inner knowledge base follows its own configuration',
  { files: { 'a.md': '[x](in/b.md#no)\n', 'in/concord.json': '{ "rules": { "missing-file": "warning" } }', 'in/b.md': '[x](no.md)\n' } },
  async editor => {
    await editor.until('in/b.md', found => found.length === 1);
    await editor.until('a.md', found => found.length === 1);
    assert.equal(editor.diagnostics('in/b.md')[0]?.severity, 2);
  },
);

scenario(
  'several folders are several knowledge bases, and one may be left',
  { files: { 'one/a.md': '[x](no.md)\n', 'two/b.md': '[x](no.md)\n' }, folders: ['one', 'two'] },
  async editor => {
    await editor.until('one/a.md', found => found.length === 1);
    await editor.until('two/b.md', found => found.length === 1);
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: editor.uri('two'), name: 'two' }] },
    });
    await editor.until('two/b.md', found => found.length === 0);
    assert.equal(editor.diagnostics('one/a.md').length, 1);
  },
);

scenario('a document outside every folder is checked by itself', { files: { 'kb/a.md': '# A\n' }, folders: ['kb'] }, async editor => {
  await editor.open('loose.md', '# L\n\n[x](other.md) [y](#no) [z](a b.md)\n');
  const found = await editor.until('loose.md', diagnostics => diagnostics.length > 0);
  assert.deepEqual(codes(found), ['missing-anchor', 'malformed-link']);
  await editor.closeDocument('loose.md');
  await editor.until('loose.md', diagnostics => diagnostics.length === 0);
});

scenario(
  'what the editor validates itself is not shown twice in open chapters, and still repaired',
  { files: { 'ch/b.md': '# B\n', 'c.md': '[x](no.md)\n' }, initializationOptions: { builtInValidation: true } },
  async editor => {
    await editor.open('a.md', '[x](b.md) [y](a b.md)\n');
    await editor.ready();
    assert.deepEqual(codes(editor.diagnostics('a.md')), ['malformed-link']);
    assert.deepEqual(codes(editor.diagnostics('c.md')), ['missing-file']);
    const start = editor.position('a.md', 'b.md');
    const actions = (await editor.request('textDocument/codeAction', 'a.md', {
      range: { start, end: start },
      context: { diagnostics: [] },
    })) as CodeAction[];
    assert.equal(actions[0]?.title, 'Change to “ch/b.md”');
    await editor.connection.sendNotification('concord/state', { builtInValidation: false });
    await editor.until('a.md', found => found.length === 2);
  },
);

scenario('malformed requests are answered, and the next one too', { files: { 'a.md': '[x](b.md)\n', 'b.md': '# B\n' } }, async editor => {
  await editor.open('a.md', '[x](b.md)\n');
  await editor.ready();
  for (const params of [
    null,
    {},
    { textDocument: {} },
    { textDocument: { uri: 7 } },
    { textDocument: { uri: 'nonsense' }, position: {} },
    { textDocument: { uri: editor.uri('a.md') } },
  ]) {
    for (const method of ['definition', 'references', 'hover', 'codeAction', 'documentLink']) {
      await editor.connection.sendRequest(`textDocument/${method}`, params).catch(() => {});
    }
  }
  await editor.connection.sendRequest('workspace/executeCommand', { command: 'no.such.command' }).catch(() => {});
  await editor.connection
    .sendRequest('workspace/executeCommand', { command: 'concord.fixEverywhere', arguments: [{ no: 'rule' }] })
    .catch(() => {});
  await editor.request('textDocument/definition', 'a.md', { position: { line: 99, character: -4 } }).catch(() => {});
  const found = (await editor.request('textDocument/definition', 'a.md', { position: { line: 0, character: 5 } })) as Location[];
  assert.equal(found[0]?.uri, editor.uri('b.md'));
});

scenario(
  'hostile folders: a circle of links, random bytes, a root that vanishes',
  { files: { 'a.md': '[x](round/round/a.md) [y](no.md)\n', 'noise.md': Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256) } },
  async editor => {
    symlinkSync('.', join(editor.root, 'round'));
    await editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.check' });
    await editor.until('a.md', found => found.length === 1);
    editor.remove('a.md');
    editor.remove('noise.md');
    editor.remove('round');
    await editor.connection.sendRequest('workspace/executeCommand', { command: 'concord.check' });
    await editor.until('a.md', found => found.length === 0);
    await editor.open('a.md', '[x](#no)\n');
    await editor.until('a.md', found => found.length === 1);
  },
);

scenario(
  'completion offers files, anchors and every heading, written so that they resolve',
  { files: { 'b c/d.md': '# Tief\n\n## 三、收敛状态\n', 'b c/e.png': '', 'x.md': '# X\n' } },
  async editor => {
    await editor.ready();
    const labels = async (line: string) => {
      await editor.open('a.md', `${line}\n`);
      const position = { line: 0, character: line.length };
      const list = (await editor.request('textDocument/completion', 'a.md', { position })) as CompletionList | null;
      await editor.closeDocument('a.md');
      return list?.items.map(({ label, textEdit }) => `${label} → ${textEdit?.newText}`);
    };
    assert.deepEqual(await labels('[x]('), ['x.md → x.md', 'b c/ → <b c/>']);
    assert.deepEqual(await labels('[x](<b c/'), ['d.md → <b c/d.md>', 'e.png → <b c/e.png>']);
    assert.deepEqual(await labels('[x](<b c/d.md#'), ['# Tief → tief', '## 三、收敛状态 → 三收敛状态']);
    assert.deepEqual(await labels('[x](##收敛'), ['三、收敛状态 → <b c/d.md#三收敛状态>']);
    assert.deepEqual(await labels('text (##收敛'), undefined);
  },
);

scenario(
  'renaming a heading renames its anchor in every chapter, the entry in the table of contents, and the duplicates that move up',
  { files: { 'b.md': '[Alt](a.md#alt) [zwei](a.md#alt-1)\n' } },
  async editor => {
    await editor.open('a.md', '# A\n\n## 目录\n\n- [A](#a)\n  - [目录](#目录)\n  - [Alt](#alt)\n  - [Alt](#alt-1)\n\n## Alt\n\n## Alt\n');
    await editor.ready();
    const renamed = async (what: string, newName: string) => {
      const edit = (await editor.request('textDocument/rename', 'a.md', {
        position: editor.position('a.md', what),
        newName,
      })) as WorkspaceEdit;
      return edit.documentChanges?.flatMap(change =>
        'edits' in change
          ? (change.edits as TextEdit[]).map(({ newText, range }) => `${change.textDocument.uri.at(-4)}:${range.start.line} ${newText}`)
          : [],
      );
    };
    const expected = ['a:6 Neu 一', 'a:6 neu-一', 'a:7 alt', 'a:9 Neu 一', 'b:0 Neu 一', 'b:0 alt', 'b:0 neu-一'];
    assert.deepEqual((await renamed('## Alt', 'Neu 一'))?.sort(), expected);
    assert.deepEqual((await renamed('#alt', 'Neu 一'))?.sort(), expected);
    await assert.rejects(renamed('## Alt', '  '), /one line/);
    await assert.rejects(
      editor.request('textDocument/prepareRename', 'a.md', { position: { line: 1, character: 0 } }),
      /Nothing here has a name/,
    );
  },
);

scenario(
  'a baseline accepts what it lists, and is followed when it changes',
  { files: { 'a.md': '[x](no.md) [y](nor.md)\n', 'concord.json': '{ "baseline": "accepted.json" }' } },
  async editor => {
    await editor.until('a.md', found => found.length === 2);
    const accepted = { 'a.md missing-file {"destination":"no.md"}': 1 };
    editor.write('accepted.json', JSON.stringify({ version: 1, accepted }));
    await editor.tellChanged('accepted.json');
    await editor.until('a.md', found => found.length === 1);
    editor.remove('accepted.json');
    await editor.tellChanged('accepted.json');
    await editor.until('a.md', found => found.length === 2);
  },
);

scenario(
  'another root for links that begin with a slash',
  { files: { 'site/a.md': '[x](/b.md)\n', 'site/b.md': '# B\n' } },
  async editor => {
    await editor.until('site/a.md', found => found.length === 1);
    editor.write('concord.json', '{ "links": { "root": "site" } }');
    await editor.tellChanged('concord.json');
    await editor.until('site/a.md', found => found.length === 0);
    await editor.open('site/b.md', '# B\n');
    const references = await editor.request('textDocument/references', 'site/b.md', {
      position: { line: 0, character: 2 },
      context: { includeDeclaration: false },
    });
    assert.equal((references as Location[]).length, 1);
  },
);

scenario(
  'nothing is called broken before it is known which files there are',
  { files: { 'b.md': '# B\n', 'c/d.md': '# D\n' } },
  async editor => {
    await editor.open('a.md', '[x](b.md#b) [y](c/d.md) [z](c/)\n');
    await editor.ready();
    assert.deepEqual(editor.published, []);
  },
);

scenario(
  'a chapter whose name is composed otherwise is one chapter, open, closed and on the disk',
  { files: { 'Pa\u0302te.md': '# Dough\n', 'P\u00e2te.txt': '', 'a.md': '[x](Pa\u0302te.md#dough) [y](P\u00e2te.txt)\n' } },
  async editor => {
    await editor.ready();
    assert.deepEqual(codes(editor.diagnostics('a.md')), []);
    await editor.open('Pa\u0302te.md', '# Dough\n');
    await editor.edit('Pa\u0302te.md', 'Dough', 'Crust');
    await editor.until('a.md', found => found[0]?.code === 'missing-anchor');
    const edit = (await editor.request('textDocument/rename', 'Pa\u0302te.md', {
      position: { line: 0, character: 3 },
      newName: 'Dough',
    })) as WorkspaceEdit;
    assert.deepEqual(
      edit.documentChanges?.map(change => 'textDocument' in change && change.textDocument.uri),
      [editor.uri('Pa\u0302te.md')],
    );
    await editor.closeDocument('Pa\u0302te.md');
    await editor.until('a.md', found => found.length === 0);
  },
);

scenario(
  'a chapter in another encoding is said to be one, and nothing comes or goes with opening it',
  {
    files: {
      // 第二节 in GBK.
      'b.md': Buffer.from([...Buffer.from('# '), 0xb5, 0xda, 0xb6, 0xfe, 0xbd, 0xda, 0x0a]),
      'a.md': '[x](b.md#第二节) [y](b.md#第三节)\n',
    },
  },
  async editor => {
    await editor.ready();
    const told = editor.diagnostics('b.md');
    assert.deepEqual(codes(told), ['unreadable']);
    assert.deepEqual(editor.published.length, 1);
    await editor.open('b.md', '# 第二节\n');
    await editor.edit('b.md', '第二节', '第二节\n\n[z](none.md)');
    await editor.closeDocument('b.md');
    await editor.open('b.md', '# \uFFFD\uFFFD\uFFFD\n');
    assert.deepEqual(await editor.until('b.md', found => found.length === 1), told);
    // Saved as UTF-8.
    editor.write('b.md', '# 第二节\n');
    await editor.edit('b.md', '\uFFFD\uFFFD\uFFFD', '第二节');
    await editor.tellChanged('b.md');
    await editor.until('b.md', found => found.length === 0);
    assert.deepEqual(codes(await editor.until('a.md', found => found.length > 0)), ['missing-anchor']);
  },
);

scenario(
  'a finding that keeps its place among the characters and changes its line is told again',
  { files: { 'a.md': '' } },
  async editor => {
    await editor.open('a.md', 'one two\n\n[x](no.md)\n');
    await editor.until('a.md', ([found]) => found?.range.start.line === 2);
    await editor.edit('a.md', 'one two', 'one\ntwo');
    await editor.until('a.md', ([found]) => found?.range.start.line === 3);
  },
);
