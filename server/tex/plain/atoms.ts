import type { PlainToken } from './tokens.ts';

/** An operand with all that is written right beside it, or an operator. */
export interface Item {
  readonly tex: string;
  /** Taller than a line. */
  readonly tall: boolean;
  readonly isOperator?: boolean;
  readonly isRelation?: boolean;
  readonly isFraction?: boolean;
  /** Factors that go over the bar with what is written behind them: no sum, whose end is open, no words, and no fraction. */
  readonly isFactor?: boolean;
}

/** A letter, number, word or group, with its scripts. */
export interface Atom {
  readonly tex: string;
  readonly tall: boolean;
  /** Of a group in parentheses without scripts: what stands between them. */
  readonly inside?: string;
  /** A word of three letters or more, or Chinese: two of them side by side are prose. */
  readonly isWord?: boolean;
  /** Chinese: a quantity by its name. Nothing is multiplied by writing it beside one. */
  readonly isText?: boolean;
  readonly isLarge?: boolean;
  readonly isFraction?: boolean;
  /** The group is nothing but a fraction: it stands as well without parentheses, unless a function is applied to it. */
  readonly holdsFraction?: boolean;
}

/** An atom with its scripts. `tex`: its own, with primes. */
export function scripted(base: Atom, tex: string, written: { readonly sub: string; readonly super: string }): Atom {
  const braced = (mark: string, script: string) =>
    script === '' ? '' : `${mark}${/^[A-Za-z0-9*]$/.test(script) ? script : `{${script}}`}`;
  return {
    tex: tex + braced('_', written.sub) + braced('^', written.super),
    tall: base.tall,
    ...(base.isText && { isText: true }),
    ...(base.isLarge && { isLarge: true }),
    ...(base.isWord && { isWord: true }),
  };
}

/** Whether an operand may be written beside the one before, as a product or as what a function is applied to. Words beside words are prose. */
export function mayStandBeside(last: Atom | undefined, atom: Atom, { spaced, text }: PlainToken): boolean {
  if (atom.isText) return last?.isLarge === true;
  if (last?.isText) return text === '(' && !spaced;
  return !(last?.isWord && atom.isWord && spaced);
}

/** Brackets: what closes each, and both in TeX. */
export const pairs: Readonly<Record<string, readonly [close: string, left: string, right: string]>> = {
  '(': [')', '(', ')'],
  '[': [']', '[', ']'],
  '{': ['}', '\\{', '\\}'],
  '|': ['|', '\\lvert', '\\rvert'],
  '||': ['||', '\\lVert', '\\rVert'],
  '‖': ['‖', '\\lVert', '\\rVert'],
};

/** Factors that are written beside each other, as one operand. */
export const itemOf = (run: readonly Atom[]): Item => ({
  tex: together(run),
  tall: run.some(({ tall }) => tall),
  ...(run.length === 1 && run[0]!.isFraction && { isFraction: true }),
  isFactor: run.every(atom => !atom.isLarge && !atom.isText && !atom.isFraction),
});

export const together = (atoms: readonly Atom[]): string => joined(atoms.map(({ tex }) => tex));

/** Puts pieces of TeX together, with a space where a command would run into a letter. */
export function joined(parts: readonly string[], space = ''): string {
  let result = '';
  let last = '';
  for (const part of parts) {
    const runsOn = /\\[A-Za-z]+$/.test(last.slice(-40)) && /^[A-Za-z]/.test(part);
    result += (result === '' ? '' : space || (runsOn ? ' ' : '')) + part;
    last = part;
  }
  return result;
}
