import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';

/** In bytes. Larger files are nothing that anybody writes. */
const largest = 64 * 1024 * 1024;

export interface Bytes {
  readonly bytes: Uint8Array;
  /** From before the bytes were read: a change in between then shows as one. */
  readonly stats: Stats;
}

/**
 * What a file holds. Waits for nobody, whatever the name leads to: where there is no file but a pipe, a socket or a device, it throws `EFTYPE`; `EFBIG` where it is larger than 64 MB, or has no
 * end; and else what the system says.
 */
export function bytesOf(file: string): Bytes {
  // Merely to open a device may do something.
  assertFile(statSync(file));
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(handle);
    assertFile(stats);
    return { bytes: readAll(handle, stats.size), stats };
  } finally {
    closeSync(handle);
  }
}

function assertFile(stats: Stats): void {
  if (stats.isDirectory()) throw failure('EISDIR', 'illegal operation on a directory');
  if (!stats.isFile()) throw failure('EFTYPE', 'not a regular file');
}

/** What has been added since its size was told is not read; where none is told, as in `/proc`, everything there is. */
function readAll(handle: number, size: number): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(size > largest ? 0 : size || 4096);
  let length = 0;
  while (size === 0 || length < size) {
    if (Math.max(size, length) > largest) throw failure('EFBIG', 'file too large');
    if (length === bytes.length) bytes = enlarged(bytes);
    const read = readSync(handle, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function enlarged(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}

const failure = (code: string, message: string): NodeJS.ErrnoException => Object.assign(new Error(`${code}: ${message}`), { code });
