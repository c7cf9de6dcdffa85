import { type Block, type PlacedBlock, remembered } from '../language/source.ts';
import type { Claim } from '../model/claims.ts';
import { memoized } from '../model/memoize.ts';
import { anyOf, type Metric, type Vocabulary } from './vocabulary.ts';

const byFormula: ReadonlySet<Claim['construct']> = new Set(['formula', 'formula-factor', 'formula-def', 'rule']);

/**
 * The claims of a chapter without those that only look like some: a letter such as `C` or `T` is a measure where the chapter names the measure, and `L2` in a sentence is a level where it speaks of what the levels
 * grade; elsewhere they are numbers of Catalan, running times, norms and caches.
 */
export function ofNamedMeasures(claims: readonly Claim[], blocks: readonly PlacedBlock[], vocabulary: Vocabulary): readonly Claim[] {
  const answers = new Map<RegExp, boolean>();
  const isNamed = (names: RegExp): boolean => {
    let answer = answers.get(names);
    if (answer === undefined) {
      answer = blocks.some(({ block }) => remembered(block, names, () => textsOf(block).some(text => names.test(text))));
      answers.set(names, answer);
    }
    return answer;
  };
  const { measures, levels } = namesIn(vocabulary);
  const holds = (claim: Claim): boolean => {
    if (claim.metric === vocabulary.label?.name && (claim.construct === 'prose' || claim.construct === 'list')) return isNamed(levels);
    // A bound in the row of a level that is called by its name needs no other.
    if (
      claim.construct === 'rule' &&
      claim.metric === vocabulary.graded?.name &&
      levelsOf(vocabulary).has(claim.subject ?? '') &&
      isNamed(levels)
    )
      return true;
    const names = byFormula.has(claim.construct) ? measures.get(claim.metric) : undefined;
    return names === undefined || isNamed(names);
  };
  return claims.every(holds) ? claims : claims.filter(holds);
}

const levelsOf = memoized(({ levels }: Vocabulary): ReadonlySet<string> => new Set(levels.map(({ label }) => label)));

interface Names {
  /** By metric, and by the name of its formula: those that have a letter. */
  readonly measures: ReadonlyMap<string, RegExp>;
  readonly levels: RegExp;
}

const namesIn = memoized((vocabulary: Vocabulary): Names => {
  const written = ({ name, aliases = [], keys = [] }: Metric): string[] => [name, ...aliases, ...keys];
  const measures = new Map<string, RegExp>();
  for (const metric of vocabulary.metrics) {
    if (metric.symbols === undefined) continue;
    const names = anyOf(written(metric), 'iu');
    measures.set(metric.name, names).set(`${metric.name}${vocabulary.words.names.formula}`, names);
  }
  const { graded, label, status, words } = vocabulary;
  const ofLevels = [graded, label, status].flatMap(metric => (metric === undefined ? [] : [metric.name, ...(metric.aliases ?? [])]));
  const levels = anyOf([...ofLevels, ...vocabulary.statuses.keys(), ...words.levels.stems, ...words.levels.names.flat()], 'iu');
  return { measures, levels };
});

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'table':
      return block.rows.flatMap(row => row.map(cell => cell.text));
    case 'fence':
    case 'formula':
      return block.lines.map(({ text }) => text);
    case 'heading':
      return [block.text.text];
    default:
      return block.quiet === undefined ? [block.text.text] : [];
  }
}
