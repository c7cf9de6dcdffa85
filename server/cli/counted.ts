import { t } from '@vscode/l10n';

/** Numbers of things in words, the singular for one. */
export const chapters = (count: number): string => (count === 1 ? t('1 chapter') : t('{0} chapters', count));
export const findings = (count: number): string => (count === 1 ? t('1 finding') : t('{0} findings', count));
export const edits = (count: number): string => (count === 1 ? t('1 edit') : t('{0} edits', count));
export const files = (count: number): string => (count === 1 ? t('1 file') : t('{0} files', count));
