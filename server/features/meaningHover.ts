import { longestHover, type Pictures } from '../formula/picture.ts';
import { asCode, escaped } from './escaped.ts';
import type { RequestContext } from './feature.ts';
import { formulaImage, macrosOf, type Shown } from './formulaDrawing.ts';
import { meaningAt, wordsOf } from './symbols.ts';

/** What a symbol is said to mean: words, and formulas among them. */
export interface ShownMeaning {
  readonly symbol: string;
  readonly parts: readonly (string | Shown)[];
  /** The chapter that says it, if it is another one. */
  readonly where: string;
}

/** So many formulas of a meaning are drawn. */
const mostDrawn = 6;

/** What the symbol at an offset is said to mean, in the words of the chapter that says it. */
export function shownMeaning(offset: number, view: RequestContext, pictures: Pictures): ShownMeaning | undefined {
  const found = meaningAt(offset, view);
  const words = found === undefined ? '' : wordsOf(found, view);
  if (found === undefined || words === '') return undefined;
  const { path, symbol } = found;
  const facts = view.workspace.kb.chapter(path)?.facts.formulas;
  return {
    symbol: view.text.slice(symbol.span.start, symbol.span.end),
    parts: partsOf(words, facts === undefined ? [] : macrosOf(facts, pictures.macros)),
    where: path === view.chapter.path ? '' : path,
  };
}

const formula = /(?<![\\$])(\$\$?(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$\$?)(?![\d$])/;

/** The words, and the formulas among them. */
const partsOf = (words: string, macros: Shown['macros']): (string | Shown)[] =>
  words
    .split(formula)
    .map((part, i) => (i % 2 === 0 ? part : { source: part.replace(/^\$\$?`?|`?\$\$?$/g, ''), display: false, macros }))
    .filter(part => part !== '');

/** A meaning as Markdown that fits below so much else; a formula that cannot be drawn as its source. */
export async function meaningMarkdown({ symbol, parts, where }: ShownMeaning, before: string, pictures: Pictures): Promise<string> {
  let markdown = `${asCode(symbol)} – `;
  let drawn = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      markdown += escaped(part);
      continue;
    }
    const image = drawn++ < mostDrawn ? await formulaImage(part, pictures) : undefined;
    markdown += image !== undefined && before.length + markdown.length + image.length < longestHover ? image : asCode(part.source);
  }
  return where === '' ? markdown : `${markdown} · ${escaped(where)}`;
}
