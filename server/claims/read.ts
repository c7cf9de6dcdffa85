import type { Claim, Whole } from '../model/claims.ts';
import { type Context, sectionSubject, subjectOf } from './context.ts';
import { type Definitions, readFormula, readPlainFormula } from './formulaClaims.ts';
import { readDiagram } from './mermaidClaims.ts';
import { readParagraph } from './prose.ts';
import { readRuleItem, readSymbol } from './ruleClaims.ts';
import { readSchedule, readScheduled } from './schedule.ts';
import { outside, type Section, sectionOf } from './sections.ts';
import { type Block, bounded, type Line, longest, type PlacedBlock, type Text } from './source.ts';
import { withoutGloss } from './subjects.ts';
import { readTable } from './tableClaims.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readWeights } from './weightClaims.ts';
import { wholesOf } from './wholes.ts';

/** What a chapter claims. */
export interface Reading {
  readonly claims: readonly Claim[];
  /** Sections whose only subsection names another subject. */
  readonly only: readonly { readonly parent: string; readonly child: string }[];
  readonly wholes: readonly Whole[];
}

/** Every claim of a chapter, in the order of the text. Never throws. */
export function readClaims(blocks: readonly PlacedBlock[], vocabulary: Vocabulary): Reading {
  const claims: Claim[] = [];
  const children = new Map<Section, Section[]>();
  const definitions: Definitions = { symbols: new Map() };
  let section: Section = outside;
  const titles: Section[] = [];
  let captions: Text[] = [];
  let before: Block | undefined;
  for (const { start, block } of blocks) {
    if (block.kind === 'heading') {
      if (block.text.text.length > longest) continue;
      section = sectionOf(block.depth, block.text, section, vocabulary);
      if (section.parent !== undefined) children.set(section.parent, [...(children.get(section.parent) ?? []), section]);
      if (block.depth === 1) titles.push(section);
      captions = [];
      before = block;
      continue;
    }
    const caption = isCaption(block);
    if (block.kind === 'paragraph' && caption && numbered.test(block.text.text))
      section = sectionOf(7, named(block.text, vocabulary), section, vocabulary);
    if (!caption && says(block, vocabulary)) {
      const chapter = titles.find(({ subject }) => subject !== null)?.subject ?? null;
      readBlock(block, before, { vocabulary, section, chapter, captions, start, claims, before: claims.length }, definitions);
    }
    if (block.kind !== 'paragraph' || block.item === undefined)
      captions = block.kind === 'paragraph' && caption ? [block.text, ...captions].slice(0, 3) : [];
    before = block;
  }
  const said = new Set(claims.map(({ subject }) => subject));
  const only = [...children].flatMap(([parent, [child, ...more]]) =>
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
  return { claims, only, wholes: wholesOf(blocks, vocabulary) };
}

/** A paragraph without words, formulas, weights or dates of claims, as most are, says nothing here. */
const says = (block: Block, { terms }: Vocabulary): boolean =>
  block.kind !== 'paragraph' ||
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
const isCaption = (block: Block): boolean => {
  if (block.kind !== 'paragraph' || block.item !== undefined || block.text.text.length > 80) return false;
  const { text, strong } = block.text;
  if (strong[0]?.start !== 0 && !endsWithColon(text)) return false;
  if (/[。，]/u.test(withoutGloss(text.replace(/[:：]\s*$/u, '')))) return false;
  return endsWithColon(text) || (strong[0]?.start === 0 && /^\s*(?:[（(][^（）()]*[)）])?\s*$/u.test(text.slice(strong[0].end)));
};

const endsWithColon = (text: string): boolean => /[:：]$/u.test(text.trimEnd());

function readBlock(block: Block, before: Block | undefined, context: Context, definitions: Definitions): void {
  const { vocabulary } = context;
  switch (block.kind) {
    case 'paragraph': {
      if (block.text.text.length > 10 * longest) return;
      const { text } = block;
      const states = vocabulary.terms.test(text.text);
      if (text.opaque.length > 0) {
        readSymbol(text, context, definitions);
        readRuleItem(text, context, text.strong[0] && text.text.slice(text.strong[0].start, text.strong[0].end));
      }
      readWeights(text, context, definitions);
      if (block.item !== undefined) readScheduled(block, context);
      if (states) readParagraph(block, context);
      return;
    }
    case 'table': {
      if (!block.rows.some(row => row.some(cell => vocabulary.terms.test(cell.text)))) return;
      const table = bounded(block);
      readTable(table, context);
      readSchedule(table, context);
      return;
    }
    case 'fence':
      if (block.lines.some(line => line.text.length > longest)) return;
      if (block.info === 'mermaid') readDiagram(block, context);
      else if (block.info === 'text' || block.info === '') readPlainFormula(joined(block.lines), context, definitions);
      else if (block.info === 'math') readFormula(joined(block.lines), context, definitions, aboutIn(before, context));
      return;
    case 'formula':
      if (block.lines.some(line => line.text.length > longest)) return;
      readFormula(joined(block.lines), context, definitions, aboutIn(before, context));
  }
}

/** `对于MoE和Dense：` above a formula. */
function aboutIn(before: Block | undefined, context: Context): ReturnType<typeof subjectOf> | undefined {
  const { vocabulary } = context;
  if (before?.kind !== 'paragraph') return undefined;
  const match = /^\s*(?:对于|for\s)\s*([^，。：:]{1,40}?)\s*[:：]\s*$/iu.exec(before.text.text);
  if (match === null) return undefined;
  const subject = subjectOf(match[1]!.replace(/\s*[和与]\s*/u, ' vs '), vocabulary);
  const { section } = context;
  // `对于A和B：` inside a section on `A vs B` is about the pair of the section.
  return subject.name?.includes(' vs ') && section.subject?.includes('vs') ? sectionSubject(context) : subject;
}

/** Lines of code as one text. */
function joined(lines: readonly Line[]): Text {
  let text = '';
  const map: number[] = [];
  for (const line of lines) {
    if (map.length > 0) text += '\n';
    map.push(text.length, line.at);
    text += line.text;
  }
  return { text, map, strong: [], opaque: [] };
}
