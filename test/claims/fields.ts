import { Base, casesOf } from './kit.ts';

/** What a base of another field was found to hold: planted faults by their tag, and what else was told. */
export interface Outcome {
  readonly name: string;
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly told: number;
  readonly falseAlarms: readonly string[];
}

/** What is known to be missed or told in error: below a case, as `missed TAG` and `false alarm LINE`. */
export const known = (): ReadonlyMap<string, readonly string[]> =>
  new Map(casesOf('fields.kb').map(({ name, expected }) => [name, expected]));

export const shortcomings = ({ missed, falseAlarms }: Outcome): string[] => [
  ...missed.map(tag => `missed ${tag}`),
  ...falseAlarms.map(line => `false alarm ${line}`),
];

/**
 * A case of `fields.kb`: short chapters of one field in which ` ⟦tag⟧` at the end of a line marks a place where the planted
 * fault of that name may be told. Everything else that is told is a false alarm.
 */
export function outcomes(): Outcome[] {
  return ['fields.kb'].flatMap(casesOf).map(({ name, configuration, files }) => {
    const places = new Map<string, string>();
    const texts = new Map([...files].map(([path, text]) => [path, withoutMarks(path, text, places)]));
    const told = new Base(texts, configuration).lines();
    const tagOf = (line: string): string | undefined => places.get(line.slice(0, line.indexOf(' ')));
    const found = new Set(told.map(tagOf).filter(tag => tag !== undefined));
    const planted = new Set(places.values());
    return {
      name,
      found: [...found],
      missed: [...planted].filter(tag => !found.has(tag)),
      told: told.length,
      falseAlarms: told.filter(line => tagOf(line) === undefined),
    };
  });
}

function withoutMarks(path: string, text: string, places: Map<string, string>): string {
  return text
    .split('\n')
    .map((line, at) => {
      const mark = / ⟦(.+)⟧$/.exec(line);
      if (mark !== null) places.set(`${path}:${at + 1}`, mark[1]!);
      return mark === null ? line : line.slice(0, mark.index);
    })
    .join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const all = outcomes();
  for (const outcome of all) for (const line of shortcomings(outcome)) console.log(`${outcome.name}: ${line}`);
  const sum = (of: (outcome: Outcome) => number): number => all.reduce((total, outcome) => total + of(outcome), 0);
  const [found, missed, told, wrong] = [
    sum(o => o.found.length),
    sum(o => o.missed.length),
    sum(o => o.told),
    sum(o => o.falseAlarms.length),
  ];
  console.log(`recall ${found}/${found + missed}, precision ${told - wrong}/${told}`);
}
