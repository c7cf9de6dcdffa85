import type { Chapter } from '../model/chapter.ts';
import type { Facts, Link } from '../model/facts.ts';
import { countOfFirst, type Span } from '../model/text.ts';

/** A destination that a chapter writes down: a link's or image's own, or that of a link definition, which speaks for all its references. */
export interface LinkSite {
  readonly destination: string;
  readonly target: Span;
  /** What to show or take away: the link; for a definition, the definition. */
  readonly span: Span;
  readonly text: string;
  readonly content?: Span;
  readonly form: 'link' | 'image' | 'html' | 'definition' | 'wiki';
  /** What it leads to is shown in its place. */
  readonly embeds?: true;
  /** The destination stands in `<…>`; of a definition, nobody says. */
  readonly angled: boolean;
}

export function* linkSites(chapter: Chapter): Iterable<LinkSite> {
  for (const link of chapter.facts.links) {
    const form = formOf(link);
    if (form !== undefined)
      yield {
        form,
        destination: link.destination,
        target: link.target,
        span: link.span,
        // A wiki link without words of its own says no more than its destination.
        text: form === 'wiki' && link.content === undefined ? '' : link.text,
        angled: link.angled === true,
        ...(link.content && { content: link.content }),
        ...(link.kind === 'wiki embed' && { embeds: true as const }),
      };
  }
  for (const { label, destination, target, span, comment } of chapter.facts.definitions) {
    if (comment) continue;
    yield { form: 'definition', destination, target, span, text: label, angled: false };
  }
}

function formOf({ kind }: Link): LinkSite['form'] | undefined {
  switch (kind) {
    case 'link':
    case 'image':
      return kind;
    case 'call':
      return 'link';
    case 'html':
    case 'html image':
      return 'html';
    case 'wiki':
    case 'wiki embed':
      return 'wiki';
    default:
      return undefined;
  }
}

/** The place whose destination a problem was found in, by its span. */
export function placeAt(chapter: Chapter, at: Span): LinkSite | undefined {
  const sorted = sortedPlaces(chapter);
  // Destinations do not overlap: the last that begins before it is the only one that can hold it.
  const place = sorted[countBefore(sorted, at.start + 1) - 1];
  return place !== undefined && at.end <= place.target.end ? place : undefined;
}

/** The place whose whole link, image or definition a problem was found at, by its span. */
export function placeOn(chapter: Chapter, { start, end }: Span): LinkSite | undefined {
  const sorted = sortedPlaces(chapter);
  // Its destination stands in it, perhaps behind those of images in its text.
  for (let i = countBefore(sorted, start); i < sorted.length && sorted[i]!.target.start <= end; i++) {
    const { span } = sorted[i]!;
    if (span.start === start && span.end === end) return sorted[i];
  }
  return undefined;
}

const remembered = new WeakMap<Facts, readonly LinkSite[]>();

/** In the order of their destinations. */
function sortedPlaces(chapter: Chapter): readonly LinkSite[] {
  let sorted = remembered.get(chapter.facts);
  if (sorted === undefined) {
    sorted = [...linkSites(chapter)].sort((a, b) => a.target.start - b.target.start);
    remembered.set(chapter.facts, sorted);
  }
  return sorted;
}

/** How many destinations begin before an offset. */
const countBefore = (sorted: readonly LinkSite[], offset: number): number => countOfFirst(sorted, ({ target }) => target.start < offset);
