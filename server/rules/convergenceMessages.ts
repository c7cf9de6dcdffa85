import { t } from '@vscode/l10n';
import { type Stated, shown } from '../claims/problem.ts';

/** Sentences in Chinese leave a space on either side of a name, which may be Latin; between two Chinese characters, or beside their punctuation, there is none. */
export const closed = (sentence: string): string =>
  sentence.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})|(?<=[，。：；“（）]) | (?=[，。：；”（）])/gu, '');

/** What a related place states, in a few words. */
export const relatedMessage = ({ claim }: Stated): string =>
  claim.subject === null ? shown(claim) : t('{0}: {1}', `${claim.subject} · ${claim.metric}`, shown(claim));
