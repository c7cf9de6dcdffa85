import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { Typesetter } from '../../server/formula/typesetter.ts';
import { nodeHost } from '../../server/host/node.ts';
import { guard } from '../../server/lsp/guard.ts';
import { type Machine, serving } from '../../server/lsp/serving.ts';
import { start } from '../../server/lsp/start.ts';
import { readerHere } from '../../server/workspace/reader.ts';

/** A server in this process that keeps nothing unless it is told where, and both ends of the line to it: what is written `to` it, and what it answers, `from` it. */
export function serverHere(typesetter: Typesetter, keeping: Machine['keeping'] = () => undefined) {
  const [to, from] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(to), new StreamMessageWriter(from), { messageStrategy: guard() });
  start(server, async (connection, initialize, versionOf) =>
    serving(connection, initialize, versionOf, {
      host: nodeHost,
      reader: readerHere(nodeHost),
      typesetter,
      keeping,
      settled: () => {},
      speak: () => {},
    }),
  );
  return { server, to, from };
}
