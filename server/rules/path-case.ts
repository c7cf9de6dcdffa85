import { t } from '@vscode/l10n';
import { percentDecoded } from '../model/path.ts';
import type { Rule } from '../model/rule.ts';
import { flawed, judge } from './judge.ts';
import { leadFixes, spotAt } from './links.ts';
import { placeAt } from './places.ts';

export const pathCase: Rule = {
  id: 'path-case',
  summary: 'A link names a file that exists only in another case',
  severity: 'error',
  *check(chapter, index, configuration) {
    for (const { place, verdict } of flawed('other case', chapter, index, configuration)) {
      yield {
        span: place.target,
        message: t('The file is called “{0}”: case matters on GitHub and Linux.', verdict.actual),
        data: { destination: place.destination },
      };
    }
  },
  fixes(problem, chapter, workshop) {
    const place = placeAt(chapter, problem.span);
    const spot = place && spotAt(chapter, place, workshop);
    if (place === undefined || spot === undefined) return [];
    const verdict = judge(chapter.path, place.destination, workshop.kb, workshop.configuration.links);
    if (verdict?.flaw !== 'other case') return [];
    const hash = place.destination.indexOf('#');
    const fragment = hash < 0 ? undefined : percentDecoded(place.destination.slice(hash + 1));
    const all = workshop.kb.lookup('folded', verdict.path.toLowerCase());
    return leadFixes(
      chapter,
      spot,
      all.map(({ value }) => ({ path: value, fragment, evidence: ['name'] as const })),
      workshop,
    );
  },
};
