import type { SymbolDefinition } from '../model/facts.ts';
import { listedSymbols } from '../tex/saidSymbols.ts';
import {
  announces,
  concludes,
  conditions,
  defines,
  explains,
  explainsAtOnce,
  introduces,
  isBracketed,
  isProperty,
  isTermBefore,
  isWhere,
  names,
  nounBefore,
  types,
} from './introductions.ts';
import { announced, definedSymbols, equatedOrListed, explainable, explainedOrValued, type Read, tupled } from './symbolReads.ts';

/** How symbols are read off a formula, and what is said of them. */
export interface Said {
  readonly read: Read;
  readonly by: SymbolDefinition['by'];
  /** The noun before it that says what it is. */
  readonly noun?: string;
  /** What it means stands before it. */
  readonly isBefore?: true;
}

/** The text around a formula. */
interface Around {
  /** Right before it, and before those that it is joined with. */
  readonly before: string;
  readonly beforeAll: string;
  /** Right behind those that it is joined with. */
  readonly behind: string;
  /** It stands in a definition, as its first formula. */
  readonly isDefined: boolean;
  readonly isFirst: boolean;
}

/** What the text around a formula says of its symbols: the first of these that says something. */
const sayings: readonly ((around: Around) => Said | undefined)[] = [explained, respective, called, defined, namedBefore, ofType, listed];

export function saidAround(around: Around): Said | undefined {
  for (const saying of sayings) {
    const said = saying(around);
    if (said !== undefined) return said;
  }
  return undefined;
}

function explained({ before, behind, beforeAll }: Around): Said | undefined {
  const isExplained = introduces.test(beforeAll) || isAtOnce(beforeAll, behind) || isTermBefore.test(before);
  const isMeaning = explains.test(behind) && !isProperty.test(behind) && !concludes.test(before) && !/^\s*[，。]/.test(behind);
  return isExplained && isMeaning ? { read: conditions.test(beforeAll) ? listedSymbols : explainable, by: 'explained' } : undefined;
}

function respective({ behind }: Around): Said | undefined {
  return /^\s*[，,]?\s*(?:其中)?分别(?:对应|表示|代表|是|为|指)/.test(behind) ? { read: tupled, by: 'explained' } : undefined;
}

/** By a noun right before it. */
function called({ before, behind, isDefined }: Around): Said | undefined {
  const bracketed = isBracketed(before, behind);
  const isNamed = bracketed || defines.test(behind) || (isDefined && /^\s*[是为]/.test(behind) && !isProperty.test(behind));
  const found = nounBefore(bracketed ? before.replace(/[（(]\s*$/, '') : before, isNamed);
  return found && { read: equatedOrListed, by: found.isIntroduced || defines.test(behind) ? 'defined' : 'named', noun: found.noun };
}

function defined({ behind, isDefined, isFirst }: Around): Said | undefined {
  return isDefined && isFirst && !/^\s*的/.test(behind) ? { read: definedSymbols, by: 'defined' } : undefined;
}

function namedBefore({ before }: Around): Said | undefined {
  return names.test(before) ? { read: equatedOrListed, by: 'defined', isBefore: true } : undefined;
}

/** What kind of thing it is. */
function ofType({ before, behind, beforeAll }: Around): Said | undefined {
  if (!types.test(beforeAll) || (/存在\s*$/.test(beforeAll) && /^\s*的/.test(behind))) return undefined;
  if (isWhere.test(before)) return { read: explainedOrValued, by: 'defined' };
  const isIntroduced = /(?:[设令记]|其中|这里|where|let|define)\s*$/i.test(beforeAll);
  return { read: equatedOrListed, by: isIntroduced ? 'defined' : 'named' };
}

function listed({ before }: Around): Said | undefined {
  return announces.test(before) ? { read: announced, by: 'named' } : undefined;
}

const isAtOnce = (before: string, after: string): boolean => /(?:^|[。；;]|\.\s)\s*$/.test(before) && explainsAtOnce.test(after);
