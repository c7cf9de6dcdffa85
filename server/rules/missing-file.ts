import { t } from '@vscode/l10n';
import type { Rule } from '../model/rule.ts';
import { flawed, judge } from './judge.ts';
import { addressFixes, createFixes, leadFixes, leads, spotAt, unlinkFixes, wordsOf } from './links.ts';
import { placeAt } from './places.ts';

export const missingFile: Rule = {
  id: 'missing-file',
  summary: 'A link or image names a file or folder that does not exist',
  severity: 'error',
  *check(chapter, index, configuration) {
    for (const { place, verdict } of flawed('no file', chapter, index, configuration)) {
      yield { span: place.target, message: t('“{0}” does not exist.', verdict.path), data: { destination: place.destination } };
    }
  },
  fixes(problem, chapter, workshop) {
    const place = placeAt(chapter, problem.span);
    const spot = place && spotAt(chapter, place, workshop);
    const verdict = place && judge(chapter.path, place.destination, workshop.kb, workshop.configuration.links);
    if (place === undefined || spot === undefined || verdict?.flaw !== 'no file') return [];
    return [
      ...addressFixes(chapter, place, spot),
      ...leadFixes(chapter, spot, leads(chapter.path, wordsOf(place, spot), place.text, workshop), workshop),
      ...createFixes(verdict.path, place, workshop),
      ...unlinkFixes(chapter, place, workshop),
    ];
  },
};
