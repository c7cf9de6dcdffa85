import { t } from '@vscode/l10n';
import type { Edit } from '../model/fix.ts';
import type { Rule } from '../model/rule.ts';
import { firstFrom } from '../model/text.ts';

export const headingLevel: Rule = {
  id: 'heading-level',
  group: 'structure',
  summary: 'A heading that skips a level',
  severity: 'information',
  repairs: 'offered',
  wholly: [],
  *check({ facts }) {
    let above = 6;
    for (const { level, nested, html, span } of facts.headings) {
      // Writers choose HTML for how a heading looks: it skips nothing, but may be what is between two others.
      if (html) above = Math.max(above, level);
      if (nested) continue;
      if (level > above + 1)
        yield {
          span,
          message: t('This heading is of level {0}, and the one above it of level {1}: a level is skipped.', level, above),
          data: { level, above },
        };
      above = level;
    }
  },
  fixes({ span, data }, { path, facts }, { text }) {
    const written = text(path);
    const first = firstFrom(facts.headings, span.start);
    const [level, above] = [Number(data?.level), Number(data?.above)];
    if (written === undefined || facts.headings[first]?.span.start !== span.start) return [];
    const edits: Edit[] = [];
    // What stands below moves with it.
    for (let at = first; at < facts.headings.length; at++) {
      const heading = facts.headings[at]!;
      if (heading.nested) continue;
      if (heading.level < level) break;
      const { start } = heading.span;
      const marks = /^#+/.exec(written.slice(start, start + 6))?.[0];
      if (marks === undefined) return [];
      edits.push({ path, span: { start, end: start + level - above - 1 }, newText: '' });
    }
    return [{ title: t('Make it a heading of level {0}, with all below it', above + 1), edits }];
  },
};
