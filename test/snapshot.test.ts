import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mock, test } from 'node:test';
import fc from 'fast-check';
import type { Host, Stamp } from '../server/host/host.ts';
import { nodeHost } from '../server/host/node.ts';
import { diskStore } from '../server/host/store.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Finding } from '../server/model/rule.ts';
import { rules } from '../server/rules/index.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';

/** A knowledge base on the disk, and the programs that open it one after the other. */
class Disk {
  readonly root = mkdtempSync(join(tmpdir(), 'concord-kb-'));
  readonly cache = mkdtempSync(join(tmpdir(), 'concord-cache-'));
  /** The chapters that the last program has read. */
  read: string[] = [];

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /**
   * Starts a program, lets it check everything, and ends it. `identity`: of the program; without one nothing is kept. `typed`: what somebody types in `concord.json` meanwhile, and
   * does not save.
   */
  async start(identity?: string, typed?: string): Promise<Map<string, readonly Finding[]>> {
    this.read = [];
    const host: Host = {
      ...nodeHost,
      read: (root, path) => {
        if (path.endsWith('.md')) this.read.push(path);
        return nodeHost.read(root, path);
      },
    };
    const keeping = identity === undefined ? {} : { store: diskStore(this.cache, this.root), identity };
    const workspace = new Workspace(this.root, { host, reader: readerHere(host), rules, log: assert.fail, ...keeping });
    assert.ok(
      await workspace.load(
        // As an editor does, which checks its open chapters while the others are still being read.
        () => void workspace.runChecks(() => false),
        () => false,
      ),
    );
    workspace.runChecks(() => false);
    if (typed !== undefined) await workspace.configure(typed);
    workspace.runChecks(() => false);
    await workspace.remember();
    return new Map(
      [...workspace.kb.chapters()]
        .map(({ path }) => [path as string, workspace.findings(path)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  get snapshots(): string[] {
    return readdirSync(this.cache).map(name => join(this.cache, name));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
    rmSync(this.cache, { recursive: true });
  }
}

function onDisk(name: string, body: (disk: Disk) => Promise<void>): void {
  test(name, async () => {
    const disk = new Disk();
    disk.write('a.md', '# A\n\n[x](b.md#b) [y](b.md#no) [z](no.md)\n');
    disk.write('b.md', '# B\n\n[x](c/c.md)\n');
    disk.write('c/c.md', '# C\n\n[l]: nowhere.md\n');
    try {
      await body(disk);
    } finally {
      disk.remove();
    }
  });
}

onDisk('the next start reads nothing that has not changed, and finds the same', async disk => {
  const first = await disk.start('one');
  assert.deepEqual(disk.read.sort(), ['a.md', 'b.md', 'c/c.md']);
  assert.deepEqual(await disk.start('one'), first);
  assert.deepEqual(disk.read, []);
});

onDisk('what has changed since is read, and what depends on it is checked', async disk => {
  await disk.start('one');
  disk.write('b.md', '# B\n\n## No\n');
  disk.write('no.md', '# New\n');
  rmSync(join(disk.root, 'c'), { recursive: true });
  const found = await disk.start('one');
  assert.deepEqual(disk.read.sort(), ['b.md', 'no.md']);
  assert.deepEqual(found, await disk.start());
});

onDisk('a file whose time alone has changed is not read as Markdown again', async disk => {
  const first = await disk.start('one');
  disk.write('a.md', readFileSync(join(disk.root, 'a.md'), 'utf8'));
  assert.deepEqual(await disk.start('one'), first);
  assert.deepEqual(disk.read, []);
});

onDisk('programs that live at the same time on one folder and keep what they know in one place all say what is true', async disk => {
  const programs = ['one', 'one', 'another'].map(
    identity =>
      new Workspace(disk.root, {
        host: nodeHost,
        reader: readerHere(nodeHost),
        rules,
        log: assert.fail,
        store: diskStore(disk.cache, disk.root),
        identity,
      }),
  );
  const load = (program: Workspace) =>
    program.load(
      () => {},
      () => false,
    );
  await Promise.all(programs.map(load));
  const changes = ['# B\n\n## No\n', '# B\n\n[x](gone.md)\n', '# B\n\n## No\n\n[x](gone/)\n', ''];
  for (const [round, text] of changes.entries()) {
    disk.write('b.md', text);
    // One of them is told late, and one keeps what it knew before.
    await Promise.all(programs.map(async (program, i) => (i === round % 3 ? program.remember() : program.refresh(['b.md' as KbPath]))));
    await Promise.all(programs.map(program => program.refresh(['b.md' as KbPath])));
    for (const program of programs) program.runChecks(() => false);
    await Promise.all(programs.map(program => program.remember()));
    const right = await disk.start();
    for (const program of programs) for (const [path, findings] of right) assert.deepEqual(program.findings(path as KbPath), findings);
    assert.deepEqual(await disk.start('one'), right);
    assert.deepEqual(await disk.start('another'), right);
    assert.equal(disk.snapshots.length, 1);
  }
});

onDisk('another program, or another configuration, starts from nothing', async disk => {
  await disk.start('one');
  await disk.start('two');
  assert.equal(disk.read.length, 3);
  disk.write('concord.json', '{ "rules": { "missing-file": "off" } }');
  const found = await disk.start('two');
  assert.equal(disk.read.length, 3);
  assert.deepEqual(found, await disk.start());
});

onDisk('what is known is known under the configuration that was in force, not under the text that could not be read', async disk => {
  const broken = '{ "rules": ';
  disk.write('concord.json', '{ "rules": { "missing-file": "off" } }');
  const quiet = await disk.start('one', broken);
  assert.deepEqual(await disk.start('one'), quiet);
  assert.deepEqual(disk.read, []);
  disk.write('concord.json', broken);
  const found = await disk.start('one');
  assert.notDeepEqual(found, quiet);
  assert.deepEqual(found, await disk.start());
});

onDisk('a damaged snapshot is as good as none', async disk => {
  const first = await disk.start('one');
  const [file] = disk.snapshots;
  const whole = readFileSync(file!);
  const damages = [
    Buffer.alloc(0),
    whole.subarray(0, 100),
    whole.subarray(0, -41),
    Buffer.concat([whole.subarray(0, 300), Buffer.from('?'), whole.subarray(301)]),
    Buffer.alloc(5000, 123),
  ];
  for (const damaged of damages) {
    writeFileSync(file!, damaged);
    assert.deepEqual(await disk.start('one'), first);
    assert.equal(disk.read.length, 3);
  }
});

/** Changes a record of a snapshot, and answers the facts that follow it. */
type Alteration = (record: Record<string, unknown>, facts: Buffer) => Buffer;

/** A snapshot of the same identity and a right checksum, in which one record after the other is changed. */
function* altered(whole: Buffer, change: Alteration): Iterable<Buffer> {
  const content = whole.subarray(0, -40);
  for (let at = content.indexOf(10) + 1; at < content.length; ) {
    const end = content.indexOf(10, at);
    const record = JSON.parse(content.subarray(at, end).toString());
    const next = end + 1 + record.length;
    const facts = change(record, Buffer.from(content.subarray(end + 1, next)));
    const parts = [content.subarray(0, at), Buffer.from(`${JSON.stringify(record)}\n`), facts, content.subarray(next)];
    const made = Buffer.concat(parts);
    yield Buffer.concat([made, Buffer.from(createHash('sha1').update(made).digest('hex'))]);
    at = next;
  }
}

onDisk('a snapshot that is wrong inside is as good as none, be its checksum right or not', async disk => {
  const first = await disk.start('one');
  const whole = readFileSync(disk.snapshots[0]!);
  const wrong =
    (values: Readonly<Record<string, unknown>>): Alteration =>
    (record, facts) => {
      Object.assign(record, values);
      return facts;
    };
  const wrongFacts =
    (change: (facts: Buffer) => Buffer): Alteration =>
    (record, facts) => {
      const changed = change(facts);
      record.length = changed.length;
      return changed;
    };
  const span = { start: 0, end: 1 };
  const finding = { rule: 'missing-file', severity: 'error', message: 'x', span };
  const changes: Alteration[] = [
    ...[undefined, 5, '', '../a.md', '/a.md'].map(path => wrong({ path })),
    ...['folder', 'unread', null].map(type => wrong({ type })),
    ...[null, {}, [null], [['file a.md', 'chapter']], [[5, ['x']]], [['file a.md', [{}]]]].map(exports => wrong({ exports })),
    wrong({ outline: 5 }),
    ...[undefined, null, {}, { size: 'x', hash: 'y' }, { size: 1, hash: 'y', times: 5 }].map(stamp => wrong({ stamp })),
    ...[
      null,
      [null],
      [{ ...finding, span: null }],
      [{ ...finding, severity: 'loud' }],
      [{ ...finding, span: { start: -1, end: 'x' } }],
    ].map(findings => wrong({ findings })),
    wrong({ findings: [{ ...finding, related: [{ span, message: 'x' }] }] }),
    wrong({ read: [5] }),
    ...[-1, 'x', 1e9].map(length => wrong({ length })),
    wrongFacts(() => Buffer.alloc(0)),
    wrongFacts(facts => facts.subarray(0, -1)),
    wrongFacts(facts => facts.fill(255)),
    wrongFacts(facts => Buffer.concat([facts, Buffer.from('x')])),
  ];
  for (const [i, change] of changes.entries()) {
    for (const snapshot of altered(whole, change)) {
      writeFileSync(disk.snapshots[0]!, snapshot);
      assert.deepEqual(await disk.start('one'), first, `change ${i}`);
      assert.equal(disk.read.length, 3, `change ${i}`);
    }
  }
  // The changes themselves are what makes the difference.
  for (const snapshot of altered(whole, (_record, facts) => facts)) {
    writeFileSync(disk.snapshots[0]!, snapshot);
    assert.deepEqual(await disk.start('one'), first);
    assert.equal(disk.read.length, 0);
  }
});

onDisk('another content of the same size and time is seen, and a file that was only touched is hashed once', async disk => {
  const file = join(disk.root, 'b.md');
  const long = new Date('2001-02-03');
  const rewrite = (text: string) => {
    const { ctimeMs } = statSync(file);
    // The clock of the file system may not have gone on yet.
    do {
      writeFileSync(file, text);
      utimesSync(file, long, long);
    } while (statSync(file).ctimeMs === ctimeMs);
  };
  rewrite('# B\n\n[x](c/c.md)\n');
  const first = await disk.start('one');
  rewrite('# B\n\n[x](c/d.md)\n');
  const second = await disk.start('one');
  assert.deepEqual(disk.read, ['b.md']);
  assert.deepEqual(second, await disk.start());
  assert.notDeepEqual(second, first);
  // Later, nothing can change any more without a trace: what has been hashed once is known by its times.
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
  try {
    await disk.start('one');
    const written = statSync(disk.snapshots[0]!).mtimeMs;
    const { stamp } = nodeHost.read(disk.root, 'b.md' as KbPath) as { stamp: Stamp };
    assert.ok(stamp.times);
    assert.equal(nodeHost.stillAt(disk.root, 'b.md' as KbPath, stamp), stamp);
    assert.deepEqual(await disk.start('one'), second);
    assert.equal(statSync(disk.snapshots[0]!).mtimeMs, written);
    rewrite('# B\n\n[x](c/e.md)\n');
    assert.equal(nodeHost.stillAt(disk.root, 'b.md' as KbPath, stamp), undefined);
    const third = await disk.start('one');
    assert.deepEqual(disk.read, ['b.md']);
    assert.deepEqual(third, await disk.start());
  } finally {
    mock.timers.reset();
  }
});

onDisk('a file that was changed just before it was read is known by its content only', async disk => {
  const { stamp } = nodeHost.read(disk.root, 'b.md' as KbPath) as { stamp: Stamp };
  assert.equal(stamp.times, undefined);
  assert.deepEqual(nodeHost.stillAt(disk.root, 'b.md' as KbPath, stamp), stamp);
  const { size } = stamp;
  writeFileSync(join(disk.root, 'b.md'), 'x'.repeat(size));
  assert.equal(nodeHost.stillAt(disk.root, 'b.md' as KbPath, stamp), undefined);
});

onDisk('damaged files are looked at again at every start, and what depends on them is right', async disk => {
  disk.write('a.md', '[x](d.md#no) [y](b.md#no)\n');
  writeFileSync(join(disk.root, 'd.md'), Buffer.from('# \u00e9\n', 'latin1'));
  const first = await disk.start('one');
  assert.deepEqual(await disk.start('one'), first);
  assert.deepEqual(disk.read, ['d.md']);
  disk.write('d.md', '# é\n');
  assert.deepEqual(await disk.start('one'), await disk.start());
  writeFileSync(join(disk.root, 'd.md'), Buffer.from('# \u00e9\n', 'latin1'));
  assert.deepEqual(await disk.start('one'), first);
});

onDisk('a folder that cannot be written is no fault', async disk => {
  rmSync(disk.cache, { recursive: true });
  writeFileSync(disk.cache, 'a file');
  const first = await disk.start('one');
  assert.deepEqual(await disk.start('one'), first);
});

onDisk('nothing half written is left behind', async disk => {
  await Promise.all([disk.start('one'), disk.start('one'), disk.start('one')]);
  assert.equal(disk.snapshots.length, 1);
});

onDisk('a start from a snapshot finds what a fresh start finds, whatever happened in between', async disk => {
  const path = fc.constantFrom('a.md', 'b.md', 'c/c.md', 'd.md', 'c/e.md', 'pic.png');
  const text = fc.array(
    fc.constantFrom(
      '# A',
      '## No',
      '[x](b.md#no)',
      '[y](c/c.md#no)',
      '[z](../d.md)',
      '![p](pic.png)',
      '[r][l]',
      '[l]: a.md',
      '<!-- concord-disable-file missing-file -->',
    ),
    { maxLength: 6 },
  );
  const change = fc.record({ path, text: fc.option(text, { freq: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async changes => {
      for (const { path: name, text: lines } of changes) {
        if (lines === null) rmSync(join(disk.root, name), { force: true });
        else disk.write(name, `${lines.join('\n\n')}\n`);
      }
      assert.deepEqual(await disk.start('one'), await disk.start());
    }),
    { numRuns: 40 },
  );
});
