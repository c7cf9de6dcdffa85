import type { Facts } from './facts.ts';
import { linesIn, packed, unpacked, unreadIn } from './packed.ts';
import { type KbPath, nameOf } from './path.ts';

export interface Chapter {
  readonly path: KbPath;
  readonly facts: Facts;
  /** Its file cannot be read as it is: nobody knows what others will read in it, and it tells others nothing but that it is there. */
  readonly damage?: Damage;
}

/**
 * Why a file cannot be read. `encoding`: it is neither UTF-8 nor UTF-16, first in that line, from 1. `refused`: the machine does not let it be read, and says why. `large`: nobody writes
 * chapters of that size. `failed`: we do not come to an end with it; the reason is for the log.
 */
export type Damage =
  | { readonly kind: 'encoding'; readonly line: number }
  | { readonly kind: 'refused' | 'failed'; readonly reason: string }
  | { readonly kind: 'large' };

/** A chapter, with the damage that it may have. */
export const chapterOf = (path: KbPath, facts: Facts, damage: Damage | undefined): Chapter => ({ path, facts, ...(damage && { damage }) });

const markdown = /\.(?:mdx?|markdown|mdown|mkd)$/i;

/** Markdown by its name. */
export const isChapter = (path: string): boolean => markdown.test(path);

/**
 * A closed chapter, whose facts are packed when they have not been asked for in a while: that takes a fraction of the room. The chapters asked for last stay
 * unpacked.
 */
export class ClosedChapter implements Chapter {
  readonly path: KbPath;
  declare readonly damage?: Damage;
  #facts: Facts | undefined;
  #bytes: Uint8Array | undefined;

  /** `facts`: as they are, or packed. */
  constructor(path: KbPath, facts: Facts | Uint8Array, damage?: Damage) {
    this.path = path;
    if (damage !== undefined) this.damage = damage;
    if (facts instanceof Uint8Array) {
      this.#bytes = facts;
      return;
    }
    this.#facts = facts;
    if (room <= littleRoom) this.pack();
    else touch(this, facts);
  }

  get facts(): Facts {
    const facts = this.#facts ?? unpacked(this.#bytes!);
    this.#facts = facts;
    touch(this, facts);
    return facts;
  }

  /** Where its lines start, without unpacking more than that. */
  get lines(): Facts['lines'] {
    if (this.#facts !== undefined) return this.#facts.lines;
    const lines = linesRead.get(this) ?? linesIn(this.#bytes!);
    if (linesRead.size > 32) linesRead.clear();
    linesRead.set(this, lines);
    return lines;
  }

  /** What of it could not be read, likewise. */
  get unread(): Facts['unread'] {
    return this.#facts?.unread ?? unreadIn(this.#bytes!);
  }

  /** The packed form, which is the only one from then on, until somebody asks for facts. */
  get bytes(): Uint8Array {
    this.pack();
    return this.#bytes!;
  }

  pack(): void {
    this.#bytes ??= packed(this.#facts!);
    this.#facts = undefined;
  }
}

/** Those of which one asks for several places in a row. */
const linesRead = new Map<ClosedChapter, Facts['lines']>();

/**
 * In lines of text, which is what the room that facts take grows with. Where there is little, facts are packed at once: each piece of text in them would hold the
 * whole text of its chapter in memory, also when it has been told to other chapters.
 */
const littleRoom = 40_000;
/** A program that stays asks for few chapters at a time. */
let room = 8_000;
let taken = 0;
/** So many are asked in turns, be they as long as they like: each finding of one chapter may look into another one. */
const together = 3;
/** Those unpacked, with their lines; a Map keeps the order of insertion, so the first is the one not asked for the longest. */
const inUse = new Map<ClosedChapter, number>();

/** A program that ends soon has no use for packing, unless there are very many chapters; one that stays for hours has. */
export function keepUnpacked(chapters: number): void {
  room = chapters <= 1500 ? Number.MAX_SAFE_INTEGER : littleRoom;
}

function touch(chapter: ClosedChapter, { lines }: Facts): void {
  if (inUse.delete(chapter)) {
    inUse.set(chapter, lines.length);
    return;
  }
  inUse.set(chapter, lines.length);
  taken += lines.length;
  for (const [oldest, size] of inUse) {
    if (taken <= room || inUse.size <= together) return;
    inUse.delete(oldest);
    taken -= size;
    oldest.pack();
  }
}

/** Where the lines of a chapter start. Of a closed one, nothing else is unpacked. */
export const linesOf = (chapter: Chapter): Facts['lines'] => (chapter instanceof ClosedChapter ? chapter.lines : chapter.facts.lines);

/** Whether a file may be the page that shows for its folder, and how soon: 0 for a README in Markdown, then READMEs in other markup; last, what those who publish a site have for it, such as `_index.md`. */
export function pageRank(path: KbPath): 0 | 1 | 2 | undefined {
  const name = nameOf(path);
  if (/^readme(?:\.[^.]*)?$/i.test(name)) return isChapter(name) ? 0 : 1;
  return /^_?index\./i.test(name) && (isChapter(name) || /\.html?$/i.test(name)) ? 2 : undefined;
}
