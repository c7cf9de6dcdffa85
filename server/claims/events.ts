import { hanNumerals, oneOf } from '../language/lexicon.ts';
import { keyOf } from '../language/names.ts';
import { groupedBy } from '../model/grouping.ts';
import { remembering } from '../model/remembering.ts';

/** Under which dated events of the knowledge base are found that may be the same: those with the same numbers in their names. */
export const eventKey = (subject: string): string => `events\n${numbersOf(bare(subject))}`;

/** A name, what is left of it, and the pairs of characters in that. */
interface Name {
  readonly bare: string;
  readonly phase: string;
  readonly pairs: ReadonlySet<string>;
  /** As they are written. */
  readonly subjects: readonly string[];
}

/** A pair of characters that so many names have says nothing of any of them; and what so many names resemble is a word for all of them, not the name of one event. */
const [mostWithPair, mostAlike] = [400, 100];

/** Which names of events may be of one: mostly the same characters, `市场格局3-5家`, `市场收敛至 3-5 家基础模型提供商`. All have the same numbers in them, see `eventKey`. */
export class Events {
  readonly #bySubject = new Map<string, Name>();
  readonly #alike = new Map<Name, Name[]>();

  constructor(subjects: Iterable<string>) {
    const names = [...groupedBy([...subjects], subject => `${phaseOf(subject)} ${bare(subject)}`).values()].map(nameOf);
    for (const name of names) for (const subject of name.subjects) this.#bySubject.set(subject, name);
    for (const same of groupedBy(
      names.filter(({ bare }) => bare.length >= 4),
      ({ phase }) => phase,
    ).values())
      this.#join(same);
  }

  /** The subjects that may be the same event as one, itself included. */
  alike(subject: string): readonly string[] {
    const name = this.#bySubject.get(subject);
    if (name === undefined) return [];
    const others = this.#alike.get(name) ?? [];
    return [name, ...(others.length > mostAlike ? [] : others)].flatMap(({ subjects }) => subjects);
  }

  /** Names of one phase. Of two that are alike, the longer one has most pairs of the shorter: so it has one of its rarest, and just those are looked through. */
  #join(names: readonly Name[]): void {
    const having = groupedBy(
      names.flatMap(name => [...name.pairs].map(pair => ({ pair, name }))),
      ({ pair }) => pair,
    );
    for (const small of names) {
      const needed = Math.ceil(small.pairs.size * (/\d/.test(small.bare) ? 0.55 : 0.75) - 1e-9);
      const rarest = [...small.pairs].map(pair => having.get(pair)!).sort((a, b) => a.length - b.length);
      const told = rarest.slice(0, small.pairs.size - needed + 1);
      const often = told.findIndex(({ length }) => length > mostWithPair);
      const larger = new Set(told.slice(0, often < 0 ? told.length : often).flatMap(all => all.map(({ name }) => name)));
      // Where one stands for the other in the same place, they are two: the east and the west abutment.
      for (const large of larger) {
        if (large.bare.length <= small.bare.length || shared(small, large) < needed) continue;
        this.#found(small, large);
        this.#found(large, small);
      }
    }
  }

  #found(name: Name, other: Name): void {
    const all = this.#alike.get(name);
    if (all === undefined) this.#alike.set(name, [other]);
    else if (all.length <= mostAlike) all.push(other);
  }
}

function nameOf(subjects: readonly string[]): Name {
  const name = bare(subjects[0]!);
  const pairs = new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, i) => name.slice(i, i + 2)));
  return { bare: name, phase: phaseOf(subjects[0]!), pairs, subjects };
}

function shared({ pairs }: Name, other: Name): number {
  let count = 0;
  for (const pair of pairs) if (other.pairs.has(pair)) count++;
  return count;
}

/** `第二期`, `二期` and `phase 2` count as much as figures. */
const numbersOf = (name: string): string => String(name.match(numbers)?.map(one => one.replace(nth, '')));
const nth = new RegExp(`^${oneOf('nth')}`, 'u');
const numbers = new RegExp(`\\d+|${oneOf('nth')}?[${hanNumerals}]+(?=${oneOf('ordinalUnit')})`, 'gu');

/** What may be dated of one thing, each at its time. That it is there, is completed or is expected is one and the same. */
const phases = (['begins', 'retires', 'releases', 'approves', 'completes'] as const).map(role => new RegExp(oneOf(role), 'iu'));
const completed = 4;

const phaseOf = remembering(event => {
  const found = phases.findIndex(words => words.test(event));
  return String(found === completed ? -1 : found);
});

const happens = new RegExp(oneOf('happens'), 'gu');

/** Without the words that say no more than that it happens. */
const bare = remembering(subject => keyOf(subject).replace(happens, ''));
