import { execFile } from 'node:child_process';
import { type KbPath, kbPath } from '../model/path.ts';

/**
 * The renames in the history of the git work tree that `root` lies in, former path → the path after it, both seen from the root; the latest one wins. Empty
 * when there is no git, no history, or it takes too long. Nothing that the repository configures is run: no hooks, pagers, filters or external diffs.
 */
export function renamesInGit(root: string): Promise<ReadonlyMap<KbPath, KbPath>> {
  const options = [
    '-c',
    'core.fsmonitor=false',
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'log.showSignature=false',
    '-c',
    'core.quotePath=false',
  ];
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
    '--format=',
  ];
  return new Promise(done => {
    execFile(
      'git',
      ['--no-pager', ...options, ...log, '--', '.'],
      {
        cwd: root,
        timeout: 20_000,
        maxBuffer: 64 * 1024 * 1024,
        windowsHide: true,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      },
      (error, output) => done(error ? new Map() : readRenames(output)),
    );
  });
}

/** Reads `R100 NUL before NUL after NUL …`, newest first. */
function readRenames(output: string): Map<KbPath, KbPath> {
  const renames = new Map<KbPath, KbPath>();
  const fields = output.split('\0').map(field => field.replace(/^\n+/, ''));
  for (let i = 0; i < fields.length; i++) {
    if (!/^R\d+$/.test(fields[i]!)) continue;
    const [before, after] = [kbPath(fields[i + 1] ?? ''), kbPath(fields[i + 2] ?? '')];
    if (before && after && !renames.has(before)) renames.set(before, after);
    i += 2;
  }
  return renames;
}
