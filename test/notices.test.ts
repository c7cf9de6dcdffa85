import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { renamesInGit } from '../server/host/git.ts';
import type { Host, Refusal, Store } from '../server/host/host.ts';
import { nodeHost } from '../server/host/node.ts';
import { diskStore } from '../server/host/store.ts';
import { standing } from '../server/lsp/statusItem.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Rule } from '../server/model/rule.ts';
import { rules } from '../server/rules/index.ts';
import type { WorkspaceOptions } from '../server/workspace/options.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { asNobody, asNobodyEnding, concord, folderWith, parent } from './commandLine.ts';
import { takeFailures } from './failing.ts';
import { scenario } from './lsp/scenario.ts';
import { memoryHost } from './memoryHost.ts';

const gbk = Buffer.from('2320c7c5c1ba0a', 'hex');

/** A knowledge base of a hundred chapters that all can be read. */
const hundred = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`part ${i % 10}/${i}.md`, `# Pier ${i}\n`]));

/** What may keep something from being checked: how the folder gets so, and what is said of it. */
const obstacles: Readonly<Record<string, { make(root: string): void; said: RegExp; file: string }>> = {
  'a chapter in another encoding': {
    make: root => writeFileSync(join(root, 'part 3/3.md'), gbk),
    said: /“part 3\/3\.md” is neither UTF-8 nor UTF-16 \(line 1\): it is not checked\./,
    file: 'part 3/3.md',
  },
  'half a character at the end': {
    make: root => writeFileSync(join(root, 'part 3/3.md'), Buffer.from('# Brücke\nBr\xc3', 'latin1')),
    said: /“part 3\/3\.md” is neither UTF-8 nor UTF-16 \(line 1\)/,
    file: 'part 3/3.md',
  },
  'a chapter that may not be read': {
    make: root => chmodSync(join(root, 'part 4/4.md'), 0o000),
    said: /“part 4\/4\.md” cannot be read: EACCES: permission denied\./,
    file: 'part 4/4.md',
  },
  'a folder that may not be listed': {
    make: root => chmodSync(join(root, 'part 5'), 0o000),
    said: /The folder “part 5” cannot be listed/,
    file: 'part 5',
  },
  'a chapter that is too large': {
    make: root => writeFileSync(join(root, 'part 6/6.md'), Buffer.alloc(64 * 1024 * 1024 + 1, 32)),
    said: /“part 6\/6\.md” is larger than 64 MB/,
    file: 'part 6/6.md',
  },
  'a name that is no Unicode': {
    make: root => writeFileSync(Buffer.concat([Buffer.from(`${root}/part 7/`), Buffer.from([0xc7, 0xc5]), Buffer.from('.md')]), '# X\n'),
    said: /The name of “part 7\/\uFFFD\uFFFD\.md” is not valid UTF-8/,
    file: 'part 7/\uFFFD\uFFFD.md',
  },
};

describe('what is not checked is named, and the exit status says so', () => {
  for (const [name, { make, said, file }] of Object.entries(obstacles)) {
    it(`${name}, among a hundred`, { timeout: 60_000 }, () => {
      const root = readable(folderWith(hundred));
      try {
        make(root);
        const { out, err } = asNobody('check', root, '--format', 'json');
        assert.match(err, said);
        assert.equal(err.trimEnd().split('\n').length, 1);
        const { notices } = JSON.parse(out);
        assert.deepEqual(
          notices.map(({ file: named, isGap }: { file: string; isGap: boolean }) => [named, isGap]),
          [[file, true]],
        );
        assert.match(notices[0].message, said);
        assert.match(asNobody('check', root, '--fail-on', 'never').out, /^Not everything has been checked/m);
        const { invocations } = JSON.parse(asNobody('check', root, '--format', 'sarif').out).runs[0];
        assert.equal(invocations[0].executionSuccessful, false);
        assert.match(invocations[0].toolExecutionNotifications[0].message.text, said);
        assert.match(asNobody('check', root, '--format', 'github').out, /^::error file=part [3-7].*,title=Concord::/m);
      } finally {
        for (const path of [...readdirSync(root), 'part 4/4.md']) chmodSync(join(root, path), 0o755);
      }
    });
  }

  it('everything at a time', { timeout: 60_000 }, () => {
    const root = readable(folderWith(hundred));
    try {
      for (const { make } of Object.values(obstacles)) make(root);
      const { err } = asNobody('check', root);
      assert.equal(err.trimEnd().split('\n').length, 5);
    } finally {
      for (const path of [...readdirSync(root), 'part 4/4.md']) chmodSync(join(root, path), 0o755);
    }
  });

  it('not of what the call, the configuration or the baseline leaves out', async () => {
    const root = folderWith({ 'a.md': '# A\n', 'b/b.md': gbk });
    const { status, err } = await concord('check', root);
    assert.deepEqual([status, err], [2, '“b/b.md” is neither UTF-8 nor UTF-16 (line 1): it is not checked.\n']);
    assert.equal((await concord('check', join(root, 'a.md'))).status, 0);
    writeFileSync(join(root, 'concord.json'), '{ "exclude": ["b"] }');
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 2 chapters.\n', err: '' });
    writeFileSync(join(root, 'concord.json'), '{ "baseline": "accepted.json" }');
    await concord('check', root, '--write-baseline', join(root, 'accepted.json'));
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 2 chapters.\n', err: '' });
  });

  /** What is told of the chapter, and by which rule. */
  const bounds = {
    unreadable: `${'> '.repeat(400)}x\n`,
    'stale-toc': '## Contents\n\n- [Quay](#quay)\n- [Lock](#lock)\n\n## Quay\n\n## Lock\n\n'.repeat(150),
  };
  for (const [rule, text] of Object.entries(bounds)) {
    it(`a bound that was reached (${rule}) is a gap, but for what is left out, switched off or accepted`, async () => {
      const root = folderWith({ 'a.md': '# A\n', 'b/b.md': text });
      const args = [root, '--fail-on', 'never'];
      for (const run of ['new', 'known']) {
        const { status, err, out } = await concord('check', ...args);
        assert.match(out, new RegExp(`^ +\\d+:\\d+ +information .* ${rule}$`, 'm'), run);
        assert.deepEqual([status, err], [2, 'Some of “b/b.md” is not checked: a finding says where, and why.\n'], run);
      }
      const assertSilent = async (what: string) => {
        const { status, err } = await concord('check', ...args);
        assert.deepEqual([status, err], [0, ''], what);
      };
      for (const configuration of ['{ "exclude": ["b"] }', `{ "rules": { "${rule}": "off" } }`]) {
        writeFileSync(join(root, 'concord.json'), configuration);
        await assertSilent(configuration);
      }
      writeFileSync(join(root, 'concord.json'), '{ "baseline": "accepted.json" }');
      assert.equal((await concord('check', root, '--write-baseline', join(root, 'accepted.json'))).status, 0);
      await assertSilent('baseline');
      if (rules.find(({ id }) => id === rule)?.isOfFile) return;
      writeFileSync(join(root, 'concord.json'), '{}');
      writeFileSync(join(root, 'b/b.md'), `<!-- concord-disable-file ${rule} -->\n\n${text}`);
      await assertSilent('a comment');
    });
  }

  it('a baseline of a knowledge base that cannot all be read is written, and the status says that it is not all', {
    timeout: 20_000,
  }, () => {
    const root = readable(folderWith({ 'a.md': '# A\n', 'shut/b.md': '# B\n' }));
    chmodSync(root, 0o777);
    chmodSync(join(root, 'shut'), 0o000);
    try {
      assert.match(asNobody('check', root, '--write-baseline', join(root, 'accepted.json')).err, /^The folder “shut” cannot be listed/);
    } finally {
      chmodSync(join(root, 'shut'), 0o755);
    }
  });

  it('a repair that fails while the findings are printed ends a check with 2', async () => {
    const root = folderWith({ 'a.md': '[x](no.md)\n' });
    const rule = rules.find(({ id }) => id === 'missing-file') as { corrections?: unknown };
    const before = rule.corrections;
    rule.corrections = () => {
      throw new Error('no such pier');
    };
    try {
      for (const format of ['json', 'text']) {
        const { status, err, out } = await concord('check', root, '--fail-on', 'never', '--format', format, '--no-cache');
        assert.match(err, /^Repairing what rule missing-file has found failed on a\.md: Error: no such pier\n/);
        assert.match(out, /“no\.md” does not exist\./);
        assert.equal(status, 2, format);
      }
    } finally {
      rule.corrections = before;
      takeFailures();
    }
  });

  it('a .gitignore that may not be read, or has patterns that nobody could match, leaves nothing out, and that is said', async () => {
    const root = readable(folderWith({ 'a.md': '# A\n', '.gitignore': 'a.md\n' }));
    chmodSync(join(root, '.gitignore'), 0o000);
    assert.match(
      asNobodyEnding(0, 'check', root).err,
      /^“\.gitignore” cannot be read \(EACCES: permission denied\), so what it leaves out is not left out\.\n$/,
    );
    chmodSync(join(root, '.gitignore'), 0o644);
    writeFileSync(join(root, '.gitignore'), 'report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json\n*[ab]*[ab]*[ab]*[ab]*.md\n');
    const { status, err } = await concord('check', root);
    assert.equal(
      err,
      '“.gitignore” cannot be read (the pattern “*[ab]*[ab]*[ab]*[ab]*.md” has too many wildcards), so what it leaves out is not left out.\n',
    );
    assert.equal(status, 0);
  });

  it('nor does one above the root, where it is of the same work tree', () => {
    const top = readable(folderWith({ '.gitignore': 'quay/b.md\n', 'quay/a.md': '# A\n', 'quay/b.md': '# B\n' }));
    chmodSync(join(top, '.gitignore'), 0o000);
    const root = join(top, 'quay');
    assert.equal(asNobodyEnding(0, 'check', root).err, '');
    mkdirSync(join(top, '.git'));
    const said = '“../.gitignore” cannot be read (EACCES: permission denied), so what it leaves out is not left out.';
    const { out, err } = asNobodyEnding(0, 'check', root, '--format', 'json');
    assert.equal(err, `${said}\n`);
    assert.deepEqual(JSON.parse(out).notices, [{ message: said, isGap: false }]);
  });

  it('links out of the knowledge base are named, and are no fault; others lead to what is read in its own place', async () => {
    const outside = folderWith({ 'c.md': '[x](no.md)\n', 'picture.png': '', 'docs/d.md': '[x](no.md)\n' });
    const root = folderWith({ 'a.md': '# A\n\n[there](docs/d.md) [and there](c.md)\n', 'b/b.md': '# B\n', '.gitignore': 'kept out\n' });
    const links = { docs: join(outside, 'docs'), 'c.md': join(outside, 'c.md'), 'picture.png': join(outside, 'picture.png'), up: '..' };
    const inner = { again: 'b', round: '.', 'b/a.md': '../a.md', 'gone.md': 'nowhere.md', 'kept out': outside };
    for (const [path, to] of Object.entries({ ...links, ...inner })) symlinkSync(to, join(root, path));
    const named = [
      '“c.md” is a link to a file outside the knowledge base: it is not checked.',
      '“gone.md” is a symbolic link that leads nowhere: nothing of it can be checked.',
    ];
    for (const folder of ['docs', 'up'])
      named.push(
        `“${folder}” is a link to a folder outside the knowledge base: what is in it is not checked, and links into it are not either.`,
      );
    const { status, err } = await concord('check', root);
    assert.deepEqual([status, err.trimEnd().split('\n').sort()], [0, named.sort()]);
    writeFileSync(join(root, 'concord.json'), '{ "exclude": ["docs", "up", "c.md", "gone.md"] }');
    assert.deepEqual(await concord('check', root), { status: 0, out: 'No findings in 2 chapters.\n', err: '' });
  });

  it('a link that leads elsewhere now is named no longer', async () => {
    const outside = folderWith({ 'd.md': '' });
    const root = folderWith({ 'a.md': '', 'b/b.md': '' });
    symlinkSync(outside, join(root, 'docs'));
    const workspace = await loaded({}, { host: nodeHost }, [], root);
    assert.equal(messages(workspace).length, 1);
    for (const to of ['b', outside]) {
      rmSync(join(root, 'docs'));
      symlinkSync(to, join(root, 'docs'));
      await workspace.refresh(['docs' as KbPath]);
      assert.equal(messages(workspace).length, to === 'b' ? 0 : 1, to);
    }
  });
});

/** Anybody may read it, and so may a user who is nobody. */
function readable(root: string): string {
  for (const folder of [parent, root]) chmodSync(folder, 0o755);
  return root;
}

/** A knowledge base in which this differs. */
async function loaded(
  files: Readonly<Record<string, string>>,
  differing: Partial<WorkspaceOptions>,
  said: string[] = [],
  root = '/kb',
): Promise<Workspace> {
  const host = differing.host ?? memoryHost(files);
  const workspace = new Workspace(root, { host, reader: readerHere(host), rules, log: message => said.push(message), ...differing });
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  return workspace;
}

const messages = (workspace: Workspace): string[] => workspace.notices().map(({ message }) => message);

describe('what is not done', () => {
  it('by a rule that has failed is a gap until it has not; others find what they find, and nothing of it is kept', async () => {
    const written: string[] = [];
    const store: Store = {
      read: async () => undefined,
      write: async chunks => {
        for await (const chunk of chunks) written.push(Buffer.from(chunk).toString('utf8'));
        return undefined;
      },
    };
    const failing: Rule = {
      id: 'failing',
      group: 'links',
      summary: 'Fails',
      severity: 'error',
      check({ facts }) {
        if (facts.links.length > 0) throw new Error('no such pier');
        return [];
      },
    };
    const said: string[] = [];
    const files = memoryHost({ 'a.md': '[x](no.md)\n', 'b.md': '# B\n' });
    const host: Host = {
      ...files,
      read: (root, path) => {
        const content = files.read(root, path);
        return content?.text === undefined ? content : { ...content, stamp: { size: content.text.length, hash: content.text } };
      },
    };
    const workspace = await loaded({}, { host, rules: [failing, ...rules], store, identity: 'x' }, said);
    assert.deepEqual(messages(workspace), [
      'The rule “failing” has failed on “a.md”: what it would have found is missing. The log says more.',
    ]);
    assert.deepEqual(
      workspace.findings('a.md' as KbPath).map(({ rule }) => rule),
      ['missing-file'],
    );
    await workspace.remember();
    const kept = written.filter(line => line.startsWith('{"path"')).map(line => JSON.parse(line));
    assert.deepEqual(
      kept.map(({ path, findings }) => [path, findings === undefined]),
      [
        ['a.md', true],
        ['b.md', false],
      ],
    );
    assert.equal(said.length, 1);
    assert.deepEqual(takeFailures(), ['Rule failing failed on a.md: Error: no such pier']);
    files.write('a.md', '# A\n');
    await workspace.refresh(['a.md' as KbPath]);
    workspace.runChecks(() => false);
    assert.deepEqual(messages(workspace), []);
  });

  it('since somebody has stopped it is a gap until everything has been read', async () => {
    const host = memoryHost({ 'a.md': '# A\n', 'b.md': '# B\n' });
    const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules, log: assert.fail });
    const read = (isStopped: boolean) =>
      workspace.load(
        () => {},
        () => isStopped,
      );
    assert.equal(await read(true), false);
    assert.deepEqual(messages(workspace), ['Reading was cancelled: chapters that are not open are not checked.']);
    assert.equal(await read(false), true);
    assert.deepEqual(messages(workspace), []);
  });

  it('by git is said, where there is a history', async () => {
    const none = folderWith({ 'a.md': '' });
    const refusal = async (root: string) => ((await renamesInGit(root)) as Refusal).reason;
    const path = process.env.PATH;
    process.env.PATH = none;
    try {
      assert.equal(await refusal(none), undefined);
      mkdirSync(join(none, '.git'));
      assert.equal(await refusal(none), 'git is not installed');
    } finally {
      process.env.PATH = path;
    }
    writeFileSync(join(none, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    for (const folder of ['objects', 'refs']) mkdirSync(join(none, '.git', folder));
    writeFileSync(join(none, '.git', 'config'), '[core\n');
    assert.match((await refusal(none))!, /^fatal: bad config/);
    const host: Host = { ...memoryHost({ 'a.md': '' }), renames: async () => ({ reason: 'no such pier' }) };
    const workspace = await loaded({}, { host });
    await workspace.learnRenames();
    assert.deepEqual(messages(workspace), ['The version history does not tell what was renamed: no such pier.']);
  });
});

describe('a memory', () => {
  const storeIn = (folder: string) => diskStore(folder, '/kb');
  const bytes = async function* () {
    yield new TextEncoder().encode('{"identity":"none"}\n');
  };

  it('that is not there, or is of another program, is nothing to speak of', async () => {
    const folder = folderWith({});
    assert.deepEqual(messages(await loaded({ 'a.md': '' }, { store: storeIn(folder), identity: 'x' })), []);
    assert.equal(await storeIn(folder).write(bytes()), undefined);
    assert.deepEqual(messages(await loaded({ 'a.md': '' }, { store: storeIn(folder), identity: 'x' })), []);
  });

  it('that is damaged is said to be so, and written anew', async () => {
    const folder = folderWith({});
    const damages: readonly ((file: string) => void)[] = [
      file => writeFileSync(file, 'nothing of the kind'),
      file => {
        rmSync(file);
        mkdirSync(file);
      },
    ];
    for (const damage of damages) {
      await storeIn(folder).write(bytes());
      damage(join(folder, readdirSync(folder).find(name => name.endsWith('-snapshot'))!));
      const [said] = messages(await loaded({ 'a.md': '' }, { store: storeIn(folder), identity: 'x' }));
      assert.match(said!, /^What the last start has kept cannot be read \(.+\), so everything is read anew\.$/);
    }
    const right: Store = { read: async () => new TextEncoder().encode('no JSON\n'), write: async () => undefined };
    const [said] = messages(await loaded({ 'a.md': '' }, { store: right, identity: 'x' }));
    assert.equal(said, 'What the last start has kept cannot be read (it is damaged), so everything is read anew.');
  });

  it('that cannot be written is said to be so', async () => {
    const folder = folderWith({ cache: '' });
    const workspace = await loaded({ 'a.md': '' }, { store: storeIn(join(folder, 'cache')), identity: 'x' });
    await workspace.remember();
    assert.match(messages(workspace).at(-1)!, /^What is known cannot be kept for the next start: E/);
  });
});

describe('a configuration that cannot be read', () => {
  it('is no reason to forget what it said, and is said where it stands', async () => {
    const host = memoryHost({ 'a.md': '[x](no.md)\n', 'concord.json': '{ "rules": { "missing-file": "off" } }' });
    const workspace = await loaded({}, { host });
    assert.deepEqual(workspace.findings('a.md' as KbPath), []);
    host.files.set('concord.json' as KbPath, 'locked');
    await workspace.refresh(['concord.json' as KbPath]);
    workspace.runChecks(() => false);
    assert.deepEqual(workspace.findings('a.md' as KbPath), []);
    const said = '“concord.json” cannot be read: EACCES: permission denied. Until this can be read, what it said before applies.';
    assert.deepEqual(messages(workspace), [said]);
    assert.deepEqual(
      workspace.configured.complaints.map(({ message }) => message),
      [said],
    );
    host.files.set('concord.json' as KbPath, gbk);
    await workspace.refresh(['concord.json' as KbPath]);
    assert.match(messages(workspace)[0]!, /^“concord\.json” cannot be read: it is neither UTF-8 nor UTF-16\./);
    host.write('concord.json', '{}');
    await workspace.refresh(['concord.json' as KbPath]);
    workspace.runChecks(() => false);
    assert.deepEqual(messages(workspace), []);
    assert.equal(workspace.findings('a.md' as KbPath).length, 1);
  });

  it('ends a check', async () => {
    const root = folderWith({ 'a.md': '', 'concord.json': gbk });
    const { status, err } = await concord('check', root);
    assert.equal(status, 2);
    assert.match(err, /^concord: concord\.json:1:1: “concord\.json” cannot be read: it is neither UTF-8 nor UTF-16\./);
  });
});

const unread = { 'a.md': gbk, 'b.md': '# B\n', 'concord.json': '{ "baseline": "accepted.json" }' } as const;

scenario('the status item names what is not checked; the log does, once', { files: unread as never }, async editor => {
  const logged: string[] = [];
  editor.connection.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message));
  await editor.ready();
  const { item, notices } = editor.statuses.at(-1)!;
  assert.deepEqual(notices, [
    '“a.md” is neither UTF-8 nor UTF-16 (line 1): it is not checked.',
    '“accepted.json” cannot be read, so nothing is accepted. “concord check --write-baseline” writes it.',
  ]);
  assert.equal(item.text, '$(book) 2 chapters · 1 finding $(warning)');
  assert.equal(item.tooltip, ['Concord: 2 chapters · 1 finding', ...notices].join('\n'));
  editor.write('a.md', '# A\n');
  editor.write('accepted.json', '{ "version": 1, "accepted": {} }');
  await editor.tellChanged('a.md', 'accepted.json');
  while (editor.statuses.at(-1)!.notices.length > 0) await editor.request('textDocument/documentLink', 'b.md');
  assert.equal(editor.statuses.at(-1)!.item.text, '$(book) 2 chapters · 0 findings');
});

test('a tooltip has room for some; nothing in it is obeyed', () => {
  const { tooltip } = standing(
    1,
    { findings: 0, hints: 0 },
    { renderers: [], limits: [], kinds: [], notices: Array.from({ length: 20 }, (_, i) => `“${i}\u001b[2J.md”`) },
  );
  const lines = tooltip.split('\n');
  assert.equal(lines.length, 10);
  assert.equal(lines[1], '“0␛[2J.md”');
  assert.equal(lines.at(-1), '12 more: the log has them.');
});

test('a configuration that is a link to nothing is said not to be read', async () => {
  const root = folderWith({ 'a.md': '# A\n' });
  symlinkSync('gone.json', join(root, 'concord.json'));
  assert.match((await concord('check', root)).err, /“concord\.json” cannot be read: ENOENT/);
});
