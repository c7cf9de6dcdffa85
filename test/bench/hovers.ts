// How fast formulas are shown: `node --import tsx test/bench/hovers.ts [CORPUS]`, after a build. Milliseconds at the server, over a pipe.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { extract } from '../../server/extract/extract.ts';
import { nodeHost } from '../../server/host/node.ts';
import { formulasIn, isPlain } from '../../server/model/formula.ts';
import { positionAt } from '../../server/model/text.ts';
import { messagesOf } from '../messageReader.ts';
import { asInTheEditor } from './concord.ts';
import { exactCpuOf } from './machine.ts';

const corpus = process.argv[2] ?? '../shared/corpus';
const chapters = (await nodeHost.list(corpus, () => false)).flatMap(({ path, type }) => {
  const text = type === 'chapter' ? nodeHost.read(corpus, path)?.text : undefined;
  const facts = text === undefined ? undefined : extract(text);
  return text === undefined || facts === undefined || facts.formulas.packed.length === 0 ? [] : [{ path, text, facts }];
});

const probe = join(fileURLToPath(new URL('.', import.meta.url)), 'probe.cjs');

/** A server with one chapter open, or none. */
async function started() {
  const server = spawn(process.execPath, [...asInTheEditor, '--require', probe, 'dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  });
  const connection = createMessageConnection(messagesOf(server.stdout as Readable), new StreamMessageWriter(server.stdin as Writable));
  const channel = server.stdio[3] as Duplex;
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [],
    capabilities: {},
    initializationOptions: { locale: 'en' },
  });
  await connection.sendNotification('initialized', {});
  const uri = (path: string) => pathToFileURL(`${corpus}/${path}`).toString();
  return {
    open: (path: string, text: string) =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: 'markdown', version: 1, text } }),
    close: (path: string) => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    async hover(path: string, position: object): Promise<[ms: number, shown: boolean]> {
      const begun = performance.now();
      const answer = await connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri: uri(path) },
        position,
      });
      return [performance.now() - begun, answer?.contents.value.includes('data:image/svg') === true];
    },
    /** How long another request waits: what blocks the thread blocks it. */
    async definition(path: string): Promise<number> {
      const begun = performance.now();
      await connection.sendRequest('textDocument/definition', { textDocument: { uri: uri(path) }, position: { line: 0, character: 0 } });
      return performance.now() - begun;
    },
    /** How long the thread that answers was kept from turning at the most, in its own time, since the last time this was asked. */
    async blocked(): Promise<number> {
      const answer = new Promise<{ ownWorst?: number; worst: number }>(resolve =>
        channel.once('data', (data: Buffer) => resolve(JSON.parse(data.toString()))),
      );
      channel.write('?');
      const { ownWorst, worst } = await answer;
      return ownWorst ?? worst;
    },
    /** Resolves once nothing is left to do; `started`: once a worker has been started and has done what it does first. */
    async idle(started = false): Promise<void> {
      const threads = () => readdirSync(`/proc/${server.pid}/task`).length;
      const before = threads();
      while (started && threads() === before) await wait(20);
      for (let used = -1, same = 0; same < 3; await wait(15)) {
        const now = exactCpuOf(server.pid!) ?? 0;
        same = now - used < 1 ? same + 1 : 0;
        used = now;
      }
    },
    stop() {
      connection.dispose();
      server.kill();
    },
  };
}

const quantile = (sorted: readonly number[], part: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
const say = (name: string, times: number[]) => {
  times.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(50)} n ${String(times.length).padStart(6)}  p50 ${quantile(times, 0.5)}  p95 ${quantile(times, 0.95)}  p99 ${quantile(times, 0.99)}  max ${quantile(times, 1)}`,
  );
};

const sample = '# A\n\nText\n\n$$\\frac{a}{b}$$\n';
const [cold, opened]: number[][] = [[], []];
for (let round = 0; round < 5; round++) {
  const server = await started();
  await server.open('sample.md', sample);
  cold!.push((await server.hover('sample.md', { line: 4, character: 4 }))[0]);
  server.stop();
  const again = await started();
  await again.open('sample.md', sample);
  await again.idle(true);
  opened!.push((await again.hover('sample.md', { line: 4, character: 4 }))[0]);
  again.stop();
}
say('first hover, right after opening', cold!);
say('first hover, chapter opened a moment before', opened!);

const server = await started();
const [warm, repeated, beside, blocked]: number[][] = [[], [], [], []];
let pictures = 0;
let asked = 0;
for (const { path, text, facts } of chapters) {
  await server.open(path, text);
  await server.definition(path);
  // What a chapter costs when it is opened is another matter.
  await server.idle();
  await server.blocked();
  for (const formula of formulasIn(facts.formulas.packed)) {
    if (isPlain(formula) || formula.kind === 'round' || formula.kind === 'square') continue;
    const position = positionAt(facts.lines, formula.span.start + 1);
    const hover = server.hover(path, position);
    if (asked % 20 === 0) beside!.push(await server.definition(path));
    const [ms, shown] = await hover;
    (asked++ === 0 ? [] : warm!).push(ms);
    if (shown) pictures++;
    if (asked % 50 === 0) repeated!.push((await server.hover(path, position))[0]);
  }
  blocked!.push(await server.blocked());
  await server.close(path);
}
server.stop();
say('hover on every formula', warm!);
say('the same formula again', repeated!);
say('another request while a formula is drawn', beside!);
say('the thread that answers is kept, worst by chapter', blocked!);
console.log(`${pictures} of ${asked} shown as pictures`);
