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
  const reader = new ChartReader();
  for (const line of lines.slice(first + 1)) reader.take(line);
  return reader;
}

const styling = /^(?:%%|style\b|classDef\b|class\b|linkStyle\b|click\b|direction\b)/;
const subgraph = /^(\s*subgraph\s+)(?:[\w-]+\s*\[\s*"?([^\]"]*)"?\s*\]|"?([^"]*?)"?)\s*$/u;

/** Goes through the lines of a flow chart, and knows which frames are open. */
class ChartReader implements Chart {
  readonly nodes = new Map<string, ChartNode>();
  readonly edges: Edge[] = [];
  readonly groups: Group[] = [];
  readonly #open: { readonly nodes: Set<string> }[] = [];

  take({ text, at }: Line): void {
    const trimmed = text.trim();
    if (trimmed === '' || styling.test(trimmed)) return;
    const group = subgraph.exec(text);
    if (/^end\b/.test(trimmed)) this.#open.pop();
    else if (group === null) this.#statement(text, at);
    else {
      const title = group[2] ?? group[3] ?? '';
      const start = at + text.indexOf(title, group[1]!.length);
      const made = { title, span: { start, end: start + title.length }, nodes: new Set<string>() };
      this.groups.push(made);
      this.#open.push(made);
    }
  }

  /** `A --> B & C --> D`. */
  #statement(text: string, at: number): void {
    let position = text.length - text.trimStart().length;
    let previous: { ids: readonly string[]; start: number } | undefined;
    while (position < text.length) {
      const start = position;
      const read = this.#nodesAt(text, at, start);
      if (read === undefined) return;
      const { ids } = read;
      position = read.end;
      for (const group of this.#open.slice(-deepest)) for (const id of ids) group.nodes.add(id);
      if (previous !== undefined) this.#connect(previous.ids, ids, { start: at + previous.start, end: at + position });
      link.lastIndex = position;
      const arrow = link.exec(text);
      if (arrow === null || arrow[0].trim() === '') return;
      position += arrow[0].length;
      previous = { ids, start };
    }
  }

  #connect(those: readonly string[], others: readonly string[], span: Span): void {
    for (const from of those) for (const to of others) this.edges.push({ from, to, span });
  }

  /** The nodes of `a[A] & b[B]` from a position on; undefined where it is no node, or one is missing. */
  #nodesAt(text: string, at: number, from: number): { readonly ids: readonly string[]; readonly end: number } | undefined {
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
        this.nodes.set(id!, { id: id!, label: inside, span: { start, end: start + inside.length } });
      }
      position += whole.length;
      const more = /^\s*&\s*/.exec(text.slice(position));
      if (more === null) return { ids, end: position };
      position += more[0].length;
    }
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
