import { metricNamed, type Reading, readingsOf, statusReading } from './cells.ts';
import type { Construct, Qualifier } from './claim.ts';
import { add, type Context, defaultSubject, type Subject, sectionSubject, subjectOf, timeIn } from './context.ts';
import { readPhrases } from './phrases.ts';
import { isGeneric, outside } from './sections.ts';
import { longest, type Paragraph, type Text } from './source.ts';
import { cleaned, listed, withoutGloss } from './subjects.ts';
import { captionSubject } from './tableClaims.ts';
import { quantities } from './values.ts';
import { anyOf, escaped, keyOf, type Metric, type Vocabulary } from './vocabulary.ts';

/** The claims of a paragraph or list item: S6, S7, S11 of convergence.md. */
export function readParagraph({ text, item }: Paragraph, context: Context): void {
  if (text.linked || !context.vocabulary.states.test(text.text)) return;
  if (text.opaque[0]?.start === 0) {
    readPhrases(context, 'list', text, { name: context.chapter, text: context.chapter ?? '' });
    return;
  }
  const lead = leadOf(text);
  const construct: Construct = item === undefined ? 'prose' : 'list';
  if (lead === undefined) {
    readSentences(context, construct, text, 0, text.text.length, undefined);
    return;
  }
  const named = keyMetric(lead.text, context);
  if (named !== undefined && lead.colon && !named.metric.level) {
    readKey(context, text, lead, named, item !== undefined);
    return;
  }
  const subjects = lead.colon ? leadSubjects(lead, context) : undefined;
  readSentences(context, construct, text, lead.colon ? lead.start : 0, lead.colon ? lead.end : text.text.length, undefined);
  if (!lead.colon) return;
  const own = context.claims.at(-1);
  const stated =
    own !== undefined && own.text === text.text.slice(0, 200) && own.subject !== null
      ? [{ name: own.subject, text: own.subjectText }]
      : subjects;
  readSentences(
    context,
    construct,
    text,
    lead.after,
    text.text.length,
    stated,
    timeIn(text.text.slice(0, lead.after)),
    subjects !== undefined,
  );
}

interface Lead {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the rest begins. */
  readonly after: number;
  /** A colon follows: the lead names what the rest is about. */
  readonly colon: boolean;
}

/** The bold words that a paragraph begins with, a gloss behind them included. */
function leadOf({ text, strong }: Text): Lead | undefined {
  const first = strong[0];
  if (first === undefined || !/^[^\p{L}\p{N}]*$/u.test(text.slice(0, first.start))) return undefined;
  const rest = /^\s*(?:[（(][^（）()]*[)）])?\s*[:：]?/u.exec(text.slice(first.end))?.[0] ?? '';
  const colon = /[:：]\s*$/u.test(rest) || /[:：]\s*$/u.test(text.slice(first.start, first.end));
  return {
    text: text.slice(first.start, first.end).replace(/[:：]\s*$/u, ''),
    start: first.start,
    end: first.end,
    after: first.end + rest.length,
    colon,
  };
}

interface Key {
  readonly metric: Metric;
  readonly complement?: true;
  readonly subject?: string;
}

/** `采用率`, `MoE架构收敛度`, `收敛度提升`: a lead that is a metric, with its subject in front. */
function keyMetric(lead: string, { vocabulary }: Context): Key | undefined {
  const name = cleaned(lead).replace(/(?:提升|变化|提高|下降)$/u, '');
  const exact = metricNamed(name, vocabulary);
  if (exact !== undefined) return exact;
  const mention = [...name.matchAll(vocabulary.mention)].at(-1);
  if (mention === undefined || mention.index + mention[0].length !== name.length || mention.index === 0) return undefined;
  const metric = vocabulary.metricByKey.get(keyOf(mention[0]))?.metric;
  if (metric?.level) return undefined;
  return metric && { metric, subject: name.slice(0, mention.index).replace(/的\s*$/u, '') };
}

/** S6: `- **收敛度**：85%（…）`. */
function readKey(context: Context, text: Text, lead: Lead, { metric, subject, complement: _ }: Key, inList: boolean): void {
  const owner = subject === undefined ? (captionName(context) ?? defaultSubject(metric, context)) : subjectOf(subject, context.vocabulary);
  const end = /[。；\n]/u.exec(text.text.slice(lead.after));
  const value = text.text.slice(lead.after, end === null ? undefined : lead.after + end.index);
  const shift = value.length - value.trimStart().length;
  if (metric.level && !/^\s*\S{0,4}(?:[A-Z]\d|\p{Script=Han})/u.test(value)) return;
  const time = timeIn(value) ?? timeIn(lead.text);
  const parts = [...value.matchAll(/\s*([^，,（(]+)[（(]([^）)]+)[)）]\s*(?:[，,、]|$)/gu)];
  if (parts.length > 1) {
    for (const part of parts)
      for (const reading of readingsOf(metric, part[1]!.trim(), context.vocabulary))
        add(
          context,
          inList ? 'list' : 'prose',
          text,
          lead.after + part.index + part[0].length - part[0].trimStart().length,
          owner,
          metric,
          reading,
          { scope: part[2]! },
        );
    if (parts.every(part => readingsOf(metric, part[1]!.trim(), context.vocabulary).length > 0)) return;
  }
  for (const reading of readingsOf(metric, value.trim(), context.vocabulary)) {
    if (reading.unit === 'word' && value.length > 40) continue;
    add(context, inList ? 'list' : 'prose', text, lead.after + shift, owner, metric, reading, time === undefined ? {} : { time });
  }
  readStatuses(context, inList ? 'list' : 'prose', text, lead.after + shift, lead.after + value.length, owner);
}

function readStatuses(context: Context, construct: Construct, text: Text, from: number, to: number, owner: Subject): void {
  const { vocabulary } = context;
  if (vocabulary.status === undefined) return;
  for (const match of text.text.slice(from, to).matchAll(vocabulary.statusWord)) {
    const inBrackets = /[（(][^）)]*$/u.test(text.text.slice(from, from + match.index));
    if (inBrackets) add(context, construct, text, from, owner, vocabulary.status, statusReading(match[0], match.index, vocabulary));
  }
}

/** The bold line right above a list, when it names somebody. */
function captionName(context: Context): Subject | undefined {
  const state = captionSubject(context);
  if (state !== undefined) return state;
  for (const caption of context.captions.slice(0, 2)) {
    const name = cleaned(caption.text);
    if (caption.strong.length === 0 || isGeneric(name, outside, context.vocabulary)) continue;
    return subjectOf(name, context.vocabulary);
  }
  return undefined;
}

/** Whom a lead names; undefined when it only says what kind of remark follows. */
function leadSubjects(lead: Lead, { vocabulary }: Context): Subject[] | undefined {
  const name = withoutGloss(cleaned(lead.text)).replace(/^20\d\d\s*年?\s*/u, '');
  const { clauses, leadEndings } = vocabulary.words.subjects;
  const ending = leadEndings.find(word => name.endsWith(word));
  if (ending !== undefined && name.length > ending.length) return [subjectOf(name.slice(0, -ending.length), vocabulary)];
  if (name.length > 60 || isGeneric(name, outside, vocabulary) || clauses.some(verb => name.includes(verb))) return undefined;
  const names = listed(name);
  return names.length === 0 ? undefined : names.map(part => subjectOf(part, vocabulary));
}

const sentenceEnd = /[。；！？;!?\n]|(?<!\b(?:al|e\.g|i\.e|vs|etc|cf|No|Fig))\.(?=\s+[A-Z\p{Script=Han}]|\s*$)/gu;

/** Reads the sentences of a range. `owners`: whom they are about as long as they name nobody themselves. */
function readSentences(
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
  const ends = [...part.matchAll(sentenceEnd)].map(match => from + match.index + match[0].length);
  for (const end of [...ends, to]) {
    if (end > start && end - start <= longest) new Sentence(context, construct, text, start, end, owners, time, led).read();
    start = end;
  }
}

const hypothetical = /^(?:\s|因此|那么)*(?:如果|若|假设|假如|当(?!前)|只有|suppose|assume|if\b|when\b)/iu;
const universal = /(?:^|[，,])\s*(?:所有|任何|每个)/u;

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
    if (hypothetical.test(sentence)) return;
    const { vocabulary } = this.#context;
    readPhrases(
      this.#context,
      this.#construct,
      this.#text,
      (this.#led ? this.#owners?.[0] : undefined) ?? sectionSubject(this.#context),
      this.#start,
      this.#end,
    );
    let at = this.#start;
    for (const clause of sentence.split(/(?<=[，,])/u)) {
      this.#clause(clause, at, wordsOf(vocabulary));
      at += clause.length;
    }
  }

  #clause(clause: string, at: number, words: ProseWords): void {
    const { vocabulary } = this.#context;
    const { label, status, standing } = vocabulary;
    if (universal.test(clause)) return;
    const verb = firstVerb(clause, words);
    if (verb !== undefined) this.#subjects = this.#named(clause.slice(0, verb.index)) ?? this.#subjects;
    else if (words.verbFirst.test(clause) && !/[%％]/.test(this.#previous) && firstVerb(this.#previous, words) === undefined)
      this.#subjects ??= this.#named(this.#previous);
    this.#previous = clause;
    this.#measured(clause, at, words);
    this.#bracketed(clause, at, words);
    const future = words.future.test(clause);
    for (const match of clause.matchAll(words.layered)) {
      if (verb === undefined && this.#owners === undefined) continue;
      this.#layer(match, at);
      return;
    }
    if (label !== undefined)
      for (const match of clause.matchAll(vocabulary.levelMark))
        if (this.#predicated(clause, match.index, match.index + match[0].length, words)) this.#level(match, at);
    if (status !== undefined)
      for (const match of clause.matchAll(vocabulary.statusWord)) {
        const end = match.index + match[0].length;
        const marked = words.markBefore.test(clause.slice(0, match.index));
        const own = this.#statusOwners(clause, match.index, end, words, marked);
        for (const subject of own) this.#add(at, subject, status, statusReading(match[0], match.index, vocabulary), future);
      }
    for (const word of words.superlatives) {
      const index = clause.indexOf(word);
      if (index >= 0 && verb !== undefined && status !== undefined)
        for (const subject of this.#about())
          this.#add(
            at,
            subject,
            status,
            {
              unit: 'level',
              range: { low: vocabulary.levels.length - 1, high: vocabulary.levels.length - 1 },
              word,
              start: index,
              end: index + word.length,
            },
            future,
          );
    }
    if (standing !== undefined && !future) {
      const match = words.standing.exec(clause) ?? (this.#led || this.#subjects !== undefined ? words.bareStanding.exec(clause) : null);
      if (match !== null) {
        const word = match[1]!;
        const start = match.index + match[0].lastIndexOf(word);
        const owners = this.#named(clause.slice(0, match.index)) ?? this.#about();
        for (const subject of owners.filter(owner => !this.#isLevel(owner)))
          this.#add(at, subject, standing, { unit: 'word', word, start, end: start + word.length }, false);
      }
    }
  }

  /** `收敛度 95%`, `能力层收敛度60%`, `95%收敛度`. */
  #measured(clause: string, at: number, words: ProseWords): void {
    const { vocabulary } = this.#context;
    for (const match of clause.matchAll(vocabulary.mention)) {
      const found = vocabulary.metricByKey.get(keyOf(match[0]));
      if (found === undefined || found.metric.level) continue;
      const { metric } = found;
      const end = match.index + match[0].length;
      const after = sayValue.exec(clause.slice(end));
      const before = after === null ? valueBefore.exec(clause.slice(0, match.index)) : null;
      let readings: Reading[] = [];
      let offset = end;
      if (after !== null) {
        offset = end + after[0].length;
        const rest = clause.slice(offset);
        const first = quantities(rest)[0];
        if (first !== undefined && first.start <= 1 && !/^\s*(?:时|即|则|表示|定义为|means|denotes)/iu.test(rest.slice(first.end)))
          readings = readingsOf(metric, rest.slice(0, arrowEnd(rest, first.end)), vocabulary);
      } else if (before !== null) {
        offset = before.index;
        readings = readingsOf(metric, before[0], vocabulary);
      } else {
        const change = fromTo.exec(this.#text.text.slice(at + end, this.#end));
        if (change === null) continue;
        offset = end + change.index;
        readings = readingsOf(metric, change[0], vocabulary).filter(reading => reading.role !== undefined);
      }
      if (readings.length === 0) continue;
      if (/无(?:任何)?\p{Script=Han}{0,4}$/u.test(clause.slice(0, match.index))) readings = readings.map(withoutAny);
      const prefix = clause.slice(0, before === null ? match.index : before.index);
      const own =
        firstVerb(prefix, words) === undefined
          ? this.#named(withoutStatus(prefix.replace(/(?:的|[（(])\s*$/u, ''), vocabulary), true)
          : undefined;
      const subjects = own ?? (metric.about === undefined ? this.#about() : [defaultSubject(metric, this.#context)]);
      if (own !== undefined) this.#subjects = own;
      for (const subject of subjects)
        for (const reading of readings) this.#add(at + offset - 0, subject, metric, reading, future(clause, this.#context), true);
    }
  }

  /** `底层数学和架构层已高度收敛（95%），…仍在快速迭代（30%）`: a percentage in brackets behind a word of the graded metric, and those beside it. */
  #bracketed(clause: string, at: number, words: ProseWords): void {
    const { graded } = this.#context.vocabulary;
    const match = /[（(]\s*(\d+(?:\.\d+)?\s*[%％]\+?)\s*[)）]\s*[，,。；;]?\s*$/u.exec(clause);
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

  #add(at: number, subject: Subject, metric: Metric, reading: Reading, isFuture: boolean, absolute = true): void {
    const qualifier: Qualifier = {
      ...(this.#time !== undefined && { time: this.#time }),
      ...(isFuture && { role: 'prediction' as const }),
    };
    if (reading.unit === 'word' && reading.range === undefined && metric.level && reading.word === undefined) return;
    add(this.#context, this.#construct, this.#text, absolute ? at : this.#start, subject, metric, reading, qualifier);
  }

  #about(): readonly Subject[] {
    return this.#subjects ?? this.#owners ?? [sectionSubject(this.#context)];
  }

  /** Whom the words before a verb or metric name; undefined when they name nobody. */
  #named(prefix: string, attached = false): Subject[] | undefined {
    const name = nounPhrase(prefix, this.#context.vocabulary);
    if (name === undefined) return undefined;
    const { subjects } = this.#context.vocabulary.words;
    if (subjects.pronouns.some(pronoun => name.startsWith(pronoun)) && name.length <= 6) return undefined;
    const parts = listed(name);
    if (/所有|任何|每个/u.test(name) || metricNamed(name, this.#context.vocabulary) !== undefined) return undefined;
    if (parts.length === 0 || parts.some(part => part.length > 40)) return undefined;
    if (parts.length === 1 && (isGeneric(parts[0]!, outside, this.#context.vocabulary) || (attached && parts[0]!.length > 24)))
      return undefined;
    return parts.map(part => subjectOf(part, this.#context.vocabulary));
  }

  #predicated(clause: string, start: number, end: number, words: ProseWords): boolean {
    return (
      words.reached.test(clause.slice(0, start)) && !/^[^，,]{0,12}(?:是|的(?!代表))/u.test(clause.slice(end).replace(/^\s*[:：]?\s*/u, ''))
    );
  }

  #level(match: RegExpExecArray, at: number): void {
    const { label } = this.#context.vocabulary;
    const levels = [match[1], match[2] ?? match[1]].map(Number).sort((a, b) => a - b);
    const reading: Reading = {
      unit: 'level',
      range: { low: levels[0]!, high: levels[1]! },
      word: match[0].trim(),
      start: match.index,
      end: match.index + match[0].length,
    };
    for (const subject of this.#about()) if (!this.#isLevel(subject)) this.#add(at, subject, label!, reading, false);
  }

  /** Whom a status word is said of: after a verb of reaching the sentence's subject, at the end of a clause the words right before. */
  #statusOwners(clause: string, start: number, end: number, words: ProseWords, marked: boolean): readonly Subject[] {
    const before = clause.slice(0, start);
    const after = clause.slice(end).replace(/\s+/gu, '');
    if (words.negated.test(before)) return [];
    if (words.reached.test(marked ? before.replace(words.markBefore, '') : before) && !/^(?:是|的(?!状态))/u.test(after))
      return this.#about();
    if (marked || !/^(?:状态)?(?:[，,。；;:：!！?？)）]*|[（(][^（）()]*[)）])$/u.test(after)) return [];
    if (firstVerb(before, words) !== undefined) return this.#about().filter(subject => !this.#isLevel(subject));
    return (this.#named(before.replace(/[（(]\s*$/u, '')) ?? []).filter(subject => !this.#isLevel(subject));
  }

  #isLevel({ name }: Subject): boolean {
    return this.#context.vocabulary.levels.some(({ label }) => label === name);
  }

  /** `是 L4 完全收敛的代表技术`: members of a level or of a layer. */
  #layer(match: RegExpExecArray, at: number): void {
    const { vocabulary } = this.#context;
    const { label, words } = vocabulary;
    const of = match[1]!.replace(/的\s*$/u, '').trim();
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

const sayValue =
  /^(?:指数)?\s*(?:[:：=≈]|为|是|达到?|约为|仅为?|高达|已达到?|\bis\b|\bof\b|\bwas\b|\bat\b|\breached\b|\breaches\b|\bstands at\b)?\s*(?:约\s*)?["“'（(]?(?=\s*(?:[<>≤≥≈~＜＞约]|超过|低于|不足|至少|over|above|below|under|about|\d))/iu;
const valueBefore =
  /(?:[<>≤≥]\s*|超过|低于|约)?\d+(?:\.\d+)?\s*[%％](?:\s*[-–~至到]\s*\d+(?:\.\d+)?\s*[%％])?\s*(?:\+|以上|以下|左右)?\s*(?:的\s*)?$/u;
const fromTo =
  /^[^，。]{0,12}从[^%％。]{0,24}\d+(?:\.\d+)?\s*[%％][^%％。]{0,4}[）)]?\s*(?:提升|上升|增长|增加|升|下降|降低|降|减少|变)(?:到|至|为)[^%％。]{0,24}\d+(?:\.\d+)?\s*[%％]/u;

/** `推理机制未收敛` → `推理机制`. */
function withoutStatus(prefix: string, { statuses }: Vocabulary): string {
  for (const word of statuses.keys()) if (prefix.length > word.length && prefix.endsWith(word)) return prefix.slice(0, -word.length);
  return prefix;
}

/** `无方案采用率超过30%` says that it is at most that. */
const withoutAny = (reading: Reading): Reading =>
  reading.range === undefined || reading.range.low === reading.range.high
    ? reading
    : { ...reading, range: { low: 0, high: reading.range.low } };

function arrowEnd(rest: string, end: number): number {
  const more = /^\s*(?:→|->|(?:提升|上升|增长|下降|降低|升|降)(?:到|至))\s*\d+(?:\.\d+)?\s*[%％]?/u.exec(rest.slice(end));
  return more === null ? end : end + more[0].length;
}

const future = (clause: string, { vocabulary }: Context): boolean => wordsOf(vocabulary).future.test(clause);

interface ProseWords {
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

function wordsOf(vocabulary: Vocabulary): ProseWords {
  const known = compiled.get(vocabulary);
  if (known !== undefined) return known;
  const { words } = vocabulary;
  const alternatives = (list: readonly string[]): string => anyOf(list).source;
  const standings = words.standings.words.filter(word => word !== '标准');
  const verbs = [...words.reach, ...words.standings.verbs];
  const made: ProseWords = {
    verb: new RegExp(`(?:${alternatives(words.subjects.adverbs)}|\\s|在20\\d\\d年)*(?:${alternatives(verbs)})`, 'iu'),
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

function firstVerb(clause: string, words: ProseWords): RegExpExecArray | undefined {
  const match = words.verb.exec(clause);
  return match === null || match.index === 0 ? undefined : match;
}

/** The noun phrase that a run of words before a verb ends in. */
function nounPhrase(prefix: string, vocabulary: Vocabulary): string | undefined {
  let name = prefix.replace(/^\s*自[^，,]{1,40}?以来\s*/u, '');
  const caused = [...name.matchAll(wordsOf(vocabulary).causative)].at(-1);
  if (caused !== undefined) name = name.slice(caused.index + caused[0].length);
  name = name
    .replace(/^.*[:：]\s*/u, '')
    .replace(/^\s*从\s*$/u, '')
    .replace(/^[\s，,、)）]*(?:但|而|则|且|其中|因此|所以|然而|目前|当前|同时|对于|在)?\s*/u, '');
  name = name
    .replace(/(?:在?20\d\d\s*年?|\s|已经|已|目前|当前|仍|都|也|均|现在|基本|正)+$/u, '')
    .replace(/^(?:在?20\d\d\s*年[，,]?)\s*/u, '');
  const trimmed = cleaned(name.replace(wordsOf(vocabulary).leading, ''));
  return trimmed === '' || trimmed.length > 80 ? undefined : trimmed;
}
