import type { List, ListItem, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { exceedsLimits } from '../limits.ts';
import { moveAll, type Placement } from '../nodes.ts';
import { parseWithRemark } from '../remark.ts';
import { endsContainer } from './interrupts.ts';
import {
  add,
  behindBlankLines,
  declareUnsupported,
  declined,
  LEFT_BRACKET,
  type LineReader,
  leaveToRemark,
  RIGHT_BRACKET,
  SPACE,
  spacesEnd,
  TAB,
} from './lineReader.ts';
import { isThematicBreak, markerEnd, startsItem } from './markers.ts';

/** What all items of a list have in common: the character at the end of their markers, and whether a number stands before it. */
interface Kind {
  readonly delimiter: number;
  readonly ordered: boolean;
}

/** Reads the list whose first item begins on line `i` at `at`, up to the first line that is not of it, or `limit` items. */
export function readList(r: LineReader, i: number, last: number, at: number, out: RootContent[], limit: number): number {
  const { text } = r;
  const end = markerEnd(r, i, at);
  const kind = { delimiter: text.charCodeAt(end - 1), ordered: end > at + 1 };
  const children: ListItem[] = [];
  let spread = false;
  let goesOn = false;
  let k = i;
  let itemEnd = i;
  for (let itemAt: number | undefined = at; itemAt !== undefined; itemAt = nextItem(r, k, last, kind)) {
    if (k > itemEnd) spread = true;
    goesOn = children.length > 0 && limit < Number.POSITIVE_INFINITY && (children.length >= limit || r.stopsAt(r.raw[k]!));
    if (goesOn) break;
    itemEnd = itemLines(r, k, last, itemAt, kind);
    children.push(r.depth > 0 ? readItem(r, k, itemEnd, itemAt) : readItemAnyhow(r, k, itemEnd, itemAt));
    k = behindBlankLines(r, itemEnd, last);
  }
  if (goesOn) r.goesOn = true;
  // Blank lines behind the list are not of it.
  else k = itemEnd;
  const to = r.end[itemEnd - 1]!;
  const start = kind.ordered ? Number.parseInt(text.slice(at, end - 1), 10) : null;
  add(out, { type: 'list', ordered: kind.ordered, start, spread, children, from: at - r.base, to: to - r.base } satisfies Placed<List>);
  // In a quote, micromark makes a list reach into the line behind it, and does not see all blank lines.
  if (r.quotes > 0 && (k < last || spread)) declareUnsupported();
  return k;
}

/** Where the item on line `k` begins; undefined when none of the list does. */
function nextItem(r: LineReader, k: number, last: number, kind: Kind): number | undefined {
  if (k === last) return;
  const at = spacesEnd(r, k);
  return continuesList(r, k, at, kind) ? at : undefined;
}

type Placed<T> = T & Placement;

/**
 * Takes the indentation off the lines of the item that begins on line `k`, and marks the lazy ones; returns the line behind its last one
 * that is not blank.
 */
function itemLines(r: LineReader, k: number, last: number, at: number, kind: Kind): number {
  let content = markerEnd(r, k, at);
  while (r.text.charCodeAt(content) === SPACE) content++;
  const offset = content - r.start[k]!;
  r.start[k] = content;
  let end = k + 1;
  for (let m = k + 1; m < last; m++) {
    const inner = spacesEnd(r, m);
    if (inner === r.end[m]) continue;
    if (r.lazy[m] === 0 && inner - r.start[m]! >= offset) indent(r, end, m, offset);
    else if (!goesOnLazily(r, m, inner, kind, m > end)) break;
    end = m + 1;
  }
  return end;
}

/** Takes the indentation off line `m`, and off the blank ones before it from line `first` on. */
function indent(r: LineReader, first: number, m: number, offset: number): void {
  for (let k = first; k < m; k++) r.start[k] = Math.min(r.start[k]! + offset, r.end[k]!);
  r.start[m] = r.start[m]! + offset;
}

/** Whether line `m`, not indented, goes on with a paragraph of the item: marks it. */
function goesOnLazily(r: LineReader, m: number, at: number, kind: Kind, isBehindBlank: boolean): boolean {
  if (r.lazy[m] === 1 && isBehindBlank) declareUnsupported();
  if (r.lazy[m] === 0 && (isBehindBlank || continuesList(r, m, at, kind) || endsContainer(r, m, at))) return false;
  r.lazy[m] = 1;
  return true;
}

function continuesList(r: LineReader, k: number, at: number, { delimiter, ordered }: Kind): boolean {
  if (at - r.start[k]! > 3) return false;
  const end = markerEnd(r, k, at);
  if (end < 0 || r.text.charCodeAt(end - 1) !== delimiter || end > at + 1 !== ordered) return false;
  if (!ordered && isThematicBreak(r, k, at)) return false;
  return startsItem(r, k, at);
}

function readItem(r: LineReader, k: number, end: number, at: number): ListItem {
  const children: RootContent[] = [];
  const checked = taskState(r, k);
  const start = r.start[k]!;
  if (checked !== null) r.start[k] = start + 4;
  const spread = r.readBlocks(r, k, end, children);
  if (checked !== null) checkParagraph(children[0], start - r.base);
  const node: Placed<ListItem> = {
    type: 'listItem',
    spread,
    checked,
    children: children as ListItem['children'],
    from: at - r.base,
    to: r.end[end - 1]! - r.base,
  };
  return node;
}

/** An item of a list that is in nothing else: one that is unusual is read by remark, so that the others need not be. */
function readItemAnyhow(r: LineReader, k: number, end: number, at: number): ListItem {
  const { refers, unsupported, quotes } = r;
  try {
    return readItem(r, k, end, at);
  } catch (error) {
    if (error !== declined) throw error;
    r.depth = 0;
    Object.assign(r, { refers, unsupported, quotes });
    return readItemByRemark(r, k, end, at) ?? declareUnsupported();
  }
}

/** Undefined if the lines are not one item and nothing else. */
function readItemByRemark(r: LineReader, k: number, end: number, at: number): ListItem | undefined {
  const from = r.raw[k]!;
  const next = behindBlankLines(r, end, r.lineCount);
  const text = r.text.slice(from, next < r.lineCount ? r.raw[next] : r.text.length);
  if (exceedsLimits(text)) {
    r.isTooHard = true;
    return {
      type: 'listItem',
      spread: false,
      checked: null,
      children: [],
      from: at - r.base,
      to: r.end[end - 1]! - r.base,
    } as Placed<ListItem>;
  }
  // Blank lines belong to what is open at the end of the item, if anything comes behind them.
  const behind = next < r.lineCount ? `${r.text.slice(from, markerEnd(r, k, at))} x` : '';
  const { children } = parseWithRemark(text + behind, r.defined, false, r.syntax);
  const [list] = children;
  if (children.length !== 1 || list?.type !== 'list' || list.children.length !== (behind === '' ? 1 : 2)) return undefined;
  const [item] = list.children as Placed<ListItem>[];
  // What ends sooner leaves lines behind that are nothing; definitions say more than this item.
  if (item!.to !== r.end[end - 1]! - from || definesAny(item!)) return undefined;
  if (text.includes('[')) r.refers = true;
  leaveToRemark(r, text);
  moveAll(item!, from - r.base);
  return item;
}

const definesAny = (node: Nodes): boolean =>
  node.type === 'definition' || node.type === 'footnoteDefinition' || ('children' in node && node.children.some(definesAny));

/** The state of `[ ] ` or `[x] ` at the beginning of an item; null when it has none. */
function taskState(r: LineReader, k: number): boolean | null {
  const at = r.start[k]!;
  const { text } = r;
  if (at + 3 > r.end[k]! || text.charCodeAt(at) !== LEFT_BRACKET || text.charCodeAt(at + 2) !== RIGHT_BRACKET) return null;
  const c = text.charCodeAt(at + 1);
  const checked = c === 120 || c === 88;
  if (!checked && c !== SPACE && c !== TAB) return null;
  if (at + 3 < r.end[k]! && text.charCodeAt(at + 3) !== SPACE && text.charCodeAt(at + 3) !== TAB) return null;
  // Two spaces, or nothing behind it.
  if (c === TAB || at + 4 >= r.end[k]! || text.charCodeAt(at + 3) === TAB || text.charCodeAt(at + 4) <= SPACE) declareUnsupported();
  return checked;
}

/** What follows a task's mark is a paragraph, whatever it looks like; one that does not begin with text begins at the mark. */
function checkParagraph(node: RootContent | undefined, markAt: number): void {
  if (node?.type !== 'paragraph') declareUnsupported();
  const paragraph = node as Placed<Paragraph>;
  const first = paragraph.children[0] as Placed<PhrasingContent> | undefined;
  // Whether `www` was text when remark placed the paragraph, remark knows.
  if (first?.type === 'link' && first.to - first.from === 3) declareUnsupported();
  if (first?.type !== 'text') paragraph.from = markAt;
}
