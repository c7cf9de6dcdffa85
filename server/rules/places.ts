import type { Chapter } from '../model/chapter.ts';
import type { Link } from '../model/facts.ts';
import type { Span } from '../model/text.ts';

/** A destination that a chapter writes down: a link's or image's own, or that of a link definition, which speaks for all its references. */
export interface Place {
  readonly destination: string;
  readonly target: Span;
  /** What to show or take away: the link; for a definition, the definition. */
  readonly span: Span;
  readonly text: string;
  readonly content?: Span;
  readonly form: 'link' | 'image' | 'html' | 'definition';
}

export function* places(chapter: Chapter): Iterable<Place> {
  for (const link of chapter.facts.links) {
    const form = formOf(link);
    if (form !== undefined)
      yield {
        form,
        destination: link.destination,
        target: link.target,
        span: link.span,
        text: link.text,
        ...(link.content && { content: link.content }),
      };
  }
  for (const { label, destination, target, span, comment } of chapter.facts.definitions) {
    if (comment) continue;
    yield { form: 'definition', destination, target, span, text: label };
  }
}

function formOf({ kind }: Link): Place['form'] | undefined {
  switch (kind) {
    case 'link':
    case 'image':
      return kind;
    case 'html':
    case 'html image':
      return 'html';
    default:
      return undefined;
  }
}

/** The place that a problem was found at, by its span. */
export function placeAt(chapter: Chapter, at: Span): Place | undefined {
  for (const place of places(chapter)) if (place.target.start <= at.start && at.end <= place.target.end) return place;
  return undefined;
}
