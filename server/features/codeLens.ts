import type { CodeLens, CodeLensParams } from 'vscode-languageserver-protocol';
import { convergenceLenses } from './convergence/lens.ts';
import type { Feature, RequestContext, Setting } from './feature.ts';
import { tocLenses } from './toc.ts';

/** Above tables of contents, whether they are up to date; above sections that state how far something has converged, how many others do. */
export const codeLens: Feature<CodeLensParams, CodeLens[]> = {
  *handle({ textDocument: { uri } }, view, _pictures, setting) {
    const lenses = yield* tocLenses(uri, view);
    const convergence = yield* convergenceLenses(uri, view);
    return chosen(lenses, convergence, view, setting);
  },
};

async function chosen(contents: CodeLens[], convergence: CodeLens[], { isVsCode }: RequestContext, setting: Setting): Promise<CodeLens[]> {
  const isWanted = convergence.length > 0 && (await setting('concord.convergence.codeLens')) !== false;
  const all = isWanted ? [...contents, ...convergence] : contents;
  // Other editors show a lens that has no command as one that does not work.
  return isVsCode ? all : all.filter(({ command }) => command?.command !== '');
}
