import { t } from '@vscode/l10n';
import type { Edit } from '../../model/fix.ts';
import { formulasIn, isTypeset, sourceOf, spanOfPlaces } from '../../model/formula.ts';
import { meaningIn } from '../../model/meanings.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { type FormulaSymbol, symbolsIn } from '../../tex/symbols.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import type { PlacedSymbol } from '../symbols.ts';
import type { Renamable } from './renamable.ts';

/** A symbol, with all its uses in the chapter that mean the same: those for which the same definition counts, or none. */
export function symbolNamed(symbol: PlacedSymbol, view: RequestContext): Renamable {
  return {
    place: symbol.span,
    name: view.text.slice(symbol.span.start, symbol.span.end),
    *renamed(newName) {
      const [only, ...others] = symbolsIn(newName);
      const isOne = only !== undefined && only.start === 0 && only.end === newName.length && others.every(({ end }) => end <= only.end);
      if (!isOne) throw new Refusal(t('A symbol is one letter or name of TeX, perhaps with an index.'));
      return { edits: yield* resymboled(symbol, newName, only.name, view) };
    },
  };
}

function* resymboled(symbol: PlacedSymbol, written: string, name: string, view: RequestContext): Steps<Edit[]> {
  const { path, facts } = view.chapter;
  const rest = resting();
  const edits: Edit[] = [];
  const meaning = meaningIn(symbol.name, symbol.span.start, facts);
  for (const formula of formulasIn(facts.formulas.packed)) {
    if (rest()) yield;
    if (!isTypeset(formula)) continue;
    const { source, places } = sourceOf(formula, view.text);
    const symbols = symbolsIn(source);
    const isMeant = (one: FormulaSymbol) =>
      one.name === symbol.name && meaningIn(symbol.name, spanOfPlaces(places, one.start, one.end).start, facts) === meaning;
    const uses = symbols.filter(isMeant);
    if (uses.length === 0) continue;
    if (symbols.some(one => one.name === name)) throw new Refusal(t('“{0}” stands for something else in these formulas already.', written));
    const made = uses.map(use => ({ use, newText: spelled(written, use, source) }));
    assertRead(source, made, name, symbols.length);
    for (const { use, newText } of made) edits.push({ path, span: spanOfPlaces(places, use.start, use.end), newText });
  }
  return edits;
}

/** As it has to be written in the place of another symbol: apart from a letter that follows, in braces where it is an index or exponent of several parts. */
function spelled(written: string, { start, end }: FormulaSymbol, source: string): string {
  const isSingle = /^(?:.|\\[A-Za-z]+)$/su.test(written);
  if (!isSingle && /[_^]\s*$/.test(source.slice(0, start))) return `{${written}}`;
  return /\\[A-Za-z]+$/.test(written) && /^[A-Za-z]/.test(source.slice(end)) ? `${written} ` : written;
}

/** That a formula says the same of the symbol under its new name as before; whatever it would read otherwise is left to its writer. */
function assertRead(source: string, made: readonly { use: FormulaSymbol; newText: string }[], name: string, before: number): void {
  let text = '';
  let at = 0;
  for (const { use, newText } of made) {
    text += source.slice(at, use.start) + newText;
    at = use.end;
  }
  const read = symbolsIn(text + source.slice(at));
  if (read.length < before || read.filter(one => one.name === name).length !== made.length)
    throw new Refusal(t('In the formula “{0}” the new name would be read otherwise.', source.trim()));
}
