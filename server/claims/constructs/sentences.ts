import { timeIn, withoutYear } from '../../language/dates.ts';
import { oneOf } from '../../language/lexicon.ts';
import { cleaned, withoutGloss } from '../../language/names.ts';
import type { Paragraph } from '../../language/source.ts';
import type { Construct } from '../construct.ts';
import { type Context, Passage, type Subject, subjectOf } from '../context.ts';
import type { Lead, Led } from '../leads.ts';
import { readPhrases } from '../phrases.ts';
import { isGeneric, outside } from '../sections.ts';
import { readSentences } from '../sentences.ts';
import { listed } from '../subjects.ts';

/** Sentences; bold words in front of a colon say whom they are about. */
export const sentences: Construct<'sentences'> = {
  form: 'sentences',
  examples: {
    en: ['# Paint\n\nThe adoption rate of the zinc primer is 45%.', 'prose | Zinc primer | adoption rate | 45%'],
    zh: ['# 涂料\n\n富锌底漆收敛度为 45%。环氧底漆已达到 L4。', 'prose | 富锌底漆 | 收敛度 | 45%', 'prose | 环氧底漆 | 收敛层级 | L4'],
  },
  read: readLed,
};

/** What is said beside a formula is of the chapter. */
export const besideFormula: Construct<'formula first'> = {
  form: 'formula first',
  examples: {
    en: ['# Zinc primer\n\n- $A$: 85% of yards use it', 'list | Zinc primer | adoption rate | 85%'],
    zh: ['# 富锌底漆\n\n- $A$：95%以上新产品采用', 'list | 富锌底漆 | 采用率 | ≥95%'],
  },
  read: ({ text }: Paragraph, context) =>
    readPhrases(new Passage(context, 'list', text), { name: context.chapter, text: context.chapter ?? '' }),
};

function readLed({ text, inList, lead }: Led, context: Context): void {
  const passage = new Passage(context, inList ? 'list' : 'prose', text);
  const { length } = text.text;
  if (!lead?.colon) {
    readSentences(passage, 0, length);
    return;
  }
  const subjects = leadSubjects(lead, context);
  const before = context.claims.length;
  readSentences(passage, lead.start, lead.end);
  const own = context.claims.slice(before).at(-1);
  const owners = own?.subject == null ? subjects : [{ name: own.subject, text: own.subjectText }];
  const time = timeIn(text.text.slice(0, lead.after));
  readSentences(passage, lead.after, length, { owners, time, isLed: subjects !== undefined });
}

const ended = new RegExp(`^(.{2,}?)\\s*${oneOf('subjectEnds')}(?=.)`, 'iu');

/** `磷酸铁锂已基本定型`, `Sodium cells are still contested`: a lead that is a sentence is about what stands before its verb. */
const ofClause = (name: string): string => ended.exec(name)?.[1] ?? name;

/** Whom a lead names; undefined when it only says what kind of remark follows. */
function leadSubjects(lead: Lead, { vocabulary }: Context): Subject[] | undefined {
  const name = withoutYear(withoutGloss(cleaned(lead.text)));
  const { clauses, leadEndings } = vocabulary.words.subjects;
  const ending = leadEndings.find(word => name.endsWith(word));
  if (ending !== undefined && name.length > ending.length) return [subjectOf(name.slice(0, -ending.length), vocabulary)];
  const whom = ofClause(name);
  if (name.length > 60 || isGeneric(whom, outside, vocabulary) || clauses.some(verb => whom.includes(verb))) return undefined;
  const names = listed(whom);
  return names.length === 0 ? undefined : names.map(part => subjectOf(part, vocabulary));
}
