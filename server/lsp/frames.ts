import type { Readable } from 'node:stream';
import { AbstractMessageReader, type DataCallback, type Disposable, ErrorCodes } from 'vscode-languageserver/node';
import type { Refused } from './guard.ts';

const blankLine = '\r\n\r\n';
/** More bytes than any header has. */
const longestHeader = 4096;
/** V8 has no longer strings. */
const longestBody = 2 ** 29;

/**
 * Reads the messages of a client from a stream, each behind a header with its length. What is no message is refused, and the next header is looked for: whatever a client writes, those of
 * its messages that are whole arrive.
 */
export class Frames extends AbstractMessageReader {
  readonly #from: Readable;
  readonly #refuse: (refused: Refused) => void;
  /** What has come and is not read yet, and of how many bytes. */
  #pieces: Buffer[] = [];
  #size = 0;
  /** How long the body is whose header has been read. */
  #body: number | undefined;

  constructor(from: Readable, refuse: (refused: Refused) => void) {
    super();
    this.#from = from;
    this.#refuse = refuse;
  }

  listen(callback: DataCallback): Disposable {
    const read = (piece: Buffer): void => {
      this.#pieces.push(piece);
      this.#size += piece.length;
      while (this.#readOn(callback));
    };
    this.#from.on('data', read);
    this.#from.on('error', error => this.fireError(error));
    for (const end of ['end', 'close']) this.#from.once(end, () => this.fireClose());
    return { dispose: () => void this.#from.off('data', read) };
  }

  /** Reads a header or a body; false when it has not come yet. */
  #readOn(callback: DataCallback): boolean {
    if (this.#body === undefined) return this.#readHeader();
    if (this.#size < this.#body) return false;
    const body = this.#take(this.#body).toString('utf8');
    this.#body = undefined;
    const message = this.#parsed(body);
    try {
      if (message !== undefined) callback(message);
    } catch (error) {
      this.fireError(error);
    }
    return true;
  }

  #readHeader(): boolean {
    const come = this.#take(this.#size);
    const end = come.indexOf(blankLine);
    const header = come.toString('latin1', 0, end < 0 ? 0 : end);
    // Of what cannot be read, the end may be the beginning of a header.
    const rest = end >= 0 ? come.subarray(end + blankLine.length) : come.length > longestHeader ? come.subarray(-longestHeader / 2) : come;
    this.#put(rest);
    if (end < 0) return false;
    const [field, length] = /content-length: *(\d+)[ \t]*(?:\r\n(?!.*content-length:)[\w-]+:.*)*$/i.exec(header) ?? ['', ''];
    const before = header.slice(0, header.length - field.length);
    if (length === '' || Number(length) > longestBody)
      this.#refuseToRead('a message needs a header that says “Content-Length: ”, and how many bytes follow');
    else {
      this.#body = Number(length);
      if (!/^(?:[\w-]+:.*\r\n)*$/.test(before)) this.#refuseToRead('something stands before a header');
    }
    return true;
  }

  #parsed(body: string): ReturnType<typeof JSON.parse> {
    try {
      return JSON.parse(body);
    } catch (error) {
      this.#refuseToRead((error as Error).message);
      return undefined;
    }
  }

  #refuseToRead = (why: string): void => this.#refuse({ code: ErrorCodes.ParseError, message: `What has come cannot be read: ${why}.` });

  #take(size: number): Buffer {
    const all = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#put(all.subarray(size));
    return all.subarray(0, size);
  }

  #put(piece: Buffer): void {
    this.#pieces = [piece];
    this.#size = piece.length;
  }
}
