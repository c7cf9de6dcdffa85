import { oneOf, withoutOf } from '../language/lexicon.ts';
import { cleaned, withoutGloss } from '../language/names.ts';
import type { Paragraph, Text } from '../language/source.ts';
import { metricNamed } from './cells.ts';
import type { Form } from './construct.ts';
import { metricsIn } from './mentions.ts';
import type { Metric, Vocabulary } from './vocabulary.ts';

/** A paragraph and the bold words that it begins with, if it does. */
export interface Led {
  readonly text: Text;
  readonly inList: boolean;
  readonly lead: Lead | undefined;
}

/** One whose lead is the name of a measure. */
export interface Keyed extends Led {
  readonly lead: Lead;
  readonly key: Key;
}

export interface Lead {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the rest begins. */
  readonly after: number;
  /** A colon follows: the lead names what the rest is about. */
  readonly colon: boolean;
}

interface Key {
  readonly metric: Metric;
  readonly subject?: string;
}

/** What a paragraph is to constructs. */
export function paragraphForms(block: Paragraph, vocabulary: Vocabulary): readonly Form[] {
  const { text, item } = block;
  const forms: Form[] = [];
  if (text.opaque.length > 0) forms.push({ form: 'with formulas', of: block });
  if (text.text.includes('=')) forms.push({ form: 'with an equation', of: block });
  if (item !== undefined && /\d/.test(text.text)) forms.push({ form: 'item with a number', of: block });
  if (text.linked || !vocabulary.terms.test(text.text)) return forms;
  forms.push({ form: 'words', of: block });
  const states = vocabulary.states.test(text.text);
  const [first] = text.strong;
  if (!states && (first === undefined || first.end > 40)) return forms;
  if (text.opaque[0]?.start === 0) return [...forms, { form: 'formula first', of: block }];
  const lead = leadOf(text);
  const key = lead?.colon ? keyMetric(lead.text, vocabulary) : undefined;
  const inList = item !== undefined;
  if (lead !== undefined && key !== undefined && !key.metric.level) forms.push({ form: 'keyed', of: { text, inList, lead, key } });
  else if (states) forms.push({ form: 'sentences', of: { text, inList, lead } });
  return forms;
}

/** The bold words that a paragraph begins with, a gloss behind them included. */
function leadOf({ text, strong }: Text): Lead | undefined {
  const first = strong[0];
  if (first === undefined || !/^[^\p{L}\p{N}]*$/u.test(text.slice(0, first.start))) return undefined;
  const bold = text.slice(first.start, first.end);
  const rest = /^\s*(?:[（(][^（）()]*[)）])?\s*[:：]?/u.exec(text.slice(first.end))?.[0] ?? '';
  const colon = endsWithColon(rest) || endsWithColon(bold);
  return { text: withoutColon(bold), start: first.start, end: first.end, after: first.end + rest.length, colon };
}

const changeBehind = new RegExp(`${oneOf('change', 'increases', 'decreases')}$`, 'iu');

/** `采用率`, `MoE架构收敛度`, `收敛度提升`: a lead that is a metric, with its subject in front. */
function keyMetric(lead: string, vocabulary: Vocabulary): Key | undefined {
  const name = cleaned(lead).replace(changeBehind, '');
  const exact = metricNamed(name, vocabulary);
  if (exact !== undefined) return { metric: exact.metric };
  const mention = metricsIn(name, vocabulary).at(-1);
  if (mention === undefined || mention.end !== name.length || mention.start === 0) return undefined;
  return { metric: mention.metric, subject: withoutOf(name.slice(0, mention.start)) };
}

export const numbered = /^\s*\d+(?:\.\d+)+\s*\S/u;

/** A line that announces what comes: bold as a whole, or ending in a colon. */
export const isCaption = (block: Paragraph): boolean => {
  if (block.item !== undefined || block.text.text.length > 80) return false;
  const { text, strong } = block.text;
  const isBold = strong[0]?.start === 0;
  const announces = endsWithColon(text);
  if ((!isBold && !announces) || /[。，]/u.test(withoutGloss(withoutColon(text)))) return false;
  return announces || /^\s*(?:[（(][^（）()]*[)）])?\s*$/u.test(text.slice(strong[0]!.end));
};

/** A numbered bold line is a heading in all but form: its name. */
export function titleIn(block: Paragraph, { words }: Vocabulary): Text | undefined {
  const { text } = block;
  if ((block.quiet !== undefined && !numbered.test(block.quiet)) || !numbered.test(text.text) || !isCaption(block)) return undefined;
  const name = withoutGloss(withoutColon(text.text));
  const ending = words.subjects.captions.find(word => name.endsWith(word));
  return { ...text, text: ending === undefined ? name : name.slice(0, -ending.length) };
}

const endsWithColon = (text: string): boolean => /[:：]\s*$/u.test(text);
const withoutColon = (text: string): string => text.replace(/[:：]\s*$/u, '');
