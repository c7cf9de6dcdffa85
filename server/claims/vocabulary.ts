import type { Wording } from '../arithmetic/wording.ts';
import { years } from '../language/dates.ts';
import { parseInterval } from '../language/interval.ts';
import { escaped, oneOf, wordsFor } from '../language/lexicon.ts';
import { keyOf } from '../language/names.ts';
import type { Interval } from '../model/claims.ts';
import { globs } from '../model/globs.ts';
import { type SentencePattern, sentencesOf } from './cues.ts';
import { levelPattern, type Triggers, triggersOf } from './triggers.ts';
import { type ClaimsConfiguration, defaultWords, joined, type MetricWords } from './words.ts';

export { escaped } from '../language/lexicon.ts';
export type { ClaimsConfiguration, MetricWords } from './words.ts';

/** The vocabulary of a knowledge base. `configuration`: what its `concord.json` says of claims. Compiled once for the same words. */
export function vocabularyOf(configuration: ClaimsConfiguration): Vocabulary {
  let found = compiledFor.get(configuration);
  if (found !== undefined) return found;
  const words = JSON.stringify(configuration);
  found = last?.words === words ? last.vocabulary : vocabulary(configuration);
  last = { words, vocabulary: found };
  compiledFor.set(configuration, found);
  return found;
}

const compiledFor = new WeakMap<ClaimsConfiguration, Vocabulary>();
let last: { readonly words: string; readonly vocabulary: Vocabulary } | undefined;
const nothingSaid: ClaimsConfiguration = {};

export const defaultVocabulary = (): Vocabulary => vocabularyOf(nothingSaid);

/** One metric, ready for reading. */
export interface Metric extends MetricWords {
  readonly values: ReadonlyMap<string, Interval | null>;
  readonly sentences: readonly SentencePattern[];
}

export interface Level {
  readonly level: number;
  /** How it is printed: `L4`. */
  readonly label: string;
  readonly names: readonly string[];
  readonly range: Interval;
  /** Of its label and its names, see `keyOf`. */
  readonly key: string;
  readonly nameKeys: readonly string[];
}

/** The words by which a knowledge base states claims, compiled. */
export interface Vocabulary {
  readonly words: typeof defaultWords;
  readonly metrics: readonly Metric[];
  /** Metric by key (see `keyOf`), keys and symbols included. */
  readonly metricByKey: ReadonlyMap<string, { readonly metric: Metric; readonly complement?: true }>;
  /** The last characters of these. */
  readonly metricEnds: ReadonlySet<string>;
  readonly metricBySymbol: ReadonlyMap<string, Metric>;
  /** Every metric that prose may name, longest names first. Global, case folded. */
  readonly mention: RegExp;
  readonly graded: Metric | undefined;
  readonly label: Metric | undefined;
  readonly status: Metric | undefined;
  readonly standing: Metric | undefined;
  readonly levels: readonly Level[];
  /** `L4`, `L3–L4`, `L2-3`. Global. */
  readonly levelMark: RegExp;
  /** Status word → levels, or null when it says none. */
  readonly statuses: ReadonlyMap<string, readonly [number, number] | null>;
  readonly statusWord: RegExp;
  readonly stars: ReadonlyMap<number, number>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Keys of aliases that are only possible. */
  readonly loose: ReadonlySet<string>;
  /** Keys of headings that name nobody, and of the ends of such headings. */
  readonly generic: ReadonlySet<string>;
  readonly genericEndings: readonly string[];
  /** Words at the beginning of what limits nothing: `所有场景`. */
  readonly universal: RegExp;
  readonly reference: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** A sentence without any of these states nothing. */
  readonly states: RegExp;
  /** A block without any of these claims nothing. */
  readonly terms: RegExp;
  /** What the arithmetic has to know. */
  readonly wording: Wording;
  /** A year, and words such as “current”, in front of a metric's name. */
  readonly prefix: RegExp;
  /** A chapter whose claims are history: nothing is compared with them, and no contradiction is shown there. */
  isArchive(path: string): boolean;
  /** Words that say of another edition what is stated beside them, or below. */
  readonly history: RegExp;
  /** Words that say that no number below is meant. */
  readonly sample: RegExp;
  /** Without any of these in its source, a block says nothing to the reading of claims. */
  readonly triggers: Triggers;
}

/** The word with or without blanks between its Chinese and its Latin parts. */
const spaced = (word: string): string =>
  escaped(word).replace(/(?<=\p{Script=Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Han})|\s+/giu, '\\s*');

/** Matches any of the words, longest first; Latin words only as whole words. */
export function anyOf(words: Iterable<string>, flags = 'giu'): RegExp {
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (sorted.length === 0) return /(?!)/g;
  const alternatives = sorted.map(word => {
    const pattern = escaped(word).replace(/\s+/g, '\\s+');
    return `${/^[a-z]/i.test(word) ? '(?<![a-z0-9])' : ''}${pattern}${/[a-z]$/i.test(word) ? '(?![a-z0-9])' : ''}`;
  });
  return new RegExp(alternatives.join('|'), flags);
}

/** Latin words only as whole words: `Sumatra` is no sum. */
const wholeWord = (word: string): string =>
  `${/^[a-z]/i.test(word) ? '(?<![a-z])' : ''}${escaped(word)}${/[a-z]$/i.test(word) ? '(?![a-z])' : ''}`;

/** The default vocabulary with what the configuration adds. Never throws: what cannot be read of a configuration is left out. */
export function vocabulary(configuration: ClaimsConfiguration = {}): Vocabulary {
  const words = merged(configuration);
  const metrics = metricsOf(configuration);
  const metricByKey = new Map<string, { metric: Metric; complement?: true }>();
  const metricBySymbol = new Map<string, Metric>();
  for (const metric of metrics) {
    for (const name of [metric.name, ...(metric.aliases ?? []), ...(metric.keys ?? [])]) metricByKey.set(keyOf(name), { metric });
    for (const name of metric.complements ?? []) metricByKey.set(keyOf(name), { metric, complement: true });
    for (const symbol of metric.symbols ?? []) metricBySymbol.set(symbol, metric);
  }
  const named = metrics.filter(metric => !metric.keysOnly && !metric.factor && !metric.standing);
  const mention = anyOf(named.flatMap(metric => [metric.name, ...(metric.aliases ?? [])]));
  const { levels } = words;
  const statuses = new Map(Object.entries(levels.words as unknown as Record<string, readonly [number, number] | null>));
  const bounds = configuration.levels?.bounds ?? (levels.presets as Record<string, readonly string[]>)[levels.preset] ?? [];
  const standings = words.standings.words.flatMap(word => (word.length > 2 ? word : wordsFor('becoming').map(verb => verb + word)));
  const names = metrics.flatMap(({ name, aliases = [], keys = [], complements = [], cues = [] }) => [
    name,
    ...aliases,
    ...keys,
    ...complements,
    ...cues,
  ]);
  const terms = [
    ...names,
    ...statuses.keys(),
    ...words.standings.words,
    ...words.layer.words,
    ...words.schedule.keys,
    ...words.tables.total,
  ];
  const mark = levelPattern(levels.mark);
  const sentences = metrics.flatMap(metric => metric.sentences);
  const claiming = [
    ...sentences.map(({ cue }) => cue).filter(cue => cue !== ''),
    ...terms,
    ...levels.superlatives,
    ...words.levels.names.flat(),
    ...words.levels.also.flat(),
  ];
  return {
    words,
    metrics,
    metricByKey,
    metricEnds: new Set([...metricByKey.keys()].map(key => key.at(-1) ?? '')),
    metricBySymbol,
    mention,
    graded: metrics.find(metric => metric.graded),
    label: metrics.find(metric => metric.level === 'label'),
    status: metrics.find(metric => metric.level === 'status'),
    standing: metrics.find(metric => metric.standing),
    levels: levels.names.map((names, level) => levelOf(level, levels.mark, [...names, ...(levels.also[level] ?? [])], bounds[level] ?? '')),
    levelMark: new RegExp(
      `(?<![\\w\\-/])${escaped(levels.mark)}([0-9])(?:\\s*(?:[-–—~～/]|${oneOf('through')})\\s*(?:${escaped(levels.mark)})?([0-9]))?(?!\\w|\\.\\w)`,
      'g',
    ),
    statuses,
    statusWord: anyOf(statuses.keys(), 'giu'),
    stars: new Map(Object.entries(levels.stars).map(([stars, value]) => [Number(stars), value])),
    aliases: aliasesOf([...words.subjects.aliases, ...words.subjects.possible]),
    loose: new Set(words.subjects.possible.flatMap(([, ...names]) => names.map(keyOf))),
    generic: new Set(words.subjects.generic.map(keyOf)),
    genericEndings: words.subjects.genericEndings.map(keyOf),
    universal: new RegExp(`^(?:${anyOf(words.subjects.universal).source})`, 'iu'),
    reference: new Map(
      Object.entries(configuration.reference ?? {}).map(([subject, values]) => [subject, new Map(Object.entries(values))]),
    ),
    states: new RegExp(
      `[%％★☆⭐]|${[...named.flatMap(({ name, aliases = [] }) => [name, ...aliases]), ...metrics.flatMap(({ cues = [] }) => cues), ...statuses.keys(), ...levels.superlatives, ...standings, ...words.layer.words].map(escaped).join('|')}|${escaped(levels.mark)}[0-9]`,
      'iu',
    ),
    terms: new RegExp(
      `[★☆⭐${sentences.some(({ value, cue }) => value && cue === '') ? '%％' : ''}]|${claiming.map(spaced).join('|')}|${mark}`,
      'i',
    ),
    wording: wordingOf(words.tables, metrics, key => metricByKey.get(key)?.metric),
    prefix: new RegExp(`^\\s*(?:${years})?\\s*(?:${words.prefixes.map(escaped).join('|')})?\\s*`, 'iu'),
    isArchive: globs(words.archives, () => false),
    history: anyOf(words.roles.history, 'iu'),
    sample: anyOf(words.roles.sample, 'iu'),
    triggers: triggersOf([...terms, ...words.roles.sample], levels.mark),
  };
}

function wordingOf(
  { total, overlap, cumulative }: (typeof defaultWords)['tables'],
  metrics: readonly Metric[],
  measureNamed: Wording['measureNamed'],
): Wording {
  const totals = total.map(wholeWord).join('|');
  const shares = metrics.flatMap(({ share, name, aliases, keys: more }) =>
    share ? [name, ...(aliases ?? []), ...(more ?? [])].map(keyOf) : [],
  );
  return {
    total: new RegExp(`^[\\s*]*(?:${totals})`, 'iu'),
    totalEnd: new RegExp(`(?:${totals})[\\s*:：]*$`, 'iu'),
    overlap,
    shares: new Set(shares.flatMap(key => [key, `${key}(%)`])),
    cumulative: cumulative.map(keyOf),
    measureNamed,
  };
}

const levelOf = (level: number, mark: string, names: readonly string[], bounds: string): Level => ({
  level,
  label: `${mark}${level}`,
  names,
  range: parseInterval(bounds) ?? { low: -Infinity, high: Infinity },
  key: keyOf(`${mark}${level}`),
  nameKeys: names.map(keyOf),
});

function merged(configuration: ClaimsConfiguration): typeof defaultWords {
  const { subjects, tables, levels, standings, archives } = configuration;
  return {
    ...defaultWords,
    levels: { ...defaultWords.levels, ...levels } as typeof defaultWords.levels,
    standings: { ...defaultWords.standings, ...standings },
    archives: [...(archives ?? defaultWords.archives)],
    tables: joined(defaultWords.tables, tables ?? {}),
    subjects: joined(defaultWords.subjects, subjects ?? {}),
  };
}

function metricsOf({ metrics = [] }: ClaimsConfiguration): Metric[] {
  const byName = new Map((defaultWords.metrics as readonly MetricWords[]).map(metric => [metric.name, metric] as const));
  // Of the configuration's phrases only the places are patterns: they come from the workspace.
  const configured = new Set(metrics.filter(({ phrases }) => phrases !== undefined).map(({ name }) => name));
  for (const metric of metrics) {
    byName.set(metric.name, { ...byName.get(metric.name), ...metric });
    for (const other of [...byName.values()]) {
      const kept = beside(other, metric);
      if (kept === undefined) byName.delete(other.name);
      else byName.set(other.name, kept);
    }
  }
  return [...byName.values()].map(metric => ({
    ...metric,
    values: new Map(
      Object.entries(metric.words ?? {}).map(([word, range]) => [keyOf(word), range === null ? null : (parseInterval(range) ?? null)]),
    ),
    sentences: sentencesOf(metric.phrases, configured.has(metric.name)),
  }));
}

/** What is left of a metric beside one that is added: one is graded, and one is written as each kind of level. */
function beside(other: MetricWords, metric: MetricWords): MetricWords | undefined {
  if (other.name === metric.name) return other;
  if (metric.level !== undefined && other.level === metric.level) return undefined;
  return metric.graded && other.graded ? { ...other, graded: false } : other;
}

function aliasesOf(groups: readonly (readonly string[])[]): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const [canonical, ...names] of groups)
    if (canonical !== undefined) for (const name of [canonical, ...names]) aliases.set(keyOf(name), canonical);
  return aliases;
}
