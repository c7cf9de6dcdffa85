import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KbPath } from '../server/model/path.ts';
import { rules } from '../server/rules/index.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { type Reader, readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';

const at = (path: string) => path as KbPath;
const unheard = (message: string) => assert.fail(message);

function workspaceOn(host: MemoryHost, log: (message: string) => void = unheard, reader: Reader = readerHere(host)): Workspace {
  return new Workspace('/kb', { host, reader, rules, log });
}

async function load(workspace: Workspace): Promise<Workspace> {
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  return workspace;
}

const findingsOf = (workspace: Workspace): Record<string, string[]> => {
  workspace.runChecks(() => false);
  const paths = allPaths(workspace).sort();
  return Object.fromEntries(paths.map(path => [path, workspace.findings(path).map(({ rule, message }) => `${rule}: ${message}`)]));
};

/** A workspace knows what one knows that has just been started. */
async function assertFresh(workspace: Workspace, host: MemoryHost, context?: string): Promise<void> {
  const fresh = await load(workspaceOn(host, () => {}));
  assert.deepEqual(findingsOf(workspace), findingsOf(fresh), context);
  assert.deepEqual([...workspace.kb.paths()].sort(), [...fresh.kb.paths()].sort(), context);
}

/** A reader that lets something happen to the disk before or after each file is read, while its answer is still under way. */
function meddling(host: MemoryHost, meddle: (path: KbPath, when: 'before' | 'after') => Promise<void>): Reader {
  const here = readerHere(host);
  return {
    async *read(root, paths, wanted, cancelled) {
      for (const path of paths) {
        await meddle(path, 'before');
        for await (const read of here.read(root, [path], wanted, cancelled)) {
          await meddle(path, 'after');
          yield read;
        }
      }
    },
    dispose: () => {},
  };
}

const base = {
  'a.md': '# A\n\n[x](b.md) [y](b.md#spans) [z](c/d.md#deck)\n',
  'b.md': '# B\n\n## Spans\n',
  'c/d.md': '# D\n\n## Deck\n\n[up](../b.md#b)\n',
};

type Change = (host: MemoryHost) => void;
const changes: Readonly<Record<string, Change>> = {
  'is gone': host => host.files.delete(at('b.md')),
  'has other headings': host => host.write('b.md', '# B\n\n## Piers\n'),
  'may not be read': host => host.files.set(at('b.md'), 'locked'),
  'is kept out': host => host.files.set(at('b.md'), 'ignored'),
  'is in another encoding': host => host.files.set(at('b.md'), Buffer.from('# B\n\n## Été\n', 'latin1')),
};

for (const [name, change] of Object.entries(changes)) {
  for (const when of ['before', 'after'] as const) {
    for (const isTold of [true, false]) {
      if (!isTold && when === 'after') continue;
      test(`a file that ${name} ${when} it is read while everything is loaded${isTold ? '' : ', and nobody says so'}`, async () => {
        const host = memoryHost(base);
        let isOver = false;
        const reader = meddling(host, async (path, now) => {
          if (path !== 'b.md' || now !== when || isOver) return;
          isOver = true;
          change(host);
          if (isTold) await workspace.refresh([at('b.md')]);
        });
        const workspace = workspaceOn(host, () => {}, reader);
        await load(workspace);
        // A file that the machine keeps out is known from the listing alone.
        if (isTold || name !== 'is kept out') await assertFresh(workspace, host);
      });
    }

    test(`a file that ${name} ${when} it is read anew for another configuration`, async () => {
      const host = memoryHost(base);
      let isOver = true;
      const reader = meddling(host, async (path, now) => {
        if (path !== 'b.md' || now !== when || isOver) return;
        isOver = true;
        change(host);
        await workspace.refresh([at('b.md')]);
      });
      const workspace = workspaceOn(host, () => {}, reader);
      await load(workspace);
      isOver = false;
      host.write('concord.json', '{ "claims": { "metrics": [{ "name": "maturity", "unit": "ratio" }] } }');
      await workspace.refresh([at('concord.json')]);
      assert.ok(isOver);
      await assertFresh(workspace, host);
    });
  }
}

test('a file that goes and comes back while it is read', async () => {
  const host = memoryHost(base);
  let meddled = 0;
  const reader = meddling(host, async path => {
    if (path !== 'b.md' || meddled++ > 0) return;
    host.files.delete(at('b.md'));
    await workspace.refresh([at('b.md')]);
    host.write('b.md', '# B\n\n## Piers\n');
    await workspace.refresh([at('b.md')]);
  });
  const workspace = workspaceOn(host, unheard, reader);
  await load(workspace);
  await assertFresh(workspace, host);
});

test('what is seen later counts, however long a look takes', async () => {
  const host = memoryHost(base);
  const waiting: (() => void)[] = [];
  const slow: MemoryHost = {
    ...host,
    typeOf: async (...where) => {
      const type = await host.typeOf(...where);
      // The first look takes until the second has been asked for.
      if (waiting.length === 0) await new Promise<void>(resolve => waiting.push(resolve));
      return type;
    },
  };
  const workspace = await load(workspaceOn(slow));
  host.files.delete(at('b.md'));
  const first = workspace.refresh([at('b.md')]);
  await new Promise(setImmediate);
  host.write('b.md', '# B\n');
  const second = workspace.refresh([at('b.md')]);
  waiting[0]!();
  await Promise.all([first, second]);
  await assertFresh(workspace, host);
});

test('a file that comes while the files are listed', async () => {
  const host = memoryHost(base);
  const late: MemoryHost = {
    ...host,
    list: async (...where) => {
      const listed = await host.list(...where);
      host.write('new.md', '# New\n\n[x](no.md)\n');
      refreshed = workspace.refresh([at('new.md')]);
      return listed;
    },
  };
  const workspace = workspaceOn(late);
  let refreshed: Promise<void> | undefined;
  await load(workspace);
  await refreshed;
  await assertFresh(workspace, host);
});

test('a file that came back as it was is there', async () => {
  const host = memoryHost(base);
  const keeping: MemoryHost = {
    ...host,
    read: (root, path) => {
      const content = host.read(root, path);
      return content?.text === undefined ? content : { ...content, stamp: { size: content.text.length, times: 'old', hash: content.text } };
    },
    stillAt: (root, path, stamp) => (host.read(root, path)?.text === stamp.hash ? stamp : undefined),
  };
  const workspace = await load(workspaceOn(keeping));
  const bytes = host.files.get(at('b.md'))!;
  host.files.delete(at('b.md'));
  await workspace.refresh([at('b.md')]);
  host.files.set(at('b.md'), bytes);
  await load(workspace);
  await assertFresh(workspace, host);
});

/** The files and folders that have not been checked. */
const gapsIn = (workspace: Workspace): string[] =>
  workspace
    .notices()
    .flatMap(({ path, isGap }) => (isGap ? [path] : []))
    .sort();

const messagesOf = (workspace: Workspace): string[] => workspace.notices().map(({ message }) => message);

test('what cannot be read is said for as long as it lasts, and is a gap', async () => {
  const host = memoryHost({ ...base, 'a.md': '[x](b.md#no) [y](shut/x.md#no) [z](c/d.md)\n' });
  host.files.set(at('shut'), 'locked');
  host.files.set(at('b.md'), 'locked');
  const workspace = await load(workspaceOn(host, () => {}));
  const told = [
    'The folder “shut” cannot be listed: what is in it is not checked, and links into it are not either.',
    '“b.md” cannot be read: EACCES: permission denied.',
  ];
  assert.deepEqual(messagesOf(workspace), told);
  assert.deepEqual(gapsIn(workspace), ['b.md', 'shut']);
  await workspace.refresh([at('b.md'), at('shut')]);
  await load(workspace);
  assert.deepEqual(messagesOf(workspace), told);
  await assertFresh(workspace, host);
  host.write('b.md', '# B\n');
  host.files.delete(at('shut'));
  host.write('shut/x.md', '# X\n');
  await workspace.refresh([at('b.md'), at('shut')]);
  assert.deepEqual(gapsIn(workspace), []);
  await assertFresh(workspace, host);
  assert.deepEqual(Object.values(findingsOf(workspace)).flat().length, 2);
  host.files.delete(at('shut/x.md'));
  host.files.set(at('shut'), 'locked');
  await workspace.refresh([at('shut')]);
  await assertFresh(workspace, host);
  assert.deepEqual(messagesOf(workspace), [told[0]]);
});

test('a root that cannot be listed: nobody knows what is in it', async () => {
  const host = memoryHost();
  host.files.set(at(''), 'locked');
  const workspace = workspaceOn(host, () => {});
  workspace.setText(at('a.md'), '[x](b.md) [y](c/d.md#no) [z](#no) [w](../up.md)\n');
  await load(workspace);
  assert.deepEqual(messagesOf(workspace), [
    'The folder “.” cannot be listed: what is in it is not checked, and links into it are not either.',
  ]);
  const rulesIn = () => workspace.findings(at('a.md')).map(({ rule }) => rule);
  assert.deepEqual(rulesIn(), ['missing-anchor', 'outside-root']);
  host.files.delete(at(''));
  host.write('b.md', '# B\n');
  await load(workspace);
  assert.deepEqual(rulesIn(), ['missing-file', 'missing-anchor', 'outside-root']);
});

test('a folder that cannot be listed any more takes what was in it along, and comes back with it', async () => {
  const host = memoryHost({ 'a.md': '[x](c/d.md) [y](c/d.md#no)\n', 'c/d.md': '# D\n\n[x](no.md)\n', 'c/e/f.md': '# F\n' });
  const workspace = await load(workspaceOn(host, () => {}));
  const within = [...host.files].filter(([path]) => path.startsWith('c/'));
  for (const [path] of within) host.files.delete(path);
  host.files.set(at('c'), 'locked');
  await workspace.refresh([at('c')]);
  assert.deepEqual(findingsOf(workspace), { 'a.md': [] });
  await assertFresh(workspace, host);
  host.files.delete(at('c'));
  for (const [path, bytes] of within) host.files.set(path, bytes);
  await workspace.refresh([at('c')]);
  await assertFresh(workspace, host);
});

test('a chapter that we fail to read costs that chapter only, and the log says which and why', async () => {
  const host = memoryHost({ ...base, 'a.md': '# A\n\n[x](b.md#no) [y](c/d.md#no)\n' });
  // Nothing that a chapter can say is known to make reading throw; a text that is none does.
  const hostile: MemoryHost = {
    ...host,
    read: (root, path) => {
      const content = host.read(root, path);
      return path === 'b.md' && content?.text?.includes('Spans') ? { ...content, text: null as unknown as string } : content;
    },
  };
  const said: string[] = [];
  const workspace = await load(workspaceOn(hostile, message => said.push(message), readerHere(hostile)));
  assert.equal(said.length, 1);
  assert.match(said[0]!, /^Reading “b\.md” failed: TypeError: /);
  assert.deepEqual(
    Object.entries(findingsOf(workspace)).map(([path, found]) => [path, found.map(message => message.replace(/[:,] .*$/s, ''))]),
    [
      ['a.md', ['missing-anchor']],
      ['b.md', ['unreadable']],
      ['c/d.md', []],
    ],
  );
  assert.deepEqual(gapsIn(workspace), ['b.md']);
  host.write('b.md', '# B\n');
  await workspace.refresh([at('b.md')]);
  await assertFresh(workspace, host);
});

test('an open chapter that we fail to read costs that chapter only, until it says something else', async () => {
  const host = memoryHost({ ...base, 'a.md': '# A\n\n[x](b.md#no) [y](c/d.md#no)\n' });
  const said: string[] = [];
  const workspace = await load(workspaceOn(host, message => said.push(message)));
  workspace.setText(at('b.md'), null as unknown as string);
  workspace.setText(at('c/d.md'), '# D\n\n## No\n');
  const rulesIn = () =>
    Object.fromEntries(Object.entries(findingsOf(workspace)).map(([path, found]) => [path, found.map(message => message.split(':')[0])]));
  assert.deepEqual(rulesIn(), { 'a.md': [], 'b.md': ['unreadable'], 'c/d.md': [] });
  assert.equal(said.length, 1);
  workspace.setText(at('b.md'), '# B\n\n[x](no.md)\n');
  workspace.flush();
  assert.deepEqual(rulesIn(), { 'a.md': ['missing-anchor'], 'b.md': ['missing-file'], 'c/d.md': [] });
  assert.equal(said.length, 1);
});

test('whether the file of an open chapter can be read counts, and nothing comes or goes with opening and closing it', async () => {
  const host = memoryHost({ 'a.md': '[x](b.md#été) [y](b.md#no)\n' });
  const text = '# B\n\n## Été\n\n[z](no.md)\n';
  host.files.set(at('b.md'), Buffer.from(text, 'latin1'));
  const workspace = await load(workspaceOn(host));
  const closed = findingsOf(workspace);
  assert.deepEqual(
    Object.values(closed).map(({ length }) => length),
    [0, 1],
  );
  // The editor may know the encoding, or not.
  for (const shown of [text, text.replaceAll('É', '\uFFFD').replaceAll('é', '\uFFFD'), `${text}\nmore [w](none.md)\n`]) {
    workspace.setText(at('b.md'), shown);
    assert.deepEqual(findingsOf(workspace), closed);
    workspace.setText(at('b.md'), `<!-- concord-disable-file unreadable -->\n${shown}`);
    assert.deepEqual(findingsOf(workspace), closed);
    await workspace.closeDocument(at('b.md'));
    assert.deepEqual(findingsOf(workspace), closed);
  }
  // What is open is known: its headings and the like are for whoever works in it.
  workspace.setText(at('b.md'), text);
  workspace.flush();
  assert.equal(workspace.kb.chapter(at('b.md'))?.facts.headings.length, 2);
  // Saved as UTF-8, while it is open; and back.
  host.write('b.md', text);
  await workspace.refresh([at('b.md')]);
  await assertFresh(workspace, host);
  assert.deepEqual(
    Object.values(findingsOf(workspace)).map(({ length }) => length),
    [1, 1],
  );
  host.files.set(at('b.md'), Buffer.from(text, 'latin1'));
  await workspace.refresh([at('b.md')]);
  assert.deepEqual(findingsOf(workspace), closed);
  await load(workspace);
  assert.deepEqual(findingsOf(workspace), closed);
  // Open before anything was loaded.
  const other = workspaceOn(host);
  other.setText(at('b.md'), text);
  await load(other);
  assert.deepEqual(findingsOf(other), closed);
});
