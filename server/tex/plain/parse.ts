import { type Item, joined } from './atoms.ts';
import { relations as known } from './characters.ts';
import { PlainReader } from './reader.ts';
import { plainTokens } from './tokens.ts';

/** A plain-text formula, as a mathematician would write it. */
export interface PlainFormula {
  /** TeX before its first relation, and from it on. */
  readonly left: string;
  readonly right: string;
  /** Offset in the text behind its last character. */
  readonly end: number;
  /** How much in it is more than words and equals signs. */
  readonly weight: number;
}

/**
 * Reads a formula in Unicode or ASCII (`θ_t - α (m_t / √v_t)`) from the start of a text, as far as it goes. `isList`: it may be several, with commas between.
 * Undefined when the text does not begin with one that relates two things, or reads like code. Never throws.
 */
export function parsePlain(text: string, isList = false): PlainFormula | undefined {
  const reader = new PlainReader(plainTokens(text));
  const items = reader.sequence(isList ? ',' : '');
  const first = items.findIndex(({ isRelation }) => isRelation);
  if (first < 1 || first === items.length - 1 || reader.looksLikeCode) return undefined;
  const tex = (part: readonly Item[]) =>
    joined(
      part.map(item => item.tex),
      ' ',
    ).replace(/ ,/g, ',');
  return { left: tex(items.slice(0, first)), right: tex(items.slice(first)), end: reader.end, weight: reader.weight };
}

/** Signs that relate two things, of those that hardly stand in prose. */
const signs = `[${Object.keys(known)
  .filter(sign => sign.length === 1 && !'<>~-→←'.includes(sign))
  .join('')}]`;
export const relations = new RegExp(signs, 'g');
const relation = new RegExp(signs);

/** Whether a text has a sign that relates two things: a formula has one. */
export const mayBePlain = (text: string): boolean => relation.test(text);
