import { t } from '@vscode/l10n';
import type { Comparison, Wrong } from './compare.ts';

/** A heading is missing in the table, or an entry is wrong. */
export const isStale = ({ missing, wrong }: Comparison): boolean => missing.length > 0 || wrong.length > 0;

/** How many headings have no entry, and how many entries are wrong in which way. */
export function countsOf({ missing, wrong }: Comparison): Readonly<Record<'missing' | 'dead' | 'moved' | 'renamed' | 'twice', number>> {
  const count = (which: Wrong['flaw']) => wrong.filter(({ flaw }) => flaw === which).length;
  return { missing: missing.length, dead: count('dead'), moved: count('moved'), renamed: count('renamed'), twice: count('twice') };
}

/** What is wrong with a table, in one sentence. */
export function messageOf({ missing, wrong }: Comparison): string {
  const named = (flaw: string) => wrong.filter(found => found.flaw === flaw).map(({ entry }) => entry.link!.text);
  const parts = [
    said(
      missing.map(({ text }) => text),
      list => t('missing: {0}', list),
    ),
    said(named('dead'), list => t('leading nowhere: {0}', list)),
    said(named('renamed'), list => t('out of date: {0}', list)),
    said(named('moved'), list => t('in the wrong place: {0}', list)),
    said(named('twice'), list => t('listed twice: {0}', list)),
  ];
  return t('The table of contents is not up to date – {0}.', parts.filter(part => part !== '').join(t('; ')));
}

const mostNamed = 3;

/** Some names, and how many there are more. */
function said(names: readonly string[], say: (list: string) => string): string {
  if (names.length === 0) return '';
  const list = names
    .slice(0, mostNamed)
    .map(name => t('“{0}”', name))
    .join(t(', '));
  return say(names.length > mostNamed ? t('{0} and {1} more', list, names.length - mostNamed) : list);
}
