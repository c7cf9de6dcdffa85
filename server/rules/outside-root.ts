import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { flawed } from './judge.ts';
import { leadFixes, leads, spotAt, unlinkFixes, wordsOf } from './links.ts';
import { placeAt } from './places.ts';

export const outsideRoot: Rule = {
  id: 'outside-root',
  summary: 'A link leaves the knowledge base',
  severity: 'warning',
  *check(chapter, index, configuration) {
    for (const { place } of flawed('above the root', chapter, index, configuration)) {
      yield { span: place.target, message: t('This link leads out of the knowledge base.'), data: { destination: place.destination } };
    }
  },
  fixes(problem, chapter, workshop) {
    const place = placeAt(chapter, problem.span);
    const spot = place && spotAt(chapter, place, workshop);
    if (place === undefined || spot === undefined) return [];
    return [
      ...leadFixes(chapter, spot, leads(chapter.path, wordsOf(place, spot), place.text, workshop), workshop),
      ...unlinkFixes(chapter, place, workshop),
    ];
  },
};
