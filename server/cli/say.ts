import { visible } from '../model/visible.ts';

export interface Stream {
  /** Exactly false: it is full, until it says `drain`. */
  write(text: string): unknown;
  once?(event: 'drain' | 'close', listener: () => void): unknown;
  readonly isTTY?: boolean;
}

/** What the command line reads and writes. */
export interface Streams {
  readonly out: Stream;
  readonly err: Stream;
  /** Standard input, where it is not the process's own. */
  readonly in?: AsyncIterable<Uint8Array>;
}

/**
 * A text that may be printed in a line: what a terminal obeys is shown instead, and the old form of GitHub's workflow commands, which is obeyed wherever it stands in a line of a log, is torn
 * apart.
 */
export const printable = (text: string): string => visible(text).replaceAll('##[', '## [');

/** A name that a line begins with: one like `::warning::` would be a workflow command. */
export const printableName = (name: string): string => printable(name).replace(/^(?=\s*::)/, './');

/** Writes a line. */
export function say(stream: Stream, line: string): void {
  stream.write(`${printable(line)}\n`);
}

/** Writes a text of several lines. */
export function sayAll(stream: Stream, text: string): void {
  for (const line of text.split('\n')) say(stream, line);
}

/** JSON of a value, exact, with nothing in it that is obeyed: JSON has escapes for that. */
export const json = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const mark = 'concord: the items';

/** JSON of a value that holds a list, whose items may be many: one piece for each, so that neither they nor the text have to be there at once. Ends with a line end. */
export function* jsonInPieces(whole: (items: readonly unknown[]) => unknown, items: Iterable<unknown>): Iterable<string> {
  const frame = json(whole([mark]));
  const at = frame.indexOf(`"${mark}"`);
  const margin = frame.slice(frame.lastIndexOf('\n', at), at);
  let before = frame.slice(0, at);
  for (const item of items) {
    yield before + json(item).replaceAll('\n', margin);
    before = `,${margin}`;
  }
  yield before === `,${margin}` ? `${frame.slice(at + mark.length + 2)}\n` : `${json(whole([]))}\n`;
}

/** Characters that are written at once. */
const portion = 65_536;

/** Writes a text that comes in pieces, as fast as it is read at the other end. */
export async function writeAll(stream: Stream, pieces: Iterable<string>): Promise<void> {
  let waiting: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const isFull = stream.write(waiting.join('')) === false;
    [waiting, length] = [[], 0];
    if (!isFull || stream.once === undefined) return;
    await new Promise<void>(resolve => {
      for (const event of ['drain', 'close'] as const) stream.once!(event, resolve);
    });
  };
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length >= portion) await flush();
  }
  if (waiting.length > 0) await flush();
}
