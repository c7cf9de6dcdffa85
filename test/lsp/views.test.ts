import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, CodeLens, Hover, Location, MarkupContent, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TreeNode } from '../../server/features/panel.ts';
import { type Setting, type TestEditor, testEditor } from './editor.ts';

const claims = (subject: string, value: string, rest = '') => `# ${subject} 在桥上\n\n## ${subject}\n\n- **收敛度**：${value}\n${rest}`;
const files = {
  'a.md': claims('斜拉法', '99%'),
  'b.md': claims('斜拉法', '99%', '- **采用率**：70%\n'),
  'c.md': claims('斜拉法', '80%'),
  'd.md': claims('顶推法', '60%'),
};
const initializationOptions = { theme: 'light' };

function scenario(name: string, setting: Setting, body: (editor: TestEditor) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await testEditor({ initializationOptions, ...setting });
    try {
      await editor.ready();
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}

const children = (editor: TestEditor, node?: TreeNode) =>
  editor.connection.sendRequest<TreeNode[]>('concord/children', { view: 'concord.convergence', node: node?.id });

const execute = <T>(editor: TestEditor, command: string, ...args: unknown[]) =>
  editor.connection.sendRequest<T>('workspace/executeCommand', { command, arguments: args });

/** A node and all below it, one a line. */
async function outline(editor: TestEditor, node?: TreeNode, depth = 0): Promise<string> {
  const lines = (await children(editor, node)).map(async child => {
    const below = child.collapsibleState === 0 ? '' : await outline(editor, child, depth + 1);
    return `${'  '.repeat(depth)}${child.icon} ${child.label}: ${child.description}\n${below}`;
  });
  return (await Promise.all(lines)).join('');
}

const whole = `warning 斜拉法: 4 places · 1 disagreement
  warning 收敛度: 3 places · 2 values
    symbol-number 99%: 2 places
      go-to-file 斜拉法 在桥上: a.md:5
      go-to-file 斜拉法 在桥上: b.md:5
    warning 80%: 1 place
      go-to-file 斜拉法 在桥上: c.md:5
  graph 采用率: 70% · 1 place
    symbol-number 70%: 1 place
      go-to-file 斜拉法 在桥上: b.md:6
symbol-field 顶推法: 1 place
  graph 收敛度: 60% · 1 place
    symbol-number 60%: 1 place
      go-to-file 顶推法 在桥上: d.md:5
`;

scenario('the tree shows who states what, disagreements first', { files }, async editor => {
  assert.equal(await outline(editor), whole);
});

scenario('it can be narrowed to what disagrees, and follows what is written', { files }, async editor => {
  const told: { description: string; message: string; context: object }[] = [];
  let heard = () => {};
  editor.connection.onNotification('concord.convergence', around => {
    told.push(around);
    heard();
  });
  const next = () => new Promise<void>(resolve => (heard = resolve));
  const first = next();
  await children(editor);
  await first;
  assert.equal(told.at(-1)?.description, '5 statements · 1 disagreement');
  await execute(editor, 'concord.convergence.onlyDisagreements');
  assert.deepEqual(told.at(-1)?.context, { 'concord.convergence.filter': 'disagreements' });
  assert.equal(await outline(editor), whole.split('  graph')[0]);
  await editor.open('c.md', files['c.md']);
  const followed = next();
  await editor.edit('c.md', '80%', '99%');
  await followed;
  while (told.at(-1)?.message === '') await next();
  assert.equal(told.at(-1)?.message, 'All statements agree with each other.');
  assert.deepEqual(await children(editor), []);
});

scenario('a click on a place goes there', { files }, async editor => {
  const shown = new Promise(resolve =>
    editor.connection.onRequest('window/showDocument', asked => {
      resolve(asked);
      return { success: true };
    }),
  );
  let [node] = await children(editor);
  while (node?.collapsibleState !== 0) node = (await children(editor, node)).at(-1);
  await execute(editor, node.command!.command, ...node.command!.arguments);
  const { uri, selection } = (await shown) as { uri: string; selection: { start: { line: number } } };
  assert.deepEqual([uri, selection.start.line], [editor.uri('b.md'), 5]);
});

scenario('without statements the view is empty: the editor says what it is for', { files: { 'a.md': '# A\n' } }, async editor => {
  const told = new Promise<{ message: string }>(resolve => editor.connection.onNotification('concord.convergence', resolve));
  assert.deepEqual(await children(editor), []);
  assert.equal((await told).message, '');
});

scenario('the status item is in the words of the server', { files }, async editor => {
  const { item } = editor.statuses.at(-1)!;
  assert.match(item.text, /^\$\(book\) 4 chapters · \d+ findings?$/);
  assert.equal(item.command, 'workbench.actions.view.problems');
  assert.match(editor.statuses[0]!.item.text, /^\$\(sync~spin\) /);
});

const faulty = { 'a.md': '# A\n\n[x](nowhere.md) [y](a b.md)\n', 'b.md': '# B\n\n[x](nowhere.md)\n' };

scenario('its tooltip is a table of what was found, with commands that do something about it', { files: faulty }, async editor => {
  const { table = '' } = editor.statuses.at(-1)!.item;
  const rows = table.split('\n').filter(line => line.startsWith('| $'));
  const repair = (id: string) => `[Repair…](command:concord.fixEverywhere?${encodeURIComponent(JSON.stringify([id]))})`;
  assert.deepEqual(rows, [
    `| $(error) | A link or image names a file or folder that does not exist | 2 | ${repair('missing-file')} |`,
    `| $(error) | Written as a link, but Markdown does not read it as one | 1 | ${repair('malformed-link')} |`,
  ]);
  assert.match(table, /\[Overview\]\(command:concord\.openOverview\)/);
});

scenario(
  'fixing one kind of finding asks which',
  { files: { 'x/b.md': '# B\n', 'a.md': '[x](b.md) [y](a b.md)\n', 'c.md': '[x](b.md)\n' } },
  async editor => {
    const asked: string[][] = [];
    editor.connection.onRequest<unknown, unknown>('concord/pick', ({ items }: { items: { label: string; description: string }[] }) => {
      asked.push(items.map(({ label, description }) => `${label} ${description}`));
      return items[0];
    });
    const change = await editor.change('concord.fixOneKind', undefined);
    assert.deepEqual(asked, [
      [
        'A link or image names a file or folder that does not exist missing-file · 2 findings',
        'Written as a link, but Markdown does not read it as one malformed-link · 1 finding',
      ],
    ]);
    assert.equal(change?.documentChanges?.length, 3);
  },
);

const hover = async (editor: TestEditor, path: string, text: string, shift = 0) => {
  const { line, character } = editor.position(path, text);
  return (await editor.request('textDocument/hover', path, { position: { line, character: character + shift } })) as Hover | null;
};
const shown = (answer: Hover | null) => (answer?.contents as MarkupContent | undefined)?.value;

scenario('a hover on a number tells of what it is, its level and what is stated elsewhere', { files }, async editor => {
  await editor.open('b.md', files['b.md']);
  assert.equal(
    shown(await hover(editor, 'b.md', '99%')),
    [
      '**斜拉法** · 收敛度 **99%** · L4 完全收敛 (\\> 95%)',
      '3 places · 2 values',
      `- **99%** · 2 places – here, [a:5](${editor.uri('a.md')}#L5,11)\n- **80%** · 1 place – [c:5](${editor.uri('c.md')}#L5,11)`,
    ].join('\n\n'),
  );
  assert.equal(shown(await hover(editor, 'b.md', '70%')), '**斜拉法** · 采用率 **70%**');
  assert.equal(await hover(editor, 'b.md', '在桥上'), null);
});

const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${String(i).padStart(2, '0')}.md`, claims('斜拉法', `${50 + i}%`)]));

scenario('a hover leads to some places only, however many there are', { files: { ...many, ...files } }, async editor => {
  await editor.open('a.md', files['a.md']);
  const text = shown(await hover(editor, 'a.md', '99%')) ?? '';
  assert.match(text, /33 places · 32 values/);
  assert.equal(text.match(/\]\(/g)?.length, 8);
  assert.match(text, /- … 24 more not shown$/);
});

scenario('a number that speaks for several is told for each', { files }, async editor => {
  await editor.open('e.md', '# 总览\n\n顶推法、转体法均已达到L4完全收敛状态，收敛度 98%。\n');
  const text = shown(await hover(editor, 'e.md', '98%')) ?? '';
  assert.deepEqual(
    [...text.matchAll(/^\*\*(.*?)\*\* · 收敛度 \*\*98%\*\*/gm)].map(([, subject]) => subject),
    ['顶推法', '转体法'],
  );
  assert.match(text, /- \*\*60%\*\* · 1 place – \[d:5\]/);
});

scenario('references on a number are all statements of the same', { files }, async editor => {
  await editor.open('c.md', files['c.md']);
  const position = editor.position('c.md', '80%');
  const found = (await editor.request('textDocument/references', 'c.md', {
    position,
    context: { includeDeclaration: true },
  })) as Location[];
  assert.deepEqual(
    found.map(({ uri, range }) => [uri, range.start.line, range.start.character]),
    ['a.md', 'b.md', 'c.md'].map(path => [editor.uri(path), 4, 10]),
  );
});

const lenses = async (editor: TestEditor, path: string) => ((await editor.request('textDocument/codeLens', path)) as CodeLens[]) ?? [];

const table = '# 总览\n\n## 斜拉法\n\n| 指标 | 数值 | 证据来源 |\n| --- | --- | --- |\n| 采用率 | 70% | 甲 |\n| 收敛度 | 99% | 乙 |\n';

scenario('a lens above a section tells in how many places its value is stated', { files }, async editor => {
  await editor.open('b.md', table);
  await editor.open('d.md', files['d.md']);
  const [lens, ...others] = await lenses(editor, 'b.md');
  assert.deepEqual(others, []);
  assert.equal(lens?.range.start.line, 2);
  assert.equal(lens?.command?.title, '斜拉法 · 收敛度 · 3 places · 2 values');
  const [uri, , asked] = lens!.command!.arguments!;
  assert.equal(uri, editor.uri('b.md'));
  assert.equal((await editor.connection.sendRequest<Location[]>('textDocument/references', asked)).length, 3);
  // Not above a mere mention, and not where nobody else states it.
  assert.deepEqual(await lenses(editor, 'd.md'), []);
});

scenario('unless it is switched off', { files, settings: { 'concord.convergence.codeLens': false } }, async editor => {
  await editor.open('b.md', table);
  assert.deepEqual(await lenses(editor, 'b.md'), []);
});

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly html?: string;
  readonly message?: { readonly body: string };
}

/** What the client is told to show, one notification after the other. */
function panelOf(editor: TestEditor): { next(): Promise<Shown>; post(message: object): Promise<void> } {
  const waiting: ((shown: Shown) => void)[] = [];
  const told: Shown[] = [];
  editor.connection.onNotification('concord/panel', (shown: Shown) => {
    const first = waiting.shift();
    if (first === undefined) told.push(shown);
    else first(shown);
  });
  return {
    next: () => new Promise(resolve => (told.length > 0 ? resolve(told.shift()!) : waiting.push(resolve))),
    post: message => editor.connection.sendNotification('concord/panelMessage', { id: 'matrix', message }),
  };
}

/** The table as text: a row a line, the values of its cells. */
const grid = (html = '') =>
  [...html.matchAll(/<tr[^>]*>(.*?)(?=<tr|<tbody|<\/table)/gs)].map(([, row = '']) =>
    row
      .split(/<t[hd][^>]*>/)
      .slice(1)
      .map(cell =>
        cell
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .join('|'),
  );

scenario('the matrix shows subjects and chapters, and follows what is written', { files }, async editor => {
  const panel = panelOf(editor);
  await execute(editor, 'concord.showMatrix');
  const first = await panel.next();
  assert.equal(first.title, 'Convergence Matrix');
  assert.deepEqual(grid(first.html), ['收敛度|a|b|c', '≠ 斜拉法|99%|99%|80% ≠']);
  await panel.post({ show: { all: true } });
  assert.deepEqual(grid((await panel.next()).message?.body), ['收敛度|a|b|c|d', '≠ 斜拉法|99%|99%|80% ≠|', '顶推法||||60%']);
  await editor.open('d.md', files['d.md']);
  await editor.edit('d.md', '60%', '97%');
  assert.deepEqual(grid((await panel.next()).message?.body).at(-1), '顶推法||||97%');
  await panel.post({ show: { metric: '采用率', all: true } });
  assert.deepEqual(grid((await panel.next()).message?.body), ['采用率|b', '斜拉法|70%']);
  await panel.post({ show: { disputed: true } });
  assert.deepEqual(grid((await panel.next()).message?.body), ['收敛度|a|b|c', '≠ 斜拉法|99%|99%|80% ≠']);
});

scenario('a click in it goes to the statement, as far as there is one', { files }, async editor => {
  const gone: unknown[] = [];
  const panel = panelOf(editor);
  let arrived = () => {};
  editor.connection.onRequest('window/showDocument', ({ uri, selection }) => {
    gone.push([uri, selection.start]);
    arrived();
    return { success: true };
  });
  await execute(editor, 'concord.showMatrix');
  await panel.next();
  const arrival = new Promise<void>(resolve => {
    arrived = resolve;
  });
  for (const nonsense of [
    null,
    1,
    {},
    { go: [] },
    { go: [editor.root, '../x.md', '斜拉法', '收敛度', 0] },
    { go: [editor.root, 'c.md', 1, {}, -1] },
  ])
    await panel.post(nonsense as object);
  await panel.post({ go: [editor.root, 'c.md', '斜拉法', '收敛度', 0] });
  await arrival;
  assert.deepEqual(gone, [[editor.uri('c.md'), { line: 4, character: 10 }]]);
});

scenario(
  'what is written in chapters is text in it, and nothing comes from a network',
  { files: { 'a"<b>.md': claims('<img src=x onerror=alert(1)>法', '99%'), 'b.md': claims('<img src=x onerror=alert(1)>法', '95%') } },
  async editor => {
    const panel = panelOf(editor);
    await execute(editor, 'concord.showMatrix');
    const { html = '' } = await panel.next();
    assert.match(html, /default-src 'none'; img-src data:; style-src 'nonce-([\w-]+)'; script-src 'nonce-\1'/);
    assert.doesNotMatch(html, /<img|<b>|https?:|unsafe|\son\w+=/);
  },
);

scenario('a panel that is closed is not drawn any more, and opens anew', { files }, async editor => {
  const panel = panelOf(editor);
  await execute(editor, 'concord.showMatrix');
  await panel.next();
  await execute(editor, 'concord.showMatrix');
  assert.equal((await panel.next()).html, undefined);
  await editor.connection.sendNotification('concord/panelClosed', { id: 'matrix' });
  await execute(editor, 'concord.showMatrix');
  assert.ok((await panel.next()).html);
});

const actions = async (editor: TestEditor, path: string, text: string) => {
  const start = editor.position(path, text);
  return (await editor.request('textDocument/codeAction', path, {
    range: { start, end: start },
    context: { diagnostics: [] },
  })) as CodeAction[];
};

/** The text of an open chapter, or of another file, after a change. */
function after(change: WorkspaceEdit | null | undefined, uri: string, text: string): string {
  const edits = (change?.documentChanges ?? []).flatMap(one =>
    'edits' in one && one.textDocument.uri === uri ? (one.edits as TextEdit[]) : [],
  );
  return TextDocument.applyEdits(TextDocument.create(uri, 'markdown', 1, text), edits);
}

const told = {
  'home.md': '# 总览\n\n## 斜拉法\n\n| 指标 | 数值 | 证据来源 |\n| --- | --- | --- |\n| 收敛度 | 99% | 甲 |\n',
  'point.md': '# 一\n\n- **斜拉法**：收敛度 80%\n',
  'ratio.md': '# 二\n\n- **斜拉法**：收敛度 0.7\n',
  'range.md': '# 三\n\n- **斜拉法**：收敛度 50-60%\n',
  'shared.md': '# 四\n\n斜拉法、转体法均已达到完全收敛，收敛度 85%。\n',
  'same.md': '# 五\n\n- **斜拉法**：收敛度 80%\n',
};

scenario('one value is made the one everywhere, and shown before', { files: told }, async editor => {
  await editor.open('point.md', told['point.md']);
  const action = (await actions(editor, 'point.md', '80%')).find(({ command }) => command?.command === 'concord.unify');
  assert.match(action?.title ?? '', /^Make “80%” the value everywhere/);
  const change = await editor.change(action!.command!.command, ...action!.command!.arguments!);
  assert.ok(Object.values(change?.changeAnnotations ?? {}).some(({ needsConfirmation }) => needsConfirmation));
  const now = (path: keyof typeof told) => after(change, editor.uri(path), told[path]);
  assert.equal(now('home.md'), told['home.md'].replace('99%', '80%'));
  assert.equal(now('ratio.md'), told['ratio.md'].replace('0.7', '0.8'));
  // No single number; said of another subject too; the same already.
  for (const path of ['range.md', 'shared.md', 'same.md', 'point.md'] as const) assert.equal(now(path), told[path]);
});

scenario('a value is laid down in concord.json, which settles it', { files: told }, async editor => {
  await editor.open('point.md', told['point.md']);
  const pins = (await actions(editor, 'point.md', '80%')).filter(({ title }) => /concord\.json$/.test(title));
  assert.deepEqual(
    pins.map(({ title }) => title),
    ['80%', '99%'].map(value => `Lay down “${value}” for 收敛度 of 斜拉法 in concord.json`),
  );
  const uri = editor.uri('concord.json');
  assert.ok(pins[0]?.edit?.documentChanges?.some(change => 'kind' in change && change.kind === 'create' && change.uri === uri));
  await editor.open('concord.json', after(pins[0]?.edit, uri, ''));
  await editor.until('point.md', found => found.length === 0);
  await editor.until('home.md', found => found.some(({ message }) => message.includes('99% here, 80% in')));
});

const row = '# 六\n\n| 技术 | 收敛度 |\n| --- | --- |\n| 斜拉法 | 80% |\n';

for (const [where, text, expected] of [
  ['a list', told['point.md'], /^预计 20\d\d 年$/],
  ['a table', row, /^新产品$/],
] as const) {
  scenario(
    `a statement in ${where} is marked as said of another time or scope, in words that are understood`,
    { files: { ...told, 'point.md': text } },
    async editor => {
      await editor.open('point.md', text);
      let offered: { label: string; description: string }[] = [];
      let choice = -1;
      editor.connection.onRequest('concord/pick', ({ items }) => {
        offered = items;
        return items[choice];
      });
      const action = (await actions(editor, 'point.md', '80%')).find(({ command }) => command?.command === 'concord.qualify');
      assert.equal(action?.title, 'Mark as said of another time or scope…');
      const change = () => editor.change('concord.qualify', ...action!.command!.arguments!);
      // Nothing chosen.
      assert.equal(await change(), null);
      assert.ok(offered.some(({ label }) => expected.test(label)));
      // Whatever is offered settles the finding, and says the same of the same.
      for (choice = 0; choice < offered.length; choice++) {
        const qualified = after(await change(), editor.uri('point.md'), text);
        assert.ok(qualified.includes(offered[choice]!.description));
        await editor.edit('point.md', text, qualified);
        await editor.until('point.md', found => found.length === 0);
        assert.match(shown(await hover(editor, 'point.md', '80%', 1)) ?? '', /^\*\*斜拉法\*\* · 收敛度 \*\*80%\*\*/);
        await editor.edit('point.md', qualified, text);
        await editor.until('point.md', found => found.length > 0);
      }
    },
  );
}

scenario(
  'an edited number is followed by the findings of the chapters that state the same, and by no others',
  { files: { ...files, 'e.md': claims('顶推法', '40%') } },
  async editor => {
    const conflicts = (path: string) => editor.diagnostics(path).filter(({ code }) => code === 'convergence-conflict').length;
    assert.deepEqual(['a.md', 'b.md', 'c.md'].map(conflicts), [0, 0, 1]);
    await editor.open('a.md', files['a.md']);
    const before = editor.published.length;
    await editor.edit('a.md', '99%', '80%');
    await editor.until('b.md', diagnostics => diagnostics.some(({ code }) => code === 'convergence-conflict'));
    await editor.until('c.md', diagnostics => diagnostics.length === 0);
    // Nobody else is told anything: a request is answered behind all that was to be said.
    await editor.request('textDocument/hover', 'a.md', { position: { line: 0, character: 0 } });
    const told = new Set(editor.published.slice(before).map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1)));
    assert.deepEqual(
      [...told].filter(path => !['a.md', 'b.md', 'c.md'].includes(path)),
      [],
    );
  },
);

for (const open of [false, true])
  scenario(
    `the places that a finding names follow edits above them, also in a chapter that is ${open ? 'open' : 'closed'}`,
    { files },
    async editor => {
      const lines = (path: string) =>
        editor
          .diagnostics('c.md')
          .flatMap(({ relatedInformation = [] }) =>
            relatedInformation.filter(({ location }) => location.uri === editor.uri(path)).map(({ location }) => location.range.start.line),
          );
      if (open) await editor.open('c.md', files['c.md']);
      await editor.open('b.md', files['b.md']);
      await editor.until('c.md', found => found.length > 0 && lines('b.md')[0] === 4);
      await editor.edit('b.md', '\n\n', '\n\nA\n\nB\n\n');
      await editor.until('c.md', () => lines('b.md')[0] === 8);
      assert.deepEqual(lines('a.md'), [4]);
      // Unsaved, then closed: what is on the disk counts again.
      await editor.closeDocument('b.md');
      await editor.until('c.md', () => lines('b.md')[0] === 4);
      // What moves nothing tells nothing.
      await editor.open('a.md', files['a.md']);
      await editor.request('textDocument/hover', 'a.md', { position: { line: 0, character: 0 } });
      const before = editor.published.length;
      await editor.edit('a.md', '在桥上', '在大桥上');
      await editor.edit('a.md', '# ', '[x](no.md)\n\n# ');
      await editor.until('c.md', () => lines('a.md')[0] === 6);
      assert.equal(editor.published.slice(before).filter(({ uri }) => uri === editor.uri('c.md')).length, 1);
    },
  );
