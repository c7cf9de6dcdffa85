import type { DefinitionParams, Location } from 'vscode-languageserver-protocol';
import type { Feature, RequestContext } from './feature.ts';
import { namedAt, targetOf } from './leadsTo.ts';
import { meaningAt } from './symbols.ts';

/** From a symbol in a formula to where it is said what it means, from a link to the heading, anchor or file it means, from a reference to its definition, from a footnote's call to the footnote. */
export const definition: Feature<DefinitionParams, Location[]> = {
  handle({ position }, view) {
    const offset = view.offsetAt(position);
    const named = namedAt(view.chapter, offset);
    const { path, facts } = view.chapter;
    if (named?.kind === 'footnote') {
      const defining = facts.footnotes.filter(({ label, defines }) => label === named.label && defines);
      return defining.map(({ span }) => ({ uri: view.uriOf(path), range: view.rangeOf(path, span) }));
    }
    const meant = meaningAt(offset, view);
    if (meant !== undefined) return [{ uri: view.uriOf(meant.path), range: view.rangeOf(meant.path, meant.definition.span) }];
    const place = placeOf(named, view);
    return place && [{ uri: view.uriOf(place.path), range: view.rangeOf(place.path, place.span) }];
  },
};

function placeOf(named: ReturnType<typeof namedAt>, { chapter: { path, facts }, workspace: { kb, configuration } }: RequestContext) {
  if (named?.kind === 'place') return targetOf(path, named.leading.destination, kb, configuration.links);
  const defining = named?.kind === 'label' ? facts.definitions.find(({ label }) => label === named.label) : undefined;
  return defining && { path, span: defining.span };
}
