import { t } from '@vscode/l10n';
import type { Finding } from '../model/rule.ts';

/** As both languages group them. `Intl` would tell, but takes longer to load than an answer to a key may. */
export const digits = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Numbers of things in words, the singular for one. */
export const chapters = (count: number): string => (count === 1 ? t('1 chapter') : t('{0} chapters', digits(count)));
export const edits = (count: number): string => (count === 1 ? t('1 edit') : t('{0} edits', digits(count)));
export const files = (count: number): string => (count === 1 ? t('1 file') : t('{0} files', digits(count)));
export const findings = (count: number): string => (count === 1 ? t('1 finding') : t('{0} findings', digits(count)));
export const links = (count: number): string => (count === 1 ? t('1 link') : t('{0} links', digits(count)));
const hints = (count: number): string => (count === 1 ? t('1 hint') : t('{0} hints', digits(count)));

/** How much was found. Hints are counted by themselves, since editors show them in the text only. */
export interface Counts {
  readonly findings: number;
  readonly hints: number;
}

export function countsOf(found: readonly Pick<Finding, 'severity'>[]): Counts {
  const hinted = found.filter(({ severity }) => severity === 'hint').length;
  return { findings: found.length - hinted, hints: hinted };
}

/** The same words wherever it is said how a knowledge base stands. */
export function found(counts: Counts): string {
  if (counts.hints === 0) return findings(counts.findings);
  return counts.findings === 0 ? hints(counts.hints) : t('{0} and {1}', findings(counts.findings), hints(counts.hints));
}
