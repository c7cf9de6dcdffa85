import { t } from '@vscode/l10n';
import type { TornRow } from '../model/facts.ts';
import { startingAt } from '../model/grouping.ts';
import type { Rule } from '../model/rule.ts';

/** So many rows of a table are told one by one. */
const few = 3;

export const tornRow: Rule = {
  id: 'torn-row',
  group: 'structure',
  summary: 'A table row with more cells than the header, which are not shown, or with code that its own “|” tears',
  severity: 'warning',
  repairs: 'certain',
  *check({ facts }) {
    if (facts.tornRows.length === 0) return;
    const tables = new Map<number, TornRow[]>();
    for (const row of facts.tornRows) {
      if (row.flaw === 'code') yield { span: row.span, message: t('In a table, “|” ends the cell in code too: write “\\|”.') };
      else if (tables.has(row.table)) tables.get(row.table)!.push(row);
      else tables.set(row.table, [row]);
    }
    for (const rows of tables.values()) {
      if (rows.length > few) {
        const message = t('{0} rows of this table have more cells than its header: what stands in them is not shown.', rows.length);
        yield { span: rows[0]!.span, message, data: { rows: rows.length } };
      } else for (const { span } of rows) yield { span, message: t('Beyond the last column of the table: this is not shown.') };
    }
  },
  fixes({ span }, { path, facts }) {
    const row = startingAt(facts.tornRows, span.start).find(({ flaw }) => flaw === 'code');
    if (row === undefined) return [];
    const edits = row.bars.map(at => ({ path, span: { start: at, end: at }, newText: '\\' }));
    return [{ title: t('Write “\\|”'), evidence: ['certain'], edits }];
  },
};
