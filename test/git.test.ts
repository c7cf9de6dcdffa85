import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCall } from '../server/cli/call.ts';
import { check } from '../server/cli/check.ts';
import { renamesInGit } from '../server/host/git.ts';

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'concord-git-')));
after(() => rmSync(parent, { recursive: true, force: true }));

/** A repository of our own, untouched by how git is set up here. */
class Repository {
  readonly root: string;

  constructor() {
    this.root = mkdtempSync(join(parent, 'repo-'));
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: string[]): void {
    const env = { PATH: process.env.PATH, HOME: parent, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgSign=false', ...args], {
      cwd: this.root,
      env,
      stdio: 'pipe',
    });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    this.git('mv', from, to);
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '--quiet', '--allow-empty', '-m', 'x');
  }

  text(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }
}

async function fix(root: string, ...options: string[]): Promise<void> {
  const call = readCall(['check', root, '--fix', '--no-cache', ...options]);
  assert(call.command === 'check');
  await check(call, { out: { write: () => {} }, err: { write: message => assert.fail(message) } });
}

/** Different enough from any other that git does not take one for the other. */
const chapter = (name: string): string =>
  `# ${name}\n\n${Array.from({ length: 30 }, (_, i) => `${name} says ${i * name.length}.`).join('\n')}\n`;

describe('files that were renamed in git', () => {
  const repository = new Repository();
  const links =
    '[1](view/old.md) [2](chain/first.md) [3](back.md) [4](swap/one.md) [5](一章/甲.md) [6](removed.md) [7](again.md) [8](../view/old.md#old)\n';

  before(() => {
    for (const name of ['view/old.md', 'chain/first.md', 'back.md', 'swap/one.md', 'swap/two.md', '一章/甲.md', 'removed.md', 'again.md'])
      repository.write(name, chapter(name.replace(/.*\/|\.md$/g, '')));
    repository.write('index.md', links);
    repository.commit();
    repository.move('view/old.md', 'view/entirely new.md');
    repository.move('chain/first.md', 'chain/second.md');
    repository.move('back.md', 'forth.md');
    repository.move('swap/one.md', 'swap/kept.md');
    repository.commit();
    repository.move('swap/two.md', 'swap/one.md');
    repository.move('chain/second.md', 'other/third.md');
    repository.move('forth.md', 'back.md');
    repository.move('一章', '第一章');
    repository.move('removed.md', 'also removed.md');
    repository.move('again.md', 'middle.md');
    repository.commit();
    repository.move('swap/one.md', 'swap/last.md');
    repository.git('rm', '--quiet', 'also removed.md');
    repository.move('middle.md', 'end.md');
    repository.commit();
    repository.write('middle.md', chapter('another in its place'));
    repository.commit();
  });

  it('are known, former path to the last one', async () => {
    assert.deepEqual(
      [...(await renamesIn(repository.root))].sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['again.md', 'end.md'],
        ['chain/first.md', 'other/third.md'],
        ['chain/second.md', 'other/third.md'],
        ['forth.md', 'back.md'],
        ['middle.md', 'end.md'],
        ['removed.md', 'also removed.md'],
        ['swap/one.md', 'swap/last.md'],
        ['swap/two.md', 'swap/last.md'],
        ['view/old.md', 'view/entirely new.md'],
        ['一章/甲.md', '第一章/甲.md'],
      ],
    );
  });

  it('are seen from the root of the knowledge base, be it a folder of the repository', async () => {
    const renames = await renamesIn(join(repository.root, 'view'));
    assert.deepEqual([...renames], [['old.md', 'entirely new.md']]);
  });

  it('mend the links to them', async () => {
    await fix(repository.root);
    assert.equal(
      repository.text('index.md'),
      '[1](<view/entirely new.md>) [2](other/third.md) [3](back.md) [4](swap/last.md) [5](第一章/甲.md) [6](removed.md) [7](end.md) [8](<view/entirely new.md#old>)\n',
    );
  });

  it('are not asked for with --no-git', async () => {
    repository.write('index.md', '[1](view/old.md)\n');
    await fix(repository.root, '--no-git');
    assert.equal(repository.text('index.md'), '[1](view/old.md)\n');
  });

  it('are found whatever repository the environment speaks of, as it does in a hook', async () => {
    const other = new Repository();
    const saved = process.env.GIT_DIR;
    process.env.GIT_DIR = join(other.root, '.git');
    try {
      assert.equal((await renamesIn(repository.root)).get('view/old.md'), 'view/entirely new.md');
    } finally {
      if (saved === undefined) delete process.env.GIT_DIR;
      else process.env.GIT_DIR = saved;
    }
  });
});

/** What git tells; it must tell. */
async function renamesIn(root: string): Promise<ReadonlyMap<string, string>> {
  const renames = await renamesInGit(root);
  assert(!('reason' in renames), 'reason' in renames ? renames.reason : '');
  return renames;
}

describe('asking git', () => {
  it('has no answer without a repository, without history, without the folder', async () => {
    const empty = mkdtempSync(join(parent, 'empty-'));
    assert.equal((await renamesIn(empty)).size, 0);
    assert.equal((await renamesIn(new Repository().root)).size, 0);
    assert.equal((await renamesIn(join(parent, 'gone'))).size, 0);
  });

  it('runs no program that the repository configures', async () => {
    const repository = new Repository();
    const trace = join(parent, 'trace');
    const program = join(parent, 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${trace}'\ncat\n`);
    chmodSync(program, 0o755);
    repository.write('a.md', chapter('a'));
    repository.commit();
    repository.move('a.md', 'b.md');
    repository.commit();
    repository.write('.gitattributes', '*.md diff=evil filter=evil\n');
    for (const [key, value] of [
      ['core.pager', program],
      ['pager.log', program],
      ['core.fsmonitor', program],
      ['core.hooksPath', parent],
      ['diff.external', program],
      ['diff.evil.command', program],
      ['diff.evil.textconv', program],
      ['filter.evil.clean', program],
      ['filter.evil.smudge', program],
      ['core.sshCommand', program],
      ['core.editor', program],
      ['gpg.program', program],
      ['log.showSignature', 'true'],
      ['alias.log', `!${program}`],
      ['log.follow', 'true'],
      ['diff.renames', 'false'],
    ] as const)
      repository.git('config', key, value);
    assert.deepEqual([...(await renamesIn(repository.root))], [['a.md', 'b.md']]);
    assert(!existsSync(trace), existsSync(trace) ? readFileSync(trace, 'utf8') : '');
  });
});
