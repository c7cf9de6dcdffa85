import { t } from '@vscode/l10n';
import { numberedTitle } from '../model/numbering.ts';
import type { Rule } from '../model/rule.ts';
import { span } from '../model/text.ts';

export const missingSection: Rule = {
  id: 'missing-section',
  group: 'structure',
  summary: 'A section that concord.json requires is missing',
  severity: 'warning',
  options: ['sections'],
  wholly: [],
  *check({ path, facts }, _index, { sections }) {
    const required = sections.filter(({ isFor }) => isFor(path)).flatMap(section => section.required);
    if (required.length === 0) return;
    const titles = facts.headings
      .filter(({ nested, html }) => !nested || html)
      .map(({ text }) => numberedTitle(text.replace(/^[^\p{L}\p{N}（(]+/u, '')).title.trim());
    const place = facts.headings.find(({ nested }) => !nested)?.content ?? span(0, 0);
    for (const section of required) {
      const wanted = pattern(section);
      if (!titles.some(title => wanted.test(title)))
        yield { span: place, message: t('The section “{0}” is missing.', section), data: { section } };
    }
  },
};

/** `*` stands for any text. */
const pattern = (title: string): RegExp =>
  new RegExp(
    `^${title
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'iu',
  );
