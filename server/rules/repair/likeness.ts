import { distance } from 'fastest-levenshtein';
import type { KbPath } from '../../model/path.ts';

/** From 0, nothing in common, to 1, the same. */
export const likeness = (a: string, b: string): number => (a === b ? 1 : 1 - distance(a, b) / Math.max(a.length, b.length, 1));

/** What counts of a name when it is compared with others. */
export interface NameStem {
  /** Squashed. */
  readonly stem: string;
  /** The extension, behind a dot of its own for a hidden file: only names of one ending are compared. */
  readonly ending: string;
  /** Which characters the stem has. */
  readonly letters: number;
  /** How much the stem says: a Chinese character as much as three letters. */
  readonly weight: number;
}

type Named = NameStem & { readonly paths: readonly KbPath[] };

/** That much of what a name says may be written otherwise in one that is like it. */
export const unlike = 0.2;

/** Names, among which those that may be like another one are found by length and letters, without a look at any of them: there are many, and every dead link asks. */
export class Alike {
  readonly #all: Named[] = [];
  readonly #byLength = new Map<number, { readonly letters: number[]; readonly weights: number[]; readonly places: number[] }>();

  add(name: Named): void {
    const { length } = name.stem;
    const group = this.#byLength.get(length) ?? { letters: [], weights: [], places: [] };
    this.#byLength.set(length, group);
    group.letters.push(name.letters);
    group.weights.push(name.weight);
    group.places.push(this.#all.length);
    this.#all.push(name);
  }

  /** In order. */
  near({ stem, letters, weight }: NameStem): Named[] {
    const found: number[] = [];
    for (const [length, group] of this.#byLength) {
      const apart = Math.abs(length - stem.length);
      for (let i = 0; i < group.letters.length; i++) {
        const most = Math.max(group.weights[i]!, weight) * unlike + 1e-9;
        if (apart <= most && leastDistance(letters, group.letters[i]!) <= most) found.push(group.places[i]!);
      }
    }
    return found.sort((a, b) => a - b).map(place => this.#all[place]!);
  }
}

/** Which characters a text has: one bit stands for several of them. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

/** At least so many characters must be put in, taken out or changed to make one text of another: what to ask before `distance`, which takes a hundred times as long. */
export const leastDistance = (a: number, b: number): number => Math.max(bitsIn(a & ~b), bitsIn(b & ~a));

function bitsIn(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Whether one of two names is the other with one letter too many, too few, wrong, or two of them swapped. Only for Latin letters, and where enough of them are left: another digit
 * is another thing, and so is another Chinese character. Nor is it one where the words of the link, `told`, have it like `written`: nobody slips twice in the same way.
 */
export function isSlip(meant: string, written: string, told = ''): boolean {
  const [short, long] = meant.length < written.length ? [meant, written] : [written, meant];
  if (meant === written || long.length - short.length > 1 || short.length < 5) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head++;
  let tail = 0;
  while (tail < short.length - head && short.at(-1 - tail) === long.at(-1 - tail)) tail++;
  const [x, y] = [short.slice(head, short.length - tail), long.slice(head, long.length - tail)];
  const isSwap = x.length === 2 && x[0] === y[1] && x[1] === y[0];
  const around = (name: string): string => name.slice(Math.max(0, head - 3), name.length - Math.max(0, tail - 3));
  const [here, there] = [around(written), around(meant)];
  if (told.includes(here) && (here.includes(there) || !told.includes(there))) return false;
  return /^[a-z]{0,2}$/i.test(x + (isSwap ? '' : y)) && (isSwap || Math.max(x.length, y.length) === 1);
}
