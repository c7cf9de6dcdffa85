import { t } from '@vscode/l10n';
import { meets } from '../../language/interval.ts';
import { type Claim, claimKey, type Interval } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import { memoize } from '../../model/memoize.ts';
import type { Steps } from '../../model/steps.ts';
import { once } from '../groups.ts';
import { Meeting } from '../meeting.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCurrent,
  isValue,
  ofEach,
  problemAt,
  type Situation,
  type Stated,
} from '../problem.ts';

/** One technique that represents two layers whose values differ. */
export const memberships: ContradictionClass = { letters: ['q'], find: membersOfTwo };

function* membersOfTwo({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, words } = vocabulary;
  if (graded === undefined) return [];
  const told = new Set<string>();
  const valueIn = (layer = '') => firstValue(statements.about(claimKey(layer, graded.name)), vocabulary);
  const known = new Map<string, Layers>();
  return yield* ofEach(chapter.claims, claim => {
    const { subject, metric, word } = claim;
    if (metric !== words.layer.metric || subject === null) return [];
    const here = valueIn(word);
    if (here === undefined || told.has(subject)) return [];
    const layers = memoize(
      known,
      subject,
      () => new Layers(byWord(statements.about(claimKey(subject, metric)), vocabulary), chapter.path, valueIn),
    );
    const differing = layers.differing(here.range!, word);
    if (differing.length === 0) return [];
    told.add(subject);
    const [own, other] = [word!, differing[0]!.claim.word!];
    const message = (): string => t('{0} represents {1} here and {2} elsewhere, whose values differ.', subject, own, other);
    return [problemAt(claim, { class: 'q', severity: 'hint', message, related: differing.slice(0, mostLayers) })];
  });
}

/** The layers that one subject is said to represent, and their values. */
class Layers {
  readonly #words: readonly { readonly word: string | undefined; readonly range: Interval; readonly first: First }[];
  readonly #meeting: Meeting;

  /** `path`: those that are named only in chapters behind it are left out. */
  constructor(byWord: ReadonlyMap<string | undefined, First>, path: string, valueIn: (word: string | undefined) => Claim | undefined) {
    this.#words = [...byWord].flatMap(([word, all]) => {
      const range = valueIn(word)?.range;
      const first = all.filter(({ one }) => one.path <= path);
      return range === undefined || first.length === 0 ? [] : [{ word, range, first }];
    });
    this.#meeting = new Meeting(this.#words.map(({ range }) => ({ range, count: 1 })));
  }

  /** Who names a layer, other than this one, whose value does not meet a range. */
  differing(range: Interval, word: string | undefined): readonly Stated[] {
    if (this.#meeting.with(range) === this.#meeting.total) return [];
    return this.#words
      .filter(other => other.word !== word && !meets(range, other.range))
      .flatMap(({ first }) => first)
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  }
}

const firstValue = once(stated => stated.find(({ claim }) => isValue(claim) && claim.range !== undefined && isCurrent(claim))?.claim);

/** Of those that say one word, the first few, with their places in the list. */
type First = { readonly one: Stated; readonly at: number }[];

const byWord = once(stated => {
  const all = stated.map((one, at) => ({ one, at }));
  return new Map(
    [...groupedBy(all, ({ one }) => one.claim.word)].map(([word, same]): [string | undefined, First] => [word, same.slice(0, mostLayers)]),
  );
});

const mostLayers = 4;
