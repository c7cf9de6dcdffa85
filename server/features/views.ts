import { backlinks } from './backlinks.ts';
import { matrix } from './convergence/matrix.ts';
import { convergence } from './convergence/tree.ts';
import { formulaPanel } from './formulaPanel.ts';
import { map } from './map/map.ts';
import { overview } from './overview.ts';
import type { Panel, Tree } from './panel.ts';

/** Every page that can be opened in a panel. */
export const panels: readonly Panel[] = [matrix as Panel, formulaPanel, overview as Panel, map as Panel];

/** Every view of the side bar. */
export const trees: readonly Tree[] = [convergence as Tree, backlinks as Tree];
