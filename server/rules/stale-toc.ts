import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Related, Rule } from '../model/rule.ts';
import { contains, firstFrom, type Span } from '../model/text.ts';
import { type Comparison, comparing } from '../toc/compare.ts';
import { regenerating } from '../toc/regenerate.ts';
import { countsOf, isStale, messageOf } from '../toc/report.ts';
import { type Table, tablesOf } from '../toc/table.ts';

export const staleToc: Rule = {
  id: 'stale-toc',
  group: 'structure',
  summary: 'A table of contents that its headings have outgrown',
  severity: 'warning',
  updatesContents: true,
  repairs: 'certain',
  options: ['toc'],
  needs: ['contents'],
  wholly: ['contents'],
  *check({ path, facts }, index, { toc }) {
    // In the place of `[TOC]` a site puts a table of its own: the list below is something else.
    const isMade = index.siteAt(path).goals !== undefined;
    const tables = tablesOf(facts, toc).filter(({ heading, marked }) => !isMade || heading !== undefined || marked);
    const most = Math.max(1, Math.floor(mostListed / facts.headings.length));
    for (const table of tables.slice(0, most)) {
      const comparison = yield* comparing(table, facts, toc);
      if (!isStale(comparison)) continue;
      const related = relatedTo(path, comparison);
      yield {
        span: placeOf(table, comparison),
        message: messageOf(comparison),
        related,
        places: [table.sign, ...related.map(({ span }) => span), ...comparison.wrong.map(({ entry }) => entry.link!.span)],
        data: { ...countsOf(comparison) },
      };
    }
    const left = tables[most];
    if (left !== undefined)
      yield {
        span: left.sign,
        severity: 'information',
        isGap: true,
        message: t(
          'This table of contents and those behind it are not checked: the chapter has {0} of them, and {1} headings.',
          tables.length,
          facts.headings.length,
        ),
      };
  },
  *fixes(problem, { path, facts }, { configuration, text }) {
    const written = text(path);
    const { start } = problem.span;
    const tables = tablesOf(facts, configuration.toc);
    const behind = firstFrom(tables, start + 1);
    const table = tables
      .slice(Math.max(0, behind - 1), behind + 1)
      .find(({ span, sign }) => contains(span, start) || contains(sign, start));
    if (written === undefined || table === undefined) return;
    const edits = yield* regenerating(table, yield* comparing(table, facts, configuration.toc), facts, written);
    if (edits.length > 0)
      yield { title: t('Update the table of contents'), evidence: ['certain'], edits: edits.map(edit => ({ path, ...edit })) };
  },
};

/**
 * All tables of a chapter together are compared with so many headings. Who has several has few, of the sections that follow; but where each of thousands would list all of thousands of
 * headings, what is to be said of them grows with the square of the chapter.
 */
const mostListed = 20_000;

/** The first wrong entry; where headings are just missing, the entry that the first of them should follow. */
function placeOf({ entries, sign }: Table, { wrong, missing, rows }: Comparison): Span {
  const [first] = wrong;
  if (first !== undefined) return first.entry.link!.span;
  const before = rows
    .slice(
      0,
      rows.findIndex(row => row.heading === missing[0]),
    )
    .findLast(({ entry }) => entry?.link !== undefined);
  return before?.entry?.link?.span ?? entries.find(({ link }) => link !== undefined)?.link?.span ?? sign;
}

const relatedTo = (path: Chapter['path'], { missing, wrong }: Comparison): Related[] => [
  ...missing.map(({ content, text }) => ({ path, span: content, message: t('“{0}” is not listed', text) })),
  ...wrong.flatMap(({ heading, entry, flaw }): Related[] => {
    if (heading !== undefined && flaw !== 'dead')
      return [{ path, span: heading.content, message: t('“{0}” is listed as “{1}”', heading.text, entry.link!.text) }];
    if (flaw === 'twice') return [{ path, span: entry.link!.span, message: t('“{0}” is listed a second time', entry.link!.text) }];
    return heading === undefined ? [{ path, span: entry.link!.span, message: t('“{0}” leads to no heading', entry.link!.text) }] : [];
  }),
];
