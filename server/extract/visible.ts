import type { Nodes } from 'mdast';
import type { Text } from '../language/source.ts';
import { spanOf } from '../markdown/span.ts';
import type { Span } from '../model/text.ts';

/** What a reader sees of nodes, for the reading of claims. `source`: the text that the spans count in. */
export function visible(children: readonly Nodes[], source: string): Text {
  const only = children.length === 1 ? children[0]! : undefined;
  if (only?.type === 'text') {
    const { start, end } = spanOf(only);
    if (end - start === only.value.length) return { text: only.value, map: [0, start], strong: nowhere, opaque: nowhere };
  }
  const seen = new Seen(source);
  for (let i = 0; i < children.length; i++) seen.add(children[i]!);
  const { text, map, strong, opaque } = seen;
  return children[0]?.type === 'link' ? { text, map, strong, opaque, linked: true } : { text, map, strong, opaque };
}

const nowhere: readonly Span[] = [];

/** The same, growing. */
class Seen {
  text = '';
  readonly map: number[] = [];
  readonly strong: Span[] = [];
  readonly opaque: Span[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  add(node: Nodes): void {
    const span = spanOf(node);
    const start = this.text.length;
    switch (node.type) {
      case 'text':
        this.#aligned(node.value, span);
        return;
      case 'inlineCode': {
        const inside = this.#source.indexOf(node.value, span.start);
        this.#put(node.value, inside < 0 || inside > span.end ? span.start : inside);
        this.opaque.push({ start, end: this.text.length });
        return;
      }
      case 'break':
        this.#put('\n', span.start);
        return;
      case 'html':
        if (/^<br\s*\/?>$/i.test(node.value)) this.#put('\n', span.start);
        return;
      case 'strong':
        for (let i = 0; i < node.children.length; i++) this.add(node.children[i]!);
        this.strong.push({ start, end: this.text.length });
        return;
      case 'inlineMath':
      case 'math':
        this.#put(this.#source.slice(span.start, span.end), span.start);
        this.opaque.push({ start, end: this.text.length });
        return;
      default:
        if ('children' in node) for (let i = 0; i < node.children.length; i++) this.add(node.children[i]!);
    }
  }

  #put(part: string, at: number): void {
    const { map, text } = this;
    const last = map.length - 2;
    if (last < 0 || map[last + 1]! + text.length - map[last]! !== at) {
      if (last >= 0 && map[last] === text.length) map.length = last;
      map.push(text.length, at);
    }
    this.text = text + part;
  }

  /** A text node whose source has escapes or entities is laid beside it in runs that are equal. */
  #aligned(value: string, span: Span): void {
    const source = this.#source;
    if (span.end - span.start === value.length) {
      this.#put(value, span.start);
      return;
    }
    let from = 0;
    let at = span.start;
    for (let i = 0, j = span.start; i < value.length; i++, j++) {
      if (value[i] === source[j]) continue;
      if (i > from) this.#put(value.slice(from, i), at);
      if (source[j] === '&') {
        const end = source.indexOf(';', j);
        this.#put(value[i]!, j);
        j = end < 0 ? j : end;
        from = i + 1;
        at = j + 1;
        continue;
      }
      while (j < span.end && source[j] !== value[i]) j++;
      from = i;
      at = j;
    }
    if (from < value.length) this.#put(value.slice(from), at);
  }
}
