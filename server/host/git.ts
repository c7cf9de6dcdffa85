import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { type KbPath, kbPath } from '../model/path.ts';
import type { Refusal } from './host.ts';

/**
 * The renames in the history of the git work tree that `root` lies in, former path → the last path known of that file, both seen from the root; of two files
 * that had the same path, the later one counts. Empty when there is no history; why, when there is one that git does not tell. Nothing that the repository configures is run
 * (no hooks, pagers, filters or external diffs), and nothing is fetched.
 */
export function renamesInGit(root: string): Promise<ReadonlyMap<KbPath, KbPath> | Refusal> {
  const options = { cwd: root, timeout: longest, maxBuffer: 64 * 1024 * 1024, windowsHide: true, env: environment() };
  const answer = new Promise<string | Refusal>(done => {
    execFile('git', ['--no-pager', ...settings.flatMap(setting => ['-c', setting]), ...log, '--', '.'], options, (error, output, said) =>
      done(error ? (refusal(root, error, said) ?? '') : output),
    );
  });
  // Not where git calls back: what went wrong there nobody would wait for.
  return answer.then(output => (typeof output === 'string' ? readRenames(output) : output));
}

/** In milliseconds. */
const longest = 20_000;

/** Why git tells nothing; nothing where it has nothing to tell. */
function refusal(root: string, error: ExecFileException, said: string): Refusal | undefined {
  if (/not a git repository|does not have any commits/.test(said) || !isInWorkTree(root)) return undefined;
  if (error.code === 'ENOENT') return { reason: t('git is not installed') };
  if (error.killed && error.code !== 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return { reason: t('git takes longer than {0} seconds', longest / 1000) };
  return { reason: said.split('\n', 1)[0] || error.message };
}

function isInWorkTree(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    if (dirname(folder) === folder) return false;
  }
}

const settings = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'log.follow=false',
  'core.quotePath=false',
];

/** A commit begins with \u0001. */
const log = [
  'log',
  '--max-count=5000',
  '--diff-filter=R',
  '--find-renames=60%',
  '-l0',
  '--name-status',
  '--no-ext-diff',
  '--no-textconv',
  '--relative',
  '-z',
  '--format=%x01',
];

/** Without what a hook or a script around us says of some repository. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_(?!EXEC_PATH$|SSL_|CONFIG_)/.test(name));
  return { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}

/** Reads commits, newest first, each `\u0001` and then `R100 NUL before NUL after NUL …`. */
function readRenames(output: string): Map<KbPath, KbPath> {
  const last = new Map<KbPath, KbPath>();
  for (const commit of output.split('\u0001').reverse()) {
    const moved = renamesOf(commit);
    for (const [before, now] of last) last.set(before, moved.get(now) ?? now);
    for (const [before, after] of moved) last.set(before, after);
  }
  for (const [before, now] of last) if (before === now) last.delete(before);
  return last;
}

function renamesOf(commit: string): Map<KbPath, KbPath> {
  const renames = new Map<KbPath, KbPath>();
  const fields = commit.split('\0').map(field => field.replace(/^\n+/, ''));
  for (let i = 0; i < fields.length; i++) {
    if (!/^R\d+$/.test(fields[i]!)) continue;
    const [before, after] = [kbPath(fields[i + 1] ?? ''), kbPath(fields[i + 2] ?? '')];
    if (before && after) renames.set(before, after);
    i += 2;
  }
  return renames;
}
