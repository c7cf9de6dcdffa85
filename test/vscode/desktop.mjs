// Runs the suite in the desktop VS Code that @vscode/test-electron downloads: the version in CONCORD_VSCODE, else the newest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { cache, root } from '../setup.mjs';
import { bundleSuite, copyOf, vsix } from './prepare.mjs';

const vscodeExecutablePath = await downloadAndUnzipVSCode({
  version: process.env.CONCORD_VSCODE ?? 'stable',
  cachePath: join(cache, 'vscode'),
});
const { extension, suite } = await bundleSuite();
const knowledgeBase = copyOf(join(root, 'test/vscode/fixture'));
const data = mkdtempSync(join(tmpdir(), 'concord-vscode-'));
// A short path of its own: the socket of VS Code's main process is below it.
const folders = ['--user-data-dir', join(data, 'user'), '--extensions-dir', join(data, 'extensions')];
try {
  const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, { reuseMachineInstall: true });
  const installed = spawnSync(cli, [...cliArgs, ...folders, '--install-extension', vsix], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (installed.status !== 0) throw new Error('The VSIX could not be installed.');
  const exitCode = await runTests({
    vscodeExecutablePath,
    reuseMachineInstall: true,
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    launchArgs: [knowledgeBase.folder, ...folders, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
  });
  process.exitCode = exitCode;
} finally {
  knowledgeBase.remove();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}
