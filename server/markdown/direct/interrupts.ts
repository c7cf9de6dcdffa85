import { byCharacter } from './byCharacter.ts';
import { startsContainer } from './containers.ts';
import { mayDefine } from './definitions.ts';
import { startsDelimiterRow, startsTable } from './delimiterRows.ts';
import { startsFence, startsMath } from './fences.ts';
import { headingDepth } from './headings.ts';
import { startsHtml } from './html.ts';
import { contentStart, DASH, declareUnsupported, type LineReader, spacesEnd, trimmedEnd } from './lineReader.ts';
import { isThematicBreak, startsItem } from './markers.ts';

/** What of one kind begins on line `k` at `at`. May decline. */
type Starts = (r: LineReader, k: number, at: number) => boolean;

const startsBreakOrItem: Starts = (r, k, at) => isThematicBreak(r, k, at) || startsItem(r, k, at);

/** The blocks that begin in the same way behind a paragraph and behind a row of a table. */
const blocks: Readonly<Record<string, Starts>> = {
  '#': (r, k, at) => headingDepth(r, k, at) > 0,
  '`~': startsFence,
  $: startsMath,
  '>': () => true,
  '*-': startsBreakOrItem,
  _: isThematicBreak,
  '+': startsItem,
  '!?': startsContainer,
};

const behindParagraph = byCharacter<Starts>({
  ...blocks,
  '<': startsHtml,
  // Perhaps the underline of a heading.
  '=': (r, k, at) => startsContainer(r, k, at) || declareUnsupported(),
  ':': (r, k, at) => startsContainer(r, k, at) || declineTable(r, k),
  '|': (r, k) => declineTable(r, k),
  '[': (r, k, at) => declineDefinition(r, at, r.end[k]!),
  '-': (r, k, at) => {
    declineTable(r, k);
    if (isUnderline(r, k, at)) declareUnsupported();
    return startsBreakOrItem(r, k, at);
  },
  // Of numbered items, only a first one ends a paragraph.
  1: (r, k, at) => startsItem(r, k, at) && !isDigit(r.text.charCodeAt(at + 1)),
});

const behindRow = byCharacter<Starts>({
  ...blocks,
  '0123456789': startsItem,
  '<[': declareUnsupported,
  '=': (r, k, at) => startsContainer(r, k, at) || declareUnsupported(),
  ':': startsContainer,
});

const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Whether the line, which follows a paragraph, begins another block. Declines where it would give the paragraph another meaning. */
export function interrupts(r: LineReader, k: number, at: number): boolean {
  const c = r.text.charCodeAt(at);
  const starts = c < 128 ? behindParagraph[c] : undefined;
  return starts !== undefined && spacesEnd(r, k) - r.start[k]! < 4 && starts(r, k, at);
}

/** Whether a line behind a row of a table begins another block; anything else is a row, with pipes or without. */
export function endsRows(r: LineReader, k: number, at: number): boolean {
  const c = r.text.charCodeAt(at);
  return c < 128 && (behindRow[c]?.(r, k, at) ?? false);
}

/**
 * Whether a line that has left the container above it begins a block, and so does not go on with a paragraph inside. Any item does: it
 * would not interrupt that paragraph, but stand beside the container.
 */
export function endsContainer(r: LineReader, k: number, at: number): boolean {
  return at - r.start[k]! < 4 && (interrupts(r, k, at) || startsItem(r, k, at));
}

/** Declines a paragraph whose last line is the header of a table, its delimiter row line `k`. */
function declineTable(r: LineReader, k: number): false {
  if (startsDelimiterRow(r, k) && startsTable(r, k - 1, contentStart(r, k - 1))) declareUnsupported();
  return false;
}

function isUnderline(r: LineReader, k: number, at: number): boolean {
  const end = trimmedEnd(r.text, at, r.end[k]!);
  for (let i = at; i < end; i++) if (r.text.charCodeAt(i) !== DASH) return false;
  return true;
}

/** Definitions of links and footnotes are remark's. */
export function declineDefinition(r: LineReader, from: number, to: number): false {
  if (mayDefine(r.text, from, to)) declareUnsupported();
  return false;
}
