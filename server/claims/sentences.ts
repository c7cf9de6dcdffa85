import { timeIn } from '../language/dates.ts';
import { point } from '../language/interval.ts';
import { oneOf, withoutOf } from '../language/lexicon.ts';
import { percentage, quantities } from '../language/quantities.ts';
import { longest, type Text } from '../language/source.ts';
import type { Construct, Qualifier } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { readingsOf } from './cells.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf } from './context.ts';
import { levelsIn, type MetricMention, metricsIn, type Reading, statusReading } from './mentions.ts';
import { mayHoldPhrase, readPhrases } from './phrases.ts';
import { firstVerb, type ProseWords, proseWords } from './proseWords.ts';
import {
  beforeStatus,
  future,
  hypothetical,
  namedIn,
  otherSense,
  sentenceEnd,
  universal,
  whomBehind,
  whomIn,
  withoutAny,
  withoutStatus,
} from './sentenceParts.ts';
import { valueBeside } from './valueBeside.ts';
import type { Metric } from './vocabulary.ts';

/** Reads the sentences of a range. `owners`: whom they are about as long as they name nobody themselves. */
export function readSentences(
  context: Context,
  construct: Construct,
  text: Text,
  from: number,
  to: number,
  owners: readonly Subject[] | undefined,
  time?: string,
  led = false,
): void {
  let start = from;
  const part = text.text.slice(from, to);
  const ends = matchesIn(part, sentenceEnd).map(match => from + match.index + match[0].length);
  for (const end of [...ends, to]) {
    if (end > start && end - start <= longest) new Sentence(context, construct, text, start, end, owners, time, led).read();
    start = end;
  }
}

const noneOf = new RegExp(`${oneOf('no')}${oneOf('whatever')}?\\p{Script=Han}{0,4}$`, 'u');
const goesOn = new RegExp(`^[^，,]{0,12}${oneOf('goesOn')}`, 'u');
const describes = new RegExp(`^${oneOf('describes')}`, 'u');
const endsHere = new RegExp(`^${oneOf('state')}?(?:[，,。；;:：!！?？)）.]*|[（(][^（）()]*[)）])$`, 'u');
const inBrackets = new RegExp(`[（(]\\s*(${percentage})\\s*[)）]\\s*[，,。；;]?\\s*$`, 'iu');

/** One sentence: the subject that one clause sets holds for the clauses after it. */
class Sentence {
  #subjects: readonly Subject[] | undefined;
  #previous = '';
  #graded = false;
  readonly #context: Context;
  readonly #construct: Construct;
  readonly #text: Text;
  readonly #start: number;
  readonly #end: number;
  readonly #time: string | undefined;
  readonly #owners: readonly Subject[] | undefined;
  readonly #led: boolean;

  constructor(
    context: Context,
    construct: Construct,
    text: Text,
    start: number,
    end: number,
    owners: readonly Subject[] | undefined,
    time: string | undefined,
    led: boolean,
  ) {
    this.#context = context;
    this.#construct = construct;
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.#owners = owners;
    this.#led = led;
    this.#time = time ?? timeIn(text.text.slice(start, end));
  }

  read(): void {
    const sentence = this.#text.text.slice(this.#start, this.#end);
    if (!this.#context.vocabulary.states.test(sentence) || hypothetical.test(sentence)) return;
    const { vocabulary } = this.#context;
    if (mayHoldPhrase(sentence, vocabulary)) {
      const owner = (this.#led ? this.#owners?.[0] : undefined) ?? sectionSubject(this.#context);
      readPhrases(this.#context, this.#construct, this.#text, owner, this.#start, this.#end);
    }
    let at = this.#start;
    for (const clause of sentence.split(/(?<=[，,])/u)) {
      this.#clause(clause, at, proseWords(vocabulary));
      at += clause.length;
    }
  }

  #clause(clause: string, at: number, words: ProseWords): void {
    const { vocabulary } = this.#context;
    if (universal.test(clause)) return;
    const verb = firstVerb(clause, words);
    if (verb !== undefined) this.#subjects = this.#named(clause.slice(0, verb.index)) ?? this.#subjects;
    else if (words.verbFirst.test(clause) && !/[%％]/.test(this.#previous) && firstVerb(this.#previous, words) === undefined)
      this.#subjects ??= this.#named(this.#previous);
    this.#previous = clause;
    this.#measured(clause, at, words);
    this.#bracketed(clause, at, words);
    const layered = verb === undefined && this.#owners === undefined ? undefined : matchesIn(clause, words.layered)[0];
    if (layered !== undefined) {
      this.#layer(layered, at);
      return;
    }
    this.#levels(clause, at, words);
    if (vocabulary.status !== undefined) this.#statuses(clause, at, words, vocabulary.status, verb !== undefined);
    if (vocabulary.standing !== undefined && !words.future.test(clause)) this.#standing(clause, at, words, vocabulary.standing);
  }

  /** `已达到 L4`. */
  #levels(clause: string, at: number, words: ProseWords): void {
    const { label, levelMark } = this.#context.vocabulary;
    for (const match of label === undefined ? [] : matchesIn(clause, levelMark)) {
      const end = match.index + match[0].length;
      if (this.#predicated(clause, match.index, end, words) && !otherSense.test(clause.slice(end))) this.#level(match, at);
    }
  }

  /** Status words; and, behind a verb, superlatives, which stand for the highest level. */
  #statuses(clause: string, at: number, words: ProseWords, status: Metric, isPredicate: boolean): void {
    const { vocabulary } = this.#context;
    const future = words.future.test(clause);
    for (const match of matchesIn(clause, vocabulary.statusWord)) {
      const marked = words.markBefore.test(clause.slice(0, match.index));
      const own = this.#statusOwners(clause, match.index, match.index + match[0].length, words, marked);
      for (const subject of own) this.#add(at, subject, status, statusReading(match[0], match.index, vocabulary), future);
    }
    const range = point(vocabulary.levels.length - 1);
    for (const word of isPredicate ? words.superlatives : []) {
      const start = clause.indexOf(word);
      const reading: Reading = { unit: 'level', range, word, start, end: start + word.length };
      for (const subject of start < 0 ? [] : this.#about()) this.#add(at, subject, status, reading, future);
    }
  }

  /** `已成为工业标准`. */
  #standing(clause: string, at: number, words: ProseWords, standing: Metric): void {
    const match = words.standing.exec(clause) ?? (this.#led || this.#subjects !== undefined ? words.bareStanding.exec(clause) : null);
    if (match === null) return;
    const word = match[1]!;
    const start = match.index + match[0].lastIndexOf(word);
    const owners = this.#named(clause.slice(0, match.index)) ?? this.#about();
    for (const subject of owners.filter(owner => !this.#isLevel(owner)))
      this.#add(at, subject, standing, { unit: 'word', word, start, end: start + word.length }, false);
  }

  /** `收敛度 95%`, `能力层收敛度60%`, `95%收敛度`. */
  #measured(clause: string, at: number, words: ProseWords): void {
    for (const mention of metricsIn(clause, this.#context.vocabulary)) if (!mention.metric.level) this.#value(mention, clause, at, words);
  }

  #value({ metric, ...name }: MetricMention, clause: string, at: number, words: ProseWords): void {
    const { vocabulary } = this.#context;
    const whom = whomIn(clause.slice(name.end));
    const end = name.end + (whom?.end ?? 0);
    const before = clause.slice(0, name.start);
    const value = valueBeside(before, clause.slice(end), this.#text.text.slice(at + end, this.#end), metric, vocabulary);
    if (value === undefined || value.readings.length === 0) return;
    const offset = value.isBefore ? value.start : end + value.start;
    const readings = noneOf.test(before) ? value.readings.map(withoutAny) : value.readings;
    const named = whom?.name ?? (value.isBefore ? whomBehind(clause.slice(end)) : undefined);
    const prefix = clause.slice(0, value.isBefore ? offset : name.start);
    const own = named === undefined ? this.#ownerBefore(prefix, words) : [subjectOf(named, vocabulary)];
    if (own !== undefined) this.#subjects = own;
    for (const subject of own ?? this.#usual(metric))
      for (const reading of readings) this.#add(at + offset, subject, metric, reading, future(clause, this.#context));
  }

  #usual(metric: Metric): readonly Subject[] {
    return metric.about === undefined ? this.#about() : [defaultSubject(metric, this.#context)];
  }

  /** Whom the words right before a metric name, if no verb stands there. */
  #ownerBefore(prefix: string, words: ProseWords): Subject[] | undefined {
    if (firstVerb(prefix, words) !== undefined) return undefined;
    return this.#named(withoutStatus(withoutOf(prefix.replace(/[（(]\s*$/u, '')), this.#context.vocabulary), true);
  }

  /** `底层数学和架构层已高度收敛（95%），…仍在快速迭代（30%）`: a percentage in brackets behind a word of the graded metric, and those beside it. */
  #bracketed(clause: string, at: number, words: ProseWords): void {
    const { graded } = this.#context.vocabulary;
    const match = inBrackets.exec(clause);
    if (graded === undefined || match === null || this.#led) return;
    const before = clause.slice(0, match.index);
    this.#graded ||= words.gradedWord.test(before);
    if (!this.#graded) return;
    const verb = words.state.exec(before);
    const subjects = verb === null ? undefined : this.#named(before.slice(0, verb.index));
    if (subjects === undefined || quantities(before).length > 0) return;
    const offset = match.index + match[0].indexOf(match[1]!);
    for (const subject of subjects)
      for (const reading of readingsOf(graded, match[1]!, this.#context.vocabulary))
        this.#add(at + offset, subject, graded, reading, false);
  }

  #add(at: number, subject: Subject, metric: Metric, reading: Reading, isFuture: boolean): void {
    const qualifier: Qualifier = {
      ...(this.#time !== undefined && { time: this.#time }),
      ...(isFuture && { role: 'prediction' as const }),
    };
    if (reading.unit === 'word' && reading.range === undefined && metric.level && reading.word === undefined) return;
    add(this.#context, this.#construct, this.#text, at, subject, metric, reading, qualifier);
  }

  #about(): readonly Subject[] {
    return this.#subjects ?? this.#owners ?? [sectionSubject(this.#context)];
  }

  #named(prefix: string, attached = false): Subject[] | undefined {
    return namedIn(prefix, attached, this.#context.vocabulary);
  }

  #predicated(clause: string, start: number, end: number, words: ProseWords): boolean {
    return words.reached.test(clause.slice(0, start)) && !goesOn.test(clause.slice(end).replace(/^\s*[:：]?\s*/u, ''));
  }

  #level({ 0: mark, index }: RegExpExecArray, at: number): void {
    const { vocabulary } = this.#context;
    for (const reading of levelsIn(mark, vocabulary))
      for (const subject of this.#about())
        if (!this.#isLevel(subject))
          this.#add(at, subject, vocabulary.label!, { ...reading, start: index, end: index + mark.length }, false);
  }

  /** Whom a status word is said of: after a verb of reaching the sentence's subject, at the end of a clause the words right before. */
  #statusOwners(clause: string, start: number, end: number, words: ProseWords, marked: boolean): readonly Subject[] {
    const before = clause.slice(0, start);
    const after = clause.slice(end).replace(/\s+/gu, '');
    if (words.negated.test(before)) return [];
    if (words.reached.test(marked ? before.replace(words.markBefore, '') : before) && !describes.test(after)) return this.#about();
    if (marked || !endsHere.test(after)) return [];
    if (firstVerb(before, words) !== undefined) return this.#about().filter(subject => !this.#isLevel(subject));
    const { name, elided } = beforeStatus(before.replace(/[（(]\s*$/u, ''));
    if (elided && this.#subjects === undefined && this.#owners === undefined) return [];
    // `乙法收敛度 45%（准收敛）` is said of whom the value is.
    const isSaid = elided || (quantities(name).length > 0 && metricsIn(name, this.#context.vocabulary).length > 0);
    return (isSaid ? this.#about() : (this.#named(name) ?? [])).filter(subject => !this.#isLevel(subject));
  }

  #isLevel({ name }: Subject): boolean {
    return this.#context.vocabulary.levels.some(({ label }) => label === name);
  }

  /** `是 L4 完全收敛的代表技术`: members of a level or of a layer. */
  #layer(match: RegExpExecArray, at: number): void {
    const { vocabulary } = this.#context;
    const { label, words } = vocabulary;
    const of = withoutOf(match[1]!).trim();
    const start = match.index + match[0].indexOf(match[1]!);
    const whole = subjectOf(of, vocabulary);
    const level = vocabulary.levels.find(entry => entry.label === whole.name);
    for (const subject of this.#about()) {
      if (level !== undefined && label !== undefined)
        this.#add(
          at,
          subject,
          label,
          { unit: 'level', range: { low: level.level, high: level.level }, word: level.label, start, end: start + of.length },
          false,
        );
      else if (whole.name !== null && of.length <= 16)
        this.#add(
          at,
          subject,
          { name: words.layer.metric, unit: 'word', values: new Map(), sentences: [] },
          { unit: 'word', word: whole.name, start, end: start + of.length },
          false,
        );
    }
  }
}
