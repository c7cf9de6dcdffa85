import type { Block, Text } from '../language/source.ts';
import { type Claim, movedClaim } from '../model/claims.ts';
import type { Steps } from '../model/steps.ts';
import type { Form } from './construct.ts';
import type { Surroundings } from './context.ts';
import type { Defined } from './definitions.ts';
import { readBlock } from './readBlock.ts';
import type { Section } from './sections.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a block states, and what formulas have defined behind it. */
export interface Stated {
  readonly claims: readonly Claim[];
  readonly defined: Defined;
}

interface Known extends Stated {
  readonly surroundings: Surroundings;
  readonly start: number;
}

/** What a block states in its surroundings. One with a memo is read again only when these differ; when it has only moved, its claims move. */
export function* statedBy(
  block: Block,
  start: number,
  forms: readonly Form[],
  surroundings: Surroundings,
  vocabulary: Vocabulary,
): Steps<Stated> {
  const known = block.memo?.get(statedBy) as Known | undefined;
  let stated: Known;
  if (known === undefined || !isAlike(known.surroundings, surroundings))
    stated = { ...(yield* readBlock(forms, start, surroundings, vocabulary)), surroundings, start };
  else if (known.start === start && known.surroundings.section === surroundings.section) return known;
  else {
    const by = start - known.start;
    stated = { ...known, surroundings, start, claims: by === 0 ? known.claims : known.claims.map(claim => movedClaim(claim, by)) };
  }
  block.memo?.set(statedBy, stated);
  return stated;
}

const isAlike = (a: Surroundings, b: Surroundings): boolean =>
  isSame(a.section, b.section) &&
  a.chapter === b.chapter &&
  a.before === b.before &&
  a.home === b.home &&
  a.defined === b.defined &&
  a.captions.length === b.captions.length &&
  a.captions.every((caption, i) => saysTheSame(caption, b.captions[i]!));

/** A heading that stands in the piece that is edited is read again, and opens the same section. */
const isSame = (a: Section, b: Section): boolean =>
  a === b || (a.depth === b.depth && a.title === b.title && a.parent !== undefined && b.parent !== undefined && isSame(a.parent, b.parent));

const saysTheSame = (a: Text, b: Text): boolean =>
  a === b || (a.text === b.text && a.strong.length === b.strong.length && a.strong.every(({ end }, i) => end === b.strong[i]!.end));
