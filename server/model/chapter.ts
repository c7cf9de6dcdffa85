import type { Facts } from './facts.ts';
import type { KbPath } from './path.ts';

export interface Chapter {
  readonly path: KbPath;
  readonly facts: Facts;
}

const markdown = /\.(?:md|markdown|mdown|mkd)$/i;

/** Markdown by its name. */
export const isChapter = (path: string): boolean => markdown.test(path);

/** Facts as they cross threads and lie in a cache: JSON in UTF-8. */
export const packed = (facts: Facts): Uint8Array => encoder.encode(JSON.stringify(facts));

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A closed chapter, whose facts are packed when they have not been asked for in a while: that takes a fraction of the room. The chapters asked for last stay
 * unpacked, as many as `keepUnpacked` says.
 */
export class ClosedChapter implements Chapter {
  readonly path: KbPath;
  #facts: Facts | undefined;
  #bytes: Uint8Array | undefined;

  /** `facts`: as they are, or packed. */
  constructor(path: KbPath, facts: Facts | Uint8Array) {
    this.path = path;
    if (facts instanceof Uint8Array) {
      this.#bytes = facts;
      return;
    }
    this.#facts = facts;
    touch(this, facts);
  }

  get facts(): Facts {
    const facts = this.#facts ?? (JSON.parse(decoder.decode(this.#bytes)) as Facts);
    this.#facts = facts;
    touch(this, facts);
    return facts;
  }

  /** The packed form, which is kept from then on. */
  get bytes(): Uint8Array {
    this.#bytes ??= packed(this.facts);
    return this.#bytes;
  }

  pack(): void {
    this.#bytes ??= packed(this.#facts!);
    this.#facts = undefined;
  }
}

/** In lines of text, which is what the room that facts take grows with. */
let room = 40_000;
let taken = 0;
/** Those unpacked, with their lines; a Map keeps the order of insertion, so the first is the one not asked for the longest. */
const unpacked = new Map<ClosedChapter, number>();

/** How many lines of chapters may be unpacked at a time. A program that ends soon has no use for packing; one that stays for hours has. */
export function keepUnpacked(lines: number): void {
  room = lines;
}

function touch(chapter: ClosedChapter, { lines }: Facts): void {
  if (unpacked.delete(chapter)) {
    unpacked.set(chapter, lines.length);
    return;
  }
  unpacked.set(chapter, lines.length);
  taken += lines.length;
  for (const [oldest, size] of unpacked) {
    if (taken <= room || oldest === chapter) return;
    unpacked.delete(oldest);
    taken -= size;
    oldest.pack();
  }
}
