import type { Readable } from 'node:stream';
import { StreamMessageReader } from 'vscode-languageserver-protocol/node';

/**
 * Reads the messages of a server. It does not wait for the rest of an incomplete message, as its like does: of a server that is ended
 * in the middle of one the rest never comes, and the timer, which is set again and again, would keep the test running for ever.
 */
export function messagesOf(from: Readable): StreamMessageReader {
  const reader = new StreamMessageReader(from);
  reader.partialMessageTimeout = 0;
  return reader;
}
