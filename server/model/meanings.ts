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

/**
 * What a capital has been said to mean not too far before an offset, in whatever section, if all of that is the same in more or fewer words: “mental state”, then “set
 * of mental states”. Less sure than what `meaningIn` answers.
 */
export function agreedIn(name: string, offset: number, facts: Facts): SymbolDefinition | undefined {
  if (!/^[A-Z]$/.test(name)) return undefined;
  const said = facts.formulas.symbols.filter(
    one => one.name === name && one.by !== 'equated' && one.words !== undefined && one.span.start <= offset,
  );
  const shortest = said.reduce((words, one) => (one.words!.length < words.length ? one.words! : words), said[0]?.words ?? '');
  const found = said.findLast(({ by }) => by === 'explained') ?? said.at(-1);
  return found !== undefined && offset - found.span.start < remembered && said.every(({ words }) => words!.includes(shortest))
    ? found
    : undefined;
}

/** So many characters further on, a letter may well mean something else. */
const remembered = 6000;

/** `x^*` */
const starred = / \^ \S+$/;

/** More than a single letter, upright, bold or in another shape, alone or with an index that counts. */
const isDistinctive = (base: string): boolean => base.includes(' ') && !shapedLetter.test(base);

/** Without primes, stars and an index that counts. */
export function baseOf(name: string): string {
  const plain = name.replace(/(?: ')+/g, '').replace(starred, '');
  const at = plain.lastIndexOf(' _ ');
  return at >= 0 && running.test(plain.slice(at + 3)) ? plain.slice(0, at) : plain;
}

const shapedLetter = /^\\(?:math[a-z]+|hat|bar|tilde|vec) \S$/;

/** Whether another chapter's word on a symbol may hold here: not for a mere letter, in whatever shape or with another as its index, nor for one that counts. */
export const isForeign = (name: string): boolean =>
  name.includes(' ') && !shapedLetter.test(name) && !/ _ (?:[i-nst]|[1-9]\d*)$|^\S _ \S+$/.test(name);

/** So many characters behind a formula, its symbols may be explained. */
const nearby = 1000;
/** What stands as near as this behind it, was written for it. */
const atOnce = 400;

const strength = { explained: 0, defined: 1, named: 2, equated: 3 } as const;

/** Headings above what holds for the whole chapter. */
const foundations = /形式化定义|基本(?:定义|概念|记号)|符号|记号|notation|preliminaries|problem (?:definition|setting|statement)/i;
const glossaries = /符号|记号|notation/i;

/**
 * The definition that a use at an offset means: of the nearest section that has one, the most outspoken, the last one before the use. A bare letter means something
 * else in every part of a chapter, and what follows the use defines it only in its own section.
 */
function nearest(candidates: readonly SymbolDefinition[], offset: number, facts: Facts): SymbolDefinition | undefined {
  const [first] = candidates;
  if (first === undefined) return undefined;
  const distinctive = isDistinctive(baseOf(first.name));
  for (const isNear of nearness(first.name, distinctive, offset, facts.headings)) {
    const inside = candidates.filter(one => isNear(one) && (distinctive || one.span.start <= offset || followsSoon(one, offset)));
    if (inside.length > 0) return mostOutspoken(inside, offset);
  }
  return ofTheChapter(candidates, offset, facts.headings);
}

const followsSoon = ({ span, by }: SymbolDefinition, offset: number): boolean =>
  span.start - offset < (strength[by] < strength.named ? nearby : atOnce / 2);

function mostOutspoken(candidates: readonly SymbolDefinition[], offset: number): SymbolDefinition | undefined {
  const strongest = Math.min(...candidates.map(({ by }) => strength[by]));
  const chosen = candidates.filter(({ by }) => strength[by] === strongest);
  const last = chosen.findLast(({ span }) => span.start <= offset);
  const following = chosen.find(({ span }) => span.start > offset);
  // `$$X = (A, B)$$ where $A$ is …`: what follows at once is meant, rather than what an earlier theorem has said.
  if (last === undefined || following === undefined || following.span.start - offset > atOnce) return last ?? following;
  return following.span.start - offset < offset - last.span.start ? following : last;
}

/** What counts as near, nearest first: the section itself, those that it is part of, those beside it, and for a name the whole chapter. */
function* nearness(
  name: string,
  distinctive: boolean,
  offset: number,
  headings: Facts['headings'],
): Iterable<(one: SymbolDefinition) => boolean> {
  const own = sectionAt(offset, 6, headings);
  yield ({ span }) => contains(own, span.start);
  yield ({ span }) => span.start <= offset && contains(ownSection(span.start, headings), offset);
  for (const level of distinctive ? [3, 2, 0] : counting.test(name) ? [] : [3]) {
    const part = sectionAt(offset, level, headings);
    yield ({ span }) => contains(part, span.start) && (distinctive || span.start <= offset);
  }
}

/**
 * What a chapter means by a symbol wherever it uses it: what it explains alike in several sections, or in one section alone, beforehand or in a list of symbols. A
 * Latin letter and one in another shape only where a chapter lays its foundations.
 */
function ofTheChapter(candidates: readonly SymbolDefinition[], offset: number, headings: Facts['headings']): SymbolDefinition | undefined {
  const headed = (pattern: RegExp, { span }: SymbolDefinition) =>
    pattern.test(headings.findLast(one => one.span.start <= span.start)?.text ?? '');
  const saying = candidates.filter(({ by, words }) => by === 'explained' || (by === 'defined' && words !== undefined));
  const isAlike = saying.length > 1 && saying.every(({ words }) => words === saying[0]!.words);
  const explained = candidates.filter(({ by }) => by === 'explained');
  const telling = explained.length > 0 ? explained : candidates.filter(one => one.by === 'defined' && headed(foundations, one));
  const meant = isAlike ? saying : telling;
  const [first] = meant;
  if (first === undefined || counting.test(first.name)) return undefined;
  const section = sectionAt(first.span.start, 6, headings);
  const isInOne = meant.every(({ span }) => contains(section, span.start));
  if (!isInOne) return isAlike ? (saying.findLast(({ span }) => span.start <= offset) ?? first) : undefined;
  const isKnownYet = first.span.start <= offset || headed(glossaries, first);
  const isLetter = /^[a-z]$/i.test(first.name) || shapedLetter.test(baseOf(first.name));
  return isKnownYet && (!isLetter || headed(foundations, first)) ? first : undefined;
}

/** Letters that count, differently in every formula. */
export const counting = /^[i-nt]$/;

/** A number, a letter that counts, or one and a distance: what runs from one thing to the next of its kind. */
const running = /^(?:[i-nst]|\d+|T)(?: [+-] (?:\d+|[i-n]))?$/;

/** What is said of a symbol that counts through a family (`x_i`, or `x_1, …, x_n`) holds for each of it: for `x_j`, `x_1`, what runs with time (`x_t`) for `x_{t+1}`; what is said of `x`, for `x_t` too. */
function general(name: string, offset: number, facts: Facts): SymbolDefinition | undefined {
  const at = name.lastIndexOf(' _ ');
  if (at < 0 || !running.test(name.slice(at + 3))) return undefined;
  const base = name.slice(0, at);
  const index = name.slice(at + 3);
  const others = base.includes(' ') || /^\d/.test(index) ? /^[i-nst]$/ : /^[stT]/.test(index) ? /^[st]$/ : /^[i-n]$/;
  const family = facts.formulas.symbols.filter(
    symbol => symbol.name.startsWith(`${base} _ `) && others.test(symbol.name.slice(at + 3)) && symbol.by !== 'equated',
  );
  const found = nearest(family, offset, facts);
  if (found !== undefined) return found;
  // `d_k` is hardly the k-th of `d`.
  if (/^[k-n]$/.test(index) && !shapedLetter.test(base)) return undefined;
  const whole = (wanted: SymbolDefinition['by']) =>
    facts.formulas.symbols.filter(
      symbol => symbol.name === base && symbol.by === wanted && (wanted === 'explained' || symbol.words !== undefined),
    );
  return nearest(whole('explained'), offset, facts) ?? nearest(whole('defined'), offset, facts);
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
