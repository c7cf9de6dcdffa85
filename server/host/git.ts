import { execFile } from 'node:child_process';
import { type KbPath, kbPath } from '../model/path.ts';

/**
 * The renames in the history of the git work tree that `root` lies in, former path → the last path known of that file, both seen from the root; of two files
 * that had the same path, the later one counts. Empty when there is no git, no history, or it takes too long. Nothing that the repository configures is run
 * (no hooks, pagers, filters or external diffs), and nothing is fetched.
 */
export function renamesInGit(root: string): Promise<ReadonlyMap<KbPath, KbPath>> {
  const options = { cwd: root, timeout: 20_000, maxBuffer: 64 * 1024 * 1024, windowsHide: true, env: environment() };
  const output = new Promise<string>(done => {
    execFile('git', ['--no-pager', ...settings.flatMap(setting => ['-c', setting]), ...log, '--', '.'], options, (error, output) =>
      done(error ? '' : output),
    );
  });
  // Not where git calls back: what went wrong there nobody would wait for.
  return output.then(readRenames);
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
  return { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
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
