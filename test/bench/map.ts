// How fast the knowledge map and the backlinks are, in a real browser: the built server makes the page of a knowledge base, headless Chromium shows it.
//   npx tsx test/bench/map.ts FOLDER [--picture FILE.png]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { picture: { type: 'string' } } });
const root = resolve(positionals[0] ?? '.');
const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const storage = mkdtempSync(join(tmpdir(), 'concord-map-'));
const child = spawn(process.execPath, [server, '--stdio', '--storage', storage], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
connection.listen();
const uri = (path: string) => pathToFileURL(join(root, path)).href;
const said = (name: string, value: number, unit: string, wanted: string) =>
  console.log(`${name.padEnd(52)} ${value.toFixed(0).padStart(6)} ${unit}  (${wanted})`);

try {
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {},
    initializationOptions: { theme: 'light', understands: ['concord/status', 'concord/panel', 'concord.backlinks'] },
  });
  const ready = new Promise<void>(done => connection.onNotification('concord/status', ({ state }) => void (state === 'ready' && done())));
  await connection.sendNotification('initialized', {});
  await ready;
  const shown = new Promise<string>(done => connection.onNotification('concord/panel', ({ html }) => void (html && done(html))));
  const start = performance.now();
  const command = (name: string) => connection.sendRequest('workspace/executeCommand', { command: `concord.${name}`, arguments: [] });
  void command('showMap');
  const html = await shown;
  const made = performance.now() - start;
  await inBrowser(html, made);
  await backlinks(html);
} finally {
  child.kill();
  connection.dispose();
  rmSync(storage, { recursive: true, force: true });
}

async function inBrowser(html: string, made: number): Promise<void> {
  // @ts-expect-error plain JavaScript
  const { openBrowser } = await import('../vscode/codeServer.mjs');
  const { browser, page } = await openBrowser({ width: 1400, height: 900 });
  try {
    const look =
      'html{--vscode-foreground:#333;--vscode-editor-background:#fff;--vscode-charts-blue:#1a85ff;--vscode-charts-orange:#d18616;--vscode-charts-green:#388a34;--vscode-charts-purple:#652d90;--vscode-charts-red:#e51400;--vscode-charts-yellow:#bf8803;--vscode-font-family:sans-serif;--vscode-font-size:13px}';
    const page1 = html.replace(
      /<meta http-equiv="Content-Security-Policy"[^>]*>/,
      `<style>${look}</style><script>globalThis.acquireVsCodeApi=()=>({postMessage(){}})</script>`,
    );
    const start = Date.now();
    await page.setContent(page1);
    await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const drawn = Date.now() - start;
    said('first picture: worked out and sent', made, 'ms', '');
    said('first picture: drawn', made + drawn, 'ms', '≤ 1500');
    said('size of the page', html.length / 1000, 'kB', '');
    for (const way of ['pan', 'zoom']) said(`frames a second, ${way}`, await page.evaluate(frames(way)), '', '≥ 20');
    if (values.picture) await page.screenshot({ path: values.picture });
  } finally {
    await browser.close();
  }
}

/** Moves the map in every frame for two seconds, and answers how many a second that was. It runs in the page. */
const frames = (way: string): string => `(async () => {
  const canvas = document.querySelector('canvas');
  canvas.setPointerCapture = () => {};
  const pointer = (type, offsetX, offsetY) =>
    canvas.dispatchEvent(Object.defineProperties(new PointerEvent(type, { pointerId: 1 }), { offsetX: { value: offsetX }, offsetY: { value: offsetY } }));
  if ('${way}' === 'pan') pointer('pointerdown', 400, 400);
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < 2000; count++) {
    const turn = Math.sin((performance.now() - start) / 300);
    if ('${way}' === 'pan') pointer('pointermove', 400 + turn * 200, 400 + turn * 90);
    else canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: turn * 30, cancelable: true }));
    await new Promise(done => requestAnimationFrame(done));
  }
  const took = performance.now() - start;
  if ('${way}' === 'pan') pointer('pointerup', 400, 400);
  return (count * 1000) / took;
})()`;

/** Of the chapter to which most others lead. */
async function backlinks(html: string): Promise<void> {
  const { nodes } = JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)![1]!);
  const [most] = nodes.toSorted((a: unknown[], b: unknown[]) => Number(b[3]) - Number(a[3]));
  console.log(`${nodes.length} chapters; most lead to ${most[8]}: ${most[3]}`);
  await connection.sendNotification('concord/cursor', { textDocument: { uri: uri(most[8]) }, position: { line: 0, character: 0 } });
  for (const way of ['first', 'again']) {
    const start = performance.now();
    const children = await connection.sendRequest<unknown[]>('concord/children', { view: 'concord.backlinks' });
    said(`backlinks of it, ${way}: ${children.length} chapters`, performance.now() - start, 'ms', '≤ 100');
  }
}
