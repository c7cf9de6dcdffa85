import type { Location, ReferenceParams } from 'vscode-languageserver-protocol';
import type { KbPath } from '../model/path.ts';
import { anchorAt, pathsTo } from '../model/resolve.ts';
import { contains, type Span } from '../model/text.ts';
import { claimsAt } from './convergence/stated.ts';
import { placesStating } from './convergence/statements.ts';
import type { Feature, View } from './feature.ts';
import { arrivalOf, goalOf, leadingAt, leadingOf } from './leadsTo.ts';
import { symbolAt, usesOf } from './symbols.ts';

/**
 * Who leads here: on a heading, the links to it (on the title, to the whole chapter); on a link, the links to the same place; on a definition or footnote, its
 * references; on a statement of how far something has converged, all statements of it; on a symbol in a formula, its uses in the chapter.
 */
export const references: Feature<ReferenceParams, Location[]> = {
  handle({ position, context }, view) {
    const offset = view.offsetAt(position);
    const { path, facts } = view.chapter;
    const locate = (place: { path: KbPath; span: Span }): Location => ({
      uri: view.uriOf(place.path),
      range: view.rangeOf(place.path, place.span),
    });
    const footnote = facts.footnotes.find(({ span }) => contains(span, offset));
    if (footnote !== undefined) {
      return facts.footnotes
        .filter(({ label, defines }) => label === footnote.label && (context.includeDeclaration || !defines))
        .map(({ span }) => locate({ path, span }));
    }
    const stated = claimsAt(offset, view).filter(({ subject }) => subject !== null);
    if (stated.length > 0) return stated.flatMap(({ subject, metric }) => placesStating(subject!, metric, view.workspace)).map(locate);
    const symbol = symbolAt(offset, view);
    if (symbol !== undefined) return usesOf(symbol.name, facts, view.text).map(span => locate({ path, span }));
    const leading = leadingAt(view.chapter, offset);
    if (leading?.label !== undefined) {
      const uses = facts.links.filter(({ label }) => label === leading.label).map(({ span }) => ({ path, span }));
      const definitions = context.includeDeclaration
        ? facts.definitions.filter(({ label }) => label === leading.label).map(({ span }) => ({ path, span }))
        : [];
      return [...definitions, ...uses].map(locate);
    }
    const wanted =
      leading === undefined
        ? placeAt(offset, view)
        : arrivalOf(path, leading.destination, view.workspace.kb, view.workspace.configuration.links);
    if (wanted === undefined) return undefined;
    const declaration = context.includeDeclaration && wanted.anchor !== undefined ? [{ path: wanted.path, span: wanted.span }] : [];
    return [...declaration, ...backlinks(wanted.path, wanted.anchor, view)].map(locate);
  },
};

/** The heading or explicit anchor at an offset. The title stands for the whole chapter. */
function placeAt(offset: number, { chapter: { path, facts } }: View): { path: KbPath; anchor?: string; span: Span } | undefined {
  const heading = facts.headings.find(({ span }) => contains(span, offset));
  if (heading !== undefined)
    return { path, span: heading.span, ...(heading === facts.headings[0] && heading.level === 1 ? {} : { anchor: heading.anchor }) };
  const id = facts.ids.find(({ span }) => contains(span, offset));
  return id && { path, anchor: id.id, span: id.span };
}

/** Every link that leads to an anchor of a chapter; without an anchor, to the chapter, wherever in it. A folder's README stands for the folder. */
export function backlinks(
  path: KbPath,
  anchor: string | undefined,
  { workspace: { kb, configuration } }: Pick<View, 'workspace'>,
): { path: KbPath; span: Span }[] {
  const isMeant = (fragment: string) => anchor === undefined || (fragment !== '' && anchorAt(path, fragment, kb) === anchor);
  const entries = pathsTo(path, kb)
    .flatMap(name => kb.lookup('backlink', name))
    .filter(({ value }) => value.split('\n').some(isMeant));
  const sources = new Set([path, ...entries.map(entry => entry.path)]);
  return [...sources].sort().flatMap(source => {
    const chapter = kb.chapter(source);
    if (chapter === undefined) return [];
    return [...leadingOf(chapter)]
      .filter(leading => leading.label === undefined || leading.kind === 'definition')
      .filter(leading => {
        const goal = goalOf(source, leading.destination, kb, configuration.links);
        return goal?.path === path && (anchor === undefined ? source !== path || goal.anchor === undefined : goal.anchor === anchor);
      })
      .map(leading => ({ path: source, span: leading.target }));
  });
}
