import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { nodeHost } from '../server/host/node.ts';
import { spellingOn } from '../server/host/spelling.ts';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'concord-host-')));
after(() => rmSync(parent, { recursive: true, force: true }));

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(parent, 'kb-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const nothingHidden = () => false;

async function listedIn(root: string, isHidden: (path: string) => boolean = nothingHidden): Promise<Record<string, string>> {
  const listed = await nodeHost.list(root, isHidden);
  return Object.fromEntries(listed.map(({ path, type }): [string, string] => [path, type]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `typeOf` says of every path what `list` does. */
async function assertAgreement(root: string, isHidden: (path: string) => boolean = nothingHidden): Promise<void> {
  for (const [path, type] of Object.entries(await listedIn(root, isHidden)))
    assert.equal(await nodeHost.typeOf(root, path as KbPath, isHidden), type, path);
}

test('lists chapters and other files; what .gitignore names is there, but kept out', async () => {
  const root = folderWith({
    'a.md': '',
    'x/b.MARKDOWN': '',
    'x/c.png': '',
    '.gitignore': 'dist/\n*.draft.md\n/x/only.md\n!keep.draft.md\n',
    'dist/d.md': '',
    'x/dist/deep/d.md': '',
    'x/e.draft.md': '',
    'x/keep.draft.md': '',
    'x/only.md': '',
    'x/y/only.md': '',
    'x/y/.gitignore': 'z.md\n',
    'x/y/z.md': '',
    'node_modules/m/README.md': '',
    '.git/HEAD': '',
    '.obsidian/note.md': '',
  });
  assert.deepEqual(await listedIn(root), {
    '.git': 'ignored',
    '.gitignore': 'file',
    '.obsidian/note.md': 'chapter',
    'a.md': 'chapter',
    dist: 'ignored',
    node_modules: 'ignored',
    'x/b.MARKDOWN': 'chapter',
    'x/c.png': 'file',
    'x/dist': 'ignored',
    'x/e.draft.md': 'ignored',
    'x/keep.draft.md': 'chapter',
    'x/only.md': 'ignored',
    'x/y/.gitignore': 'file',
    'x/y/only.md': 'chapter',
    'x/y/z.md': 'ignored',
  });
  await assertAgreement(root);
  assert.equal(await nodeHost.typeOf(root, 'x' as KbPath, nothingHidden), 'folder');
  assert.equal(await nodeHost.typeOf(root, 'dist/d.md' as KbPath, nothingHidden), undefined);
  assert.equal(await nodeHost.typeOf(root, 'no/such.md' as KbPath, nothingHidden), undefined);
});

test('what the editor hides is not there', async () => {
  const root = folderWith({ 'a.md': '', 'b/c.md': '' });
  const isHidden = (path: string) => path === 'b';
  assert.deepEqual(await listedIn(root, isHidden), { 'a.md': 'chapter' });
  assert.equal(await nodeHost.typeOf(root, 'b/c.md' as KbPath, isHidden), undefined);
});

test('a line of .gitignore that would take for ever counts for nothing', async () => {
  const name = `${'a'.repeat(60)}.md`;
  const root = folderWith({ '.gitignore': `${'*a'.repeat(30)}b\nout.md\n`, [name]: '', 'out.md': '' });
  assert.deepEqual(await listedIn(root), { '.gitignore': 'file', [name]: 'chapter', 'out.md': 'ignored' });
});

test('the .gitignore of the folders above counts, up to the top of the work tree', async () => {
  const top = folderWith({
    '.gitignore': '*.tmp.md\n/docs/private/\n',
    '.git/HEAD': '',
    'docs/a.md': '',
    'docs/b.tmp.md': '',
    'docs/private/c.md': '',
  });
  assert.deepEqual(await listedIn(join(top, 'docs')), { 'a.md': 'chapter', 'b.tmp.md': 'ignored', private: 'ignored' });
  await assertAgreement(join(top, 'docs'));
});

test('a root that is ignored itself is read all the same', async () => {
  const top = folderWith({
    '.gitignore': 'out/\n*.tmp.md\n',
    '.git/HEAD': '',
    'out/deep/a.md': '',
    'out/deep/.gitignore': 'b.md\n',
    'out/deep/b.md': '',
  });
  assert.deepEqual(await listedIn(join(top, 'out')), { 'deep/.gitignore': 'file', 'deep/a.md': 'chapter', 'deep/b.md': 'ignored' });
  await assertAgreement(join(top, 'out'));
});

test('links to folders are not followed, in however many circles they lead; links to files are files', async () => {
  const root = folderWith({ 'a/b/c.md': '', 'd.md': '' });
  symlinkSync(root, join(root, 'a', 'loop'));
  symlinkSync('..', join(root, 'a', 'b', 'up'));
  symlinkSync('self', join(root, 'self'));
  symlinkSync('self.md', join(root, 'self.md'));
  symlinkSync('d.md', join(root, 'e.md'));
  symlinkSync('nowhere.md', join(root, 'dangling.md'));
  assert.deepEqual(await listedIn(root), {
    'a/b/c.md': 'chapter',
    'a/b/up': 'ignored',
    'a/loop': 'ignored',
    'd.md': 'chapter',
    'dangling.md': 'dead link',
    'e.md': 'file',
    self: 'file',
    'self.md': 'dead link',
  });
  await assertAgreement(root);
  assert.equal(await nodeHost.typeOf(root, 'a/loop/d.md' as KbPath, nothingHidden), undefined);
});

test('names are what they are, however their characters are composed; only macOS has git compose them', async () => {
  const [composed, decomposed] = ['P\u00e2te.md', 'Pa\u0302te.md'];
  const root = folderWith({ [decomposed]: '# D', [`${decomposed}.d/x.md`]: '# X', '\uf9e4.md': '# L' });
  const spelled = spellingOn(process.platform);
  const names = ['\uf9e4.md', decomposed, `${decomposed}.d/x.md`];
  assert.deepEqual(Object.keys(await listedIn(root)).sort(), names.map(spelled).sort());
  await assertAgreement(root);
  const contents = Object.fromEntries(names.map(name => [name, nodeHost.read(root, spelled(name) as KbPath)?.text]));
  assert.deepEqual(contents, { '\uf9e4.md': '# L', [decomposed]: '# D', [`${decomposed}.d/x.md`]: '# X' });
  assert.equal(spellingOn('darwin')(decomposed), composed);
  assert.equal(spellingOn('linux')(decomposed), decomposed);
});

test('a root that is gone or no folder is empty, and a file that is gone has no text', async () => {
  const root = folderWith({ 'a.md': '' });
  assert.deepEqual(await listedIn(join(root, 'gone')), {});
  assert.deepEqual(await listedIn(join(root, 'a.md')), {});
  assert.equal(nodeHost.read(root, 'gone.md' as KbPath), undefined);
  assert.equal(nodeHost.read(root, '' as KbPath), undefined);
});

test('a thousand folders in one another', async () => {
  const deep = 'n/'.repeat(1000);
  const root = folderWith({ [`${deep}a.md`]: '[x](../a.md) [y](../../b.md)\n', 'b.md': '# B\n' });
  assert.deepEqual(Object.keys(await listedIn(root)), ['b.md', `${deep}a.md`]);
  const workspace = await opened(root);
  assert.deepEqual(
    workspace.findings(`${deep}a.md` as KbPath).map(({ rule }) => rule),
    ['missing-file', 'missing-file'],
  );
});

async function opened(root: string): Promise<Workspace> {
  const workspace = new Workspace(root, { host: nodeHost, reader: readerHere(nodeHost), rules, log: message => assert.fail(message) });
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  return workspace;
}

const findingsOf = (workspace: Workspace): Record<string, string[]> =>
  Object.fromEntries(
    allPaths(workspace)
      .sort()
      .map(path => [path, workspace.findings(path).map(({ rule, message, span }) => `${rule} ${span.start} ${message}`)]),
  );

test('looking again at what has changed on the disk finds what a fresh look does', async () => {
  const root = folderWith({
    'a.md': '[x](docs/b.md) [y](docs/b.md#b) [z](new/b.md) [w](dist/x.md) [v](pic.png)\n',
    'docs/b.md': '# B\n[a](../a.md)\n',
    'docs/deep/c.md': '# C\n[b](../b.md)\n',
    '.gitignore': 'dist/\n',
  });
  const workspace = await opened(root);
  const changes: [() => void, string[]][] = [
    [() => renameSync(join(root, 'docs'), join(root, 'new')), ['docs', 'new']],
    [() => mkdirSync(join(root, 'dist')), ['dist']],
    [() => writeFileSync(join(root, 'dist', 'x.md'), ''), ['dist/x.md']],
    [() => writeFileSync(join(root, 'pic.png'), ''), ['pic.png']],
    [() => rmSync(join(root, 'pic.png')), ['pic.png']],
    [() => writeFileSync(join(root, 'new', 'b.md'), '# Other\n'), ['new/b.md']],
    [() => renameSync(join(root, 'new', 'b.md'), join(root, 'new', 'B.md')), ['new/b.md', 'new/B.md']],
    [() => symlinkSync('a.md', join(root, 'new', 'b.md')), ['new/b.md']],
    [() => rmSync(join(root, 'dist'), { recursive: true }), ['dist']],
    [() => writeFileSync(join(root, 'concord.json'), '{ "exclude": ["new"] }'), ['concord.json']],
    [() => rmSync(join(root, 'concord.json')), ['concord.json']],
    [() => rmSync(join(root, 'new'), { recursive: true }), ['new']],
  ];
  for (const [change, paths] of changes) {
    change();
    await workspace.refresh(paths as KbPath[]);
    workspace.runChecks(() => false);
    assert.deepEqual(findingsOf(workspace), findingsOf(await opened(root)), paths.join(', '));
  }
});

test('a chapter that cannot be read is there, without contents', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, async () => {
  const root = folderWith({ 'a.md': '[x](b.md#none)', 'b.md': '# B' });
  chmodSync(join(root, 'b.md'), 0);
  assert.deepEqual(findingsOf(await opened(root)), { 'a.md': [] });
});
