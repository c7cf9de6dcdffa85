import { t } from '@vscode/l10n';
import type { Claim } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { claimsAbout } from '../neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, ofEach, problemAt, type Situation, shown } from '../problem.ts';

/** A layer that is said to be complete while one that represents it is not. */
export const layers: ContradictionClass = { letters: ['n'], find: incompleteLayers };

function* incompleteLayers({ chapter: { claims, path }, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, words } = vocabulary;
  if (graded === undefined) return [];
  const members = groupedBy(
    claims.filter(({ metric, word }) => metric === words.layer.metric && word !== undefined),
    claim => claim.word!,
  );
  const known = new Map<string | null, readonly Claim[]>();
  const shortOf = (subject: string | null): readonly Claim[] =>
    memoize(known, subject, () => claimsAbout(claims, subject, graded.name).filter(isShort).slice(0, most));
  return yield* ofEach(members, ([layer, own]) => {
    const complete = claimsAbout(claims, layer, graded.name).filter(({ range }) => range?.low === 1);
    const values = complete.filter(isValue);
    const whole = values.find(({ construct }) => construct === 'kv') ?? values.find(({ inOwnSection }) => inOwnSection);
    if (whole === undefined) return [];
    const short: Claim[] = [];
    for (let i = 0; i < own.length && short.length < most; i++) short.push(...shortOf(own[i]!.subject));
    const [first] = short;
    if (first === undefined) return [];
    const rule = complete.find(({ construct }) => construct === 'rule');
    const related = [...(rule === undefined ? [] : [rule]), ...short, ...own.filter(({ subject }) => subject === first.subject)];
    return [
      problemAt(whole, {
        class: 'n',
        severity: rule === undefined ? 'information' : 'error',
        message: () => {
          const [said, member, at] = [shown(whole), first.subject!, shown(first)];
          return rule === undefined
            ? t('{0} is at {1}, but {2}, which represents it, is at {3}.', layer, said, member, at)
            : t('{0} is at {1}, which this chapter defines as every part being complete; {2} is at {3}.', layer, said, member, at);
        },
        related: related.slice(0, most).map(claim => ({ path, claim })),
      }),
    ];
  });
}

/** What the section on a subject says of it is less than all. */
const isShort = (claim: Claim): boolean =>
  claim.inOwnSection === true && isValue(claim) && claim.range !== undefined && claim.range.high < 0.995;

const most = 5;
