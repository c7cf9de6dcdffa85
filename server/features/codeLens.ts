import type { CodeLens, CodeLensParams } from 'vscode-languageserver-protocol';
import { convergenceLenses } from './convergence/lens.ts';
import type { Feature } from './feature.ts';
import { tocLenses } from './toc.ts';

/** Above tables of contents, whether they are up to date; above sections that state how far something has converged, how many others do. */
export const codeLens: Feature<CodeLensParams, CodeLens[]> = {
  async handle({ textDocument: { uri } }, view, _pictures, setting) {
    const lenses = tocLenses(uri, view);
    const convergence = convergenceLenses(uri, view);
    const isWanted = convergence.length > 0 && (await setting('concord.convergence.codeLens')) !== false;
    const all = isWanted ? [...lenses, ...convergence] : lenses;
    // Other editors show a lens that has no command as one that does not work.
    return view.isVsCode ? all : all.filter(({ command }) => command?.command !== '');
  },
};
