import { oneOf } from '../language/lexicon.ts';
import { digits, percentSign } from '../language/quantities.ts';
import { matchesIn } from '../model/text.ts';
import { Decimal, total } from './value.ts';
import type { TextCheck, Wrong } from './wrong.ts';

/** `65% pass and the remaining 45% fail`: what remains of a whole. */
export const remainders: TextCheck = { kind: 'remainder', find: wrongRemainders };

const percentage = new RegExp(`(?<![\\d.\\-–~<>≤≥])(${digits})${percentSign}(?!\\s*[-–~+])`, 'gu');
/** The words that say so stand right before the number. */
const remaining = new RegExp(`${oneOf('remaining')}\\s*[（(]?\\s*$`, 'iu');
const mayRemain = new RegExp(oneOf('remaining'), 'iu');

function wrongRemainders(text: string): readonly Wrong[] {
  if (!mayRemain.test(text)) return [];
  const found: Wrong[] = [];
  let from = 0;
  for (const { 0: mark, index } of [...text.matchAll(/[。！？\n]|[.!?](?=\s|$)|$/gu)]) {
    const wrong = wrongIn(text.slice(from, index));
    if (wrong !== undefined) found.push({ ...wrong, start: from + wrong.start, end: from + wrong.end });
    from = index + mark.length;
  }
  return found;
}

/** Of the percentages before the words, some are the other parts, and one may be the whole. Undefined where any reading makes it right. */
function wrongIn(sentence: string): Wrong | undefined {
  const all = matchesIn(sentence, percentage);
  const at = all.findIndex(({ index }) => remaining.test(sentence.slice(0, index)));
  if (at < 1) return undefined;
  const before = all.slice(0, at).map(match => new Decimal(match[1]!));
  const last = all[at]!;
  const stated = new Decimal(last[1]!);
  const wholes = [new Decimal(100), ...before];
  const slack = all.some(([shown]) => shown.includes('.')) ? new Decimal('0.1').times(at + 1) : new Decimal(at > 1 ? 1 : 0);
  for (let first = 0; first < at; first++) {
    const parts = total(before.slice(first)).plus(stated);
    if (wholes.some(whole => whole.minus(parts).abs().lte(slack))) return undefined;
  }
  const actual = new Decimal(100).minus(total(before));
  if (actual.lte(0) || actual.minus(stated).abs().gt(25)) return undefined;
  return {
    expression: ['100%', ...before.map(part => `${part}%`)].join(' − '),
    stated: last[0],
    actual: `${actual}%`,
    start: last.index,
    end: last.index + last[0].length,
  };
}
