import type { Pictures } from '../formula/picture.ts';
import type { Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import type { RequestContext } from './feature.ts';

/** Something in a chapter, and what a hover tells of it, which may take its time; nothing when there is nothing to be told. */
export interface Hovered {
  readonly span: Span;
  readonly markdown: string | undefined | Promise<string | undefined>;
}

/** Tells of one kind of thing; undefined where none stands at an offset. */
export type HoverOf = (offset: number, view: RequestContext, pictures: Pictures) => Steps<Hovered | undefined>;
