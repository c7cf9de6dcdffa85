import type { Pictures } from '../formula/picture.ts';
import { formulaAt } from '../model/formula.ts';
import { contains } from '../model/text.ts';
import { statedAt } from './convergence/stated.ts';
import type { RequestContext } from './feature.ts';
import { formulaMarkdown, shown } from './formulaDrawing.ts';
import type { HoverOf } from './hovered.ts';
import { meaningMarkdown, type ShownMeaning, shownMeaning } from './meaningHover.ts';

/** The formula typeset, what the symbol at the place means, and what is stated there. */
export const formulaHover: HoverOf = function* (offset, view, pictures) {
  const { formulas } = view.chapter.facts;
  const formula = formulaAt(formulas.packed, offset);
  if (formula === undefined) return undefined;
  const stated = yield* statedAt(offset, view);
  const meaning = shownMeaning(offset, view, pictures);
  const isSilent = formula.kind === 'listing' || isTold(offset, view);
  const drawn = formulaMarkdown(shown(formula, formulas, view.text, pictures.macros), pictures, isSilent);
  return { span: formula.span, markdown: withMeaning(drawn, meaning, stated?.markdown, pictures) };
};

/** VS Code shows here by itself why the formula does not typeset. */
const isTold = (offset: number, { isVsCode, workspace, chapter }: RequestContext): boolean =>
  isVsCode && workspace.findings(chapter.path).some(({ rule, span }) => contains(span, offset) && workspace.rule(rule)?.explainsFormulas);

async function withMeaning(
  formula: Promise<string>,
  meaning: ShownMeaning | undefined,
  stated: string | undefined,
  pictures: Pictures,
): Promise<string> {
  const above = [await formula, stated ?? ''].filter(part => part !== '');
  if (meaning !== undefined) above.splice(1, 0, await meaningMarkdown(meaning, above.join('\n\n'), pictures));
  return above.join('\n\n');
}
