// Writes the grammars that mark what a knowledge base states, from the vocabulary of claims: `npx tsx build/syntaxes.ts`. A test holds them to it.
// VS Code cannot switch a grammar off, so its scopes have names that no theme knows: all that they look like is in `configurationDefaults` (package.json),
// under the setting editor.tokenColorCustomizations.
import { writeFileSync } from 'node:fs';
import { defaultWords, type MetricWords } from '../server/claims/words.ts';

const { metrics, levels } = defaultWords;

const oneOf = (words: readonly string[]): string =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('|');
const measured = (metrics as readonly MetricWords[]).filter(({ unit, factor, keysOnly }) => unit === 'ratio' && !factor && !keysOnly);
const names = oneOf(measured.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
const statuses = oneOf([...levels.names.flat(), ...levels.also.flat(), ...Object.keys(levels.words)]);
// `\w` and `\d` know all scripts here: Latin letters and digits are meant.
const letter = 'A-Za-z0-9_';
const number = '[0-9]+(?:\\.[0-9]+)?';
const percent = String.raw`(?:[<>≤≥≈~约]\s?)?${number}(?:\s?[-–~至到]\s?${number})?\s?[%％](?:\+|以上|以下|左右)?`;
/** Every pattern begins with what can be told from one character: a line of thousands is looked at once. */
const starts = '(?=[<>≤≥≈~约0-9])';
const level = String.raw`(?<![${letter}\-/.])${levels.mark}[0-9](?:\s?[-–—~～至到/]\s?${levels.mark}?[0-9])?(?![${letter}.])`;

export const grammars: Readonly<Record<string, object>> = {
  // Markdown, as what Concord reads of MDX. An extension for MDX has a grammar of its own, which VS Code takes then.
  'mdx.tmLanguage.json': { scopeName: 'text.html.markdown.mdx', patterns: [{ include: 'text.html.markdown' }] },
  'statement.tmLanguage.json': {
    scopeName: 'markdown.concord.statement',
    injectionSelector: `L:text.html.markdown - (${[
      'comment',
      'markup.fenced_code',
      'markup.inline.raw',
      'markup.raw',
      'markup.math',
      'meta.embedded',
      'meta.link',
      'meta.image',
      'meta.tag',
      'string.quoted',
      'markup.underline.link',
      'string.other.link',
    ].join(' | ')})`,
    patterns: [
      { include: '#level' },
      { include: '#reached' },
      { include: '#value' },
      { include: '#valueBefore' },
      { include: '#stars' },
      { include: '#chapter' },
    ],
    repository: {
      level: { comment: 'L4 完全收敛, L4: 完全收敛', match: `${level}\\s?[:：]?\\s?(?:${statuses})`, name: 'concord.level.markdown' },
      reached: { comment: 'has reached L4', match: `(?<=(?:达到|处于|属于|reached|is at)\\s?)${level}`, name: 'concord.level.markdown' },
      value: {
        comment: 'A metric, then its value: in a sentence, behind a bold key, in the next cell',
        match: `${starts}(?<![${letter}.])(?<=(?:${names})(?:[*_\\s|：:=≈为是达到约仅至升“"（(]|is|of|at|was|reached){0,24})${percent}`,
        name: 'concord.value.markdown',
      },
      valueBefore: {
        comment: '95% 采用率',
        match: `${starts}(?<![${letter}.])${percent}(?=\\s?\\**\\s?的?(?:${names}))`,
        name: 'concord.value.markdown',
      },
      stars: { match: '[★⭐☆✩]{3,5}', name: 'concord.stars.markdown' },
      chapter: {
        comment: '03.2.1',
        match: String.raw`(?<![${letter}.\-/%$#])0[0-9](?:\.[0-9]{1,2}){1,3}(?![${letter}%\-/]|\.[0-9])`,
        name: 'concord.chapter.markdown',
      },
    },
  },
  'directive.tmLanguage.json': {
    scopeName: 'markdown.concord.directive',
    injectionSelector: 'L:text.html.markdown comment.block.html - markup.fenced_code - meta.embedded',
    patterns: [
      {
        match: String.raw`(?<=<!--)\s*(concord-(?:disable(?:-next-line|-line|-file)?|enable)|convergence:\s*ignore)(?=\s|-->)\s*([^>]*?)(?=\s*-->)`,
        captures: { 1: { name: 'concord.directive.markdown' }, 2: { name: 'concord.directive.names.markdown' } },
      },
    ],
  },
};

export const written = (grammar: object): string => `${JSON.stringify(grammar, null, 2)}\n`;

if (process.argv[1]?.endsWith('syntaxes.ts'))
  for (const [file, grammar] of Object.entries(grammars)) writeFileSync(new URL(`../syntaxes/${file}`, import.meta.url), written(grammar));
