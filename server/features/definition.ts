import type { DefinitionParams, Location } from 'vscode-languageserver-protocol';
import { contains } from '../model/text.ts';
import type { Feature, View } from './feature.ts';
import { arrivalOf, leadingAt } from './leadsTo.ts';
import { meaningAt } from './symbols.ts';

/** From a symbol in a formula to where it is said what it means, from a link to the heading, anchor or file it means, from a reference to its definition, from a footnote's call to the footnote. */
export const definition: Feature<DefinitionParams, Location[]> = {
  handle({ position }, view) {
    const offset = view.offsetAt(position);
    const footnote = footnoteAt(offset, view);
    if (footnote !== undefined) return footnote;
    const meant = meaningAt(offset, view);
    if (meant !== undefined) return [{ uri: view.uriOf(meant.path), range: view.rangeOf(meant.path, meant.definition.span) }];
    const leading = leadingAt(view.chapter, offset);
    if (leading === undefined) return undefined;
    const { path, facts } = view.chapter;
    if (leading.label !== undefined && leading.kind !== 'definition') {
      const found = facts.definitions.find(({ label }) => label === leading.label);
      if (found !== undefined) return [{ uri: view.uriOf(path), range: view.rangeOf(path, found.span) }];
    }
    const { kb, configuration } = view.workspace;
    const arrival = arrivalOf(path, leading.destination, kb, configuration.links);
    return arrival && [{ uri: view.uriOf(arrival.path), range: view.rangeOf(arrival.path, arrival.span) }];
  },
};

function footnoteAt(offset: number, view: View): Location[] | undefined {
  const { path, facts } = view.chapter;
  const call = facts.footnotes.find(({ span }) => contains(span, offset));
  if (call === undefined) return undefined;
  return facts.footnotes
    .filter(({ label, defines }) => label === call.label && defines)
    .map(({ span }) => ({ uri: view.uriOf(path), range: view.rangeOf(path, span) }));
}
