import type { Facts, SymbolDefinition } from './facts.ts';
import { contains, type Span } from './text.ts';

/** Where a chapter says what a symbol means that it uses at an offset. `name`: as `symbolsIn` names it. */
export function meaningIn(name: string, offset: number, facts: Facts): SymbolDefinition | undefined {
  const { symbols } = facts.formulas;
  if (symbols.length === 0) return undefined;
  const named = (wanted: string) => symbols.filter(symbol => symbol.name === wanted);
  return (
    nearest(named(name), offset, facts) ??
    general(name, offset, facts) ??
    (starred.test(name) ? meaningIn(name.replace(starred, ''), offset, facts) : undefined)
  );
}

/** `x^*` */
const starred = / \^ \S+$/;

/** More than a single letter, upright, bold or in another shape, alone or with an index that counts. */
const isDistinctive = (base: string): boolean => base.includes(' ') && !shapedLetter.test(base);

/** Without an index that counts. */
function baseOf(name: string): string {
  const at = name.lastIndexOf(' _ ');
  return at >= 0 && running.test(name.slice(at + 3)) ? name.slice(0, at) : name;
}

const shapedLetter = /^\\(?:math[a-z]+|hat|bar|tilde|vec) \S$/;

const strength = { explained: 0, defined: 1, named: 2, equated: 3 } as const;

/** Headings above what holds for the whole chapter. */
const foundations = /形式化定义|基本(?:定义|概念|记号)|符号|记号|notation|preliminaries|problem (?:definition|setting|statement)/i;

/**
 * The definition that a use at an offset means: of the nearest section that has one, the most outspoken, the last one before the use. A bare letter means something
 * else in every part of a chapter, and what follows the use defines it only in its own section.
 */
function nearest(candidates: readonly SymbolDefinition[], offset: number, { headings }: Facts): SymbolDefinition | undefined {
  const [first] = candidates;
  if (first === undefined) return undefined;
  const base = baseOf(first.name);
  const distinctive = isDistinctive(base);
  const isSmall = /^(?:[a-z]|\\[a-z]+)$/.test(base);
  const own = sectionAt(offset, 6, headings);
  const wider = distinctive ? [3, 2, 0] : counting.test(first.name) ? [] : isSmall ? [3] : [3, 2];
  const inOwn = ({ span }: SymbolDefinition) => contains(own, span.start);
  const above = ({ span }: SymbolDefinition) => span.start <= offset && contains(ownSection(span.start, headings), offset);
  const within = wider.map(level => {
    const part = sectionAt(offset, level, headings);
    // What is true of a theorem's letters is true there.
    return ({ span, by }: SymbolDefinition) =>
      contains(part, span.start) && (distinctive || (span.start <= offset && (level === 3 || by === 'explained')));
  });
  for (const isNear of [inOwn, above, ...within]) {
    const inside = candidates.filter(one => isNear(one) && (distinctive || one.span.start <= offset || strength[one.by] < strength.named));
    if (inside.length === 0) continue;
    const outspoken = Math.min(...inside.map(({ by }) => strength[by]));
    const chosen = inside.filter(({ by }) => strength[by] === outspoken);
    return chosen.findLast(({ span }) => span.start <= offset) ?? chosen[0];
  }
  // A letter that one section alone explains, beforehand.
  const [only, ...others] = candidates.filter(({ by }) => by === 'explained');
  if (only === undefined || only.span.start > offset) return undefined;
  const section = sectionAt(only.span.start, 6, headings);
  if (!others.every(({ span }) => contains(section, span.start))) return undefined;
  const heading = headings.findLast(({ span }) => span.start <= only.span.start);
  return !/^[a-z]$/.test(base) || (!counting.test(first.name) && foundations.test(heading?.text ?? '')) ? only : undefined;
}

/** Letters that count, differently in every formula. */
const counting = /^[i-nt]$/;

/** A number, a letter that counts, or one and a distance: what runs from one thing to the next of its kind. */
const running = /^(?:[i-nst]|\d+|T)(?: [+-] (?:\d+|[i-n]))?$/;

/** What is said of a symbol that counts through a family (`x_i`, or `x_1, …, x_n`) holds for each of it: for `x_j`, `x_1`, `x_{t+1}`; what is said of `x`, for `x_t` too. */
function general(name: string, offset: number, facts: Facts): SymbolDefinition | undefined {
  const at = name.lastIndexOf(' _ ');
  if (at < 0 || !running.test(name.slice(at + 3))) return undefined;
  const base = name.slice(0, at);
  const family = facts.formulas.symbols.filter(
    symbol => symbol.name.startsWith(`${base} _ `) && /^[i-nst]$/.test(symbol.name.slice(at + 3)) && symbol.by !== 'equated',
  );
  const found = nearest(family, offset, facts);
  if (found !== undefined) return found;
  const part = sectionAt(offset, 3, facts.headings);
  const whole = facts.formulas.symbols.filter(({ name, by, span }) => name === base && by === 'explained' && contains(part, span.start));
  return nearest(whole, offset, facts);
}

/** The section that an offset stands in, with those below it. */
function ownSection(offset: number, headings: Facts['headings']): Span {
  const heading = headings.findLast(({ span }) => span.start <= offset);
  return sectionAt(offset, heading?.level ?? 0, headings);
}

/** The part of a chapter around an offset between headings of at most this level. */
function sectionAt(offset: number, level: number, headings: Facts['headings']): Span {
  let [start, end] = [0, Number.MAX_SAFE_INTEGER];
  for (const heading of headings) {
    if (heading.level > level) continue;
    if (heading.span.start <= offset) start = heading.span.start;
    else {
      end = heading.span.start;
      break;
    }
  }
  return { start, end };
}
