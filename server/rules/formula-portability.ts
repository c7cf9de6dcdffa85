import { t } from '@vscode/l10n';
import type { Configuration } from '../model/configuration.ts';
import type { FormulaFacts } from '../model/facts.ts';
import { applied, type Edit } from '../model/fix.ts';
import { formulaAt, isDisplay, sourceOf } from '../model/formula.ts';
import type { Rule } from '../model/rule.ts';
import { type Span, shifted } from '../model/text.ts';
import { faultOf } from '../tex/check.ts';
import { takesArguments } from '../tex/commands.ts';
import { extraCommands } from '../tex/extraCommands.ts';
import { isReadAsItIs, unreadFixes, unreadProblems } from './formulasUnread.ts';

export const formulaPortability: Rule = {
  id: 'formula-portability',
  group: 'formulas',
  summary: 'What VS Code’s preview typesets in a formula and GitHub does not',
  severity: 'hint',
  repairs: 'certain',
  options: ['formulas'],
  needs: ['formulas'],
  *check({ path, facts: { formulas } }, index, configuration) {
    for (const [name, places] of unportable(formulas, configuration)) {
      const [span, ...others] = places as [Span, ...Span[]];
      const message = t('MathJax, which GitHub uses, does not know “{0}”.', name);
      yield {
        span,
        message: others.length === 0 ? message : t('{0} It stands {1} times in this chapter.', message, places.length),
        ...(others.length > 0 && {
          related: others.map(place => ({ path, span: place, message: t('“{0}” again', name) })),
          places: others,
        }),
        data: { command: name, count: places.length },
      };
    }
    if (formulas.adjoining.length + formulas.unescaped.length > 0 && isReadAsItIs(index)) yield* unreadProblems(formulas);
  },
  *fixes({ data }, { path, facts: { formulas } }, workshop) {
    const text = workshop.text(path);
    if (text === undefined) return;
    const name = data?.['command'];
    if (typeof name !== 'string') {
      yield* unreadFixes(String(data?.['cause']), formulas, path, text);
      return;
    }
    const equivalent = extraCommands[name.slice(1)];
    if (typeof equivalent !== 'string' || equivalent === '') return;
    const edits: Edit[] = [];
    for (const span of unportable(formulas, workshop.configuration).get(name) ?? []) {
      yield undefined;
      const newText = writtenAt(span, equivalent, formulas, text);
      if (newText !== undefined) edits.push({ path, span, newText });
    }
    if (edits.length > 0) yield { title: t('Change to “{0}”', equivalent), evidence: ['certain'], edits };
  },
};

/**
 * What takes the place of a command: as an argument of another one, what is more than one sign needs braces; elsewhere these would end a switch at once and change how wide
 * spaces are. Nothing where KaTeX would not typeset it.
 */
function writtenAt(span: Span, equivalent: string, { packed }: FormulaFacts, text: string): string | undefined {
  const formula = formulaAt(packed, span.start);
  if (formula === undefined) return undefined;
  const { start, end } = formula.span;
  const fails = (newText: string) => {
    const after = applied(text.slice(start, end), [{ span: shifted(span, -start), newText }]);
    return faultOf(sourceOf({ ...formula, span: { start: 0, end: after.length } }, after).source, isDisplay(formula)) !== undefined;
  };
  const failed = fails(text.slice(span.start, span.end));
  const braced = `{${equivalent}}`;
  const isArgument = equivalent.endsWith('}') && takesArguments(/\\[A-Za-z]+(?=\s*$)/.exec(text.slice(start, span.start))?.[0]);
  return (isArgument ? [braced] : [equivalent, braced]).find(candidate => failed || !fails(candidate));
}

/** The commands that only KaTeX knows and nobody defines, each with its places in the chapter. */
function unportable({ katexOnly, macros }: FormulaFacts, configuration: Configuration): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  if (katexOnly.length === 0) return found;
  const defined = new Set([...configuration.formulas.macros, ...macros].map(({ name }) => name));
  for (const { name, span } of katexOnly) {
    if (defined.has(name)) continue;
    const places = found.get(name);
    if (places === undefined) found.set(name, [span]);
    else places.push(span);
  }
  return found;
}
