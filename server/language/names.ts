import { remembering } from '../model/remembering.ts';
import { hanNumerals, oneOf, wordsFor } from './lexicon.ts';

/** Words are compared by this: compatibility forms, case, blanks, quotes and emoji do not count. */
export const keyOf = (text: string): string => (/^[\u4e00-\u9fffa-z0-9]*$/.test(text) ? text : folded(text));

const folded = remembering(
  text =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\p{Extended_Pictographic}|\ufe0f|[*`"'“”‘’「」《》\s\u200b]/gu, '')
      .replace(/[–—−]/g, '-'),
  40,
);

/** A number in front of a heading: `3.1`, `03.1.1-`, `四、`, `第3章`, `(1)`. */
const ordinal = new RegExp(
  `^\\s*(?:${[
    `${oneOf('nth')}?[${hanNumerals}${wordsFor('hundred').join('')}]+(?:[、.]|${oneOf('division')})+`,
    `${oneOf('nth')}\\s*\\d+\\s*${oneOf('chapter')}`,
    String.raw`\d+(?:\.\d+)+(?:[-、.:：]\s*|\s+)|0\d-|\d+(?:[、.:：]\s*|\s+(?=\p{Script=Han}))|[（(]\d+[)）]\s*`,
    `${oneOf('part')}\\s+\\d+\\s*[:.]?\\s*`,
  ].join('|')})`,
  'iu',
);
const gloss = /\s*[（(][^（）()]*[)）]\s*$/u;
const emoji = /\p{Extended_Pictographic}|\ufe0f/gu;

/** The text of a name without numbering, quotes, emoji and outer punctuation. */
export const cleaned = remembering(
  text =>
    text
      .normalize('NFKC')
      .replace(emoji, '')
      .replace(/["'“”‘’「」《》]/gu, '')
      .replace(ordinal, '')
      .replace(/^[\s:,;.、，。：；|>*-]+|[\s:,;、，。：；|*([]+$/gu, '')
      .trim(),
  60,
);

export const withoutGloss = (text: string): string => {
  const short = text.replace(gloss, '').trim();
  return short === '' ? text : short;
};

/** The text in the last brackets, if a name ends with some. */
export const glossOf = (text: string): string | undefined => gloss.exec(text)?.[0].trim().slice(1, -1);
