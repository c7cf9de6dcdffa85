import type { Facts } from './facts.ts';
import { asRows, inFull } from './rows.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Facts as they cross threads and lie in a cache: the names of their parts, how long each is, and the parts, so that who wants the links of a chapter does not
 * unpack its formulas. Lines are the gaps between them, lists of objects are rows, and all else is as it is, in JSON in UTF-8. Numbers are of four bytes.
 */
export function packed(facts: Facts): Uint8Array {
  const names: string[] = [];
  const parts: Uint8Array[] = [];
  // Parts that are not unpacked yet are properties of the prototype.
  for (const name in facts) {
    const value = facts[name as keyof Facts];
    names.push(name);
    parts.push(name === 'lines' ? gapsOf(value as Facts['lines']) : encoder.encode(JSON.stringify(asRows(value))));
  }
  const head = encoder.encode(names.join());
  const start = 4 + head.length + 4 * parts.length;
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, head.length);
  bytes.set(head, 4);
  let at = start;
  for (const [i, part] of parts.entries()) {
    view.setUint32(4 + head.length + 4 * i, part.length);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The facts, each part unpacked when it is first asked for. Throws when the bytes are damaged. */
export function unpacked(bytes: Uint8Array): Facts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(0);
  const names = decoder.decode(bytes.subarray(4, 4 + length));
  const shape = shapes.get(names) ?? shapeOf(names);
  shapes.set(names, shape);
  return new shape(bytes, view, 4 + length) as unknown as Facts;
}

/** Whether bytes have the form of packed facts: the names of parts, and parts as long as they say. What is in the parts is not looked at. */
export function isPacked(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = 4 + view.getUint32(0);
  if (start > bytes.length) return false;
  let parts = 1;
  for (let at = 4; at < start; at++) if (bytes[at] === 44) parts++;
  let end = start + 4 * parts;
  if (end > bytes.length) return false;
  for (let i = 0; i < parts; i++) end += view.getUint32(start + 4 * i);
  return end === bytes.length;
}

/** The lines, and nothing else. */
export const linesIn = (bytes: Uint8Array): Facts['lines'] => unpacked(bytes).lines;

/** What could not be read, and nothing else. */
export const unreadIn = (bytes: Uint8Array): Facts['unread'] => unpacked(bytes).unread;

type Shape = new (bytes: Uint8Array, view: DataView, at: number) => object;

/** All facts have the same parts, unless a program asks for some only. */
const shapes = new Map<string, Shape>();

function shapeOf(list: string): Shape {
  const names = list.split(',');
  class Unpacked {
    readonly #bytes: Uint8Array;
    readonly #view: DataView;
    readonly #at: number;
    readonly #values: unknown[] = [];

    constructor(bytes: Uint8Array, view: DataView, at: number) {
      this.#bytes = bytes;
      this.#view = view;
      this.#at = at;
    }

    part(n: number): unknown {
      if (this.#values[n] !== undefined) return this.#values[n];
      let start = this.#at + 4 * names.length;
      for (let i = 0; i < n; i++) start += this.#view.getUint32(this.#at + 4 * i);
      const part = this.#bytes.subarray(start, start + this.#view.getUint32(this.#at + 4 * n));
      this.#values[n] = names[n] === 'lines' ? linesOf(part) : inFull(JSON.parse(decoder.decode(part)));
      return this.#values[n];
    }
  }
  for (const [i, name] of names.entries()) {
    Object.defineProperty(Unpacked.prototype, name, {
      enumerable: true,
      get(this: Unpacked) {
        return this.part(i);
      },
    });
  }
  return Unpacked;
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function gapsOf(lines: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const line of lines) {
    let gap = line - before;
    before = line;
    for (; gap > 127; gap >>>= 7) bytes.push((gap & 127) | 128);
    bytes.push(gap);
  }
  return Uint8Array.from(bytes);
}

function linesOf(gaps: Uint8Array): number[] {
  const lines: number[] = [];
  let [line, gap, shift] = [0, 0, 0];
  for (const byte of gaps) {
    gap |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    line += gap;
    lines.push(line);
    [gap, shift] = [0, 0];
  }
  return lines;
}
