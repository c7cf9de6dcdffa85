import { t } from '@vscode/l10n';
import type { Severity } from '../model/configuration.ts';
import { digits } from '../workspace/counted.ts';

/** A severity in words. */
export const severityName = (severity: Severity): string =>
  ({ error: t('Error'), warning: t('Warning'), information: t('Information'), hint: t('Hint') })[severity];

/** What there are several of, without their number. */
export const severityNames = (severity: Severity): string =>
  ({ error: t('Errors'), warning: t('Warnings'), information: t('Notes'), hint: t('Hints') })[severity];

/** So many findings of a severity. */
export function severityCount(severity: Severity, count: number): string {
  const number = digits(count);
  switch (severity) {
    case 'error':
      return count === 1 ? t('1 error') : t('{0} errors', number);
    case 'warning':
      return count === 1 ? t('1 warning') : t('{0} warnings', number);
    case 'information':
      return count === 1 ? t('1 note') : t('{0} notes', number);
    case 'hint':
      return count === 1 ? t('1 hint') : t('{0} hints', number);
  }
}
