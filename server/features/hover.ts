import type { Hover, HoverParams } from 'vscode-languageserver-protocol';
import { statedAt } from './convergence/stated.ts';
import type { Feature, RequestContext } from './feature.ts';
import { formulaHover } from './formulaHover.ts';
import type { Hovered, HoverOf } from './hovered.ts';
import { linkHover } from './linkHover.ts';

const statementHover: HoverOf = statedAt;

/** What may stand at a place, the first that does is shown; a formula and what it states together. */
const hovers: readonly HoverOf[] = [formulaHover, linkHover, statementHover];

/**
 * On a number or word that states how far something has converged: of what, which level that is, and what is stated elsewhere. On a formula: the formula typeset. On a link: the title, first paragraph and first formula of what it leads to, where that is, and who else links there; or
 * why it leads nowhere.
 */
export const hover: Feature<HoverParams, Hover> = {
  *handle({ position }, view, pictures) {
    const offset = view.offsetAt(position);
    for (const hoverOf of hovers) {
      const hovered = yield* hoverOf(offset, view, pictures);
      if (hovered !== undefined) return answer(hovered, view);
    }
    return undefined;
  },
};

async function answer({ span, markdown }: Hovered, view: RequestContext): Promise<Hover | undefined> {
  const range = view.rangeOf(view.chapter.path, span);
  const value = await markdown;
  return value ? { contents: { kind: 'markdown', value }, range } : undefined;
}
