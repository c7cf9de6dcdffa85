import { t } from '@vscode/l10n';
import { startingAt } from '../model/grouping.ts';
import type { Rule } from '../model/rule.ts';

export const malformedHeading: Rule = {
  id: 'malformed-heading',
  group: 'structure',
  summary: 'Written as a heading, but Markdown does not read it as one',
  severity: 'warning',
  repairs: 'certain',
  *check({ facts }) {
    for (const { span, marks, level } of facts.looseHeadings)
      yield {
        span,
        message:
          marks.end - marks.start === level
            ? t('Not a heading: a space must stand behind its “#”.')
            : t('Not a heading: its “#” and the space behind must be those of ASCII.'),
      };
  },
  fixes({ span }, { path, facts }) {
    const [found] = startingAt(facts.looseHeadings, span.start);
    if (found === undefined) return [];
    const edits = [{ path, span: found.marks, newText: `${'#'.repeat(found.level)} ` }];
    return [{ title: t('Make it a heading of level {0}', found.level), evidence: found.alone ? ['certain'] : [], edits }];
  },
};
