import type { LiteElement } from '@mathjax/src/js/adaptors/lite/Element.js';
import { liteAdaptor } from '@mathjax/src/js/adaptors/liteAdaptor.js';
import type { MathDocument } from '@mathjax/src/js/core/MathDocument.js';
import { RegisterHTMLHandler } from '@mathjax/src/js/handlers/html.js';
import { TeX } from '@mathjax/src/js/input/tex.js';
import { mathjax } from '@mathjax/src/js/mathjax.js';
import { SVG } from '@mathjax/src/js/output/svg.js';
import { extraCommands, preamble } from '../tex/extraCommands.ts';
import { type Macro, mayDefine, parametersOf } from '../tex/macro.ts';
import { font } from './font.ts';
import { packages } from './packages.ts';
import type { Drawing, FormulaRequest } from './request.ts';

/** Formulas are drawn by MathJax, in a worker: this module is large and slow to start. */

type Document = MathDocument<unknown, unknown, unknown>;

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

/** Of the font that formulas are drawn with, in em: characters that it has not, Chinese ones, are then as large as its own. */
const xHeight = 0.442;

/** Draws a formula. Never throws. */
export function draw({ source, display, colour, size, macros }: FormulaRequest): Drawing {
  const definesOwn = mayDefine(source);
  const key = JSON.stringify(macros);
  // What a formula defines must not leak into others.
  const document = definesOwn ? documentWith(macros) : (documents.get(key) ?? remember(key, documentWith(macros)));
  try {
    for (const jax of document.inputJax) jax.reset(0);
    const tex = source.replace(/\\tag\s*\*/g, '\\tag');
    // A formula in running text that is broken into lines is laid out on the page; a displayed one is not.
    const svg = pictureIn(document, tex, display) ?? pictureIn(document, tex, true);
    return svg === undefined ? { failure: 'TeX', reason: 'no picture' } : pictureOf(svg, colour, size);
  } catch (error) {
    // MathJax's own errors are no Error.
    return { failure: 'TeX', reason: String((error as { message?: unknown }).message ?? error) };
  }
}

/** The picture that MathJax makes; undefined when it is as wide as the page that it would stand on. */
function pictureIn(document: Document, tex: string, display: boolean): LiteElement | undefined {
  const svg = adaptor.firstChild(document.convert(tex, { display, em: 1, ex: xHeight }) as LiteElement) as LiteElement;
  return adaptor.hasAttribute(svg, 'viewBox') ? svg : undefined;
}

/** One for each set of macros, the last few of them. */
const documents = new Map<string, Document>();

function remember(key: string, document: Document): Document {
  if (documents.size >= 8) documents.clear();
  documents.set(key, document);
  return document;
}

function documentWith(macros: readonly Macro[]): Document {
  const own = macros.map(macro => [macro.name.slice(1), [macro.body, parametersOf(macro)]] as const);
  const tex = new TeX({
    packages,
    macros: {
      ...extraCommands,
      ...Object.fromEntries(own.map(([name, [body, parameters]]) => [name, parameters === 0 ? body : [body, parameters]])),
    },
    maxMacros: 2000,
    maxBuffer: 64 * 1024,
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  });
  const document: Document = mathjax.document('', {
    InputJax: tex,
    OutputJax: new SVG({ fontCache: 'local', fontData: font(), linebreaks: { inline: false } }),
  });
  document.convert(preamble);
  return document;
}

/** MathJax counts in thousandths of an em, and gives width and height in `ex`, which mean nothing to a picture by itself. */
function pictureOf(svg: LiteElement, colour: string, size: number): Drawing {
  const [x, y, width, height] = (adaptor.getAttribute(svg, 'viewBox') as string).split(' ').map(Number) as [number, number, number, number];
  // Strokes and italics reach a little over their boxes.
  const margin = 60;
  const box = [x - margin, y - margin, width + 2 * margin, height + 2 * margin];
  const pixels = (units: number) => Math.max(1, Math.ceil((units * size) / 1000));
  adaptor.setAttribute(svg, 'viewBox', box.map(value => Math.round(value * 10) / 10).join(' '));
  adaptor.setAttribute(svg, 'width', String(pixels(box[2]!)));
  adaptor.setAttribute(svg, 'height', String(pixels(box[3]!)));
  adaptor.setAttribute(svg, 'style', `color:${colour}`);
  strip(svg);
  return { svg: adaptor.outerHTML(svg), width: pixels(box[2]!), height: pixels(box[3]!) };
}

/** Takes off what only a page would use, and groups that do nothing: half of the characters that are no outlines. */
function strip(element: LiteElement): void {
  for (const { name } of adaptor.allAttributes(element)) {
    if (/^data-|^role$|^focusable$|^aria-/.test(name)) adaptor.removeAttribute(element, name);
  }
  element.children = element.children.flatMap(child => {
    if (!('children' in child)) return [child];
    strip(child);
    if (child.kind !== 'g') return [child];
    if (child.children.length === 0) return [];
    return adaptor.allAttributes(child).length === 0 ? child.children : [child];
  });
}
