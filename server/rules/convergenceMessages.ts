import { t } from '@vscode/l10n';
import { plainCalculation } from '../claims/plainCalculation.ts';
import { type ClaimProblem, type Stated, shown } from '../claims/problem.ts';
import type { Miscalculation } from '../model/claims.ts';

/** What a writer is told of a contradiction. The statements elsewhere are said to differ, not to be right. */
export const messageOf = (problem: ClaimProblem): string => closed(contradictionMessage(problem));

function contradictionMessage({ kind, words, places = [] }: ClaimProblem): string {
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = words.map(String);
  switch (kind) {
    case 'differs elsewhere':
      if (places.length === 0) return t('{1} of {0}: {2} here, but {3} is laid down.', a, b, c, d);
      return e === '1'
        ? t('{1} of {0}: {2} here, {3} in {4}.', a, b, c, d, named(places))
        : t('{1} of {0}: {2} here, {3} in {4} ({5} places in all).', a, b, c, d, named(places), e);
    case 'differs here':
      return t('{1} of {0}: {2} here, {3} in another place of this chapter.', a, b, c, d);
    case 'differs from only child':
      return t('{1} of {0}: {2} here, but {3}, the only one in its section, has {4}.', a, b, c, d, e);
    case 'on the bound':
      return t('{1} of {0} is {2}, exactly on the bound: {3} means {4}.', a, b, c, levelName(d, e), f);
    case 'outside the level':
      return t('{1} of {0} is {2}, but {3} means {4}.', a, b, c, levelName(d, e), f);
    case 'on the bound elsewhere':
      return t('{0} is said to be {2}, but its {1} elsewhere is {3}, exactly on the bound of {4} ({5}).', a, b, c, d, e, f);
    case 'outside the level elsewhere':
      return t('{0} is said to be {2}, but its {1} elsewhere is {3}, outside {4} ({5}).', a, b, c, d, e, f);
    case 'other status here':
      return t('{0}: {1} here, {2} in another place of this chapter.', a, b, c);
    case 'other level elsewhere':
      return d === '1' ? t('{0}: {1} here, {2} elsewhere.', a, b, c) : t('{0}: {1} here, {2} elsewhere (in {3} places).', a, b, c, d);
    case 'not the highest':
      return t('{0} is called “{1}” with {2}, but {3} has {4}.', a, b, c, d, e);
    case 'two standings':
      return t('{0} is called “{1}” here and “{2}” elsewhere; these are names of different levels.', a, b, c);
    case 'outside the admitted range':
      return t('{1} of {0} is {2}; for {3} this chapter admits {4}.', a, b, c, d, e);
    case 'other stars':
      return t('{1} of {0} is {2}, but {3} {4} usually goes with {5}.', a, b, c, d, e, f);
    case 'name of another level':
      return t('“{1}” is the name of {2}, not of {0}.', a, b, c);
    case 'two layers':
      return t('{0} represents {1} here and {2} elsewhere, whose values differ.', a, b, c);
    case 'not the product':
      return t('{0} is not the product {1}, which the values given make {2}.', a, b, c);
    case 'only if higher':
      return t('{0} is the product {1} only if the factors are above what is printed, which makes {2}.', a, b, c);
    case 'two formulas':
      return t('{0} is computed here as {1}, elsewhere in this chapter as {2}.', a, b, c);
    case 'weights not one':
      return t('The weights {0} add up to {1}, not to 1.', a, b);
    case 'other weights here':
      return t('Weights {0} here, {1} in another place of this chapter for the same factors.', a, b);
    case 'other weights elsewhere':
      return t('Weights {0} here, {1} in {2} other places for the same factors.', a, b, c);
    case 'not the weighted sum':
      return t('{0} is {1}, but {2} makes {3}.', a, b, c, d);
    case 'member short of whole':
      return t('{0} is at {1}, but {2}, which represents it, is at {3}.', a, b, c, d);
    case 'member breaks theorem':
      return t('{0} is at {1}, which this chapter defines as every part being complete; {2} is at {3}.', a, b, c, d);
    case 'defined otherwise':
      return t('{0} is defined here by {1} {2}, in {4} other places by {3}.', a, b, c, d, e);
    case 'configured otherwise':
      return t('{0} is defined here by {1} {2}, in the configuration by {3}.', a, b, c, d);
    case 'other time':
      return t('“{0}”: {1} here, {2} elsewhere.', a, b, c);
    default:
      return t('{0} is {2}, not {1} times.', a, b, c);
  }
}

/** `准收敛 (L3)`, but not `L3 (L3)`. */
const levelName = (said: string, label: string): string => (said.includes(label) ? said : t('{0} ({1})', said, label));

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

/** Two chapters by their numbers, or by their names when they have none. */
const named = (paths: readonly string[]): string => {
  const [first = '', second] = paths.map(chapterName);
  return second === undefined ? first : t('{0} and {1}', first, second);
};

/** `03.2.1` for `03/03.2.1-数学层收敛.md`, the folder for a README. */
export function chapterName(path: string): string {
  const parts = path.split('/');
  const file = parts.at(-1)!.replace(/\.\w+$/u, '');
  const name = /^readme$/iu.test(file) ? (parts.at(-2) ?? file) : file;
  return /^\d+(?:\.\d+)+/u.exec(name)?.[0] ?? name;
}
