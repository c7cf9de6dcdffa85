import { faultOf } from './check.ts';
import { defining, type Macro, mayDefine, parametersOf } from './macro.ts';
import { groupEnd, type Token, tokensOf } from './scan.ts';

/** Macros that work, each by itself. */
export interface Macros {
  readonly list: readonly Macro[];
  readonly byName: ReadonlyMap<string, Macro>;
  /** Those that take the place of what KaTeX knows: its own commands may use them. */
  readonly redefining: readonly Macro[];
  /** Names that do not count here. */
  readonly hidden?: ReadonlySet<string>;
}

export const noMacros: Macros = { list: [], byName: new Map(), redefining: [] };

/** Puts macros together; of two with one name, the later counts. Each is tried alone: `refused` is told of those that do not work, and the others do. */
export function macrosFrom(definitions: Iterable<Macro>, refused: (macro: Macro, reason: string) => void = () => {}): Macros {
  const working = new Map<string, Macro>();
  for (const macro of definitions) {
    // Many formulas may define the same.
    if (working.get(macro.name)?.body === macro.body) continue;
    const reason = flawOf(macro);
    if (reason === undefined) working.set(macro.name, macro);
    else refused(macro, reason);
  }
  if (working.size === 0) return noMacros;
  const list = [...working.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { list, byName: working, redefining: list.filter(({ name }) => isKnown(name)) };
}

/** The same macros but for those of some names. */
export function without(macros: Macros, names: ReadonlySet<string>): Macros {
  if (names.size === 0) return macros;
  if (macros.list.length <= names.size && macros.list.every(({ name }) => names.has(name))) return noMacros;
  return { ...macros, hidden: names };
}

/**
 * What KaTeX has to be told of macros before it reads a formula: those that may come to be used in it. There may be as many of them in a chapter as there are formulas, and to tell all to
 * each takes the product of both.
 */
export function neededFor(source: string, { byName, redefining, hidden }: Macros): Readonly<Record<string, string>> {
  const needed = new Map<string, string>();
  const use = ({ name, body }: Macro) => {
    if (needed.has(name) || hidden?.has(name)) return;
    needed.set(name, body);
    scan(body);
  };
  const scan = (text: string) => {
    for (const [name] of text.matchAll(/\\(?:[A-Za-z@]+|[^A-Za-z@\s])/g)) {
      const macro = byName.get(name);
      if (macro !== undefined) use(macro);
    }
  };
  redefining.forEach(use);
  scan(source);
  return Object.fromEntries(needed);
}

/** Whether KaTeX has a command of this name. */
const isKnown = (name: string): boolean => !faultOf(name, true)?.reason.startsWith('Undefined control sequence');

/** Why a macro cannot work; undefined when it can. A command that it uses may be another macro. */
function flawOf({ name, body }: Macro): string | undefined {
  if (!/^\\(?:[A-Za-z@]+|[^A-Za-z@\s])$/.test(name)) return 'A name is a backslash and letters';
  const parameters = parametersOf({ name, body });
  const call = name + '{a}'.repeat(parameters);
  const fault = faultOf(call, true, { list: [], byName: new Map([[name, { name, body }]]), redefining: [] });
  return fault === undefined || /^Undefined control sequence/.test(fault.reason) ? undefined : fault.reason;
}

/** The macros that a formula defines for those after it, by `\newcommand`, `\def`, `\let` or `\DeclareMathOperator`. */
export function definitionsIn(source: string): Macro[] {
  if (!mayDefine(source)) return [];
  const tokens = tokensOf(source);
  const found: Macro[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const command = tokens[i]!.text.replace(/\*$/, '');
    if (!defining.test(command)) continue;
    const name = nameAfter(tokens, i + 1);
    if (name === undefined) continue;
    const body = bodyAfter(command, tokens[i]!.text, tokens, name.next, source);
    if (body !== undefined) found.push({ name: name.name, body });
  }
  return found;
}

function nameAfter(tokens: readonly Token[], index: number): { name: string; next: number } | undefined {
  const braced = tokens[index]?.text === '{';
  const token = tokens[braced ? index + 1 : index]?.text;
  if (token === undefined || !token.startsWith('\\') || (braced && tokens[index + 2]?.text !== '}')) return undefined;
  return { name: token, next: index + (braced ? 3 : 1) };
}

function bodyAfter(command: string, written: string, tokens: readonly Token[], index: number, source: string): string | undefined {
  let at = index;
  if (command === '\\let') {
    if (tokens[at]?.text === '=') at++;
    return tokens[at]?.text;
  }
  // [2] of \newcommand, #1#2 of \def; what an optional argument defaults to is more than a macro here can say.
  if (tokens[at]?.text === '[' && tokens[at + 2]?.text === ']') at += 3;
  while (tokens[at]?.text === '#' && /^\d$/.test(tokens[at + 1]?.text ?? '')) at += 2;
  const end = groupEnd(tokens, at);
  if (tokens[at]?.text !== '{' || end > tokens.length) return undefined;
  const body = source.slice(tokens[at]!.at + 1, tokens[end - 1]!.at);
  return command === '\\DeclareMathOperator' ? `\\operatorname${written.endsWith('*') ? '*' : ''}{${body}}` : body;
}
