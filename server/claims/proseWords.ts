import { matchesIn } from '../model/text.ts';
import { years } from './dates.ts';
import { oneOf } from './lexicon.ts';
import { cleaned } from './subjects.ts';
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

const compiled = new WeakMap<Vocabulary, ProseWords>();

export function proseWords(vocabulary: Vocabulary): ProseWords {
  const known = compiled.get(vocabulary);
  if (known !== undefined) return known;
  const { words } = vocabulary;
  const alternatives = (list: readonly string[]): string => anyOf(list).source;
  const standings = words.standings.words.filter(word => word !== '标准');
  const verbs = [...words.reach, ...words.standings.verbs];
  const made: ProseWords = {
    verb: new RegExp(`(?:${alternatives(words.subjects.adverbs)}|\\s|${oneOf('in')}\\s*${years})*(?:${alternatives(verbs)})`, 'iu'),
    verbFirst: new RegExp(`^\\s*(?:${alternatives(words.subjects.adverbs)})*(?:${alternatives(verbs)})`, 'iu'),
    reached: new RegExp(`(?:${alternatives(words.reach)})\\s*(?:a|the)?\\s*$`, 'iu'),
    negated: /(?:未|不|没有|尚未|并非|并不|\bnot\b)\s*(?:达到|处于|是|reached)?\s*$/iu,
    future: new RegExp(alternatives(words.roles.prediction), 'iu'),
    layered: new RegExp(`(?:是|为|\\bare\\b|\\bis\\b)\\s*([^，。；:：]{1,24}?(?:的)?)\\s*(?:${alternatives(words.layer.words)})`, 'giu'),
    standing: new RegExp(
      `(?:${alternatives(words.standings.verbs)})[^，。；、:：]{0,24}?(${standings.map(escaped).join('|') || '(?!)'})(?![\\p{Script=Han}])`,
      'u',
    ),
    bareStanding: new RegExp(
      `(?:成为|^)\\s*(标准(?=[，。；,;\\s]*$)|${standings.map(escaped).join('|') || '(?!)'}(?=[，。；,;\\s]*$))`,
      'u',
    ),
    superlatives: words.levels.superlatives,
    markBefore: new RegExp(`${vocabulary.levelMark.source}\\s*[:：]?\\s*$`),
    gradedWord: new RegExp(`(?:${alternatives([...words.levels.names.flat(), ...words.levels.stems])})\\s*$`, 'iu'),
    state: /(?:已经|已|仍在?|尚|依然|等领域|等方面|remains|is|are)\s*\S/iu,
    leading: new RegExp(`^(?:\\s*(?:${alternatives(words.subjects.leading)})(?=\\s|$))+`, 'iu'),
    causative: anyOf(words.subjects.causative, 'gu'),
  };
  compiled.set(vocabulary, made);
  return made;
}

/** The first verb of a clause that says what something is or has reached; none when the clause begins with it. */
export function firstVerb(clause: string, words: ProseWords): RegExpExecArray | undefined {
  const match = words.verb.exec(clause);
  return match === null || match.index === 0 ? undefined : match;
}

const trailing = new RegExp(`(?:${oneOf('in')}?\\s*${years}|\\s|${oneOf('adverbs')})+$`, 'u');
const leadingTime = new RegExp(`^(?:${oneOf('in')}?\\s*${years}[，,]?)\\s*`, 'u');

/** The noun phrase that a run of words before a verb ends in. */
export function nounPhrase(prefix: string, vocabulary: Vocabulary): string | undefined {
  let name = prefix.replace(/^\s*自[^，,]{1,40}?以来\s*/u, '');
  const caused = matchesIn(name, proseWords(vocabulary).causative).at(-1);
  if (caused !== undefined) name = name.slice(caused.index + caused[0].length);
  name = name
    .replace(/^.*[:：]\s*/u, '')
    .replace(/^\s*从\s*$/u, '')
    .replace(/^[\s，,、)）]*(?:但|而|则|且|其中|因此|所以|然而|目前|当前|同时|对于|在)?\s*/u, '');
  name = name.replace(trailing, '').replace(leadingTime, '');
  const trimmed = cleaned(name.replace(proseWords(vocabulary).leading, ''));
  return trimmed === '' || trimmed.length > 80 ? undefined : trimmed;
}
