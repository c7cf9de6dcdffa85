import { t } from '@vscode/l10n';
import type { Heading } from '../model/facts.ts';
import type { Rule } from '../model/rule.ts';

export const duplicateTitle: Rule = {
  id: 'duplicate-title',
  summary: 'Two headings of one section with the same title',
  severity: 'hint',
  *check({ path, facts }) {
    const open: { readonly level: number; below?: Map<string, Heading> }[] = [{ level: 0 }];
    for (const heading of facts.headings) {
      if (heading.nested) continue;
      while (open.at(-1)!.level >= heading.level) open.pop();
      const above = open.at(-1)!;
      above.below ??= new Map();
      const title = `${heading.level} ${heading.text.trim()}`;
      const before = above.below.get(title);
      if (before === undefined) above.below.set(title, heading);
      else if (heading.text.trim() !== '') {
        yield {
          span: heading.content,
          message: t('Another heading of this section has the same title; links to this one need “#{0}”.', heading.anchor),
          related: [{ path, span: before.content, message: t('The first heading with this title') }],
        };
      }
      open.push({ level: heading.level });
    }
  },
};
