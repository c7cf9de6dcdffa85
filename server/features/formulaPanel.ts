import { t } from '@vscode/l10n';
import { colourOf, type Pictures } from '../formula/picture.ts';
import { type Formula, formulaAt, formulasIn } from '../model/formula.ts';
import { contains, type Span } from '../model/text.ts';
import type { View } from './feature.ts';
import { failureOf, type Shown, shown } from './formulaHover.ts';
import { html, type Page, type Panel } from './panel.ts';
import { meaningAt, symbolsOf, wordsOf } from './symbols.ts';

/** The formula at the cursor, typeset as it is being written, with what its symbols mean. */
export const formulaPanel: Panel = {
  id: 'formula',
  beside: true,
  follows: true,
  initially: undefined,
  async page({ cursor, view: viewOf, pictures }): Promise<Page> {
    const view = cursor && viewOf(cursor.uri);
    const formula = view && formulaNear(view.offsetAt(cursor.position), view);
    const body =
      view === undefined || formula === undefined
        ? `<p class="none">${html(t('Put the cursor into a formula.'))}</p>`
        : await bodyOf(shown(formula, view.chapter.facts.formulas, view.text, pictures.macros), meaningsIn(formula, view), pictures);
    return { title: t('Formula'), body, style };
  },
};

/** The formula at an offset, else the first one on its line. */
function formulaNear(offset: number, { chapter: { facts }, text }: View): Formula | undefined {
  const [start, end] = [text.lastIndexOf('\n', offset - 1) + 1, text.indexOf('\n', offset)];
  const line: Span = { start, end: end < 0 ? text.length : end };
  const at = formulaAt(facts.formulas.packed, offset);
  if (at !== undefined) return at;
  for (const formula of formulasIn(facts.formulas.packed)) if (contains(line, formula.span.start)) return formula;
  return undefined;
}

/** What is said of the symbols of a formula, each once. */
function meaningsIn(formula: Formula, view: View): { readonly symbol: string; readonly words: string }[] {
  const found = new Map<string, string>();
  for (const symbol of symbolsOf(formula, view.text)) {
    const meaning = meaningAt(symbol.span.start, view);
    const name = meaning && view.text.slice(meaning.symbol.span.start, meaning.symbol.span.end);
    if (meaning === undefined || name === undefined || found.has(name) || found.size >= most) continue;
    const words = wordsOf(meaning, view);
    if (words !== '') found.set(name, words);
  }
  return [...found].map(([symbol, words]) => ({ symbol, words }));
}

const most = 30;

async function bodyOf(formula: Shown, meanings: ReturnType<typeof meaningsIn>, pictures: Pictures): Promise<string> {
  const { appearance } = pictures;
  const drawing = await pictures.draw({ ...formula, colour: colourOf(appearance), size: Math.round(appearance.fontSize * 1.8) });
  const picture =
    'failure' in drawing
      ? `<p class="failure">${html(failureOf(drawing, formula))}</p>`
      : `<figure><img alt="${html(t('Formula'))}" src="data:image/svg+xml;base64,${Buffer.from(drawing.svg, 'utf8').toString('base64')}"></figure>`;
  const list = meanings.map(({ symbol, words }) => `<dt><code>${html(symbol)}</code></dt><dd>${html(words)}</dd>`).join('');
  return `${picture}<pre><code>${html(formula.source)}</code></pre>${list === '' ? '' : `<dl>${list}</dl>`}`;
}

const style = `
body{margin:0;padding:1em;color:var(--vscode-foreground);background:var(--vscode-editor-background);font:var(--vscode-font-size)/1.5 var(--vscode-font-family)}
figure{margin:1em 0;overflow-x:auto;text-align:center}
pre{margin:1em 0;padding:.5em .75em;white-space:pre-wrap;overflow-wrap:anywhere;color:var(--vscode-descriptionForeground);border-left:2px solid var(--vscode-contrastBorder,var(--vscode-textBlockQuote-border))}
code{font-family:var(--vscode-editor-font-family)}
pre code{padding:0;background:none;color:inherit}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1em}
dd{margin:0}
.none{color:var(--vscode-descriptionForeground)}
.failure{color:var(--vscode-errorForeground)}
`;
