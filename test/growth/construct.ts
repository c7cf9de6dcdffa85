/** The files of a knowledge base, by path. The chapter that is looked at is `a.md`. */
export type Files = Readonly<Record<string, string>>;

/** Something that can be written as long as one likes. */
export interface Construct {
  readonly name: string;
  /** The knowledge base in which it is there `n` times, or `n` deep. */
  make(n: number): Files;
  /** The `n` at which it must not keep anybody waiting, where that is known; else as long as `usualLength`. */
  readonly size?: number;
  /** Reading it has a bound, of which the writer is told: so long may it be. */
  readonly most?: number;
}

export const chapter = 'a.md';

/** Characters of a long chapter. */
export const usualLength = 200_000;

/** What stands beside every chapter, so that some links lead somewhere. */
const beside: Files = { 'b.md': '# B\n\n## One\n\n## Two\n\n## Two\n' };

/** `n` texts, one after the other. */
export const times = (n: number, text: (i: number) => string, between = ''): string =>
  Array.from({ length: n }, (_, i) => text(i)).join(between);

const numbered = (unit: string, i: number): string => (unit.includes('{i}') ? unit.replaceAll('{i}', String(i)) : unit);

/** A unit again and again; `{i}` in it is how often it was there before. What stands before and behind all of them may be added. */
export type Unit = string | readonly [before: string, unit: string, after?: string];

export const repeated = (units: Readonly<Record<string, Unit>>): Construct[] =>
  Object.entries(units).map(([name, unit]) => {
    const [before, one, after = ''] = typeof unit === 'string' ? ['', unit] : unit;
    return { name, make: n => ({ ...beside, [chapter]: before + times(n, i => numbered(one, i)) + after }) };
  });

/** Something in itself, `n` deep. */
export const nested = (units: Readonly<Record<string, readonly [open: string, inner: string, close: string]>>): Construct[] =>
  Object.entries(units).map(([name, [open, inner, close]]) => ({
    name,
    make: n => ({ ...beside, [chapter]: times(n, i => numbered(open, i)) + inner + times(n, i => numbered(close, n - 1 - i)) }),
  }));

/** Whatever else a number can be made into: a chapter, or a knowledge base. */
export const made = (makers: Readonly<Record<string, (n: number) => string | Files>>): Construct[] =>
  Object.entries(makers).map(([name, make]) => ({
    name,
    make: n => {
      const result = make(n);
      return { ...beside, ...(typeof result === 'string' ? { [chapter]: result } : result) };
    },
  }));

/** How much there is to read: names of files as well. */
export const lengthOf = (files: Files): number => Object.entries(files).reduce((sum, [path, text]) => sum + path.length + text.length, 0);

/** The least power of two at which a construct is at least so long. */
export function countFor({ make }: Construct, length: number): number {
  let n = 1;
  while (lengthOf(make(n)) < length && n < 1 << 24) n *= 2;
  return n;
}
