import { defining, type Macro, mayDefine } from './macro.ts';
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
