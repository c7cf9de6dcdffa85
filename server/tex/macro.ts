/** A command that a writer has defined. */
export interface Macro {
  /** With its backslash. */
  readonly name: string;
  /** What it stands for, `#1` … `#9` for its arguments. */
  readonly body: string;
}

/** How many arguments a macro takes: the highest that its body names. */
export const parametersOf = ({ body }: Macro): number =>
  Math.max(0, ...[...body.matchAll(/(?<!\\)#([1-9])/g)].map(([, digit]) => Number(digit)));

/** Commands that define others. */
export const defining = /\\(?:(?:re)?newcommand|providecommand|[gex]?def|DeclareMathOperator|let)(?![A-Za-z])/;

/** Whether a formula may define a macro. */
export const mayDefine = (source: string): boolean => defining.test(source);
