import { t } from '@vscode/l10n';
import type { Index } from '../model/entries.ts';
import type { FormulaFacts } from '../model/facts.ts';
import type { ProposedFix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Problem } from '../model/rule.ts';

/** What programs that make a site of Markdown are configured by, at the root: its readers are not on GitHub. */
const generators =
  `mkdocs.yml mkdocs.yaml zensical.toml docusaurus.config.js docusaurus.config.ts docusaurus.config.mjs book.toml hugo.toml hugo.yaml
  hugo.json .vitepress/config.js .vitepress/config.ts .vitepress/config.mts .vitepress/config.mjs astro.config.mjs astro.config.ts _quarto.yml`.split(
    /\s+/,
  ) as KbPath[];

/** Whether the knowledge base is read as it is, on GitHub or the like, and not as a site that some program makes of it. */
export const isReadAsItIs = (index: Index): boolean => !generators.some(path => index.lookup('file', path).length > 0);

/** Formulas that GitHub does not read as they are written between their dollars: said once in a chapter, at the first. */
export function* unreadProblems({ adjoining, unescaped }: FormulaFacts): Iterable<Problem> {
  const [first, ...others] = adjoining;
  if (first !== undefined)
    yield {
      span: first,
      message:
        adjoining.length === 1
          ? t('GitHub reads no formula right behind a Chinese character or full-width mark.')
          : t(
              'GitHub reads no formula right behind a Chinese character or full-width mark; {0} of this chapter stand so.',
              adjoining.length,
            ),
      ...(others.length > 0 && { places: others }),
      data: { cause: 'adjoining', count: adjoining.length },
    };
  const [bare, ...more] = unescaped;
  if (bare !== undefined)
    yield {
      span: bare,
      message:
        unescaped.length === 1
          ? t('Between single dollars, GitHub takes the backslash off “{0}” and the like.', '\\{ \\} \\,')
          : t(
              'Between single dollars, GitHub takes the backslash off “{0}” and the like; {1} formulas of this chapter have one.',
              '\\{ \\} \\,',
              unescaped.length,
            ),
      ...(more.length > 0 && { places: more }),
      data: { cause: 'unescaped', count: unescaped.length },
    };
}

/** All formulas of the chapter that are written so, written otherwise. None of these is applied unasked: not everybody's readers are on GitHub. */
export function unreadFixes(cause: string, { adjoining, unescaped }: FormulaFacts, path: KbPath, text: string): ProposedFix[] {
  const insert = (at: number, newText: string) => ({ path, span: { start: at, end: at }, newText });
  if (cause === 'adjoining')
    return [{ title: t('Put a space before each of these formulas'), edits: adjoining.map(({ start }) => insert(start, ' ')) }];
  // What holds a backquote cannot stand between them.
  const quotable = unescaped.filter(({ start, end }) => !text.slice(start, end).includes('`'));
  const close = new Set(adjoining.map(({ start }) => start));
  if (quotable.length === 0) return [];
  const edits = quotable.flatMap(({ start, end }) => [
    ...(close.has(start) ? [insert(start, ' ')] : []),
    insert(start + 1, '`'),
    insert(end - 1, '`'),
  ]);
  return [{ title: t('Write “{0}”', '$`…`$'), edits }];
}
