import { faultOf } from './check.ts';
import { defining, type Macro, mayDefine, parametersOf } from './macro.ts';
import { groupEnd, type Token, tokensOf } from './scan.ts';

/** Macros that work, each by itself. */
export interface Macros {
  readonly list: readonly Macro[];
  /** As KaTeX takes them. */
  readonly katex: Readonly<Record<string, string>>;
  /** Equal for equal macros. */
  readonly key: string;
}

export const noMacros: Macros = { list: [], katex: {}, key: '' };

/** Puts macros together; of two with one name, the later counts. Each is tried alone: `refused` is told of those that do not work, and the others do. */
export function macrosFrom(definitions: Iterable<Macro>, refused: (macro: Macro, reason: string) => void = () => {}): Macros {
  const working = new Map<string, Macro>();
  for (const macro of definitions) {
    const reason = flawOf(macro);
    if (reason === undefined) working.set(macro.name, macro);
    else refused(macro, reason);
  }
  if (working.size === 0) return noMacros;
  const list = [...working.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const katex = Object.fromEntries(list.map(({ name, body }) => [name, body]));
  return { list, katex, key: JSON.stringify(katex) };
}

/** Why a macro cannot work; undefined when it can. A command that it uses may be another macro. */
function flawOf({ name, body }: Macro): string | undefined {
  if (!/^\\(?:[A-Za-z@]+|[^A-Za-z@\s])$/.test(name)) return 'A name is a backslash and letters';
  const parameters = parametersOf({ name, body });
  const call = name + '{a}'.repeat(parameters);
  const fault = faultOf(call, true, { list: [], katex: { [name]: body }, key: name });
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
