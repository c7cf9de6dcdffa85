import { t } from '@vscode/l10n';
import { colourOf, imageOf, longestHover, type Pictures } from '../formula/picture.ts';
import type { Drawing } from '../formula/request.ts';
import type { FormulaFacts } from '../model/facts.ts';
import { type Formula, formulasIn, isDisplay, isPlain, isTypeset, sourceOf } from '../model/formula.ts';
import type { Span } from '../model/text.ts';
import { flawOf } from '../rules/formulaFlaws.ts';
import type { Macro } from '../tex/macro.ts';
import { plainTeX } from '../tex/plain/find.ts';
import { macrosFrom } from '../tex/workingMacros.ts';
import { escaped } from './escaped.ts';

/** A formula to be shown: TeX, and all that decides how it looks. Taken from one state of the chapter, so that drawing it may take its time. */
export interface Shown {
  /** TeX. */
  readonly source: string;
  readonly display: boolean;
  readonly macros: readonly Macro[];
}

/** A formula of a chapter as it is to be shown. `text`: of the chapter. `more`: macros besides the chapter's own. */
export function shown(formula: Formula, facts: FormulaFacts, text: string, more: readonly Macro[]): Shown {
  const { source } = sourceOf(formula, text);
  const tex = isPlain(formula) ? (plainTeX(source) ?? source) : source.trim();
  return { source: tex, display: isDisplay(formula), macros: macrosOf(facts, more) };
}

/** The first formula in a part of a chapter that is worth showing: one in display style, or else any. */
export function firstFormula(facts: FormulaFacts, part: Span): Formula | undefined {
  let first: Formula | undefined;
  for (const formula of formulasIn(facts.packed)) {
    if (formula.span.start < part.start || !isTypeset(formula)) continue;
    if (formula.span.end > part.end) break;
    if (isDisplay(formula)) return formula;
    first ??= formula;
  }
  return first;
}

/** The macros that a chapter's formulas are drawn with. */
export function macrosOf(facts: FormulaFacts, more: readonly Macro[]): readonly Macro[] {
  return facts.macros.length + more.length === 0 ? [] : macrosFrom([...more, ...facts.macros]).list;
}

/** The formula as a picture, with its source below as text, as Markdown; why there is none, unless nothing is to be said of that. */
export async function formulaMarkdown(formula: Shown, pictures: Pictures, silent: boolean): Promise<string> {
  const drawing = await drawn(formula, pictures);
  if (silent && 'failure' in drawing) return '';
  const source = sourceBlock(formula.source);
  if ('failure' in drawing) return `${escaped(failureOf(drawing, formula))}\n\n${source}`;
  const image = imageOf(drawing, t('Formula'));
  if (image === undefined || image.length + source.length > longestHover)
    return `${t('This formula is too large to be shown in a hover; “Preview Formula at Cursor” shows it. This is its source:')}\n\n${source}`;
  return `${image}\n\n${source}`;
}

/** Just the picture; nothing when there is none. */
export async function formulaImage(formula: Shown, pictures: Pictures): Promise<string | undefined> {
  const drawing = await drawn(formula, pictures);
  return 'failure' in drawing ? undefined : imageOf(drawing, t('Formula'));
}

const drawn = ({ source, display, macros }: Shown, pictures: Pictures): Promise<Drawing> =>
  pictures.draw({ source, display, macros, colour: colourOf(pictures.appearance), size: Math.round(pictures.appearance.fontSize * 1.2) });

/** Why a formula is not shown, in words. */
export function failureOf(drawing: Extract<Drawing, { failure: string }>, { source, display, macros }: Shown): string {
  if (drawing.failure === 'TeX') {
    // Said in the reader's language where it can be.
    const reason = flawOf(source, display, macrosFrom(macros)) ?? drawing.reason;
    return t('{0} {1}', t('This formula does not typeset:'), reason);
  }
  if (drawing.failure === 'too long') return t('This formula is too long to be drawn.');
  return t('Drawing this formula took too long.');
}

/** So much of the source is shown. */
const longestSource = 4000;

function sourceBlock(source: string): string {
  const cut = source.length <= longestSource ? source : `${source.slice(0, longestSource)}…`;
  const fence = '`'.repeat(Math.max(3, ...[...cut.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}latex\n${cut}\n${fence}`;
}
