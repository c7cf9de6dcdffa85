import { randomEdit } from '../markdown/edits.ts';
import { type Random, randomOf } from '../random.ts';

/** Another document from one, `other` being a second one. Nearly always one that nobody would write. */
type Mutator = (text: string, other: string, random: Random) => string;

const marks = [
  ...[
    '[',
    ']',
    '](',
    '![',
    '[x](',
    '[^1]',
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```\n',
    '~~~\n',
    '$',
    '$$',
    '\\(',
    '\\[',
    '\\begin{cases}',
    '\\frac{',
    '{',
    '}',
    '^',
    '<',
    '<!--',
    '-->',
    '<div>',
    '<a href="',
    '&',
    '&#',
  ],
  ...[
    '> ',
    '- ',
    '1. ',
    '# ',
    '| ',
    '|-|',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '    ',
    '\t',
    '---\n',
    '===\n',
    '[a]: b\n',
    '：',
    '，',
    '80%',
    ' = ',
    '→ b.md',
    '收敛度 ',
    'x',
  ],
  ...['\0', '\ud800', '\udc00', '\ufeff', '\u2028', '\u202e', '\u00a0', '\u3000', '𠀀', 'é', 'ﬁ'],
];

const nested: readonly (readonly [open: string, close: string])[] = [
  ['> ', ''],
  ['- ', ''],
  ['1. ', ''],
  ['[', '](b.md)'],
  ['![', '](b.png)'],
  ['*', '*'],
  ['**', '**'],
  ['~~', '~~'],
  ['<div>', '</div>'],
  ['<details>\n\n', '\n\n</details>'],
  ['(', ')'],
  ['$\\frac{', '}{2}$'],
  ['\\sqrt{', '}'],
  ['{', '}'],
];

const place = (text: string, random: Random): number => random.below(text.length + 1);
const inserted = (text: string, what: string, random: Random): string => {
  const at = place(text, random);
  return text.slice(0, at) + what + text.slice(at);
};
/** Mostly small, and large at times. */
const size = (most: number, random: Random): number => 1 + Math.floor(most ** ((random.below(1000) / 1000) ** 1.5));

const mutators: readonly Mutator[] = [
  // Bytes that are others.
  (text, _other, random) => {
    const bytes = Buffer.from(text);
    for (let i = size(64, random); i > 0 && bytes.length > 0; i--) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes.toString();
  },
  // Two chapters in one.
  (text, other, random) => text.slice(0, place(text, random)) + other.slice(place(other, random)),
  (text, other, random) => {
    const [a, b] = [text.split('\n'), other.split('\n')];
    return a.flatMap((line, i) => (random.below(4) === 0 ? [line, b[i] ?? ''] : [line])).join('\n');
  },
  (text, _other, random) => text.slice(0, place(text, random)),
  (text, _other, random) => text.slice(place(text, random)),
  (text, _other, random) => inserted(text, random.oneOf(marks).repeat(size(3000, random)), random),
  (text, _other, random) => inserted(text, Array.from({ length: size(400, random) }, () => random.oneOf(marks)).join(''), random),
  // Things in each other.
  (text, _other, random) => {
    const [open, close] = random.oneOf(nested);
    const depth = size(1500, random);
    return inserted(text, `\n\n${open.repeat(depth)}x${close.repeat(random.below(3) === 0 ? 0 : depth)}\n\n`, random);
  },
  (text, _other, random) => {
    const depth = size(300, random);
    return inserted(text, `\n\n${Array.from({ length: depth }, (_, i) => `${'  '.repeat(i)}- [x](#y) $x_${i}$`).join('\n')}\n\n`, random);
  },
  // Other line ends, all of them or some.
  (text, _other, random) => {
    const end = random.oneOf(['\r\n', '\r', '\u2028', '\n\r', ' ']);
    const share = random.oneOf([1, 2, 10]);
    return text.replace(/\n/g, newline => (random.below(share) === 0 ? end : newline));
  },
  // All in one line, a long one.
  (text, _other, random) => {
    const line = text.replaceAll('\n', random.oneOf(['', ' ', '|']));
    return line.repeat(size(20, random)).slice(0, 200_000);
  },
  // The same again and again.
  (text, _other, random) => {
    const [from, to] = [place(text, random), place(text, random)].sort((a, b) => a - b) as [number, number];
    return inserted(text, text.slice(from, to).repeat(size(30, random)).slice(0, 100_000), random);
  },
  (text, _other, random) => {
    const lines = text.split('\n');
    for (let i = size(lines.length, random); i > 0; i--) lines.push(...lines.splice(random.below(lines.length), 1));
    return lines.join('\n');
  },
  (text, _other, random) => randomEdit(text, () => random.below(1 << 30) / (1 << 30)),
];

/** A document that has been mutated, a few times at most. The same for the same seed. */
export function mutated(documents: readonly string[], seed: number): string {
  const random = randomOf(seed);
  let text = random.oneOf(documents);
  for (let i = random.oneOf([1, 1, 1, 2, 3]); i > 0; i--) text = random.oneOf(mutators)(text, random.oneOf(documents), random);
  return text.slice(0, 300_000);
}
