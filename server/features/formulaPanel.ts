import { t } from '@vscode/l10n';
import { colourOf, type Pictures } from '../formula/picture.ts';
import type { Drawing } from '../formula/request.ts';
import { type Formula, formulaAt, formulasIn } from '../model/formula.ts';
import { html } from '../model/html.ts';
import { contains, type Span } from '../model/text.ts';
import type { RequestContext } from './feature.ts';
import { failureOf, type Shown, shown } from './formulaDrawing.ts';
import type { Page, Panel, Seen } from './panel.ts';
import { meaningAt, symbolsOf, wordsOf } from './symbols.ts';

/** What was typeset last, and where it begins. */
interface Typeset {
  readonly uri: string;
  readonly start: number;
  readonly formula: Shown;
}

/**
 * The formula at the cursor, typeset as it is being written, with what its symbols mean. While it is written, it does not typeset at most keys: what did last stays then,
 * with the reason below it.
 */
export const formulaPanel: Panel = {
  id: 'formula',
  beside: true,
  follows: true,
  initially: undefined,
  async page({ cursor, view: viewOf, pictures }, _state, before): Promise<Page> {
    const view = cursor && viewOf(cursor.uri);
    return cursor === undefined || view === undefined
      ? pageOf(nothing())
      : pageAt(cursor, view, pictures, before?.kept as Typeset | undefined);
  },
};

const pageOf = (body: string, kept?: Typeset): Page => ({ title: t('Formula'), body, style, ...(kept && { kept }) });

async function pageAt(
  { uri, position }: NonNullable<Seen['cursor']>,
  view: RequestContext,
  pictures: Pictures,
  kept: Typeset | undefined,
): Promise<Page> {
  const offset = view.offsetAt(position);
  const formula = formulaNear(offset, view);
  const last = kept?.uri === uri ? kept : undefined;
  if (formula === undefined) {
    if (last === undefined || !isBeingWritten(last.start, offset, view.text)) return pageOf(nothing());
    return pageOf(`${await lastPicture(last, pictures)}${message(t('The formula is not closed.'))}`, last);
  }
  const { start } = formula.span;
  const now = shown(formula, view.chapter.facts.formulas, view.text, pictures.macros);
  const rest = `${sourceOf(now)}${listOf(meaningsIn(formula, view))}`;
  const drawing = await draw(now, pictures);
  if ('svg' in drawing) return pageOf(`${pictureOf(drawing.svg)}${message('')}${rest}`, { uri, start, formula: now });
  const same = last?.start === start ? last : undefined;
  const picture = same === undefined ? '' : await lastPicture(same, pictures);
  return pageOf(`${picture}${message(failureOf(drawing, now))}${rest}`, same);
}

const nothing = (): string => `<p class="none">${html(t('Put the cursor into a formula.'))}</p>`;

/** No formula begins there now, but its dollar, fence or bracket is still there, and no blank line between it and the cursor. */
const isBeingWritten = (start: number, offset: number, text: string): boolean =>
  offset > start && /^[$`~\\]/.test(text.slice(start)) && !/\n[ \t>]*\r?\n/.test(text.slice(start, offset));

/** The formula at an offset, else the first one on its line. */
function formulaNear(offset: number, { chapter: { facts }, text }: RequestContext): Formula | undefined {
  const [start, end] = [text.lastIndexOf('\n', offset - 1) + 1, text.indexOf('\n', offset)];
  const line: Span = { start, end: end < 0 ? text.length : end };
  const at = formulaAt(facts.formulas.packed, offset);
  if (at !== undefined) return at;
  for (const formula of formulasIn(facts.formulas.packed)) if (contains(line, formula.span.start)) return formula;
  return undefined;
}

/** What is said of the symbols of a formula, each once. */
function meaningsIn(formula: Formula, view: RequestContext): { readonly symbol: string; readonly words: string }[] {
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

const draw = (formula: Shown, { appearance, draw }: Pictures): Promise<Drawing> =>
  draw({ ...formula, colour: colourOf(appearance), size: Math.round(appearance.fontSize * 1.8) });

/** Drawn again, as the editor looks now. */
async function lastPicture({ formula }: Typeset, pictures: Pictures): Promise<string> {
  const drawing = await draw(formula, pictures);
  return 'svg' in drawing ? pictureOf(drawing.svg, 'last') : '';
}

const pictureOf = (svg: string, kind?: 'last'): string => {
  const alt = kind === undefined ? t('Formula') : t('The formula as it was typeset last');
  const data = Buffer.from(svg, 'utf8').toString('base64');
  return `<figure${kind === undefined ? '' : ` class="${kind}"`}><img alt="${html(alt)}" src="data:image/svg+xml;base64,${data}"></figure>`;
};

/** There is always one, so that nothing below moves when it has something to say. */
const message = (words: string): string => `<p class="message${words === '' ? '' : ' said'}">${html(words)}</p>`;

const sourceOf = ({ source }: Shown): string => `<pre><code>${html(source)}</code></pre>`;

function listOf(meanings: ReturnType<typeof meaningsIn>): string {
  const list = meanings.map(({ symbol, words }) => `<dt><code>${html(symbol)}</code></dt><dd>${html(words)}</dd>`).join('');
  return list === '' ? '' : `<dl>${list}</dl>`;
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
.last img{opacity:.4}
.message{min-height:1.5em;margin:1em 0;padding-left:.75em;border-left:2px solid transparent}
.message.said{border-left-color:var(--vscode-editorWarning-foreground)}
`;
