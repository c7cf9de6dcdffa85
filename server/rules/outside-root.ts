import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { linksWith } from './checkDestination.ts';
import { flawAt, leadFixes, leads, unlinkFixes, wordsOf } from './links.ts';

export const outsideRoot: Rule = {
  id: 'outside-root',
  group: 'links',
  summary: 'A link leaves the knowledge base',
  severity: 'warning',
  repairs: 'certain',
  options: ['links'],
  needsFolder: true,
  check: (chapter, index, configuration) =>
    linksWith('above the root', chapter, index, configuration, ({ place }) => ({
      span: place.target,
      message: t('This link leads out of the knowledge base.'),
      data: { destination: place.destination },
    })),
  corrections(problem, chapter, workshop) {
    const found = flawAt('above the root', problem, chapter, workshop);
    if (found === undefined) return [];
    return leadFixes(chapter, found.spot, leads(chapter.path, wordsOf(found.place, found.spot), found.place.text, workshop), workshop);
  },
  fixes(problem, chapter, workshop) {
    const found = flawAt('above the root', problem, chapter, workshop);
    return found === undefined ? [] : unlinkFixes(chapter, found.place, workshop);
  },
};
