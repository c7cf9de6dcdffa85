// `npm start`: opens the example knowledge base in VS Code with Concord, the desktop's when there is one, else one in the browser. Nothing
// of the user's own VS Code is touched.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache, installDependencies, root } from './setup.mjs';

process.chdir(root);
installDependencies();
const { copyOf, refreshPackage, vsix } = await import('./vscode/prepare.mjs');
refreshPackage();
// A copy, so that everything may be tried on it.
const example = copyOf(join(root, 'test/example'));
process.on('exit', example.remove);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

// As root there is no desktop session to open a window in.
if (hasDesktopVscode() && process.getuid?.() !== 0) openOnDesktop();
else await openInBrowser();

function hasDesktopVscode() {
  return !process.argv.includes('--browser') && spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0;
}

function openOnDesktop() {
  const folder = join(cache, 'desktop');
  mkdirSync(folder, { recursive: true });
  const options = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')];
  const code = args => spawnSync('code', [...options, ...args], { stdio: 'inherit', shell: process.platform === 'win32' });
  code(['--install-extension', vsix, '--force']);
  console.log('VS Code opens the example knowledge base; close its window to end.');
  code(['--new-window', '--wait', '--disable-workspace-trust', example.folder, join(example.folder, 'README.md')]);
}

async function openInBrowser() {
  const { startCodeServer, workbenchUrl, remoteUri } = await import('./vscode/codeServer.mjs');
  const language = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  const server = await startCodeServer({ vsix, locale: /^zh/i.test(language) ? 'zh-cn' : 'en' });
  const url = workbenchUrl(server, {
    folder: example.folder,
    payload: [['openFile', remoteUri(server, join(example.folder, 'README.md'))]],
  });
  console.log(`\nThe example knowledge base, in VS Code with Concord:\n\n  ${url}\n\nCtrl-C ends it.`);
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true }).on('error', () => {}); // the address has been printed
}
