import { faultOf } from './check.ts';
import { type Macro, parametersOf } from './macro.ts';
import { type Macros, noMacros } from './macros.ts';

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
