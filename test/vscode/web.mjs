// Runs the suite in a real VS Code in a browser: no download but npm packages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../setup.mjs';
import { openBrowser, output, remoteUri, startCodeServer, workbenchUrl } from './codeServer.mjs';
import { bundleSuite, copyOf, vsix } from './prepare.mjs';

const timeout = 240_000;
/** What the suite says, among all the messages of the window. */
const suiteLine = /^(✔|✖|vscode:) /;
const messages = [];

const { extension, suite } = await bundleSuite();
const knowledgeBase = copyOf(join(root, 'test/vscode/fixture'));
let server;
let browser;
let page;
try {
  server = await startCodeServer({ vsix });
  ({ browser, page } = await openBrowser());
  const exitCode = await runSuite();
  if (exitCode !== 0) await reportFailure();
  process.exitCode = exitCode;
} catch (error) {
  console.error(error);
  await reportFailure();
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server?.stop();
  knowledgeBase.remove();
}

/** 0 when all tests have passed; the window's two functions tell. */
async function runSuite() {
  let timer;
  const exit = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The suite has not ended within ${timeout / 1000} s.`)), timeout);
    page.exposeFunction('codeAutomationLog', (_type, args) => {
      const message = args.filter(argument => !String(argument).startsWith('color:')).join(' ');
      messages.push(message);
      if (suiteLine.test(message)) console.log(message);
    });
    page.exposeFunction('codeAutomationExit', resolve);
  });
  const payload = [
    ['extensionDevelopmentPath', remoteUri(server, extension)],
    ['extensionTestsPath', remoteUri(server, suite)],
  ];
  await page.goto(workbenchUrl(server, { folder: knowledgeBase.folder, payload }));
  return exit.finally(() => clearTimeout(timer));
}

/** A picture of the window, all its messages and the output of the language server, in the cache. */
async function reportFailure() {
  const folder = join(cache, 'failures');
  mkdirSync(folder, { recursive: true });
  if (page) await page.screenshot({ path: join(folder, 'suite.png') }).catch(() => {});
  writeFileSync(join(folder, 'suite.log'), messages.join('\n'));
  console.error(`The window at the end, and its messages: ${folder}/suite.*`);
  if (server) console.error(`Concord's output:\n${output(server).slice(-4000)}`);
}
