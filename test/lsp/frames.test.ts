import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { ErrorCodes, type Message } from 'vscode-languageserver';
import { Frames } from '../../server/lsp/frames.ts';
import { Process } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'concord-frames-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const framed = (body: string, header = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`): string => header + body;
const numbered = (n: number): string => framed(`{"n":${n},"text":"甲"}`);

/** What arrives, in order: numbers of messages, and `refused`. */
function arriving(written: string, at: number): unknown[] {
  const [stream, arrived] = [new PassThrough(), [] as unknown[]];
  const frames = new Frames(stream, ({ code }) => arrived.push(code === ErrorCodes.ParseError ? 'refused' : code));
  frames.listen((message: Message) => arrived.push((message as Message & { n: number }).n));
  const bytes = Buffer.from(written);
  for (let i = 0; i < bytes.length; i += at) stream.emit('data', bytes.subarray(i, i + at));
  return arrived;
}

const cases: Readonly<Record<string, readonly [written: string, ...arrived: unknown[]]>> = {
  'whole messages': [numbered(1) + numbered(2), 1, 2],
  'other headers, in any case': [framed('{"n":1}', 'content-type: x\r\nCONTENT-LENGTH:7\r\nX-A: b\r\n\r\n') + numbered(2), 1, 2],
  'no JSON': [framed('{"n":') + numbered(2), 'refused', 2],
  'an empty body': [framed('') + numbered(2), 'refused', 2],
  'no length': [framed('{"n":1}', 'Content-Type: x\r\n\r\n') + numbered(2), 'refused', 'refused', 2],
  'a length that is none': [framed('{"n":1}', 'Content-Length: x\r\n\r\n') + numbered(2), 'refused', 'refused', 2],
  'a length beyond all measure': [framed('{"n":1}', 'Content-Length: 99999999999\r\n\r\n') + numbered(2), 'refused', 'refused', 2],
  'too short a length': [framed('{"n":1}', 'Content-Length: 3\r\n\r\n') + numbered(2), 'refused', 'refused', 2],
  noise: [`noise\n${numbered(1)}${'x'.repeat(100_000)}${numbered(2)}`, 'refused', 1, 'refused', 2],
};

for (const [title, [written, ...arrived]] of Object.entries(cases)) {
  test(`messages in a stream: ${title}`, () => {
    for (const at of [1, 7, written.length * 3]) assert.deepEqual(arriving(written, at), arrived, `${at} bytes at a time`);
  });
}

test('what cannot be read, or has no id that could be answered, is answered with null for its id; the next request is answered', {
  timeout: 60_000,
}, async () => {
  const server = new Process(join(folder, 'kept'));
  try {
    await server.ask('initialize', { processId: null, rootUri: null, capabilities: {} });
    await server.write({ method: 'initialized', params: {} });
    for (const body of [
      '{"jsonrpc":',
      '[]',
      '5',
      'null',
      '{}',
      '{"id":null,"method":"workspace/symbol","params":{"query":""}}',
      '{"id":{},"method":"shutdown"}',
    ])
      server.child.stdin!.write(framed(body));
    // Neither is a request.
    for (const body of ['{"id":null,"error":{"code":1,"message":"x"}}', '{"method":"no/such"}', '{"method":"$/cancelRequest"}'])
      server.child.stdin!.write(framed(body));
    assert.deepEqual((await server.ask('workspace/symbol', { query: '' })).error, undefined);
    const { ParseError, InvalidRequest } = ErrorCodes;
    const codes = server.unasked.map(({ error }) => error?.code);
    assert.deepEqual(codes, [ParseError, ...Array.from({ length: 6 }, () => InvalidRequest)]);
    assert.equal((await server.ask('shutdown')).error, undefined);
    server.child.stdin!.end();
    assert.equal(await server.ended, 0);
  } finally {
    server.child.kill();
  }
});
