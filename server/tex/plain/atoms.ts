/** An operand with all that is written right beside it, or an operator. */
export interface Item {
  readonly tex: string;
  /** Taller than a line. */
  readonly tall: boolean;
  readonly isOperator?: boolean;
  readonly isRelation?: boolean;
  readonly isFraction?: boolean;
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

/** Brackets: what closes each, and both in TeX. */
export const pairs: Readonly<Record<string, readonly [close: string, left: string, right: string]>> = {
  '(': [')', '(', ')'],
  '[': [']', '[', ']'],
  '{': ['}', '\\{', '\\}'],
  '|': ['|', '\\lvert', '\\rvert'],
  '||': ['||', '\\lVert', '\\rVert'],
  '‖': ['‖', '\\lVert', '\\rVert'],
};

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
