import { oneOf } from '../language/lexicon.ts';

/** Words of a text, or above it, after which an equation need not hold for whole numbers as everybody counts them: other bases, remainders, bits, quotients cut off, other things that are called + or ×. */
const otherwise = new RegExp(`${oneOf('countsOtherwise')}|\\bGF\\s*\\(|\\\\[bp]?mod\\b|\\\\equiv|\\\\math(?:bb|bf)\\s*\\{?\\s*[ZF]`, 'iu');

/** Whether a text counts otherwise than everybody does. */
export const countsOtherwise = (text: string): boolean => otherwise.test(text);

const supposing = new RegExp(`${oneOf('supposing')}(?:(?!${oneOf('then')})[^，,；;])*$`, 'iu');
const denied = new RegExp(oneOf('denied'), 'iu');
const deniedBehind = new RegExp(`^[^。.\\n]{0,24}?${oneOf('refuted')}`, 'iu');
const asked = new RegExp(`^\\s*\\$*\\s*(?:[?？]|${oneOf('asked')})`, 'u');

/** Whether what stands in a range of a text is supposed, denied or asked there, not said. */
export function isHearsay(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const sentence = before.slice(Math.max(...['。', '！', '？', '\n', '. ', '? ', '! '].map(mark => before.lastIndexOf(mark))) + 1);
  const after = text.slice(end, end + 60);
  return supposing.test(sentence) || denied.test(sentence) || deniedBehind.test(after) || asked.test(after);
}
