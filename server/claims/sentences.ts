import { timeIn } from '../language/dates.ts';
import { longest } from '../language/source.ts';
import type { Qualifier } from '../model/claims.ts';
import { matchesIn } from '../model/text.ts';
import { Clause } from './clause.ts';
import { type Passage, type Subject, sectionSubject } from './context.ts';
import type { Reading } from './mentions.ts';
import { mayHoldPhrase, readPhrases } from './phrases.ts';
import { firstVerb, proseWords } from './proseWords.ts';
import { hypothetical, namedIn, sentenceEnd, universal } from './sentenceParts.ts';
import type { Metric } from './vocabulary.ts';

/** What stands before some sentences says of them: whom they are about as long as they name nobody themselves, at what time, and whether the lead that names them is theirs. */
export interface Led {
  readonly owners?: readonly Subject[] | undefined;
  readonly time?: string | undefined;
  readonly isLed?: boolean;
}

/** Reads the sentences of a range. */
export function readSentences(passage: Passage, from: number, to: number, led: Led = {}): void {
  let start = from;
  const part = passage.text.text.slice(from, to);
  const ends = matchesIn(part, sentenceEnd).map(match => from + match.index + match[0].length);
  for (const end of [...ends, to]) {
    if (end > start && end - start <= longest) new Sentence(passage, start, end, led).read();
    start = end;
  }
}

/** One sentence: the subject that one clause sets holds for the clauses after it. */
export class Sentence {
  readonly passage: Passage;
  readonly led: Led;
  /** Its percentages in brackets are of the metric that levels grade. */
  isGraded = false;
  subjects: readonly Subject[] | undefined;
  readonly #start: number;
  readonly #end: number;
  readonly #time: string | undefined;

  constructor(passage: Passage, start: number, end: number, led: Led) {
    this.passage = passage;
    this.#start = start;
    this.#end = end;
    this.led = led;
    this.#time = led.time ?? timeIn(passage.text.text.slice(start, end));
  }

  read(): void {
    const { vocabulary, context, text } = this.passage;
    const sentence = text.text.slice(this.#start, this.#end);
    if (!vocabulary.states.test(sentence) || hypothetical.test(sentence)) return;
    if (mayHoldPhrase(sentence, vocabulary)) {
      const owner = (this.led.isLed ? this.led.owners?.[0] : undefined) ?? sectionSubject(context);
      readPhrases(this.passage, owner, this.#start, this.#end);
    }
    let at = this.#start;
    let previous = '';
    for (const clause of sentence.split(/(?<=[，,])/u)) {
      if (!universal.test(clause)) {
        const { isPredicate } = this.#setSubjects(clause, previous);
        new Clause(this, clause, at, isPredicate).read();
        previous = clause;
      }
      at += clause.length;
    }
  }

  /** Whom a clause is about, if its words before the verb say so; of one that begins with its verb, the clause before may. */
  #setSubjects(clause: string, previous: string): { readonly isPredicate: boolean } {
    const words = proseWords(this.passage.vocabulary);
    const verb = firstVerb(clause, words);
    if (verb !== undefined) this.subjects = this.named(clause.slice(0, verb.index)) ?? this.subjects;
    else if (words.verbFirst.test(clause) && !/[%％]/.test(previous) && firstVerb(previous, words) === undefined)
      this.subjects ??= this.named(previous);
    return { isPredicate: verb !== undefined };
  }

  /** Whom it is about so far. */
  about(): readonly Subject[] {
    return this.subjects ?? this.led.owners ?? [sectionSubject(this.passage.context)];
  }

  /** What stands from a place on up to its end. */
  from(at: number): string {
    return this.passage.text.text.slice(at, this.#end);
  }

  named(prefix: string, attached = false): Subject[] | undefined {
    return namedIn(prefix, attached, this.passage.vocabulary);
  }

  /** Says a reading of each of some subjects. */
  add(at: number, subjects: readonly Subject[], metric: Metric, reading: Reading, isFuture = false): void {
    if (reading.unit === 'word' && reading.range === undefined && metric.level && reading.word === undefined) return;
    const qualifier: Qualifier = {
      ...(this.#time !== undefined && { time: this.#time }),
      ...(isFuture && { role: 'prediction' as const }),
    };
    for (const subject of subjects) this.passage.add(at, subject, metric, reading, qualifier);
  }
}
