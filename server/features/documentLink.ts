import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver-protocol';
import { callIn } from '../model/calls.ts';
import type { Feature } from './feature.ts';
import { linksOf, targetOf } from './leadsTo.ts';

/** A click leads on where the editor's own links do not: from wiki links, from what was meant as a link, from a template that names a page, and from `/…` when another root is configured. */
export const documentLink: Feature<DocumentLinkParams, DocumentLink[]> = {
  handle(_params, view) {
    const { kb, configuration } = view.workspace;
    const { path } = view.chapter;
    return [...linksOf(view.chapter)].flatMap(({ kind, destination, target }) => {
      const isOurs = kind === 'malformed' || kind === 'wiki' || kind === 'wiki embed';
      const isCall = callIn(destination, kb.siteAt(path).dialect.calls) !== undefined;
      if (!isOurs && !isCall && !(destination.startsWith('/') && configuration.links.root !== '')) return [];
      const arrival = targetOf(path, destination, kb, configuration.links);
      if (arrival === undefined) return [];
      const line = view.rangeOf(arrival.path, arrival.span).start.line;
      return [{ range: view.rangeOf(path, target), target: `${view.uriOf(arrival.path)}${line > 0 ? `#L${line + 1}` : ''}` }];
    });
  },
};
