import { t } from '@vscode/l10n';
import { meets } from '../language/interval.ts';
import { type Claim, claimKey, type Interval } from '../model/claims.ts';
import { resting, type Steps } from '../model/steps.ts';
import { once } from './groups.ts';
import { Meeting } from './meeting.ts';
import { type ClaimProblem, type ContradictionClass, isCurrent, isValue, problemAt, type Situation, type Stated } from './problem.ts';

/** One technique that represents two layers whose values differ. */
export const memberships: ContradictionClass = { letters: ['q'], find: membersOfTwo };

function* membersOfTwo({ chapter, statements, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const rest = resting();
  const { graded, words } = vocabulary;
  const found: ClaimProblem[] = [];
  if (graded === undefined) return found;
  const told = new Set<string>();
  const valueIn = (layer = '') => firstValue(statements.about(claimKey(layer, graded.name)), vocabulary);
  const known = new Map<string, Layers>();
  for (const claim of chapter.claims) {
    if (rest()) yield;
    const { subject, metric, word } = claim;
    if (metric !== words.layer.metric || subject === null) continue;
    const here = valueIn(word);
    if (here === undefined || told.has(subject)) continue;
    let layers = known.get(subject);
    if (layers === undefined) {
      layers = new Layers(byWord(statements.about(claimKey(subject, metric)), vocabulary), chapter.path, valueIn);
      known.set(subject, layers);
    }
    const differing = layers.differing(here.range!, word);
    if (differing.length === 0) continue;
    told.add(subject);
    const [own, other] = [word!, differing[0]!.claim.word!];
    found.push(
      problemAt(claim, {
        class: 'q',
        severity: 'hint',
        message: () => t('{0} represents {1} here and {2} elsewhere, whose values differ.', subject, own, other),
        related: differing.slice(0, mostLayers),
      }),
    );
  }
  return found;
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
  const found = new Map<string | undefined, First>();
  for (const [at, one] of stated.entries()) {
    const first = found.get(one.claim.word);
    if (first === undefined) found.set(one.claim.word, [{ one, at }]);
    else if (first.length < mostLayers) first.push({ one, at });
  }
  return found;
});

const mostLayers = 4;
