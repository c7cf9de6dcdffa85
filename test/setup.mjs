// What the tests need on a machine that has Node, npm and git: the dependencies, a browser, VS Code. Uses only what Node brings,
// because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Everything that takes long to get and is not the project's: ignored by git, kept between runs. */
export const cache = join(root, '.cache');

const codeServerVersion = '4.100.3'; // later ones want a newer Node than the project does
const isRoot = process.getuid?.() === 0;
const executable = process.platform === 'win32' ? '.exe' : '';

/** Runs a command with its output on ours. Throws when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** Installs what package-lock.json lists, unless exactly that is there. */
export function installDependencies() {
  if (dependenciesAreCurrent()) return;
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

function dependenciesAreCurrent() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: installed } = JSON.parse(readFileSync(installedLock, 'utf8'));
  // Optional packages are for one platform each, so most of them are rightly absent.
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
}

/** The path of a Chromium or Chrome; installs Debian's when there is none and that is possible. */
export function installBrowser() {
  const found = findBrowser();
  if (found) return found;
  installFromDebian('chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji');
  const installed = findBrowser();
  if (!installed) {
    throw new Error(
      'No Chromium found. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), or name it in CHROMIUM=/path/to/it; `npm run test:desktop` needs none.',
    );
  }
  return installed;
}

/** Where that is possible: for root, on Debian. False when it was not. */
function installFromDebian(...packages) {
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  return [['update'], ['-y', '--no-install-recommends', 'install', ...packages]].every(
    args => spawnSync('apt-get', ['-qq', ...args], options).status === 0,
  );
}

function findBrowser() {
  const candidates = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    process.env.PROGRAMFILES && join(process.env.PROGRAMFILES, 'Google/Chrome/Application/chrome.exe'),
    process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, 'Google/Chrome/Application/chrome.exe'),
  ];
  return candidates.find(path => path && existsSync(path));
}

/** The folder of a complete VS Code server (Code – OSS from the npm package code-server), about 310 MB, got once. */
export function installCodeServer() {
  const folder = join(cache, `code-server-${codeServerVersion}`);
  const vscode = 'node_modules/code-server/lib/vscode';
  if (existsSync(folder)) return withSearch(join(folder, vscode));
  console.log(`Getting VS Code (code-server ${codeServerVersion}) …`);
  // Made beside its place and moved there when complete, so that an interrupted run leaves nothing half done.
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  const npm = (where, ...args) =>
    run('npm', ['install', ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: join(partial, where) });
  try {
    // Without install scripts: they would compile and download what no test needs.
    npm('.', `code-server@${codeServerVersion}`);
    npm(vscode, '--omit=dev');
    npm(join(vscode, 'extensions'), '--omit=dev');
    copyFileSync(join(root, 'test/vscode/spdlog.cjs'), join(partial, vscode, 'node_modules/@vscode/spdlog/index.js'));
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return withSearch(join(folder, vscode));
}

/**
 * Gives VS Code the ripgrep that its install scripts would download. Without one, what VS Code itself looks for in the workspace (files, words,
 * links of its own Markdown support) is not found, and red messages say so; Concord does without.
 */
function withSearch(vscode) {
  const place = searchOf(vscode);
  if (existsSync(place)) return vscode;
  const found = findProgram('rg') ?? (installFromDebian('ripgrep') ? findProgram('rg') : undefined);
  if (found === undefined) {
    console.log(
      'No ripgrep found: VS Code finds no files and no text. Install it (Debian: apt-get install ripgrep) to see what a writer sees.',
    );
    return vscode;
  }
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(found, place);
  return vscode;
}

const searchOf = vscode => join(vscode, `node_modules/@vscode/ripgrep/bin/rg${executable}`);

/** Whether VS Code can look through the workspace by itself. */
export function hasSearch() {
  return existsSync(searchOf(installCodeServer()));
}

function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  return folders.map(folder => join(folder, name + executable)).find(path => existsSync(path));
}
