import assert from 'node:assert/strict';
import { after, before, mock } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { stretch } from '../../server/model/steps.ts';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

/** By this clock a slice is over as soon as it has been looked at a few times: what may rest does, be the machine fast or slow. */
let now = 0;
before(() => mock.method(performance, 'now', () => (now += 1.5)));
after(() => mock.restoreAll());

const contentModified = -32801;
const modified = { code: contentModified };

const times = (n: number, part: (i: number) => string): string => Array.from({ length: n }, (_, i) => part(i)).join('\n\n');

/** Links that lead nowhere, formulas and statements: something for every reader. */
const long = `# Piers\n\n${times(6 * stretch, i => `## Pier ${i}\n\n[x](short.md), $x_{${i}}^2$, 甲法收敛度 ${i % 100}%。`)}\n`;
/** Headings that are brought into the table of contents by one clear repair, which takes steps. */
const stale = `# Locks\n\n## Contents\n\n- [Lock 0](#lock-0)\n\n${times(20 * stretch, i => `## Lock ${i}`)}\n`;

const files = { 'short.md': '# Short\n\n[x](#short)\n' };

/** Where the link at the beginning of a line leads. */
const leadsTo = async (editor: TestEditor, path: string, line: number): Promise<readonly unknown[]> =>
  ((await editor.request('textDocument/definition', path, { position: { line, character: 5 } })) ?? []) as readonly unknown[];

/** Requests about a chapter. */
const requests: Readonly<Record<string, object>> = {
  'textDocument/documentSymbol': {},
  'textDocument/documentLink': {},
  'textDocument/codeLens': {},
  'textDocument/hover': { position: { line: 2, character: 0 } },
  'textDocument/codeAction': { range: { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } }, context: { diagnostics: [] } },
};

scenario(
  'a request about a chapter that changes before it has been read says so; the next one means what it says now',
  { files },
  async editor => {
    await editor.ready();
    await editor.open('short.md', files['short.md']);
    for (const [method, params] of Object.entries(requests)) {
      const path = `${method.split('/')[1]}.md`;
      await editor.open(path, long);
      const answer = editor.request(method, path, params);
      const edited = editor.edit(path, '# Piers', '# Quays\n\nNew.');
      const aboutAnother = leadsTo(editor, 'short.md', 2);
      await assert.rejects(answer, modified, method);
      assert.equal((await aboutAnother).length, 1);
      await edited;
      assert.deepEqual([(await leadsTo(editor, path, 4)).length, (await leadsTo(editor, path, 6)).length], [0, 1], method);
      await editor.closeDocument(path);
    }
  },
);

scenario('what mends a chapter is offered right after an edit, by what it says then', { files }, async editor => {
  await editor.ready();
  await editor.open('long.md', long.replace('# Piers\n', '# Piers\n\n[x](short.md)\n'));
  await editor.settled();
  await editor.edit('long.md', '(short.md)', '(../short.md)');
  const range = { start: { line: 2, character: 5 }, end: { line: 2, character: 5 } };
  const asked = (only?: string) =>
    editor.request('textDocument/codeAction', 'long.md', { range, context: { diagnostics: [], ...(only && { only: [only] }) } });
  const [all, quick] = (await Promise.all([asked('source.fixAll.concord'), asked()])) as [CodeAction[], CodeAction[]];
  assert.match(JSON.stringify(all.map(({ edit }) => edit)), /"newText":"short\.md"/);
  assert(quick.some(({ isPreferred }) => isPreferred));
});

scenario('so does one whose answer is being worked out, in steps', { files }, async editor => {
  await editor.ready();
  await editor.open('many.md', `# Locks\n\n${times(20 * stretch, () => '[x](SHORT.md)')}\n`);
  await editor.until('many.md', found => found.length > 0);
  await editor.settled();
  const fixAll = () =>
    editor.request('textDocument/codeAction', 'many.md', {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    }) as Promise<CodeAction[]>;
  const answer = fixAll();
  const edited = editor.edit('many.md', '# Locks', '# Sluices');
  await assert.rejects(answer, modified);
  await edited;
  await editor.settled();
  // What another chapter says meanwhile is no reason.
  const again = fixAll();
  await editor.open('short.md', '# Other\n');
  const [fix] = await again;
  assert(fix !== undefined, 'nothing is to be mended');
  assert.equal(JSON.stringify(fix.edit).split('"short.md"').length - 1, 20 * stretch);
});

scenario('a command means the chapter as it is when it has been read, whatever was typed meanwhile', { files }, async editor => {
  await editor.ready();
  await editor.open('stale.md', stale);
  const change = editor.change('concord.updateToc', editor.uri('stale.md'));
  await editor.edit('stale.md', '## Lock 7\n', '## Bridge 7\n');
  const edits = JSON.stringify(await change);
  assert.match(edits, /Bridge 7\]\(#bridge-7\)/);
  assert.doesNotMatch(edits, /Lock 7\]/);
});

/** How many requests about a short chapter are answered, one after the other, until the findings of another chapter are there. */
async function answeredUntilFound(editor: TestEditor, path: string, text: string): Promise<number> {
  let isFound = false;
  void editor.until(path, found => found.length > 0).then(() => (isFound = true));
  await editor.open(path, text);
  let answered = 0;
  for (; !isFound; answered++) assert.equal((await leadsTo(editor, 'short.md', 2)).length, 1);
  return answered;
}

scenario('the longer a chapter, the more often its reading and its check rest: others are answered in between', { files }, async editor => {
  await editor.ready();
  await editor.open('short.md', files['short.md']);
  const dead = (n: number) => `# Links\n\n${times(n, i => `[a](no${i}.md)`)}\n`;
  const few = await answeredUntilFound(editor, 'few.md', dead(10 * stretch));
  const many = await answeredUntilFound(editor, 'many.md', dead(40 * stretch));
  assert(few >= 3, `${few} answered meanwhile`);
  assert(many >= 2.5 * few, `${few} answered meanwhile, then ${many} for four times the length`);
});
