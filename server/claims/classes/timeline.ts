import { t } from '@vscode/l10n';
import { type Claim, claimKey } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { Events, eventKey } from '../events.ts';
import { once } from '../groups.ts';
import { type ClaimProblem, type ContradictionClass, ofEach, problemAt, type Situation, type Stated, shown } from '../problem.ts';
import { Earlier, isTime, Times } from '../times.ts';

/** One event at two times that do not meet. A bar that contains the day is no contradiction. */
export const otherTimes: ContradictionClass = { letters: ['o'], find: eventsAtTwoTimes };

function eventsAtTwoTimes({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { schedule } = vocabulary.words;
  const told = new Set<string>();
  const earlier = new Map<Times, Earlier>();
  const isEarlier = (times: Times, { dates, span }: Claim): boolean =>
    memoize(earlier, times, () => new Earlier(times.in(chapter.path).map(one => statements.placed(one).claim))).has(dates!, span.start);
  return ofEach(chapter.claims, claim => {
    const { dates, subject, metric } = claim;
    if (dates === undefined || subject === null || !isDated(claim)) return [];
    const isEvent = metric === schedule.metric;
    const stated = statements.about(isEvent ? eventKey(subject) : claimKey(subject, metric));
    if (told.has(subject)) return [];
    const times = isEvent ? timesOf(stated, vocabulary)(subject) : allTimes(stated, vocabulary);
    const apart = times.apartFrom(dates);
    if (apart === 0) return [];
    // The time that fewer give is the one to look at; of two alike the later in the knowledge base.
    const supporting = times.supporting(dates);
    if (supporting > apart || (supporting === apart && times.first(dates) === chapter.path && !isEarlier(times, claim))) return [];
    const related = times.nearestApart(dates, chapter.path, 6).filter(other => !isOfAnotherSection(claim, other, chapter.path));
    const [other] = related;
    if (other === undefined) return [];
    told.add(subject);
    const message = (): string => t('“{0}”: {1} here, {2} elsewhere.', subject, shown(claim), shown(other.claim));
    return [problemAt(claim, { class: 'o', severity: 'warning', message, related, reference: other })];
  });
}

/** Of two tables in one chapter, each under its own heading. */
const isOfAnotherSection = ({ qualifier: { scope } }: Claim, { path, claim: { qualifier } }: Stated, own: string): boolean =>
  path === own && scope !== undefined && qualifier.scope !== undefined && scope !== qualifier.scope;

const isDated = ({ dates, qualifier }: Claim): boolean => dates !== undefined && isTime(dates) && qualifier.role !== 'history';

const allTimes = once(stated => new Times(stated.filter(({ claim }) => isDated(claim))));

/** The times of one event, under all names that may be its. */
const timesOf = once(stated => {
  const dated = stated.map((one, at) => ({ one, at })).filter(({ one }) => isDated(one.claim));
  const bySubject = groupedBy(dated, ({ one }) => one.claim.subject ?? '');
  const events = new Events(bySubject.keys());
  const known = new Map<string, Times>();
  // Those who are told by the same names share their times.
  const byNames = new Map<string, Times>();
  return (subject: string): Times =>
    memoize(known, subject, () => {
      const alike = events.alike(subject);
      const names = JSON.stringify([...alike].sort());
      return memoize(byNames, names, () => new Times(inOrder(alike.flatMap(other => bySubject.get(other) ?? []))));
    });
});

const inOrder = (all: { readonly one: Stated; readonly at: number }[]): Stated[] => all.sort((a, b) => a.at - b.at).map(({ one }) => one);
