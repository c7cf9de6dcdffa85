/** How a file's bytes stand for its text. */
export type Encoding = 'utf-8' | 'utf-8 with BOM' | 'utf-16le' | 'utf-16be' | 'utf-16le without BOM' | 'utf-16be without BOM';

export interface Decoded {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Some bytes may stand for no character: writing the text back could lose them. */
  readonly damaged: boolean;
  /** The first line, from 1, with bytes that stand for no character for certain: the file is in another encoding, or no text at all. */
  readonly invalidLine?: number;
}

/** Reads a file's bytes as UTF-8, or as UTF-16 where a byte order mark or the zeros of Latin letters tell so. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(bytes.subarray(3), 'utf-8 with BOM');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), 'utf-16be');
  return decoded(bytes, utf16WithoutMark(bytes) ?? 'utf-8');
}

/** The bytes of a text, byte order mark included where the encoding has one. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8 with BOM') return new TextEncoder().encode(`\uFEFF${text}`);
  const marked = encoding.endsWith('BOM') ? text : `\uFEFF${text}`;
  const bytes = new DataView(new ArrayBuffer(marked.length * 2));
  const little = encoding.startsWith('utf-16le');
  for (let i = 0; i < marked.length; i++) bytes.setUint16(i * 2, marked.charCodeAt(i), little);
  return new Uint8Array(bytes.buffer);
}

const decoders = { 'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }), 'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }) };

function decoded(bytes: Uint8Array, encoding: Encoding): Decoded {
  const isWide = encoding.startsWith('utf-16');
  const code = isWide ? 'utf-16le' : 'utf-8';
  const units = encoding.startsWith('utf-16be') ? swapped(bytes) : bytes;
  const text = decoders[code].decode(units);
  const isHalf = isWide && bytes.length % 2 === 1;
  const isOther = isOtherwiseEncoded(text);
  const isInvalid = isOther || isHalf || (text.includes('\uFFFD') && !isValid(units, code));
  const invalidLine = isOther ? 1 : isInvalid ? lineOfFirst(units, code) : undefined;
  return { text, encoding, damaged: isInvalid || text.includes('\0'), ...(invalidLine === undefined ? {} : { invalidLine }) };
}

/** Nobody writes so many zeros: UTF-32 has two or three in each character of four bytes, and files that are no text have many. */
function isOtherwiseEncoded(text: string): boolean {
  if (!text.includes('\0')) return false;
  const beginning = text.slice(0, 4096);
  return beginning.split('\0').length - 1 >= beginning.length * 0.4;
}

/** The character that stands for what cannot be decoded may also be written as itself. */
function isValid(bytes: Uint8Array, code: keyof typeof decoders): boolean {
  try {
    new TextDecoder(code, { ignoreBOM: true, fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The first line, from 1, that is not valid, or the last, which half a character ends. Of UTF-16, line ends are two bytes. */
function lineOfFirst(bytes: Uint8Array, code: keyof typeof decoders): number {
  const size = code === 'utf-8' ? 1 : 2;
  const unit = (at: number) => bytes[at]! + (size === 2 ? 256 * (bytes[at + 1] ?? 0) : 0);
  let [line, start] = [1, 0];
  // Many lines at once, and then each of those among which it is.
  for (const atLeast of [1 << 16, 0]) {
    let lines = 0;
    for (let at = start; at + size <= bytes.length; at += size) {
      if (unit(at) !== 10 && !(unit(at) === 13 && unit(at + size) !== 10)) continue;
      lines++;
      if (at - start < atLeast) continue;
      if (!isValid(bytes.subarray(start, at), code)) break;
      line += lines;
      lines = 0;
      start = at + size;
    }
  }
  return line;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length & ~1);
  for (let i = 0; i + 1 < bytes.length; i += 2) [result[i], result[i + 1]] = [bytes[i + 1]!, bytes[i]!];
  return result;
}

/**
 * UTF-16 text of any language has line ends, spaces and punctuation whose one byte is zero, nearly always on the same side: on the other, only a few
 * characters have one, 一 among them. Where zeros are rare, its other bytes are no UTF-8; what is, is UTF-8 with a few zeros in it.
 */
function utf16WithoutMark(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  let [even, odd] = [0, 0];
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (length < 8 || even + odd < length / 100) return undefined;
  if (even + odd < length / 4 && isValid(bytes, 'utf-8')) return undefined;
  if (odd >= 3 * even) return 'utf-16le without BOM';
  return even >= 3 * odd ? 'utf-16be without BOM' : undefined;
}
