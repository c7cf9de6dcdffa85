import { t } from '@vscode/l10n';
import type { Claim } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { claimsAbout, grouped } from './neighbours.ts';
import { type ClaimProblem, type ContradictionClass, isValue, problemAt, type Situation, shown } from './problem.ts';

/** A layer that is said to be complete while one that represents it is not. */
export const layers: ContradictionClass = { letters: ['n'], find: incompleteLayers };

function* incompleteLayers({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { graded, words } = vocabulary;
  if (graded === undefined) return [];
  const { claims, path } = chapter;
  const found: ClaimProblem[] = [];
  const members = grouped(
    claims.filter(claim => claim.metric === words.layer.metric && claim.word !== undefined),
    claim => claim.word!,
  );
  const known = new Map<string | null, readonly Claim[]>();
  const shortOf = (subject: string | null): readonly Claim[] => {
    let short = known.get(subject);
    if (short === undefined) {
      short = claimsAbout(claims, subject, graded.name).filter(
        claim => claim.inOwnSection && isValue(claim) && claim.range !== undefined && claim.range.high < 0.995,
      );
      known.set(subject, short.slice(0, most));
    }
    return short;
  };
  for (const [layer, own] of members) {
    if (rest()) yield;
    const stated = claimsAbout(claims, layer, graded.name).filter(({ range }) => range?.low === 1);
    const complete = stated.filter(isValue);
    const whole = complete.find(claim => claim.construct === 'kv') ?? complete.find(claim => claim.inOwnSection);
    if (whole === undefined) continue;
    const short: Claim[] = [];
    for (let i = 0; i < own.length && short.length < most; i++) short.push(...shortOf(own[i]!.subject));
    if (short[0] === undefined) continue;
    const rule = stated.find(({ construct }) => construct === 'rule');
    found.push(
      problemAt(whole, {
        class: 'n',
        severity: rule === undefined ? 'information' : 'error',
        message: () => {
          const [said, member, at] = [shown(whole), short[0]!.subject!, shown(short[0]!)];
          return rule === undefined
            ? t('{0} is at {1}, but {2}, which represents it, is at {3}.', layer, said, member, at)
            : t('{0} is at {1}, which this chapter defines as every part being complete; {2} is at {3}.', layer, said, member, at);
        },
        related: [...(rule === undefined ? [] : [rule]), ...short, ...own.filter(member => member.subject === short[0]!.subject)]
          .slice(0, most)
          .map(claim => ({ path, claim })),
      }),
    );
  }
  return found;
}

const most = 5;
