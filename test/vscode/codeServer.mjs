// A running VS Code server with Concord installed from its VSIX, and a browser window on it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { cache, installBrowser, installCodeServer } from '../setup.mjs';

const startTimeout = 60_000;

// Without this, a signal would leave the servers behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/**
 * Starts a server on a free port of this machine, with its own empty data folder.
 *
 * @param {{ vsix: string, settings?: object, locale?: string, trusted?: boolean }} options
 * @returns {Promise<{ origin: string, authority: string, data: string, output: () => string, stop: () => Promise<void> }>}
 *   `stop` ends the server and removes its data.
 */
export async function startCodeServer({ vsix, settings = {}, locale = 'en', trusted = true }) {
  const vscode = installCodeServer();
  const extensions = installedExtensions(vscode, vsix);
  const data = mkdtempSync(join(tmpdir(), 'concord-vscode-'));
  // Some settings are read from the user's file only, the others are fine there too.
  const user = join(data, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  if (locale !== 'en') writeLanguagePack(join(data, 'data'), locale);

  // Nothing is to be looked up in a marketplace.
  const env = { ...withoutVscode(process.env), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  // Sockets, which a server that is killed leaves behind. Elsewhere their paths would become too long.
  if (process.platform === 'linux') Object.assign(env, { TMPDIR: data, XDG_RUNTIME_DIR: data });
  const args = [join(vscode, 'out', 'server-main.js'), '--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  args.push(
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--server-data-dir',
    data,
    '--extensions-dir',
    extensions,
    '--locale',
    locale,
  );
  if (trusted) args.push('--disable-workspace-trust');
  // Its own process group, so that the extension host and the language server end with it.
  const server = spawn(process.execPath, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const lines = [];
  const kill = () => {
    try {
      if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(server.pid), '/t', '/f']);
      else process.kill(-server.pid, 'SIGKILL');
    } catch {} // it has ended by itself
  };
  const remove = () => rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const abandon = () => {
    kill();
    remove();
  };
  const stop = async () => {
    process.off('exit', abandon);
    const ended = server.exitCode === null && server.signalCode === null && new Promise(resolve => server.once('exit', resolve));
    kill();
    await ended;
    remove();
  };
  process.on('exit', abandon);

  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`VS Code did not start:\n${lines.join('\n')}`)), startTimeout);
    const read = line => {
      lines.push(line);
      const port = /agent listening on (\d+)/.exec(line)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(port);
    };
    createInterface({ input: server.stdout }).on('line', read);
    createInterface({ input: server.stderr }).on('line', read);
    server.once('exit', code => reject(new Error(`VS Code ended with ${code}:\n${lines.join('\n')}`)));
  }).catch(async error => {
    await stop();
    throw error;
  });
  const authority = `127.0.0.1:${port}`;
  return { origin: `http://${authority}`, authority, data, output: () => lines.join('\n'), stop };
}

/**
 * A browser with one page of the given size. `browser.close()` ends it.
 *
 * @param {{ width?: number, height?: number, locale?: string, zoom?: number }} options
 */
export async function openBrowser({ width = 1400, height = 900, locale = 'en', zoom = 1 } = {}) {
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const browser = await chromium.launch({ executablePath: installBrowser(), args });
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: zoom, locale });
  return { browser, page };
}

/** What Concord's output channel says. */
export function output(server) {
  const logs = join(server.data, 'data', 'logs');
  if (!existsSync(logs)) return '';
  const files = readdirSync(logs, { recursive: true }).filter(file => file.endsWith('Concord.log'));
  return files.map(file => readFileSync(join(logs, file), 'utf8')).join('\n');
}

/** The address that opens a folder, with a payload as VS Code's web window reads it. */
export function workbenchUrl(server, { folder, payload = [] }) {
  const all = JSON.stringify([...payload, ['skipWelcome', 'true']]);
  return `${server.origin}/?folder=${encodeURIComponent(uriPath(folder))}&payload=${encodeURIComponent(all)}`;
}

/** The URI by which the window knows a file of this machine. */
export function remoteUri(server, path) {
  return `vscode-remote://${server.authority}${uriPath(path)}`;
}

const uriPath = path => pathToFileURL(path).pathname;

/** What would come between a test and what it looks at. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.commandCenter.enabled': false,
  'window.menuBarVisibility': 'compact',
  'git.openRepositoryInParentFolders': 'never',
  'editor.cursorBlinking': 'solid',
  // As on a desktop; and text stays as it was typed.
  'files.autoSave': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoSurround': 'never',
};

/** A folder of extensions that holds just this VSIX; kept as long as the VSIX stays the same. */
function installedExtensions(vscode, vsix) {
  const hash = createHash('sha256').update(readFileSync(vsix)).digest('hex').slice(0, 16);
  const folder = join(cache, 'extensions', hash);
  if (existsSync(folder)) return folder;
  mkdirSync(join(cache, 'extensions'), { recursive: true });
  const partial = mkdtempSync(`${folder}.`);
  const data = mkdtempSync(join(tmpdir(), 'concord-install-'));
  const args = ['--install-extension', vsix, '--extensions-dir', partial, '--server-data-dir', data, '--accept-server-license-terms'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(vscode, 'out', 'server-main.js'), ...args], {
    encoding: 'utf8',
    timeout: startTimeout,
  });
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  if (status !== 0 || !existsSync(join(partial, 'extensions.json'))) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error(`The VSIX could not be installed:\n${stdout}${stderr}`);
  }
  // extensions.json names the folder it was made in.
  const list = join(partial, 'extensions.json');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll(partial, folder));
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another run was faster
  }
  return folder;
}

/**
 * A language pack without texts: VS Code's own stay English, `env.language` and with it the extension become the language. The real
 * packs are on the marketplace only.
 */
function writeLanguagePack(dataFolder, locale) {
  const translations = join(dataFolder, 'language-pack.json');
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'test',
    extensions: [{ extensionIdentifier: { id: 'concord.language' }, version: '1.0.0' }],
    translations: { vscode: translations },
    label: locale,
  };
  writeFileSync(join(dataFolder, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** Without the variables by which a terminal inside VS Code would draw this one to itself. */
function withoutVscode(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('VSCODE_') && name !== 'ELECTRON_RUN_AS_NODE'));
}
