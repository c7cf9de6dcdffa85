// Packs Concord as npm does, installs it into an empty folder without a network, and uses it from there: the command line, and the server as
// an editor without our client would.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { root } from './setup.mjs';

const isWindows = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'concord-npm-'));
const example = join(folder, 'example');
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
const timeout = setTimeout(() => {
  console.error('It has taken longer than two minutes.');
  process.exit(1);
}, 120_000);
try {
  cpSync(join(root, 'test/example'), example, { recursive: true });
  install();
  checkWithCommandLine();
  await askServer();
  console.log('npm package: installed, command line and server answer');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  clearTimeout(timeout);
}

function install() {
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const [packed] = readdirSync(folder).filter(name => name.endsWith('.tgz'));
  const target = join(folder, 'installed');
  mkdirSync(target);
  // What does not come with it would have to be fetched, and that fails.
  npm(target, 'install', join(folder, packed), '--offline', '--ignore-scripts', '--no-audit', '--no-fund');
  assert.deepEqual(
    readdirSync(join(target, 'node_modules')).filter(name => !name.startsWith('.')),
    ['concord-kb'],
  );
}

function checkWithCommandLine() {
  assert.equal(concord('--version').trim(), JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  const found = locale =>
    JSON.parse(concord('check', example, '--fail-on', 'never', '--format', 'json', '--no-git', '--locale', locale)).findings;
  const [english, chinese] = [found('en'), found('zh-cn')];
  assert.ok(english.some(({ rule }) => rule === 'missing-file') && english.some(({ rule }) => rule === 'formula-syntax'));
  assert.deepEqual(
    chinese.map(({ rule }) => rule),
    english.map(({ rule }) => rule),
  );
  assert.ok(chinese.every(({ message }) => /\p{Script=Han}/u.test(message)));
}

/** A formula is what needs most of the package: the server, its worker, and the texts beside them. */
async function askServer() {
  const server = spawn(bin('concord-server'), ['--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], shell: isWindows });
  const ended = new Promise(resolve => server.once('exit', resolve));
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  try {
    const rootUri = pathToFileURL(example).href;
    const found = [];
    connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) => found.push(...diagnostics));
    const { capabilities } = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      capabilities: {},
      initializationOptions: { understands: ['concord/status'] },
    });
    assert.ok(capabilities.hoverProvider);
    const ready = new Promise(resolve => connection.onNotification('concord/status', ({ state }) => state === 'ready' && resolve()));
    await connection.sendNotification('initialized', {});
    await ready;
    // Each finding leads to the page of its rule, which has come with the package.
    const ofRules = found.filter(({ code }) => code !== undefined);
    assert.ok(ofRules.length > 0);
    for (const { code, codeDescription } of ofRules)
      assert.ok(readFileSync(fileURLToPath(codeDescription.href), 'utf8').startsWith(`# ${code}\n`));
    const textDocument = { uri: `${rootUri}/new.md`, languageId: 'markdown', version: 1, text: '# New\n\n$\\frac{1}{2}$\n' };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    const position = { line: 2, character: 5 };
    const hover = await connection.sendRequest('textDocument/hover', { textDocument: { uri: textDocument.uri }, position });
    assert.match(JSON.stringify(hover), /data:image\/svg\+xml/);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await ended, 0);
  } finally {
    server.kill('SIGKILL');
    connection.dispose();
  }
}

function concord(...args) {
  return run(bin('concord'), args, {});
}

function npm(cwd, ...args) {
  return run('npm', args, { cwd });
}

function bin(name) {
  return join(folder, 'installed', 'node_modules', '.bin', isWindows ? `${name}.cmd` : name);
}

function run(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: isWindows,
    maxBuffer: 1 << 28,
    ...options,
  });
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${error ?? stderr}`);
  return stdout;
}
