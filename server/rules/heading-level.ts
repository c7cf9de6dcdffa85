import { t } from '@vscode/l10n';
import type { Edit } from '../model/fix.ts';
import type { Rule } from '../model/rule.ts';

export const headingLevel: Rule = {
  id: 'heading-level',
  summary: 'A heading that skips a level',
  severity: 'information',
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
    const at = facts.headings.findIndex(heading => heading.span.start === span.start);
    const [level, above] = [Number(data?.level), Number(data?.above)];
    if (written === undefined || at < 0) return [];
    const edits: Edit[] = [];
    // What stands below moves with it.
    for (const heading of facts.headings.slice(at)) {
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
