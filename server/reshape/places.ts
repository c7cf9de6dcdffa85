import type { Chapter } from '../model/chapter.ts';
import type { Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import { type Site, slugsOf } from '../model/site.ts';
import type { Span } from '../model/text.ts';

/** A place that a link may lead to. */
export interface Place {
  readonly path: KbPath;
  readonly anchor?: string;
}

/** A heading with the text that it is read from. */
interface Written {
  readonly heading: Heading;
  readonly text: string;
}

/** The anchors that headings have in this order on one page. */
export function anchorsIn(headings: readonly Written[], site: Site): string[] {
  const { slug, page, of } = slugsOf(site);
  const counter = page();
  for (const { heading } of headings) if (heading.byHand) counter.reserve(heading.anchor);
  return headings.map(({ heading, text }) => {
    const { byHand, anchor, html, content, anchorText, text: shown } = heading;
    if (byHand) return anchor;
    return counter.anchor(slug(of === 'source' && !html ? text.slice(content.start, content.end) : (anchorText ?? shown)));
  });
}

/** Where headings and explicit anchors are after some have been moved. */
export class PlacesAfter {
  readonly #places = new Map<string, Place>();

  of = ({ path, anchor }: Place): Place => this.#places.get(`${path}\0${anchor}`) ?? { path, ...(anchor !== undefined && { anchor }) };

  set({ path, anchor }: Place, to: Place): void {
    const key = `${path}\0${anchor}`;
    if (!this.#places.has(key)) this.#places.set(key, to);
  }
}

export const within = (spans: readonly Span[], { start }: Span): boolean => spans.some(one => one.start <= start && start < one.end);

/** `from`, `to`: chapters, with their texts, before and after a piece has been taken from one and put into another. */
export function placesAfter(
  from: { readonly chapter: Chapter; readonly text: string; readonly pieces: readonly Span[]; readonly stub?: Heading },
  to: { readonly path: KbPath; readonly chapter?: Chapter; readonly text: string; readonly at: Span },
  siteAt: (path: KbPath) => Site,
): PlacesAfter {
  const after = new PlacesAfter();
  const isMoved = (one: Heading) => within(from.pieces, one.span);
  const written = (heading: Heading, text: string): Written => ({ heading, text });
  const moved = from.chapter.facts.headings.filter(isMoved).map(one => written(one, from.text));
  const left = from.chapter.facts.headings.filter(one => !isMoved(one) || one === from.stub).map(one => written(one, from.text));
  const own = to.chapter?.facts.headings ?? [];
  const [above, below] = [own.filter(one => one.span.start < to.at.start), own.filter(one => one.span.start >= to.at.end)];
  const there = [...above.map(one => written(one, to.text)), ...moved, ...below.map(one => written(one, to.text))];
  const map = (path: KbPath, headings: readonly Written[], goal: KbPath, isMine: (heading: Heading) => boolean) => {
    const anchors = anchorsIn(headings, siteAt(goal));
    headings.forEach(({ heading }, i) => {
      if (isMine(heading)) after.set({ path, anchor: heading.anchor }, { path: goal, anchor: anchors[i]! });
    });
  };
  const ofThere = new Set(moved.map(({ heading }) => heading));
  map(from.chapter.path, there, to.path, heading => ofThere.has(heading));
  map(from.chapter.path, left, from.chapter.path, heading => heading !== from.stub);
  map(to.path, there, to.path, heading => !ofThere.has(heading));
  for (const { id, span } of from.chapter.facts.ids)
    if (within(from.pieces, span)) after.set({ path: from.chapter.path, anchor: id }, { path: to.path, anchor: id });
  return after;
}
