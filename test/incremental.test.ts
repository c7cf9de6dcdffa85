import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Vocabulary, vocabularyOf } from '../server/claims/vocabulary.ts';
import { extract } from '../server/extract/extract.ts';
import { encode } from '../server/host/encoding.ts';
import type { Facts } from '../server/model/facts.ts';
import { allParts } from '../server/model/parts.ts';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { damageOf, type Reader, readChapter } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { exampleHost } from './exampleBase.ts';
import { openedWorkspace } from './kb.ts';
import { type MemoryContent, type MemoryHost, memoryHost } from './memoryHost.ts';
import { type Random, randomOf } from './random.ts';
import { typed } from './typed.ts';

/** What a writer may put in anywhere. */
const snippets = [
  ...typed,
  ' [x](../01-桥型与受力/01.1.1-梁桥.md#二目录) ',
  ' [x][girder] ',
  '\n[girder]: ../README.md\n',
  '\n~~~~\n',
  '\n<h2 align="center">\n\n',
  '</h2>',
  '<h3>三</h3>',
  '\n##Loose\n',
  '\n| a |\n| - |\n| b | c [x](b.md) |\n| `d|e` |\n',
  '[![x][lost]](README.md) ',
  '[x]() ',
  '\n\n[//]: # (remark)\n\n',
  '<img srcset="x.png 1x, y.png 2x">',
  '\n| a | b |\n| - | - |\n| [x](b.md) | c |\n',
];

test('after each of 1,000 edits the findings are those of a fresh check', async () => {
  const random = randomOf(20260302);
  const host = exampleHost();
  const workspace = await openedWorkspace(host, rules, expected);
  const open = new Map<KbPath, string>();
  let valid = host.files.get(configuration)!;
  for (let step = 0; step < 1000; step++) {
    const what = await change(random, host, workspace, open);
    workspace.runChecks(() => false);
    assert.equal(workspace.hasWork, false);
    // While it is none, what it said last counts on.
    if (!isBroken(host)) valid = host.files.get(configuration)!;
    const fresh = await checkedAfresh(host, open, valid);
    const context = `edit ${step}: ${what}`;
    assert.deepEqual(allPaths(workspace).sort(), allPaths(fresh).sort(), context);
    for (const path of allPaths(fresh)) assert.deepEqual(workspace.findings(path), fresh.findings(path), `${context}; findings of ${path}`);
    if (step % 20 === 0)
      for (const path of allPaths(fresh)) assert.deepEqual(fixesIn(workspace, path), fixesIn(fresh, path), `${context}; fixes in ${path}`);
  }
});

const configuration = 'concord.json' as KbPath;
const broken = '{ broken';
const isBroken = (host: MemoryHost): boolean => host.read('', configuration)?.text === broken;
/** What may stand in the log. */
const expected = (message: string): void => assert.match(message, / cannot be read: EACCES/);

/** Makes one change and tells it to the workspace, as an editor or a disk would. */
async function change(random: Random, host: MemoryHost, workspace: Workspace, open: Map<KbPath, string>): Promise<string> {
  const chapters = [...host.files.keys()].filter(path => path.endsWith('.md') && host.files.get(path) !== 'ignored');
  const path = random.oneOf(chapters);
  const told = async (...paths: string[]) => workspace.refresh(paths as KbPath[]);
  const kind = random.below(100);
  if (kind < 80) {
    const at = random.oneOf(open.size > 0 && random.below(10) > 0 ? [...open.keys()] : [path]);
    const before = open.get(at) ?? workspace.text(at) ?? '';
    const after = edited(random, before);
    open.set(at, after);
    workspace.setText(at, after);
    return `type in ${at}`;
  }
  if (kind < 85 && open.size > 3) {
    const closed = random.oneOf([...open.keys()]);
    if (random.below(2) === 0) host.write(closed, open.get(closed)!);
    open.delete(closed);
    await workspace.closeDocument(closed);
    return `close ${closed}`;
  }
  if (kind < 86) {
    // Now and then the machine refuses a file, or somebody writes it in another encoding; the next change mends it.
    const isLocked = random.below(2) === 0;
    host.files.set(path, isLocked ? 'locked' : Buffer.from(`# \u00e9\n\n[x](no.md)\n${workspace.text(path) ?? ''}`, 'latin1'));
    await told(path);
    return `${isLocked ? 'lock' : 'write in another encoding'} ${path}`;
  }
  if (kind < 88) {
    host.write(path, edited(random, workspace.text(path) ?? ''));
    await told(path);
    return `change ${path} on the disk`;
  }
  if (kind < 91) {
    const made = random.oneOf(['nobody.md', 'no such.md', 'images/x.png', '附录/新.md', '01-桥型与受力/a/b/c.md', 'ReadMe.md']) as KbPath;
    host.write(made, '# Made\n\n[x](README.md)\n');
    await told(made);
    return `make ${made}`;
  }
  if (kind < 94 && chapters.length > 15) {
    host.files.delete(path);
    await told(path);
    return `remove ${path}`;
  }
  if (kind < 97) {
    const to = path.replace(/[^/]*$/, name => (name.startsWith('x') ? name.slice(1) : `x${name}`)) as KbPath;
    move(host, path, to);
    await told(path, to);
    return `rename ${path} to ${to}`;
  }
  if (kind < 99) {
    const folder = random.oneOf(chapters.filter(chapter => chapter.includes('/')).map(chapter => chapter.slice(0, chapter.indexOf('/'))));
    const to = folder.startsWith('x') ? folder.slice(1) : `x${folder}`;
    for (const below of [...host.files.keys()])
      if (below.startsWith(`${folder}/`)) move(host, below, `${to}${below.slice(folder.length)}` as KbPath);
    await told(folder, to);
    return `rename the folder ${folder} to ${to}`;
  }
  const text = random.oneOf([
    '{}',
    '',
    '{ "exclude": ["附录"] }',
    '{ "rules": { "missing-anchor": "off" } }',
    '{ "links": { "root": "附录" } }',
    '{ "claims": { "metrics": [{ "name": "maturity", "unit": "ratio" }] } }',
    broken,
  ]);
  host.write('concord.json', text);
  await told('concord.json');
  return `configure ${text}`;
}

function move(host: MemoryHost, from: KbPath, to: KbPath): void {
  host.files.set(to, host.files.get(from)!);
  host.files.delete(from);
}

function edited(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const lines = text.split('\n');
  switch (random.below(5)) {
    case 0: {
      lines.splice(random.below(lines.length), 1 + random.below(3));
      return lines.join('\n');
    }
    case 1: {
      const [line] = lines.splice(random.below(lines.length), 1);
      lines.splice(random.below(lines.length + 1), 0, line ?? '');
      return lines.join('\n');
    }
    case 2:
      return text.slice(0, at) + text.slice(at + random.below(20));
    default:
      return text.slice(0, at) + random.oneOf(snippets) + text.slice(at);
  }
}

const remembered = new WeakMap<Vocabulary, Map<string, Facts>>();

/** What is known of a text depends on the words for claims and nothing else. */
function factsOf(text: string, words: Vocabulary): Facts {
  const ofWords = remembered.get(words) ?? new Map<string, Facts>();
  remembered.set(words, ofWords);
  const known = ofWords.get(text) ?? extract(text, allParts, words);
  ofWords.set(text, known);
  return known;
}

/** `valid`: what `concord.json` has said last. */
async function checkedAfresh(host: MemoryHost, open: ReadonlyMap<KbPath, string>, valid: MemoryContent): Promise<Workspace> {
  const saved = memoryHost();
  for (const [path, content] of host.files) saved.files.set(path, content);
  saved.files.set(configuration, valid);
  // What the editor has counts as if it were saved, but where nobody could save it without mending the file.
  const unsaved = [...open].filter(([path]) => damageOf(host.read('', path)) !== undefined);
  for (const [path, text] of open) saved.files.set(path, encode(text, 'utf-8'));
  for (const [path] of unsaved) saved.files.set(path, host.files.get(path)!);
  const reader: Reader = {
    async *read(root, paths, wanted) {
      const { claims } = wanted;
      for (const path of paths) {
        const decoded = saved.read(root, path);
        if (damageOf(decoded) !== undefined) yield readChapter(saved, root, path, wanted);
        else yield decoded?.text === undefined ? { path } : { path, facts: factsOf(decoded.text, vocabularyOf(claims)) };
      }
    },
    dispose: () => {},
  };
  const workspace = new Workspace('/kb', { host: saved, reader, rules, log: expected });
  await workspace.load(
    () => {},
    () => false,
  );
  for (const [path, text] of unsaved) workspace.setText(path, text);
  workspace.runChecks(() => false);
  return workspace;
}

function fixesIn(workspace: Workspace, path: KbPath): unknown {
  return workspace.findings(path).map(finding => fixesOf(workspace, finding, path));
}
