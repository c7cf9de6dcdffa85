import { attempted, type Failed, thrown } from '../language/attempted.ts';
import { withoutGloss } from '../language/names.ts';
import { type Block, longest, type Paragraph, type PlacedBlock, remembered, type Text } from '../language/source.ts';
import { type Claim, movedClaim, type Whole } from '../model/claims.ts';
import { finished, type Steps } from '../model/steps.ts';
import type { Context } from './context.ts';
import { type Defined, Definitions } from './definitions.ts';
import { ofNamedMeasures } from './namedMeasures.ts';
import { readBlock } from './readBlock.ts';
import { outside, type Section, sectionOf } from './sections.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wholesOf } from './wholes.ts';

/** What a chapter claims. */
export interface Reading {
  readonly claims: readonly Claim[];
  /** Sections whose only subsection names another subject. */
  readonly only: readonly { readonly parent: string; readonly child: string }[];
  readonly wholes: readonly Whole[];
}

/**
 * Every claim of a chapter, in the order of the text. What a block with a memo says, and what it was read by, is remembered with it; the claims of blocks that have not moved are the same
 * objects. `failed`: told where a block cannot be read; without it, that is thrown.
 */
export function* readingClaims(blocks: readonly PlacedBlock[], vocabulary: Vocabulary, failed: Failed = thrown): Steps<Reading> {
  const claims: Claim[] = [];
  const sections: Section[] = [];
  const definitions = new Definitions();
  const homes = new Set<string>();
  const titles: Section[] = [];
  let section: Section = outside;
  let near: Near | undefined;
  let above: Near | undefined;
  /** Of the chapter's title; undefined until somebody asks. */
  let chapter: string | null | undefined;
  let before: Block | undefined;
  /** Somebody has said that the numbers of this section are made up. */
  let isSample = false;
  for (let i = 0; i < blocks.length; i++) {
    if (i % stretch === 0) yield;
    const { start, block } = blocks[i]!;
    if (block.kind === 'heading') {
      if (block.span.end - block.span.start > longest) continue;
      section = opened(block, block.depth, block, section, vocabulary);
      sections.push(section);
      if (block.depth === 1) {
        titles.push(section);
        chapter = undefined;
      }
      near = undefined;
      before = block;
      isSample = false;
      continue;
    }
    const notes = remembered(block, notesOn, () => notesOn(block, vocabulary));
    if (notes.title !== undefined) section = opened(block, 7, notes.title, section, vocabulary);
    // All rows of a table stand under what stands above it.
    if (block.kind === 'table') above = block.partial ? above : near;
    isSample ||= block.kind === 'paragraph' && block.quiet === undefined && vocabulary.sample.test(block.text.text);
    if (notes.says && !isSample && !saysSample(section, vocabulary)) {
      if (chapter === undefined) chapter = titles.find(({ subject }) => subject !== null)?.subject ?? null;
      const place = { section, chapter, captions: captionsIn(block.kind === 'table' ? above : near) };
      const stated = () => claimsOf(block, start, before, place, homes, definitions, vocabulary);
      for (const claim of attempted(blocks[i]!, stated, failed)) {
        claims.push(claim);
        if (claim.inOwnSection && claim.subject !== null) homes.add(claim.subject);
      }
    }
    if (block.kind !== 'paragraph') near = undefined;
    else if (block.item === undefined) near = { block, notes, above: near };
    before = block;
  }
  yield;
  const named = ofNamedMeasures(claims, blocks, vocabulary);
  yield;
  return { claims: named, only: onlyChildren(sections, named), wholes: wholesOf(blocks, vocabulary) };
}

/** So many blocks are read between two rests: one may be some dozens of rows. */
const stretch = 8;

/** All of it at once. */
export const readClaims = (blocks: readonly PlacedBlock[], vocabulary: Vocabulary): Reading => finished(readingClaims(blocks, vocabulary));

/** A heading here, or above it, says that its numbers are made up. */
function saysSample(section: Section, { sample }: Vocabulary): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) if (sample.test(at.title)) return true;
  return false;
}

/** Paragraphs right above a block, the nearest first. */
interface Near {
  readonly block: Paragraph;
  readonly notes: Notes;
  readonly above: Near | undefined;
}

/** The captions among the three nearest, up to the first that is none. */
function captionsIn(near: Near | undefined): readonly Text[] {
  if (near === undefined || !announces(near)) return noCaptions;
  const captions = [near.block.text];
  for (let next = near.above; next !== undefined && captions.length < 3 && announces(next); next = next.above)
    captions.push(next.block.text);
  return captions;
}

const noCaptions: readonly Text[] = [];

function announces({ block, notes }: Near): boolean {
  notes.announces ??= isCaption(block);
  return notes.announces;
}

function onlyChildren(sections: readonly Section[], claims: readonly Claim[]): Reading['only'] {
  if (claims.length === 0) return [];
  const children = new Map<Section, Section[]>();
  for (const section of sections) {
    if (section.parent === undefined) continue;
    const siblings = children.get(section.parent);
    if (siblings === undefined) children.set(section.parent, [section]);
    else siblings.push(section);
  }
  const said = new Set(claims.map(({ subject }) => subject));
  return [...children].flatMap(([parent, [child, ...more]]) =>
    more.length === 0 &&
    child !== undefined &&
    parent.depth > 1 &&
    parent.subject !== null &&
    said.has(parent.subject) &&
    child.subject !== null &&
    child.subject !== parent.subject
      ? [{ parent: parent.subject, child: child.subject }]
      : [],
  );
}

/** What is known of a block by itself. */
interface Notes {
  /** It is a heading in all but form. */
  readonly title: { readonly text: Text } | undefined;
  readonly says: boolean;
  /** It is a caption. */
  announces?: boolean;
}

const notesOn = (block: Block, vocabulary: Vocabulary): Notes =>
  block.kind === 'paragraph' ? ofParagraph(block, vocabulary) : { says: true, title: undefined };

function ofParagraph(block: Paragraph, vocabulary: Vocabulary): Pick<Notes, 'says' | 'title'> {
  if (block.quiet !== undefined && !numbered.test(block.quiet)) return { says: false, title: undefined };
  if (!isCaption(block)) return { says: says(block, vocabulary), title: undefined };
  return { says: false, title: numbered.test(block.text.text) ? { text: named(block.text, vocabulary) } : undefined };
}

/** The section that a block opens: the same as before, as long as it stands in the same. */
function opened(block: Block, depth: number, title: { readonly text: Text }, above: Section, vocabulary: Vocabulary): Section {
  const section = sectionOf(depth, title, above, vocabulary);
  const before = block.memo?.get(opened) as Section | undefined;
  if (before !== undefined && before.parent === section.parent) return before;
  block.memo?.set(opened, section);
  return section;
}

type Place = Pick<Context, 'section' | 'chapter' | 'captions'>;

/** What a block says, and all that this depends on. */
interface ReadBlock extends Place {
  readonly before: Block | undefined;
  /** A table or sentence above has stated something of the section's subject. */
  readonly home: boolean;
  /** Undefined for a block that asks for no definitions. */
  readonly defined: Defined | undefined;
  readonly defines: Defined;
  readonly start: number;
  readonly claims: readonly Claim[];
}

function claimsOf(
  block: Block,
  start: number,
  before: Block | undefined,
  place: Place,
  homes: ReadonlySet<string>,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly Claim[] {
  const { memo } = block;
  if (memo === undefined) return readAnew(block, start, before, place, homes, definitions, vocabulary);
  const home = place.section.subject !== null && homes.has(place.section.subject);
  const defined = asksForDefinitions(block) ? definitions.now : undefined;
  const above = block.kind === 'fence' || block.kind === 'formula' ? before : undefined;
  let read = memo.get(claimsOf) as ReadBlock | undefined;
  if (read === undefined || read.before !== above || read.home !== home || read.defined !== defined || !standsAlike(read, place)) {
    const claims = readAnew(block, start, above, place, homes, definitions, vocabulary);
    read = { ...place, before: above, home, defined, defines: definitions.now, start, claims };
  } else {
    if (defined !== undefined) definitions.now = read.defines;
    const { claims, start: from } = read;
    if (from === start && read.section === place.section) return claims;
    read = { ...read, ...place, start, claims: from === start ? claims : claims.map(claim => movedClaim(claim, start - from)) };
  }
  memo.set(claimsOf, read);
  return read.claims;
}

const standsAlike = (a: Place, b: Place): boolean =>
  isSame(a.section, b.section) &&
  a.chapter === b.chapter &&
  a.captions.length === b.captions.length &&
  a.captions.every((caption, i) => saysTheSame(caption, b.captions[i]!));

/** A heading that stands in the piece that is edited is read again, and opens the same section. */
const isSame = (a: Section, b: Section): boolean =>
  a === b || (a.depth === b.depth && a.title === b.title && a.parent !== undefined && b.parent !== undefined && isSame(a.parent, b.parent));

const saysTheSame = (a: Text, b: Text): boolean =>
  a === b || (a.text === b.text && a.strong.length === b.strong.length && a.strong.every(({ end }, i) => end === b.strong[i]!.end));

function readAnew(
  block: Block,
  start: number,
  before: Block | undefined,
  { section, chapter, captions }: Place,
  homes: ReadonlySet<string>,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly Claim[] {
  const claims: Claim[] = [];
  readBlock(block, before, { vocabulary, section, chapter, captions, start, claims, homes }, definitions);
  return claims;
}

const asksForDefinitions = (block: Block): boolean =>
  block.kind === 'formula' ||
  block.kind === 'fence' ||
  (block.kind === 'paragraph' && (block.text.opaque.length > 0 || block.text.text.includes('=')));

/** A paragraph without words, formulas, weights or dates of claims, as most are, says nothing here. */
const says = (block: Paragraph, { terms }: Vocabulary): boolean =>
  block.text.opaque.length > 0 ||
  terms.test(block.text.text) ||
  (block.item !== undefined && /\d/.test(block.text.text)) ||
  block.text.text.includes('=');

const numbered = /^\s*\d+(?:\.\d+)+\s*\S/u;

/** A numbered bold line is a heading in all but form. */
function named(text: Text, { words }: Vocabulary): Text {
  const name = withoutGloss(text.text.replace(/[:：]\s*$/u, ''));
  const ending = words.subjects.captions.find(word => name.endsWith(word));
  return { ...text, text: ending === undefined ? name : name.slice(0, -ending.length) };
}

/** A line that announces what comes: bold as a whole, or ending in a colon. */
const isCaption = (block: Paragraph): boolean => {
  if (block.item !== undefined || block.text.text.length > 80) return false;
  const { text, strong } = block.text;
  if (strong[0]?.start !== 0 && !endsWithColon(text)) return false;
  if (/[。，]/u.test(withoutGloss(text.replace(/[:：]\s*$/u, '')))) return false;
  return endsWithColon(text) || (strong[0]?.start === 0 && /^\s*(?:[（(][^（）()]*[)）])?\s*$/u.test(text.slice(strong[0].end)));
};

const endsWithColon = (text: string): boolean => /[:：]$/u.test(text.trimEnd());
