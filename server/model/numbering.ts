import { remembering } from './remembering.ts';

/** The ordinal that a title, file name or anchor begins with, and the rest. */
export interface Numbered {
  /** As written, without what parts it from the rest: `03.2.1`, `十一`, `第二章`; empty when there is none. */
  readonly number: string;
  readonly title: string;
}

const chinese = '〇零一二三四五六七八九十百';
/** What `\p{Script=Han}` is but for some marks: that takes milliseconds to compile, and every start would wait for it. */
const han = '[\\u3005-\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}]';
const inTitle = new RegExp(
  [
    `^第[${chinese}\\d]+[章节部分篇卷回](?:[、：:.\\s-]+|$)?`,
    `^[（(][${chinese}\\d]+[）)]\\s*`,
    `^[${chinese}]+[、.．]\\s*`,
    `^[A-Z](?:\\.\\d+)+[.、]?[\\s-]*`,
    `^\\d+(?:\\.\\d+)+[.、]?(?:[\\s:：_-]+|(?=${han}))`,
    `^\\d+(?:[.、)]\\s*|[\\s_-]+)(?=\\D)`,
  ].join('|'),
  'u',
);
const inAnchor = new RegExp(
  `^(?:第[${chinese}\\d]+[章节部分篇卷回]-?|[${chinese}]+(?=[^${chinese}])|\\d+-+|[${chinese}\\d]+(?=${han}))`,
  'u',
);

/** The number before a title or the stem of a file name: `2.1 背景`, `03.2.1-数学层收敛`, `一、概述`, `（二）方法`, `第三章 结论`. */
export const numberedTitle = (title: string): Numbered => split(title, inTitle);

/** The same for an anchor, from which GitHub has dropped the dots and commas: `21-背景`, `十一核心结论`. */
export const numberedAnchor = (anchor: string): Numbered => split(anchor, inAnchor);

function split(text: string, pattern: RegExp): Numbered {
  const match = pattern.exec(text);
  if (match === null || match[0].length === text.length) return { number: '', title: text };
  return { number: match[0].replace(/[\s:：、.．_)）-]+$/, '').replace(/^[（(]/, ''), title: text.slice(match[0].length) };
}

const squash = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What two names have in common that are nearly the same: compatibility forms folded (full width to half width), case, white space, punctuation,
 * dashes and pictographs dropped.
 */
export const squashed = remembering(squash);
