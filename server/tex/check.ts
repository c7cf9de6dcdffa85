import katex, { type ParseError } from 'katex';
import type { DoubtfulFormula } from '../model/facts.ts';
import { isKnownValid } from './fastValidator.ts';
import { type Macros, neededFor, noMacros } from './macros.ts';

/** Why a formula does not typeset, in KaTeX's words, without “KaTeX parse error:” and the place. */
export type Fault = DoubtfulFormula['fault'];

/** How often macros may be expanded in one formula: KaTeX's own default. */
const expansions = 1000;
/** No formula that anybody writes is longer. KaTeX takes some fifty milliseconds for one of this length. */
const longest = 1 << 15;
/** How deep all characters of a formula stand in braces, added up: KaTeX reads what is in the argument of a command once more for each command around it. */
const mostNesting = 2_000_000;

/** Whether KaTeX would take so long for a formula that it is not asked; the writer is told. */
export function isTooHard(source: string): boolean {
  if (source.length > longest) return true;
  if (source.length < 2000) return false;
  let [depth, sum] = [0, 0];
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c === 92) i++;
    else if (c === 123) depth++;
    else if (c === 125 && depth > 0) depth--;
    sum += depth;
  }
  return sum > mostNesting;
}

/**
 * The first thing that keeps KaTeX, and so VS Code's preview, from typesetting a formula; undefined when it typesets. Only parses: a
 * hundred times faster than typesetting.
 */
export function faultOf(source: string, display: boolean, macros: Macros = noMacros): Fault | undefined {
  if (isTooHard(source)) return undefined;
  const needed = neededFor(source, macros);
  if (Object.keys(needed).length > 0) return parse(source, display, needed);
  if (isKnownValid(source, display)) return undefined;
  const key = `${display ? 'd' : 'i'}${source}`;
  const known = remembered.get(key);
  if (known !== undefined) return known ?? undefined;
  const fault = parse(source, display, needed);
  remember(key, fault);
  return fault;
}

/** Loads KaTeX, which takes a while, if a formula of this text is not plainly right. */
export function loadFor(text: string): void {
  for (const [, dollars, source] of text.matchAll(/(\$\$?)((?:[^$\n]|\n(?!\s*\n)){1,4096})\1(?!\d)/g)) {
    if (isKnownValid(source!, dollars === '$$')) continue;
    void katex.version;
    return;
  }
}

/** Many chapters say the same `$x$`: what was found of the last few thousand formulas. */
const remembered = new Map<string, Fault | null>();

function remember(key: string, fault: Fault | undefined): void {
  if (key.length > 200) return;
  if (remembered.size >= 4096) remembered.clear();
  remembered.set(key, fault ?? null);
}

/** Chemistry has a language of its own (mhchem), which is not checked. */
const chemistry = { '\\ce': '\\@secondoftwo{#1}{x}', '\\pu': '\\@secondoftwo{#1}{x}' };

type Parse = (source: string, options: katex.KatexOptions) => unknown;

function parse(source: string, display: boolean, macros: Readonly<Record<string, string>>): Fault | undefined {
  try {
    (katex as unknown as { __parse: Parse }).__parse(source, {
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      maxExpand: expansions,
      macros: { ...chemistry, ...macros },
    });
    return undefined;
  } catch (error) {
    return faultFrom(error, source);
  }
}

function faultFrom(error: unknown, source: string): Fault {
  if (!(error instanceof katex.ParseError)) {
    // Nesting that is deeper than the stack.
    return { start: 0, end: source.length, reason: error instanceof RangeError ? 'Too deeply nested' : String(error) };
  }
  const { position, length, rawMessage } = error as ParseError & { rawMessage: string };
  const start = Math.min(position ?? 0, source.length);
  // KaTeX counts the space behind a command to it.
  const end = start + source.slice(start, start + (length || 1)).trimEnd().length;
  return { start, end: Math.max(end, Math.min(start + 1, source.length)), reason: rawMessage };
}
