import { apart } from '../model/remembering.ts';
import known from './commands.json' with { type: 'json' };

/** What follows a command, and where it may stand. */
export interface Command {
  /** How many arguments it takes. */
  readonly arity: number;
  readonly isSized: boolean;
  readonly takesText: boolean;
  readonly takesOption: boolean;
  /** It is an argument by itself. */
  readonly isArgument: boolean;
  /** It is, with its own arguments, an argument of `^` and `_`. */
  readonly isScript: boolean;
}

/** A command that KaTeX knows, by its name without the backslash; undefined for one that is unknown, or unusual. */
export function commandOf(name: string): Command | undefined {
  const seen = commands.get(name);
  if (seen !== undefined) return seen;
  const isSized = /^[Bb]igg?[lrm]?$/.test(name);
  const value: unknown = Object.hasOwn(known, name) ? known[name as keyof typeof known] : undefined;
  if (!isSized && (value === undefined || unusual.test(name))) return undefined;
  const isArgument = typeof value === 'string' && !/^(?:big[cosuvw]|coprod|intop|prod|smallint|sum$)/.test(name);
  const arity = typeof value === 'number' ? value : 0;
  const command = {
    arity,
    isSized,
    takesText: arity > 0 && /^(?:text|emph)/.test(name),
    takesOption: /^(?:sqrt|x(?!cancel))/.test(name),
    isArgument,
    isScript: arity > 0 && /^(?:math(?:bb|bf|cal|frak|it|normal|rm|scr|sf|sfit|tt)|[cdt]?frac|[dt]?binom|text.*|emph)$/.test(name),
  };
  commands.set(apart(name), command);
  return command;
}

/** Whether a command that KaTeX knows, with its backslash, takes arguments. */
export const takesArguments = (name = ''): boolean => Number(known[name.slice(1) as keyof typeof known]) > 0;

/** Commands that are more than an atom, that take other arguments than formulas, or whose arguments get scripts from outside. */
const unusual =
  /^(?:atop|brac[ek]|choose|over|rq|mod|[Bb]ra(?:ket)?|[Kk]et|[Ss]et|tag|.*color|.*box|[clr]lap|underbar|angl|textcircled|.*command)$/;

const commands = new Map<string, Command>();
