import { type Claim, claimKey } from '../model/claims.ts';
import { type ClaimProblem, type Situation, type Stated, shown } from './problem.ts';
import { keyOf } from './vocabulary.ts';

/** Under which every dated event of the knowledge base is found. */
export const eventsKey = 'events';

/** One event at two times that do not meet: class o of convergence.md §7. A bar that contains the day is no contradiction. */
export function timelineProblems({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { schedule } = vocabulary.words;
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  for (const claim of chapter.claims) {
    if (claim.dates === undefined || claim.subject === null || claim.qualifier.role === 'history') continue;
    const isEvent = claim.metric === schedule.metric;
    const others = statements
      .about(isEvent ? eventsKey : claimKey(claim.subject, claim.metric))
      .filter(
        one =>
          one.claim.dates !== undefined &&
          one.claim.qualifier.role !== 'history' &&
          one.claim.metric === claim.metric &&
          (!isEvent || sameEvent(claim, one.claim)),
      );
    const apart = others.filter(one => disjoint(claim, one.claim));
    if (apart.length === 0 || told.has(claim.subject)) continue;
    // The time that fewer give is the one to look at; of two alike the later in the knowledge base.
    // A bar of half a year supports every day in it, so it supports none.
    const with_ = others.filter(one => !disjoint(claim, one.claim) && days(one.claim) <= Math.max(100, days(claim)));
    if (
      with_.length > apart.length ||
      (with_.length === apart.length &&
        earliest([...with_, ...apart]) === chapter.path &&
        !apart.some(one => one.path === chapter.path && one.claim.span.start < claim.span.start))
    )
      continue;
    told.add(claim.subject);
    const related = [...apart.filter(one => one.path === chapter.path), ...apart.filter(one => one.path !== chapter.path)];
    found.push({
      rule: 'convergence-timeline',
      class: 'o',
      severity: 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'other time',
      words: [claim.subject, shown(claim), shown(related[0]!.claim), apart.length],
      related: related.slice(0, 6),
      reference: related[0]!,
    });
  }
  return found;
}

const days = ({ dates }: Claim): number => (Date.parse(dates!.to) - Date.parse(dates!.from)) / 86_400_000;

const earliest = (stated: readonly Stated[]): string => stated.map(one => one.path).sort()[0]!;

const disjoint = (a: Claim, b: Claim): boolean => a.dates!.to < b.dates!.from || b.dates!.to < a.dates!.from;

/** Mostly the same characters, the same numbers: `市场格局3-5家`, `市场收敛至 3-5 家基础模型提供商`. */
export function sameEvent(a: Claim, b: Claim): boolean {
  const [x, y] = [eventKey(a), eventKey(b)];
  if (x === y) return true;
  if (String(x.match(/\d+/g)) !== String(y.match(/\d+/g)) || x.length < 4 || y.length < 4) return false;
  const [small, large] = x.length <= y.length ? [x, y] : [y, x];
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
  const inLarge = pairs(large);
  const inSmall = [...pairs(small)];
  const shared = inSmall.filter(pair => inLarge.has(pair)).length;
  const needed = /\d/.test(small) ? 0.55 : 0.75;
  return shared / inSmall.length >= needed;
}

const eventKey = ({ subject }: Claim): string => keyOf(subject ?? '').replace(/出现|成为|建立|收敛至|完成|预计|首次|将|的/gu, '');
