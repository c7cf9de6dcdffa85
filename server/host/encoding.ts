/** How a file's bytes stand for its text. */
export type Encoding = 'utf-8' | 'utf-8 with BOM' | 'utf-16le' | 'utf-16be';

export interface Decoded {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Some bytes stand for no character: writing the text back would lose them. */
  readonly damaged: boolean;
}

/** Reads a file's bytes as UTF-8, or as UTF-16 where a byte order mark or the zeros of Latin letters tell so. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(bytes.subarray(3), 'utf-8 with BOM');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), 'utf-16be');
  return decoded(bytes, utf16WithoutMark(bytes) ?? 'utf-8');
}

export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8 with BOM') return new TextEncoder().encode(`\uFEFF${text}`);
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2));
  const little = encoding === 'utf-16le';
  bytes.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i++) bytes.setUint16(2 + i * 2, text.charCodeAt(i), little);
  return new Uint8Array(bytes.buffer);
}

const decoders = { 'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }), 'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }) };

function decoded(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = encoding === 'utf-16be' ? decoders['utf-16le'].decode(swapped(bytes)) : decoders[encoding === 'utf-16le' ? encoding : 'utf-8'].decode(bytes);
  return { text, encoding, damaged: text.includes('\uFFFD') || text.includes('\0') };
}

function swapped(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length & ~1);
  for (let i = 0; i + 1 < bytes.length; i += 2) [result[i], result[i + 1]] = [bytes[i + 1]!, bytes[i]!];
  return result;
}

/** UTF-16 text of any language has line ends, spaces and punctuation whose one byte is zero, always on the same side. */
function utf16WithoutMark(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  let [even, odd] = [0, 0];
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (length < 8 || even + odd < length / 100) return undefined;
  if (even === 0) return 'utf-16le';
  return odd === 0 ? 'utf-16be' : undefined;
}
