import { t } from '@vscode/l10n';
import { plainCalculation } from '../arithmetic/plainCalculation.ts';
import { type Stated, shown } from '../claims/problem.ts';
import type { Miscalculation } from '../model/claims.ts';

/** Sentences in Chinese leave a space on either side of a name, which may be Latin; between two Chinese characters, or beside their punctuation, there is none. */
export const closed = (sentence: string): string =>
  sentence.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})|(?<=[，。：；“（）]) | (?=[，。：；”（）])/gu, '');

/** What a writer is told of a calculation. */
export function miscalculationMessage({ kind, expression, stated, actual }: Miscalculation): string {
  const short = plainCalculation(expression).replace(/\s+/gu, ' ');
  const written = short.length > 80 ? `${short.slice(0, 40)} … ${short.slice(-36)}` : short;
  const plain = plainCalculation(stated);
  switch (kind) {
    case 'total':
      return t('The parts add up to {0}, not to {1}.', actual, plain);
    case 'share':
      return t('The shares add up to {0}.', actual);
    case 'share of a count':
      return t('{0} is {1}, not {2}.', written, actual, plain);
    case 'change':
      return t('{0} is a change of {1}, not {2}.', written, actual, plain);
    case 'count':
      return t('“{0}”, but the list below has {1} entries.', short, actual);
    case 'rounding':
      return t('{0} is about {1}, not {2}.', written, actual, plain);
    default:
      return written === actual ? t('{0} is not about {1}.', written, plain) : t('{0} is {1}, not {2}.', written, actual, plain);
  }
}

/** What a related place states, in a few words. */
export const relatedMessage = ({ claim }: Stated): string =>
  claim.subject === null ? shown(claim) : t('{0}: {1}', `${claim.subject} · ${claim.metric}`, shown(claim));
