import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Related, Rule } from '../model/rule.ts';
import type { Span } from '../model/text.ts';
import { type Comparison, compare } from '../toc/compare.ts';
import { regenerated } from '../toc/regenerate.ts';
import { type Table, tablesOf } from '../toc/table.ts';

export const staleToc: Rule = {
  id: 'stale-toc',
  summary: 'A table of contents that its headings have outgrown',
  severity: 'warning',
  *check({ path, facts }, _index, { toc }) {
    for (const table of tablesOf(facts, toc)) {
      const comparison = compare(table, facts, toc);
      if (!isStale(comparison)) continue;
      yield {
        span: placeOf(table, comparison),
        message: messageOf(comparison),
        related: relatedTo(path, comparison),
        data: { ...countsOf(comparison) },
      };
    }
  },
  fixes(problem, { path, facts }, { configuration, text }) {
    const written = text(path);
    const table = tablesOf(facts, configuration.toc).find(
      ({ span, heading }) =>
        (span.start <= problem.span.start && problem.span.start <= span.end) || heading?.content.start === problem.span.start,
    );
    if (written === undefined || table === undefined) return [];
    const edits = regenerated(table, compare(table, facts, configuration.toc), facts, written);
    return edits.length === 0
      ? []
      : [{ title: t('Update the table of contents'), preferred: true, edits: edits.map(edit => ({ path, ...edit })) }];
  },
};

const isStale = ({ missing, wrong }: Comparison): boolean => missing.length > 0 || wrong.length > 0;

/** How many headings have no entry, and how many entries are wrong in which way. */
export function countsOf({ missing, wrong }: Comparison): Readonly<Record<'missing' | 'dead' | 'moved' | 'renamed', number>> {
  const count = (...flaws: string[]) => wrong.filter(({ flaw }) => flaws.includes(flaw)).length;
  return { missing: missing.length, dead: count('dead', 'twice'), moved: count('moved'), renamed: count('renamed') };
}

/** The first wrong entry; where headings are just missing, the entry that the first of them should follow. */
function placeOf({ span, entries, heading }: Table, { wrong, missing, rows }: Comparison): Span {
  const [first] = wrong;
  if (first !== undefined) return first.entry.link!.span;
  const before = rows
    .slice(
      0,
      rows.findIndex(row => row.heading === missing[0]),
    )
    .findLast(({ entry }) => entry?.link !== undefined);
  return before?.entry?.link?.span ?? entries.find(({ link }) => link !== undefined)?.link?.span ?? heading?.content ?? span;
}

function messageOf({ missing, wrong }: Comparison): string {
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

const relatedTo = (path: Chapter['path'], { missing, wrong }: Comparison): Related[] => [
  ...missing.map(({ content, text }) => ({ path, span: content, message: t('“{0}” is not listed', text) })),
  ...wrong.flatMap(({ heading, entry, flaw }): Related[] => {
    if (heading !== undefined && flaw !== 'dead')
      return [{ path, span: heading.content, message: t('“{0}” is listed as “{1}”', heading.text, entry.link!.text) }];
    return heading === undefined ? [{ path, span: entry.link!.span, message: t('“{0}” leads to no heading', entry.link!.text) }] : [];
  }),
];
