import { years } from '../language/dates.ts';
import { oneOf, wordsFor } from '../language/lexicon.ts';
import { cleaned } from '../language/names.ts';
import { memoized } from '../model/memoize.ts';
import { matchesIn } from '../model/text.ts';
import { anyOf, escaped, type Vocabulary } from './vocabulary.ts';

/** The words by which sentences state claims, compiled once per vocabulary. */
export interface ProseWords {
  readonly verb: RegExp;
  /** The clause begins with its verb. */
  readonly verbFirst: RegExp;
  readonly reached: RegExp;
  readonly negated: RegExp;
  readonly future: RegExp;
  readonly layered: RegExp;
  readonly standing: RegExp;
  readonly bareStanding: RegExp;
  readonly superlatives: readonly string[];
  /** A level right before a status word. */
  readonly markBefore: RegExp;
  readonly causative: RegExp;
  readonly leading: RegExp;
  /** Ends in the stem of the graded metric: `高度收敛`. */
  readonly gradedWord: RegExp;
  readonly state: RegExp;
}

export const proseWords = memoized((vocabulary: Vocabulary): ProseWords => {
  const { words } = vocabulary;
  const alternatives = (list: readonly string[]): string => anyOf(list).source;
  const standings = words.standings.words.filter(word => !wordsFor('ordinaryStanding').includes(word));
  const verbs = [...words.reach, ...words.standings.verbs];
  return {
    verb: new RegExp(`(?:${alternatives(words.subjects.adverbs)}|\\s|${oneOf('in')}\\s*${years})*(?:${alternatives(verbs)})`, 'iu'),
    verbFirst: new RegExp(`^\\s*(?:${alternatives(words.subjects.adverbs)})*(?:${alternatives(verbs)})`, 'iu'),
    reached: new RegExp(`(?:${alternatives(words.reach)})\\s*(?:a|the|at)?\\s*(?:${oneOf('levelWord')}\\s*)?$`, 'iu'),
    negated: new RegExp(`${oneOf('not')}\\s*${oneOf('reaching')}?\\s*$`, 'iu'),
    future: new RegExp(alternatives(words.roles.prediction), 'iu'),
    layered: new RegExp(`${oneOf('are')}\\s*([^，。；:：]{1,24}?)\\s*(?:${alternatives(words.layer.words)})`, 'giu'),
    standing: new RegExp(
      `(?:${alternatives(words.standings.verbs)})[^，。；、:：]{0,24}?(${standings.map(escaped).join('|') || '(?!)'})(?![\\p{Script=Han}])`,
      'u',
    ),
    bareStanding: new RegExp(
      `(?:${oneOf('becoming')}|^)\\s*(${oneOf('ordinaryStanding')}(?=[，。；,;\\s]*$)|${standings.map(escaped).join('|') || '(?!)'}(?=[，。；,;\\s]*$))`,
      'u',
    ),
    superlatives: words.levels.superlatives,
    markBefore: new RegExp(`${vocabulary.levelMark.source}\\s*[:：]?\\s*$`),
    gradedWord: new RegExp(`(?:${alternatives([...words.levels.names.flat(), ...words.levels.stems])})\\s*$`, 'iu'),
    state: new RegExp(`${oneOf('stays')}\\s*\\S`, 'iu'),
    leading: new RegExp(`^(?:\\s*(?:${alternatives(words.subjects.leading)})(?=\\s|$))+`, 'iu'),
    causative: anyOf(words.subjects.causative, 'gu'),
  };
});

/** The first verb of a clause that says what something is or has reached; none when the clause begins with it. */
export function firstVerb(clause: string, words: ProseWords): RegExpExecArray | undefined {
  const match = words.verb.exec(clause);
  return match === null || match.index === 0 ? undefined : match;
}

const trailing = new RegExp(`(?:${oneOf('in')}?\\s*${years}|\\s|${oneOf('adverbs')})+$`, 'u');
const sinceThen = new RegExp(`^\\s*${oneOf('since')}[^，,]{1,40}?${oneOf('sinceThen')}\\s*`, 'u');
const onlyFrom = new RegExp(`^\\s*${oneOf('from')}\\s*$`, 'u');
const opening = new RegExp(`^[\\s，,、)）]*${oneOf('opening')}?\\s*`, 'u');
const leadingTime = new RegExp(`^(?:${oneOf('in')}?\\s*${years}[，,]?)\\s*`, 'u');

/** The noun phrase that a run of words before a verb ends in. */
export function nounPhrase(prefix: string, vocabulary: Vocabulary): string | undefined {
  let name = prefix.replace(sinceThen, '');
  const caused = matchesIn(name, proseWords(vocabulary).causative).at(-1);
  if (caused !== undefined) name = name.slice(caused.index + caused[0].length);
  name = name
    .replace(/^.*[:：]\s*/u, '')
    .replace(onlyFrom, '')
    .replace(opening, '');
  name = name.replace(trailing, '').replace(leadingTime, '');
  const trimmed = cleaned(name.replace(proseWords(vocabulary).leading, ''));
  return trimmed === '' || trimmed.length > 80 ? undefined : trimmed;
}
