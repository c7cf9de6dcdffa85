import { point } from '../language/interval.ts';
import { oneOf, withoutOf } from '../language/lexicon.ts';
import { percentage, quantities } from '../language/quantities.ts';
import { matchesIn } from '../model/text.ts';
import { readingsOf } from './cells.ts';
import { defaultSubject, type Subject, subjectOf } from './context.ts';
import { levelsIn, type MetricMention, metricsIn, type Reading, statusReading } from './mentions.ts';
import { firstVerb, type ProseWords, proseWords } from './proseWords.ts';
import { beforeStatus, otherSense, whomBehind, whomIn, withoutAny, withoutStatus } from './sentenceParts.ts';
import type { Sentence } from './sentences.ts';
import { valueBeside } from './valueBeside.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

const noneOf = new RegExp(`${oneOf('no')}${oneOf('whatever')}?\\p{Script=Han}{0,4}$`, 'u');
const goesOn = new RegExp(`^[^，,]{0,12}${oneOf('goesOn')}`, 'u');
const describes = new RegExp(`^${oneOf('describes')}`, 'u');
const endsHere = new RegExp(`^${oneOf('state')}?(?:[，,。；;:：!！?？)）.]*|[（(][^（）()]*[)）])$`, 'u');
const inBrackets = new RegExp(`[（(]\\s*(${percentage})\\s*[)）]\\s*[，,。；;]?\\s*$`, 'iu');

/** One clause of a sentence: the values, levels and words that it states. */
export class Clause {
  readonly #sentence: Sentence;
  readonly #text: string;
  /** Where it begins in the text of the sentence. */
  readonly #at: number;
  /** It has a verb that says what something is or has reached. */
  readonly #isPredicate: boolean;
  readonly #vocabulary: Vocabulary;
  readonly #words: ProseWords;
  readonly #isFuture: boolean;

  constructor(sentence: Sentence, text: string, at: number, isPredicate: boolean) {
    this.#sentence = sentence;
    this.#text = text;
    this.#at = at;
    this.#isPredicate = isPredicate;
    this.#vocabulary = sentence.passage.vocabulary;
    this.#words = proseWords(this.#vocabulary);
    this.#isFuture = this.#words.future.test(text);
  }

  read(): void {
    const { status, standing } = this.#vocabulary;
    this.#measures();
    this.#bracketed();
    const isOfSomebody = this.#isPredicate || this.#sentence.led.owners !== undefined;
    const layered = isOfSomebody ? matchesIn(this.#text, this.#words.layered)[0] : undefined;
    if (layered !== undefined) {
      this.#layer(layered);
      return;
    }
    this.#levels();
    if (status !== undefined) this.#statuses(status);
    if (standing !== undefined && !this.#isFuture) this.#standing(standing);
  }

  /** `收敛度 95%`, `能力层收敛度60%`, `95%收敛度`. */
  #measures(): void {
    for (const mention of metricsIn(this.#text, this.#vocabulary)) if (!mention.metric.level) this.#measure(mention);
  }

  #measure({ metric, ...name }: MetricMention): void {
    const clause = this.#text;
    const whom = whomIn(clause.slice(name.end));
    const end = name.end + (whom?.end ?? 0);
    const before = clause.slice(0, name.start);
    const value = valueBeside(before, clause.slice(end), this.#sentence.from(this.#at + end), metric, this.#vocabulary);
    if (value === undefined || value.readings.length === 0) return;
    const offset = value.isBefore ? value.start : end + value.start;
    const named = whom?.name ?? (value.isBefore ? whomBehind(clause.slice(end)) : undefined);
    const prefix = clause.slice(0, value.isBefore ? offset : name.start);
    const own = named === undefined ? this.#ownerBefore(prefix) : [subjectOf(named, this.#vocabulary)];
    if (own !== undefined) this.#sentence.subjects = own;
    const usual = metric.about === undefined ? this.#sentence.about() : [defaultSubject(metric, this.#sentence.passage.context)];
    for (const reading of value.readings)
      this.#sentence.add(this.#at + offset, own ?? usual, metric, noneOf.test(before) ? withoutAny(reading) : reading, this.#isFuture);
  }

  /** Whom the words right before a metric name, if no verb stands there. */
  #ownerBefore(prefix: string): Subject[] | undefined {
    if (firstVerb(prefix, this.#words) !== undefined) return undefined;
    return this.#sentence.named(withoutStatus(withoutOf(prefix.replace(/[（(]\s*$/u, '')), this.#vocabulary), true);
  }

  /** `底层数学和架构层已高度收敛（95%），…仍在快速迭代（30%）`: a percentage in brackets behind a word of the graded metric, and those beside it. */
  #bracketed(): void {
    const { graded } = this.#vocabulary;
    const match = inBrackets.exec(this.#text);
    if (graded === undefined || match === null || this.#sentence.led.isLed) return;
    const before = this.#text.slice(0, match.index);
    this.#sentence.isGraded ||= this.#words.gradedWord.test(before);
    if (!this.#sentence.isGraded) return;
    const verb = this.#words.state.exec(before);
    const subjects = verb === null ? undefined : this.#sentence.named(before.slice(0, verb.index));
    if (subjects === undefined || quantities(before).length > 0) return;
    const at = this.#at + match.index + match[0].indexOf(match[1]!);
    for (const reading of readingsOf(graded, match[1]!, this.#vocabulary)) this.#sentence.add(at, subjects, graded, reading);
  }

  /** `是 L4 完全收敛的代表技术`: members of a level or of a layer. */
  #layer(match: RegExpExecArray): void {
    const { label, words, levels } = this.#vocabulary;
    const of = withoutOf(match[1]!).trim();
    const start = match.index + match[0].indexOf(match[1]!);
    const whole = subjectOf(of, this.#vocabulary);
    const at = { start, end: start + of.length };
    const level = levels.find(entry => entry.label === whole.name);
    const members = this.#sentence.about();
    if (level !== undefined && label !== undefined)
      this.#sentence.add(this.#at, members, label, { unit: 'level', range: point(level.level), word: level.label, ...at });
    else if (whole.name !== null && of.length <= 16) {
      const metric: Metric = { name: words.layer.metric, unit: 'word', values: new Map(), sentences: [] };
      this.#sentence.add(this.#at, members, metric, { unit: 'word', word: whole.name, ...at });
    }
  }

  /** `已达到 L4`. */
  #levels(): void {
    const { label } = this.#vocabulary;
    for (const level of label === undefined ? [] : levelsIn(this.#text, this.#vocabulary)) {
      const behind = this.#text.slice(level.end);
      const isReached = this.#words.reached.test(this.#text.slice(0, level.start)) && !goesOn.test(behind.replace(/^\s*[:：]?\s*/u, ''));
      if (isReached && !otherSense.test(behind)) this.#sentence.add(this.#at, this.#noLevels(this.#sentence.about()), label!, level);
    }
  }

  /** Status words; and, behind a verb, superlatives, which stand for the highest level. */
  #statuses(status: Metric): void {
    for (const { 0: word, index } of matchesIn(this.#text, this.#vocabulary.statusWord)) {
      const owners = this.#statusOwners(index, index + word.length);
      this.#sentence.add(this.#at, owners, status, statusReading(word, index, this.#vocabulary), this.#isFuture);
    }
    const range = point(this.#vocabulary.levels.length - 1);
    for (const word of this.#isPredicate ? this.#words.superlatives : []) {
      const start = this.#text.indexOf(word);
      const reading: Reading = { unit: 'level', range, word, start, end: start + word.length };
      if (start >= 0) this.#sentence.add(this.#at, this.#sentence.about(), status, reading, this.#isFuture);
    }
  }

  /** Whom a status word is said of: after a verb of reaching the sentence's subject, at the end of a clause the words right before. */
  #statusOwners(start: number, end: number): readonly Subject[] {
    const before = this.#text.slice(0, start);
    const after = this.#text.slice(end).replace(/\s+/gu, '');
    const isMarked = this.#words.markBefore.test(before);
    if (this.#words.negated.test(before)) return [];
    if (this.#words.reached.test(isMarked ? before.replace(this.#words.markBefore, '') : before) && !describes.test(after))
      return this.#sentence.about();
    if (isMarked || !endsHere.test(after)) return [];
    return this.#noLevels(firstVerb(before, this.#words) === undefined ? this.#namedBefore(before) : this.#sentence.about());
  }

  /** Whom the words right before a status word name. */
  #namedBefore(before: string): readonly Subject[] {
    const { name, elided } = beforeStatus(before.replace(/[（(]\s*$/u, ''));
    if (elided && this.#sentence.subjects === undefined && this.#sentence.led.owners === undefined) return [];
    // `乙法收敛度 45%（准收敛）` is said of whom the value is.
    const isSaid = elided || (quantities(name).length > 0 && metricsIn(name, this.#vocabulary).length > 0);
    return isSaid ? this.#sentence.about() : (this.#sentence.named(name) ?? []);
  }

  /** `已成为工业标准`. */
  #standing(standing: Metric): void {
    const isOfSomebody = this.#sentence.led.isLed || this.#sentence.subjects !== undefined;
    const match = this.#words.standing.exec(this.#text) ?? (isOfSomebody ? this.#words.bareStanding.exec(this.#text) : null);
    if (match === null) return;
    const word = match[1]!;
    const start = match.index + match[0].lastIndexOf(word);
    const owners = this.#sentence.named(this.#text.slice(0, match.index)) ?? this.#sentence.about();
    this.#sentence.add(this.#at, this.#noLevels(owners), standing, { unit: 'word', word, start, end: start + word.length });
  }

  #noLevels(subjects: readonly Subject[]): readonly Subject[] {
    return subjects.filter(({ name }) => !this.#vocabulary.levels.some(({ label }) => label === name));
  }
}
