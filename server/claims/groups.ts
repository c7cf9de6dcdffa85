import { isPoint, meets } from '../language/interval.ts';
import { ratioIn } from '../language/quantities.ts';
import type { Claim, Interval } from '../model/claims.ts';
import { groupedBy } from '../model/grouping.ts';
import { memoize, memoized } from '../model/memoize.ts';
import { Meeting } from './meeting.ts';
import { type Stated, shown } from './problem.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What follows from a list of statements: worked out once for all chapters that are part of it, for as long as the list is the same. A list belongs to one vocabulary. */
export function once<T>(
  compute: (stated: readonly Stated[], vocabulary: Vocabulary) => T,
): (stated: readonly Stated[], vocabulary: Vocabulary) => T {
  const known = new WeakMap<readonly Stated[], T>();
  return (stated, vocabulary) => memoize(known, stated, () => compute(stated, vocabulary));
}

/** Two lists as one, which is the same one as long as both are. */
export function joined(a: readonly Stated[], b: readonly Stated[] | undefined): readonly Stated[] {
  if (b === undefined || b.length === 0) return a;
  return a.length === 0 ? b : memoize(joins(a), b, () => [...a, ...b]);
}

const joins = memoized((_: readonly Stated[]) => new WeakMap<readonly Stated[], readonly Stated[]>());

export type ByChapter = ReadonlyMap<string, readonly Stated[]>;

/** Statements by the paths of their chapters, each in the order given. */
export const byChapter = <S extends { readonly path: string }>(stated: readonly S[]): ReadonlyMap<S['path'], readonly S[]> =>
  groupedBy(stated, ({ path }) => path);

/** The first few of a list, those of a chapter, which are given too, before the others. */
export function nearestFirst(stated: readonly Stated[], own: readonly Stated[], path: string, most: number): Stated[] {
  const found = own.slice(0, most);
  for (const one of stated) {
    if (found.length >= most) break;
    if (one.path !== path) found.push(one);
  }
  return found;
}

/** Claims that are to agree, and what they are measured by. */
export interface Group {
  readonly stated: readonly Stated[];
  readonly inChapter: ByChapter;
  readonly reference: Reference;
}

export interface Reference {
  readonly range: Interval;
  readonly shown: string;
  /** The claims that state it. */
  readonly by: readonly Stated[];
  readonly inChapter: ByChapter;
  /** The first two chapters that state it, sections on the subject first. */
  readonly places: readonly string[];
}

/** The groups of a list in which not all agree. */
export const disagreeing = (stated: readonly Stated[], vocabulary: Vocabulary): Group[] =>
  comparable(stated).flatMap(group => {
    const reference = referenceOf(group, vocabulary);
    return reference === undefined ? [] : [{ stated: group, inChapter: byChapter(group), reference }];
  });

/** Claims of one role, scope and time: a forecast is held against forecasts only, a limited statement against the like. */
function comparable(stated: readonly Stated[]): (readonly Stated[])[] {
  const latest = stated.map(({ claim }) => (isPresent(claim) ? yearOf(claim) : '')).reduce((a, b) => (b > a ? b : a), '');
  // What was so once, nobody says when, may have been so at another time than its like.
  const dated = stated.filter(({ claim }) => claim.qualifier.role !== 'history' || yearOf(claim) !== '');
  const groups = groupedBy(dated, ({ claim }) => {
    const { role = 'current', scope = '' } = claim.qualifier;
    const year = yearOf(claim);
    const timed = isPresent(claim) && (year === '' || year === latest) ? '' : year;
    return `${isPresent(claim) || (role === 'after' && year === '') ? 'current' : role} ${timed} ${claim.unit} ${scope}`;
  });
  return [...groups.values()].filter(group => group.length > 1);
}

const isPresent = ({ qualifier }: Claim): boolean => qualifier.role === undefined || qualifier.role === 'current';
const yearOf = ({ qualifier }: Claim): string => qualifier.time ?? '';

/**
 * What a group is measured by: the value that the configuration pins, else that of the subject's own section, else that of most. Undefined
 * when all agree.
 */
export function referenceOf(group: readonly Stated[], vocabulary: Vocabulary): Reference | undefined {
  const { claim } = group[0]!;
  const pin = vocabulary.reference.get(claim.subject!)?.get(claim.metric);
  const pinned = pin === undefined ? undefined : ratioIn(pin);
  if (pinned !== undefined) return reference(pinned, pin!, group);
  const said = ranges(group);
  if (said.length === 1 && meets(said[0]!.range, said[0]!.range)) return undefined;
  const all = new Meeting(said);
  if (agree(said, all)) return undefined;
  const pool = ranges(mostSettled(group));
  const inPool = new Meeting(pool);
  let best: { first: Stated; votes: number } | undefined;
  for (const { range, first } of pool) {
    const votes = inPool.with(range) * 1000 + all.with(range) + (isPoint(range) ? 0.5 : 0);
    if (best === undefined || votes > best.votes) best = { first, votes };
  }
  return best && reference(best.first.claim.range!, shown(best.first.claim), group);
}

/** Those of a group that are believed most: what tables of the subject's own section say, else that section, else whatever is no formula. */
function mostSettled(group: readonly Stated[]): readonly Stated[] {
  const settled = group.filter(({ claim }) => claim.construct !== 'formula');
  const home = settled.filter(({ claim }) => claim.inOwnSection && !claim.byAlias);
  const tables = home.filter(({ claim }) => claim.construct === 'quant' || claim.construct === 'kv');
  return [tables, home, settled].find(({ length }) => length > 0) ?? group;
}

function reference(range: Interval, said: string, group: readonly Stated[]): Reference {
  const by = group.filter(one => meets(one.claim.range!, range));
  const places = new Set<string>();
  for (const isHome of [true, false])
    for (const { path, claim } of by) if (places.size < 2 && (claim.inOwnSection ?? false) === isHome) places.add(path);
  return { range, shown: said, by, inChapter: byChapter(by), places: [...places] };
}

/** A range, how many state it, and who does first. */
interface Said {
  readonly range: Interval;
  readonly first: Stated;
  readonly count: number;
}

/** In the order in which they are first stated. */
function ranges(stated: readonly Stated[]): readonly Said[] {
  const same = groupedBy(stated, ({ claim: { range } }) => `${range!.low} ${range!.high} ${range!.lowOpen} ${range!.highOpen}`);
  return [...same.values()].map(all => ({ range: all[0]!.claim.range!, first: all[0]!, count: all.length }));
}

const agree = (said: readonly Said[], all: Meeting): boolean =>
  said.every(({ range, count }) => all.with(range) + (count === 1 && !meets(range, range) ? 1 : 0) === all.total);
