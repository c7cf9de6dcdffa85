import type { CodeLens, CodeLensParams } from 'vscode-languageserver-protocol';
import { convergenceLenses } from './convergence/lens.ts';
import type { Feature } from './feature.ts';
import { tocLenses } from './toc.ts';

/** Above tables of contents, whether they are up to date; above sections that state how far something has converged, how many others do. */
export const codeLens: Feature<CodeLensParams, CodeLens[]> = {
  async handle({ textDocument: { uri } }, view, _pictures, setting) {
    const lenses = tocLenses(uri, view);
    const convergence = convergenceLenses(uri, view);
    if (convergence.length === 0) return lenses;
    return (await setting('concord.convergence.codeLens')) === false ? lenses : [...lenses, ...convergence];
  },
};
