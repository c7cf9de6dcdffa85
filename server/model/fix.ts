import type { KbPath } from './path.ts';
import type { Span } from './text.ts';

/** One repair that a writer may choose. Its edits are all or nothing. */
export interface Fix {
  readonly title: string;
  /** The single good one: what is applied when somebody fixes all. */
  readonly preferred?: true;
  readonly edits: readonly Edit[];
  /** A file to be made, before the edits. */
  readonly create?: { readonly path: KbPath; readonly text: string };
}

export interface Edit {
  readonly path: KbPath;
  readonly span: Span;
  readonly newText: string;
}

/** The text after edits that do not overlap. Touching insertions keep their order. */
export function applied(text: string, edits: readonly Pick<Edit, 'span' | 'newText'>[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, newText } of sorted) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
