import { mayDefine } from './definitions.ts';
import { startsFence, startsMath } from './fences.ts';
import { headingDepth } from './headings.ts';
import { mayStartHtml, startsHtmlBlock } from './html.ts';
import {
  ASTERISK,
  BACKTICK,
  COLON,
  contentStart,
  DASH,
  DOLLAR,
  declareUnsupported,
  EQUALS,
  GREATER,
  HASH,
  LEFT_BRACKET,
  LESS,
  type LineReader,
  PIPE,
  PLUS,
  spacesEnd,
  TILDE,
  trimmedEnd,
  UNDERSCORE,
} from './lineReader.ts';
import { isThematicBreak, startsItem } from './markers.ts';
import { startsDelimiterRow, startsTable } from './tables.ts';

/** Whether the line, which follows a paragraph, begins another block. Declines where it would give the paragraph another meaning. */
export function interrupts(r: LineReader, k: number, at: number): boolean {
  const c = r.text.charCodeAt(at);
  // The usual letters.
  if (c > TILDE || (c >= 97 && c <= 122) || (c >= 65 && c <= 90)) return false;
  if (spacesEnd(r, k) - r.start[k]! > 3) return false;
  switch (c) {
    case HASH:
      return headingDepth(r, k, at) > 0;
    case BACKTICK:
    case TILDE:
      return startsFence(r, k, at);
    case DOLLAR:
      return startsMath(r, k, at);
    case GREATER:
      return true;
    case LESS:
      if (startsHtmlBlock(r, k, at)) return true;
      if (mayStartHtml(r, k, at)) declareUnsupported();
      return false;
    case EQUALS:
      // Perhaps the underline of a heading.
      return declareUnsupported();
    case COLON:
    case PIPE:
      declineTable(r, k);
      return false;
    case LEFT_BRACKET:
      declineDefinition(r, at, r.end[k]!);
      return false;
    case DASH:
      declineTable(r, k);
      if (isUnderline(r, k, at)) declareUnsupported();
      return isThematicBreak(r, k, at) || startsItem(r, k, at);
    case ASTERISK:
      return isThematicBreak(r, k, at) || startsItem(r, k, at);
    case UNDERSCORE:
      return isThematicBreak(r, k, at);
    case PLUS:
      return startsItem(r, k, at);
    default:
      // Of numbered items, only a first one ends a paragraph.
      if (c === 49 && startsItem(r, k, at)) {
        const after = r.text.charCodeAt(at + 1);
        return after < 48 || after > 57;
      }
      return false;
  }
}

/**
 * Whether a line that has left the container above it begins a block, and so does not go on with a paragraph inside. Any item does: it
 * would not interrupt that paragraph, but stand beside the container.
 */
export function endsContainer(r: LineReader, k: number, at: number): boolean {
  return at - r.start[k]! < 4 && (interrupts(r, k, at) || startsItem(r, k, at));
}

/** Declines a paragraph whose last line is the header of a table, its delimiter row line `k`. */
function declineTable(r: LineReader, k: number): void {
  if (startsDelimiterRow(r, k) && startsTable(r, k - 1, contentStart(r, k - 1))) declareUnsupported();
}

function isUnderline(r: LineReader, k: number, at: number): boolean {
  const end = trimmedEnd(r.text, at, r.end[k]!);
  for (let i = at; i < end; i++) if (r.text.charCodeAt(i) !== DASH) return false;
  return true;
}

/** Definitions of links and footnotes are remark's. */
export function declineDefinition(r: LineReader, from: number, to: number): void {
  if (mayDefine(r.text, from, to)) declareUnsupported();
}
