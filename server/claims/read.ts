import { type Failed, thrown } from '../language/attempted.ts';
import type { Heading, Paragraph, Text } from '../language/source.ts';
import { type Block, longest, type PlacedBlock, remembered } from '../language/source.ts';
import type { Claim, Whole } from '../model/claims.ts';
import { finished, type Steps } from '../model/steps.ts';
import { shifted } from '../model/text.ts';
import type { Form } from './construct.ts';
import type { Surroundings } from './context.ts';
import { nothingDefined } from './definitions.ts';
import { formsOf } from './forms.ts';
import { isCaption, titleIn } from './leads.ts';
import { ofNamedMeasures } from './namedMeasures.ts';
import { outside, type Section, sectionOf } from './sections.ts';
import { statedBy } from './stated.ts';
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
  const chapter = new ChapterReader(vocabulary, failed);
  for (let i = 0; i < blocks.length; i++) {
    if (i % stretch === 0) yield;
    const stated = chapter.take(blocks[i]!);
    if (stated !== undefined) yield* stated;
  }
  yield;
  const { claims, sections } = chapter;
  const named = ofNamedMeasures(claims, blocks, vocabulary);
  yield;
  return { claims: named, only: onlyChildren(sections, named), wholes: wholesOf(blocks, vocabulary) };
}

/** So many blocks are read between two rests: one may be some dozens of rows. */
const stretch = 8;

/** All of it at once. */
export const readClaims = (blocks: readonly PlacedBlock[], vocabulary: Vocabulary): Reading => finished(readingClaims(blocks, vocabulary));

/** Goes through the blocks of a chapter, and knows where it is. */
class ChapterReader {
  readonly claims: Claim[] = [];
  readonly sections: Section[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #failed: Failed;
  /** Subjects that their own sections have stated something of. */
  readonly #homes = new Set<string>();
  readonly #titles: Section[] = [];
  #section: Section = outside;
  /** Of the chapter's title; undefined until somebody asks. */
  #subject: string | null | undefined;
  #near: Near | undefined;
  #aboveTable: Near | undefined;
  #before: Block | undefined;
  /** Somebody has said that the numbers of this section are made up. */
  #isSample = false;
  #defined = nothingDefined;

  constructor(vocabulary: Vocabulary, failed: Failed) {
    this.#vocabulary = vocabulary;
    this.#failed = failed;
  }

  /** Takes the next block in. What reads it, if it may say something. */
  take(placed: PlacedBlock): Steps<void> | undefined {
    const { block } = placed;
    if (block.kind === 'heading') {
      if (block.span.end - block.span.start <= longest) this.#open(block);
      return undefined;
    }
    if (block.kind === 'paragraph') this.#paragraph(block);
    // All rows of a table stand under what stands above it.
    if (block.kind === 'table' && !block.partial) this.#aboveTable = this.#near;
    const read = this.#isSample ? undefined : this.#reading(placed);
    if (block.kind !== 'paragraph') this.#near = undefined;
    else if (block.item === undefined) this.#near = { block, above: this.#near };
    this.#before = block;
    return read;
  }

  #open(heading: Heading): void {
    this.#section = opened(heading, heading.depth, heading, this.#section, this.#vocabulary);
    this.sections.push(this.#section);
    if (heading.depth === 1) {
      this.#titles.push(this.#section);
      this.#subject = undefined;
    }
    this.#near = undefined;
    this.#before = heading;
    this.#isSample = false;
  }

  #paragraph(block: Paragraph): void {
    const title = remembered(block, titleIn, () => titleIn(block, this.#vocabulary));
    if (title !== undefined) this.#section = opened(block, 7, { text: title }, this.#section, this.#vocabulary);
    this.#isSample ||= block.quiet === undefined && this.#vocabulary.sample.test(block.text.text);
  }

  /** A heading here, or above it, says that its numbers are made up. */
  #saysSample(): boolean {
    const { sample } = this.#vocabulary;
    for (let at: Section | undefined = this.#section; at !== undefined; at = at.parent) if (sample.test(at.title)) return true;
    return false;
  }

  #reading({ start, block }: PlacedBlock): Steps<void> | undefined {
    try {
      const forms = remembered(block, formsOf, () => formsOf(block, this.#vocabulary));
      if (forms.length === 0 || this.#saysSample()) return undefined;
      return this.#stated(block, start, forms, this.#surroundings(block));
    } catch (error) {
      this.#failed(shifted(block.span, start), error);
      return undefined;
    }
  }

  /** What a block cannot ask for is left out, so that it is not read again when that changes. */
  #surroundings(block: Block): Surroundings {
    this.#subject ??= this.#titles.find(({ subject }) => subject !== null)?.subject ?? null;
    const section = this.#section;
    return {
      section,
      chapter: this.#subject,
      captions: captionsIn(block.kind === 'table' ? this.#aboveTable : this.#near),
      before: isFormula(block) ? this.#before : undefined,
      home: section.subject !== null && this.#homes.has(section.subject),
      defined: asksForDefinitions(block) ? this.#defined : nothingDefined,
    };
  }

  *#stated(block: Block, start: number, forms: readonly Form[], surroundings: Surroundings): Steps<void> {
    try {
      const { claims, defined } = yield* statedBy(block, start, forms, surroundings, this.#vocabulary);
      if (asksForDefinitions(block)) this.#defined = defined;
      for (const claim of claims) {
        this.claims.push(claim);
        if (claim.inOwnSection && claim.subject !== null) this.#homes.add(claim.subject);
      }
    } catch (error) {
      this.#failed(shifted(block.span, start), error);
    }
  }
}

const isFormula = ({ kind }: Block): boolean => kind === 'fence' || kind === 'formula';

const asksForDefinitions = (block: Block): boolean =>
  isFormula(block) || (block.kind === 'paragraph' && (block.text.opaque.length > 0 || block.text.text.includes('=')));

/** Paragraphs right above a block, the nearest first. */
interface Near {
  readonly block: Paragraph;
  readonly above: Near | undefined;
}

/** The captions among the three nearest, up to the first that is none. */
function captionsIn(near: Near | undefined): readonly Text[] {
  const captions: Text[] = [];
  for (let next = near; next !== undefined && captions.length < 3 && announces(next.block); next = next.above)
    captions.push(next.block.text);
  return captions;
}

const announces = (block: Paragraph): boolean => remembered(block, isCaption, () => isCaption(block));

/** The section that a block opens: the same as before, as long as it stands in the same. */
function opened(block: Block, depth: number, title: { readonly text: Text }, above: Section, vocabulary: Vocabulary): Section {
  const section = sectionOf(depth, title, above, vocabulary);
  const before = block.memo?.get(opened) as Section | undefined;
  if (before !== undefined && before.parent === section.parent) return before;
  block.memo?.set(opened, section);
  return section;
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
