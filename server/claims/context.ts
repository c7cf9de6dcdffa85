import { timeIn, year, yearsIn } from '../language/dates.ts';
import { oneOf } from '../language/lexicon.ts';
import { cleaned } from '../language/names.ts';
import { type Block, spanIn, type Text } from '../language/source.ts';
import type { Claim, Construct, Qualifier } from '../model/claims.ts';
import { shifted } from '../model/text.ts';
import type { Defined } from './definitions.ts';
import type { Reading } from './mentions.ts';
import type { Section } from './sections.ts';
import { canonical, isLoose } from './subjects.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** All that a block's statements depend on besides itself. */
export interface Surroundings {
  readonly section: Section;
  /** Of the chapter's title. */
  readonly chapter: string | null;
  /** The bold or `…：` lines right above the block, the nearest first. */
  readonly captions: readonly Text[];
  /** The block above, where it may say whom a formula is about. */
  readonly before: Block | undefined;
  /** A table or sentence above has stated something of the section's subject. */
  readonly home: boolean;
  readonly defined: Defined;
}

/** The surroundings while a block is read, and where its claims go. */
export interface Context extends Surroundings {
  readonly vocabulary: Vocabulary;
  /** From the block's offsets to the chapter's. */
  readonly start: number;
  readonly claims: Claim[];
  /** What formulas have defined so far. */
  defined: Defined;
}

/** Whom a claim is about. */
export interface Subject {
  readonly name: string | null;
  readonly text: string;
  readonly loose?: true;
  readonly member?: true;
}

export const subjectOf = (text: string, vocabulary: Vocabulary): Subject => ({
  name: canonical(text, vocabulary),
  text: cleaned(text),
  ...(isLoose(text, vocabulary) && { loose: true as const }),
});

export const sectionSubject = ({ section }: Context): Subject => ({ name: section.subject, text: section.subjectText });

/** The subject of the section, unless the vocabulary says whom this metric is always about. */
export function defaultSubject(metric: Metric, context: Context): Subject {
  if (metric.about === undefined) return sectionSubject(context);
  const name = metric.about === 'chapter' ? context.chapter : canonical(metric.about, context.vocabulary);
  return { name, text: name ?? '' };
}

/** What a formula defines holds for those below it. */
export function define(context: Context, more: Partial<Defined>): void {
  context.defined = { ...context.defined, ...more };
}

/** Where something is said, as it is written there. */
export type Place = Pick<Claim, 'span' | 'text' | 'raw'>;

export const placeIn = (text: Text, start: number, end: number): Place => ({
  span: spanIn(text, start, end),
  text: text.text.slice(0, 200),
  raw: text.text.slice(start, end),
});

/** What is said of a metric. */
export type Said = Pick<Claim, 'unit' | 'range' | 'word' | 'dates' | 'form'>;

/** How far a claim counts beside others. */
type Standing = Pick<Claim, 'byAlias' | 'viaGroup' | 'inOwnSection'>;

/** Adds a claim, unless the same is said by the same place already. */
export function say(
  context: Context,
  construct: Construct,
  { span, text, raw }: Place,
  subject: Subject,
  metric: string,
  { unit, range, word, dates, form }: Said,
  qualifier: Qualifier = {},
  standing: Standing = {},
): void {
  push(context, {
    construct,
    span: shifted(span, context.start),
    subject: subject.name,
    subjectText: subject.text,
    metric,
    unit,
    ...(range && { range }),
    ...(dates && { dates }),
    ...(word !== undefined && { word }),
    qualifier,
    text,
    raw,
    ...(form && { form }),
    ...standing,
  });
}

/** A text of a block, and as what it is read: a row, a list, a sentence. */
export class Passage {
  readonly context: Context;
  readonly construct: Construct;
  readonly text: Text;

  constructor(context: Context, construct: Construct, text: Text) {
    this.context = context;
    this.construct = construct;
    this.text = text;
  }

  get vocabulary(): Vocabulary {
    return this.context.vocabulary;
  }

  /** The same text, read as something else. */
  as(construct: Construct): Passage {
    return new Passage(this.context, construct, this.text);
  }

  /** Adds a claim that a reading makes, at a time and in a role that its place may give it. `at`: from where in the text the reading counts. */
  add(at: number, subject: Subject, metric: Metric, reading: Reading, qualifier: Qualifier = {}): void {
    const { context, construct, text } = this;
    const [start, end] = [at + reading.start, at + reading.end];
    const limits = {
      ...roleHere(construct, sentenceAt(text.text, start), context),
      ...(reading.unit === 'word' ? {} : past(construct, qualifier, text)),
      ...qualifier,
      ...ofReading(reading),
    };
    say(context, construct, placeIn(text, start, end), subject, metric.name, reading, limits, {
      ...(subject.loose && { byAlias: true }),
      ...(subject.member && { viaGroup: true }),
      ...(isHome(construct, subject.name, context) && { inOwnSection: true }),
    });
  }
}

export const ofReading = ({ role, approximate }: Reading): Qualifier => ({
  ...(role && { role }),
  ...(approximate && { approximate }),
});

/** The sentence round a place, or as much of it as anybody would read at once. */
function sentenceAt(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 160), at);
  const begin = Math.max(...['。', '；', '\n', '. '].map(mark => before.lastIndexOf(mark))) + 1;
  const after = text.slice(at, at + 80);
  const end = after.search(/[。；\n]|\.\s/u);
  return before.slice(begin) + (end < 0 ? after : after.slice(0, end));
}

/** Sentences in a section of forecasts speak of what is to come; all that stands under the name of another edition was so then. */
function roleHere(construct: Construct, text: string, { section, vocabulary, captions }: Context): Qualifier {
  const isRunning = running.has(construct);
  const { history, words } = vocabulary;
  if ((isRunning && history.test(text)) || captions.some(caption => history.test(caption.text))) return { role: 'history' };
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    if ((at.depth > 1 && edition.test(at.title)) || history.test(at.title)) return { role: 'history', ...timed(at.title) };
    if (isRunning && words.roles.headings.some(word => at.title.toLowerCase().includes(word))) return { role: 'prediction' };
  }
  return {};
}

/** `2019 年版`, `2019 edition`, `第二版（2019）`, `Second edition`: one of several in a chapter. */
const edition = new RegExp(`${year}\\s*(?:${oneOf('year')}\\s*)?${oneOf('edition')}|${oneOf('nthEdition')}`, 'iu');

function timed(title: string): Qualifier {
  const time = timeIn(title);
  return time === undefined ? {} : { time };
}

/** `2015 年不足 1%，2025 年 5%`: beside a later year, an earlier one is over. */
function past(construct: Construct, { time }: Qualifier, { text }: Text): Qualifier {
  if (time?.length !== 4 || !running.has(construct)) return {};
  const latest = [...yearsIn(text)].sort().at(-1) ?? '';
  return latest > time ? { role: 'history' } : {};
}

/** Of the section's subject: tables; sentences when the chapter is about it, or something above has said so. */
function isHome(construct: Construct, subject: string | null, { section, chapter, claims, home }: Context): boolean {
  if (subject === null || subject !== section.subject) return false;
  if (construct === 'kv' || construct === 'quant') return true;
  if (!running.has(construct)) return false;
  return chapter === subject || home || claims.some(claim => claim.inOwnSection && claim.subject === subject);
}

const running = new Set(['prose', 'list']);

/** What a paragraph says twice of a subject is one claim; so is what is read twice of one place. */
export function push({ claims }: Context, claim: Claim): void {
  if (!candidates(claims, claim).some(other => saysSame(other, claim))) claims.push(claim);
}

function saysSame(other: Claim, claim: Claim): boolean {
  if (other.metric !== claim.metric || other.subject !== claim.subject) return false;
  if (!running.has(claim.construct) && other.span.start !== claim.span.start) return false;
  if (other.unit === 'word' && claim.unit === 'word' && other.qualifier.scope === claim.qualifier.scope) return true;
  return (
    claim.range !== undefined && other.unit === claim.unit && other.range?.low === claim.range.low && other.range?.high === claim.range.high
  );
}

/** Up to so many, which is nearly always, it is quicker to look at all. */
const few = 32;

/** Those among which one that says the same must be: a block may be a diagram with thousands of nodes. A claim may change into a rule, not its place or whom it is of. */
function candidates(claims: readonly Claim[], { construct, metric, subject, span }: Claim): readonly Claim[] {
  if (claims.length <= few || running.has(construct)) return claims;
  let known = placed.get(claims);
  if (known === undefined) {
    known = { count: 0, byPlace: new Map() };
    placed.set(claims, known);
  }
  for (; known.count < claims.length; known.count++) {
    const claim = claims[known.count]!;
    const key = placeOf(claim.span.start, claim.metric, claim.subject);
    const same = known.byPlace.get(key);
    if (same === undefined) known.byPlace.set(key, [claim]);
    else same.push(claim);
  }
  return known.byPlace.get(placeOf(span.start, metric, subject)) ?? none;
}

const placed = new WeakMap<readonly Claim[], { count: number; readonly byPlace: Map<string, Claim[]> }>();
const placeOf = (start: number, metric: string, subject: string | null): string => `${start} ${metric}\n${subject}`;
const none: readonly Claim[] = [];

const bracket = /[（(]([^（）()]+)[)）]/u;

/** A limit that the words beside a value set: `（显存受限场景）`, `新产品`. `（所有 …）` sets none. */
export function scopeIn(text: string, { universal }: Vocabulary): string | undefined {
  const inside = bracket.exec(text)?.[1]?.trim();
  if (inside === undefined || universal.test(inside)) return undefined;
  return /[\d%★]/u.test(inside) && inside.length < 12 ? undefined : inside;
}
