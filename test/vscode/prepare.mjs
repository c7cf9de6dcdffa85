// What everything that opens a real VS Code shares: the package to install, the bundled suite, and a knowledge base to work on.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { cache, root } from '../setup.mjs';

/** The package that all runs install. */
export const vsix = join(root, 'concord-kb.vsix');

/** Builds and packages when a source is newer than the package. When that fails and there is an older package, that one stays. */
export function refreshPackage() {
  const release = lock(join(cache, 'package.lock'));
  try {
    const packaged = existsSync(vsix) ? statSync(vsix).mtimeMs : 0;
    if (newestSource() < packaged) return;
    for (const script of ['test/package.mjs']) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
      if (status === 0) continue;
      console.error(
        `${(stderr || stdout).slice(0, 400)}\n… ${script} failed; ${existsSync(vsix) ? 'what was packaged last is used' : 'there is no package to use'}.`,
      );
      break;
    }
    if (!existsSync(vsix)) throw new Error(`No ${vsix}.`);
  } finally {
    release();
  }
}

function newestSource() {
  const all = ['client', 'server', 'build', 'docs', 'l10n', 'images', 'syntaxes'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true }).map(file => join(root, folder, file)),
  );
  const single = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'build.mjs', 'README.md', 'CHANGELOG.md'];
  return Math.max(...[...all, ...single.map(file => join(root, file))].map(file => statSync(file).mtimeMs));
}

/** Waits until no other live process holds the lock and takes it; what it returns gives it back. */
function lock(path) {
  mkdirSync(cache, { recursive: true });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderLives(path)) rmSync(path, { force: true });
      else Atomics.wait(pause, 0, 0, 100);
    }
  }
}

function holderLives(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder with the suite as `suite.js`. VS Code wants an extension under development for a test run: the folder is one that does nothing,
 * since Concord itself comes from its package.
 */
export async function bundleSuite() {
  const folder = join(cache, 'suite');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'concord-suite', publisher: 'concord', version: '0.0.0', engines: { vscode: '*' } }),
  );
  await esbuild.build({
    entryPoints: [join(root, 'test/vscode/suite/index.ts')],
    outfile: join(folder, 'suite.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { extension: folder, suite: join(folder, 'suite.js') };
}

/** A copy of a folder to work on; `remove` takes it away. */
export function copyOf(folder) {
  // The real path: the editor and the server must name a file alike.
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'concord-kb-')));
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, remove: () => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }) };
}
