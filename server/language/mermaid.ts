import type { Span } from '../model/text.ts';
import type { Line } from './source.ts';

/** A flow chart as far as claims need it. Offsets as in the lines read. */
export interface Chart {
  readonly nodes: ReadonlyMap<string, ChartNode>;
  readonly edges: readonly Edge[];
  readonly groups: readonly Group[];
}

export interface ChartNode {
  readonly id: string;
  /** Parts between line breaks. */
  readonly label: string;
  /** Where the label stands. */
  readonly span: Span;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** From the first node named to the second. */
  readonly span: Span;
}

export interface Group {
  readonly title: string;
  readonly span: Span;
  readonly nodes: ReadonlySet<string>;
}

const nodePattern =
  /([\p{L}_][\p{L}\p{N}_]*)(?:\s*(?:\(\[|\[\[|\[\(|\(\(|\{\{|\[\/|\[|\(|\{|>)("[^"]*"|(?:[^\]})）（(]|[（(][^（()）]*[)）])*)(?:\]\)|\]\]|\)\]|\)\)|\}\}|\/\]|\]|\)|\}))?(?::::\w+)?/uy;
const link = /\s*(?:<?[-=.~]{2,}(?:[^-=.>\n|]{0,40}[-=.]{2,})?[>xo]?|<?-\.+->?)\s*(?:\|[^|]*\|\s*)?/uy;

/** Nobody sees so many frames round a node: it belongs to the innermost of them. */
const deepest = 20;

/** Reads `graph` and `flowchart`. What it does not understand is skipped. */
export function chartOf(lines: readonly Line[]): Chart | undefined {
  const first = lines.findIndex(line => /\S/.test(line.text) && !/^\s*%%/.test(line.text));
  if (first < 0 || !/^\s*(?:graph|flowchart)\b/.test(lines[first]!.text)) return undefined;
  const nodes = new Map<string, ChartNode>();
  const edges: Edge[] = [];
  const groups: { title: string; span: Span; nodes: Set<string> }[] = [];
  const open: (typeof groups)[number][] = [];
  for (const { text, at } of lines.slice(first + 1)) {
    const trimmed = text.trim();
    if (trimmed === '' || /^(?:%%|style\b|classDef\b|class\b|linkStyle\b|click\b|direction\b)/.test(trimmed)) continue;
    if (/^end\b/.test(trimmed)) {
      open.pop();
      continue;
    }
    const group = /^(\s*subgraph\s+)(?:[\w-]+\s*\[\s*"?([^\]"]*)"?\s*\]|"?([^"]*?)"?)\s*$/u.exec(text);
    if (group !== null) {
      const title = group[2] ?? group[3] ?? '';
      const start = at + text.indexOf(title, group[1]!.length);
      const made = { title, span: { start, end: start + title.length }, nodes: new Set<string>() };
      groups.push(made);
      open.push(made);
      continue;
    }
    readStatement(text, at, nodes, edges, open);
  }
  return { nodes, edges, groups };
}

function readStatement(
  text: string,
  at: number,
  nodes: Map<string, ChartNode>,
  edges: Edge[],
  open: readonly { nodes: Set<string> }[],
): void {
  let previous: Joint | undefined;
  for (let position = text.length - text.trimStart().length; position < text.length; ) {
    const nodesHere = readNodes(text, at, position, nodes);
    if (nodesHere === undefined) return;
    const here: Joint = { ids: nodesHere.ids, start: at + position, end: at + nodesHere.end };
    for (const group of open.slice(-deepest)) for (const id of here.ids) group.nodes.add(id);
    if (previous !== undefined) edges.push(...edgesBetween(previous, here));
    previous = here;
    link.lastIndex = nodesHere.end;
    const arrow = link.exec(text);
    if (arrow === null || arrow[0].trim() === '') return;
    position = nodesHere.end + arrow[0].length;
  }
}

/** The nodes at one end of an arrow. */
interface Joint extends Span {
  readonly ids: readonly string[];
}

const edgesBetween = (a: Joint, b: Joint): Edge[] =>
  a.ids.flatMap(from => b.ids.map(to => ({ from, to, span: { start: a.start, end: b.end } })));

/** The nodes of `a[A] & b[B]` from a position on; undefined where it is no node, or one is missing. */
function readNodes(
  text: string,
  at: number,
  from: number,
  nodes: Map<string, ChartNode>,
): { readonly ids: string[]; readonly end: number } | undefined {
  const ids: string[] = [];
  for (let position = from; ; ) {
    nodePattern.lastIndex = position;
    const match = nodePattern.exec(text);
    if (match === null) return undefined;
    const [whole, id, label] = match;
    ids.push(id!);
    if (label !== undefined) {
      const inside = label.replace(/^"|"$/g, '');
      const start = at + position + whole.indexOf(label) + (label.startsWith('"') ? 1 : 0);
      nodes.set(id!, { id: id!, label: inside, span: { start, end: start + inside.length } });
    }
    position += whole.length;
    const more = /^\s*&\s*/.exec(text.slice(position));
    if (more === null) return { ids, end: position };
    position += more[0].length;
  }
}

/** One bar or milestone of a `gantt` chart. */
export interface Bar {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly milestone: boolean;
  readonly done: boolean;
  readonly span: Span;
}

const bar = /^(\s*)([^\s:][^:]*):(.*)$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** The bars whose days are given as days. */
export function barsOf(lines: readonly Line[]): Bar[] {
  const first = lines.find(line => /\S/.test(line.text) && !/^\s*%%/.test(line.text));
  if (first === undefined || !/^\s*gantt\b/.test(first.text)) return [];
  const bars: Bar[] = [];
  for (const { text, at } of lines) {
    if (/^\s*(?:title|dateFormat|axisFormat|section|excludes|todayMarker|tickInterval|gantt)\b/.test(text)) continue;
    const match = bar.exec(text);
    if (match === null) continue;
    const parts = match[3]!.split(',').map(part => part.trim());
    const days = parts.filter(part => day.test(part));
    if (days[0] === undefined) continue;
    const start = at + match[1]!.length;
    bars.push({
      text: match[2]!.trimEnd(),
      from: days[0],
      to: days[1] ?? days[0],
      milestone: parts.includes('milestone'),
      done: parts.includes('done'),
      span: { start, end: start + text.trim().length },
    });
  }
  return bars;
}
