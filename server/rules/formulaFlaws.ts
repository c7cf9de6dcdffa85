import { t } from '@vscode/l10n';
import { faultOf } from '../tex/check.ts';
import { causeIn, type ErrorCause } from '../tex/errorCause.ts';
import type { Macros } from '../tex/macros.ts';

/** What keeps a formula from typesetting, in words; undefined when KaTeX typesets it. */
export function flawOf(source: string, display: boolean, macros: Macros): string | undefined {
  const fault = faultOf(source, display, macros);
  return fault && explained(causeIn(source, fault.reason));
}

/** The first sentence of a finding: what is wrong. */
export function explained(cause: ErrorCause): string {
  switch (cause.kind) {
    case 'unknown command':
      return t('There is no command “{0}”.', cause.name);
    case 'unknown environment':
      return t('There is no environment “{0}”.', cause.name);
    case 'unbraced script':
      return t('What is raised or lowered must stand between braces here: “{0}” is more than one sign.', cause.name);
    case 'script in text':
      return t('“{0}” means nothing inside text.', cause.name);
    case 'several tags':
      return t('A formula can have one number (“\\tag”) only.');
    case 'mismatched environments':
      return t('“{0}” is ended by “{1}”.', `\\begin{${cause.name}}`, `\\end{${cause.other}}`);
    case 'missing brace':
      return t('This brace is never closed.');
    case 'superfluous brace':
      return t('This brace closes nothing.');
    case 'stray ampersand':
      return t('“&” aligns the columns of an environment and means nothing here; the sign itself is “\\&”.');
    case 'stray hash':
      return t('“#” means nothing here; the sign itself is “\\#”.');
    case 'missing right':
      return t('A “\\left” has no “\\right”.');
    case 'missing left':
      return t('This “\\right” has no “\\left”.');
    case 'missing end':
      return t('An environment has no “\\end”.');
    case 'missing begin':
      return t('This “\\end” has no “\\begin”.');
    case 'double superscript':
      return t('A second superscript: which belongs to which must be said with braces.');
    case 'double subscript':
      return t('A second subscript: which belongs to which must be said with braces.');
    case 'dollar inside':
      return t('“$” inside a formula.');
    case 'missing argument':
      return t('Something must follow here: an argument is missing.');
    case 'size':
      return t('This is no length: it needs a number and a unit such as “em”.');
    case 'delimiter':
      return t('Only a bracket or another delimiter can stand here.');
    case 'display only':
      return t('This environment can only stand in a formula of its own, between “$$” and “$$”.');
    case 'too deep':
      return t('This formula is nested too deeply.');
    case 'endless macro':
      return t('A macro of this formula never ends.');
    case 'other':
      return t('KaTeX says: {0}.', cause.reason);
  }
}
