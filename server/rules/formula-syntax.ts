import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { DoubtfulFormula } from '../model/facts.ts';
import type { ProposedFix } from '../model/fix.ts';
import { spanOfPlaces } from '../model/formula.ts';
import { startingAt } from '../model/grouping.ts';
import type { Problem, Rule } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import { type Fault, faultOf } from '../tex/check.ts';
import { causeIn, type ErrorCause, isTypesetByMathJax } from '../tex/errorCause.ts';
import { definitionsIn, type Macros, noMacros, without } from '../tex/macros.ts';
import { type Repair, repairsOf } from '../tex/repairs.ts';
import { isInText, tokensOf, unbracedScript } from '../tex/scan.ts';
import { macrosFrom } from '../tex/workingMacros.ts';
import { explained } from './formulaFlaws.ts';
import { tagProblems } from './formulaTags.ts';
import { typoFixes, typoProblems } from './formulaTypos.ts';

export const formulaSyntax: Rule = {
  id: 'formula-syntax',
  group: 'formulas',
  summary: 'A formula that does not typeset',
  severity: 'error',
  explainsFormulas: true,
  repairs: 'certain',
  options: ['formulas'],
  needs: ['formulas'],
  *check(chapter, _index, configuration) {
    for (const found of faults(chapter, configuration)) yield found && problemOf(found.formula, found.fault, found.cause);
    yield* typoProblems(chapter, configuration);
    yield* tagProblems(chapter);
  },
  missingMacro: ({ data }) => data?.['command'] as string | undefined,
  *fixes(problem, chapter, { configuration }) {
    const typos = typoFixes(problem, chapter);
    yield* typos;
    if (typos.length > 0) return;
    const [told] = startingAt(yield* faultsOf(chapter, configuration), problem.span.start);
    if (told === undefined) return;
    const { formula, fault, cause, macros } = told.found;
    const repairs = repairsOf(formula.source, formula.display, fault, cause, macros);
    yield* repairs.map((repair, i): ProposedFix => {
      const alone = i === 0 && repair.sure && repairs.filter(({ sure }) => sure).length === 1;
      const edits = repair.changes.map(({ start, end, newText }) => ({
        path: chapter.path,
        span: spanOfPlaces(formula.places, start, end),
        newText: escapedFor(formula, newText),
      }));
      return { title: titleOf(repair), edits, ...(alone ? { evidence: ['certain'] as const } : {}) };
    });
  },
};

interface Found {
  readonly formula: DoubtfulFormula;
  readonly fault: Fault;
  readonly cause: ErrorCause;
  readonly macros: Macros;
}

interface FormulaFault {
  readonly span: Span;
  readonly found: Found;
}

const remembered = new WeakMap<
  Chapter['facts'],
  { readonly formulas: Configuration['formulas']; readonly faults: readonly FormulaFault[] }
>();

/** The faults of a chapter with the places of their findings. Every finding asks for its own: they are found once for all. */
function* faultsOf(chapter: Chapter, configuration: Configuration): Steps<readonly FormulaFault[]> {
  const known = remembered.get(chapter.facts);
  if (known?.formulas === configuration.formulas) return known.faults;
  const told: FormulaFault[] = [];
  for (const found of faults(chapter, configuration)) {
    if (found === undefined) yield;
    else told.push({ span: problemOf(found.formula, found.fault, found.cause).span, found });
  }
  remembered.set(chapter.facts, { formulas: configuration.formulas, faults: told });
  return told;
}

/** Each formula may take KaTeX a while: before the next, the check may rest. */
function* faults({ facts }: Chapter, { formulas }: Configuration): Iterable<Found | undefined> {
  let known: Macros | undefined;
  for (const formula of facts.formulas.needsKatex) {
    yield undefined;
    if (!formulas.brackets && (formula.kind === 'round' || formula.kind === 'square')) continue;
    const own = new Set(definitionsIn(formula.source).map(({ name }) => name));
    known ??= macrosFrom([...formulas.macros, ...facts.formulas.macros]);
    const macros = without(known, own);
    // KaTeX need not be loaded for what is known already.
    const fault = macros === noMacros ? formula.fault : faultOf(formula.source, formula.display, macros);
    if (fault !== undefined) yield { formula, fault, cause: causeIn(formula.source, fault.reason), macros };
  }
}

function problemOf({ places, source }: DoubtfulFormula, fault: Fault, cause: ErrorCause): Problem {
  const [start, end] = placeOf(source, fault, cause);
  // A place behind the last character is shown at the last one.
  const span =
    start < source.length
      ? spanOfPlaces(places, start, Math.max(end, start + 1))
      : spanOfPlaces(places, Math.max(0, source.trimEnd().length - 1), source.trimEnd().length);
  return {
    span,
    message: t('{0} {1}', explained(cause), whereOf(cause, isInText(source, fault.start))),
    data: { cause: cause.kind, ...(cause.kind === 'unknown command' && { command: cause.name }) },
  };
}

/** KaTeX says where it stopped: behind what is never closed, and behind a command that is a macro of its own. */
function placeOf(source: string, fault: Fault, cause: ErrorCause): [number, number] {
  if (cause.kind === 'missing brace') return unclosed(source, fault);
  if (cause.kind !== 'unbraced script') return [fault.start, fault.end];
  const tokens = tokensOf(source);
  const command = tokens[unbracedScript(tokens, cause.name)];
  return command === undefined ? [fault.start, fault.end] : [command.at, command.at + command.text.length];
}

/** The brace that is never closed. */
function unclosed(source: string, fault: Fault): [number, number] {
  const open: number[] = [];
  for (const { text, at } of tokensOf(source)) {
    if (text === '{') open.push(at);
    else if (text === '}') open.pop();
  }
  const at = open.at(-1);
  return at === undefined ? [fault.start, fault.end] : [at, at + 1];
}

function whereOf(cause: ErrorCause, inText: boolean): string {
  switch (isTypesetByMathJax(cause, inText)) {
    case true:
      return t('VS Code’s preview (KaTeX) does not typeset this formula; MathJax, which GitHub uses, does.');
    case false:
      return t('Neither VS Code nor GitHub typesets this formula.');
    case undefined:
      return t('VS Code’s preview (KaTeX) does not typeset this formula.');
  }
}

function titleOf({ kind, what, before }: Repair): string {
  switch (kind) {
    case 'escape':
      return t('Write “{0}”', what);
    case 'insert':
      return before === undefined ? t('Insert “{0}” at the end', what) : t('Insert “{0}” before “{1}”', what, before);
    case 'remove':
      return t('Remove “{0}”', what);
    case 'replace':
      return t('Change to “{0}”', what);
    case 'aligned':
      return t('Put the formula into an “aligned” environment');
  }
}

/** In a table, a `|` would end the cell. */
const escapedFor = ({ places }: DoubtfulFormula, newText: string): string =>
  places.length > 2 ? newText.replace(/(?<!\\)\|/g, '\\|') : newText;
