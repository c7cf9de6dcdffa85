import { miscalculationMessage, severityOf } from '../arithmetic/kinds.ts';
import { vocabularyOf } from '../claims/vocabulary.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Miscalculation } from '../model/claims.ts';
import type { Configuration } from '../model/configuration.ts';
import { startingAt } from '../model/grouping.ts';
import type { Problem } from '../model/rule.ts';

/** The calculations of some kinds that do not come out. In histories, which nobody rewrites, they are remarks, and lists are not counted. */
export function* miscalculationsTold(
  kinds: readonly Miscalculation['kind'][],
  { path, facts }: Chapter,
  configuration: Configuration,
): Iterable<Problem> {
  const wrongs = facts.claims.miscalculations.filter(({ kind }) => kinds.includes(kind));
  if (wrongs.length === 0) return;
  const isArchive = vocabularyOf(configuration.claims).isArchive(path);
  for (const wrong of wrongs)
    if (!isArchive || wrong.kind !== 'count')
      yield {
        span: wrong.span,
        message: miscalculationMessage(wrong),
        severity: isArchive ? 'hint' : severityOf(wrong),
        data: { expression: wrong.expression, stated: wrong.stated, actual: wrong.actual },
      };
}

export const miscalculationAt = ({ facts }: Chapter, { span, message }: Problem): Miscalculation | undefined =>
  startingAt(facts.claims.miscalculations, span.start).find(wrong => miscalculationMessage(wrong) === message);
