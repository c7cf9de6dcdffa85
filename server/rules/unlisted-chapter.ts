import { t } from '@vscode/l10n';
import { namesTo } from '../model/resolve.ts';
import type { Rule } from '../model/rule.ts';
import { span } from '../model/text.ts';

export const unlistedChapter: Rule = {
  id: 'unlisted-chapter',
  group: 'links',
  summary: 'A chapter is named by no list of the site’s chapters: its nav, SUMMARY.md or sidebar',
  severity: 'off',
  needsFolder: true,
  needsAllChapters: true,
  *check({ path, facts }, index) {
    const { lists = [] } = index.siteAt(path);
    const [list] = lists.filter(({ isFor }) => isFor(path));
    if (list === undefined) return;
    const files = new Set<string>(lists.map(one => one.path));
    const isListed = namesTo(path, facts.page, index).some(name => index.lookup('backlink', name).some(entry => files.has(entry.path)));
    const place = facts.headings.find(({ nested }) => !nested)?.content ?? span(0, 0);
    if (!isListed && !files.has(path))
      yield { span: place, message: t('“{0}” does not list this chapter.', list.path), data: { list: list.path } };
  },
};
