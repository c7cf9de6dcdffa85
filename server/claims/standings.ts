import { claimKey } from '../model/claims.ts';
import { type ByChapter, byChapter, nearestFirst, once } from './groups.ts';
import { holds, isPoint, meets } from './interval.ts';
import { type ClaimProblem, isCurrent, isSuperlative, isValue, rangeShown, type Situation, type Stated, shown } from './problem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `最高级别的收敛` of one subject while another has more. */
export function superlatives({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  const found: ClaimProblem[] = [];
  for (const claim of chapter.claims) {
    if (!isSuperlative(claim, vocabulary) || graded === undefined) continue;
    const current = chapter.claims.filter(
      other =>
        other.metric === graded.name &&
        isValue(other) &&
        isCurrent(other) &&
        other.range !== undefined &&
        isPoint(other.range) &&
        !levels.some(({ label }) => label === other.subject),
    );
    const own = current.find(other => other.subject === claim.subject);
    const higher = current.filter(
      other =>
        own !== undefined && other.construct === 'matrix' && other.subject !== claim.subject && other.range!.low > own.range!.low + 0.005,
    );
    if (own === undefined || higher.length === 0) continue;
    found.push({
      rule: 'convergence-level',
      class: 'd',
      severity: 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'not the highest',
      words: [claim.subject ?? '', claim.word!, shown(own), higher[0]!.subject ?? '', shown(higher[0]!)],
      related: [own, ...higher].slice(0, 5).map(other => ({ path: chapter.path, claim: other })),
    });
  }
  return found;
}

/** `事实标准` here, `工业标准` there: the names of two levels. */
export function standings({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { standing } = vocabulary;
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  for (const claim of chapter.claims) {
    if (claim.metric !== standing?.name || claim.subject === null || told.has(claim.subject)) continue;
    const rank = rankOf(claim.word, vocabulary);
    if (rank === undefined) continue;
    const higher = above(statements.about(claimKey(claim.subject, claim.metric)), vocabulary)(rank);
    if (higher.stated.length === 0) continue;
    told.add(claim.subject);
    const witnesses = nearestFirst(higher.stated, higher.inChapter.get(chapter.path) ?? [], chapter.path, 5);
    found.push({
      rule: 'convergence-level',
      class: 'd',
      severity: 'hint',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'two standings',
      words: [claim.subject, claim.word!, witnesses[0]!.claim.word!],
      related: witnesses,
    });
  }
  return found;
}

const rankOf = (word = '', { words }: Vocabulary): number | undefined =>
  Object.entries(words.standings.ranks as Readonly<Record<string, number>>).find(([name]) => word.endsWith(name))?.[1];

/** Those of a higher rank than one. */
const above = once((stated, vocabulary) => {
  const known = new Map<number, { readonly stated: readonly Stated[]; readonly inChapter: ByChapter }>();
  return (rank: number) => {
    const before = known.get(rank);
    if (before !== undefined) return before;
    const higher = stated.filter(({ claim }) => (rankOf(claim.word, vocabulary) ?? 0) > rank);
    const found = { stated: higher, inChapter: byChapter(higher) };
    known.set(rank, found);
    return found;
  };
});

/** A value in the chapter on a level that the range which the chapter admits for that level excludes. */
export function outOfRange({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  const rules = chapter.claims.filter(
    claim =>
      claim.construct === 'rule' &&
      claim.metric !== graded?.name &&
      claim.qualifier.scope === undefined &&
      levels.some(({ label }) => label === claim.subject),
  );
  const found: ClaimProblem[] = [];
  for (const rule of rules) {
    for (const claim of chapter.claims) {
      if (claim.metric !== rule.metric || !isValue(claim) || claim.range === undefined || claim.unit !== 'ratio' || !isCurrent(claim))
        continue;
      if (claim.construct !== 'quant' && claim.construct !== 'matrix') continue;
      const isLevel = levels.some(({ label }) => label === claim.subject);
      if ((isLevel && claim.subject !== rule.subject) || meets(claim.range, rule.range!, 0)) continue;
      const edge = isPoint(claim.range) && holds(rule.range!, claim.range.low) === 'edge';
      found.push({
        rule: 'convergence-level',
        class: 'p',
        severity: edge ? 'hint' : 'warning',
        span: claim.span,
        subject: claim.subject,
        metric: claim.metric,
        kind: 'outside the admitted range',
        words: [claim.subject ?? '', claim.metric, shown(claim), rule.subject!, rangeShown(rule.range!)],
        related: [{ path: chapter.path, claim: rule }],
      });
    }
  }
  return found;
}

/** One technique that represents two layers whose values differ. */
export function memberships({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { graded, words } = vocabulary;
  const found: ClaimProblem[] = [];
  for (const claim of chapter.claims) {
    if (claim.metric !== words.layer.metric || claim.subject === null || graded === undefined) continue;
    const valueIn = (layer = '') => firstValue(statements.about(claimKey(layer, graded.name)), vocabulary);
    const here = valueIn(claim.word);
    if (here === undefined || found.some(problem => problem.subject === claim.subject)) continue;
    const layers = byWord(statements.about(claimKey(claim.subject, claim.metric)), vocabulary);
    const differing = [...layers]
      .filter(([word]) => {
        const there = word === claim.word ? undefined : valueIn(word);
        return there !== undefined && !meets(here.range!, there.range!);
      })
      .flatMap(([, first]) => first.filter(({ one }) => one.path <= chapter.path))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
    if (differing.length === 0) continue;
    found.push({
      rule: 'convergence-level',
      class: 'q',
      severity: 'hint',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'two layers',
      words: [claim.subject, claim.word!, differing[0]!.claim.word!],
      related: differing.slice(0, mostLayers),
    });
  }
  return found;
}

const firstValue = once(stated => stated.find(({ claim }) => isValue(claim) && claim.range !== undefined && isCurrent(claim))?.claim);

/** The first few that say each word, with their places in the list. */
const byWord = once(stated => {
  const found = new Map<string | undefined, { readonly one: Stated; readonly at: number }[]>();
  for (const [at, one] of stated.entries()) {
    const first = found.get(one.claim.word);
    if (first === undefined) found.set(one.claim.word, [{ one, at }]);
    else if (first.length < mostLayers) first.push({ one, at });
  }
  return found;
});

const mostLayers = 4;
