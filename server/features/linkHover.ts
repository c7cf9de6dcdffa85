import { t } from '@vscode/l10n';
import { visibleText } from '../extract/visibleText.ts';
import type { Pictures } from '../formula/picture.ts';
import type { Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import { checkDestination } from '../rules/checkDestination.ts';
import { repairing } from '../workspace/fixes.ts';
import { escaped } from './escaped.ts';
import type { RequestContext } from './feature.ts';
import { firstFormula, formulaImage, type Shown, shown } from './formulaDrawing.ts';
import type { HoverOf } from './hovered.ts';
import { type LinkAtCursor, type LinkTarget, linkAt, targetOf } from './leadsTo.ts';
import { backlinks } from './references.ts';

/** What a link leads to, or why it leads nowhere. */
export const linkHover: HoverOf = function* (offset, view, pictures) {
  const leading = linkAt(view.chapter, offset);
  if (leading === undefined) return undefined;
  const { path } = view.chapter;
  const { kb, configuration } = view.workspace;
  if (checkDestination(path, leading.destination, kb, configuration.links) !== undefined)
    return { span: leading.span, markdown: yield* broken(leading, view) };
  const arrival = targetOf(path, leading.destination, kb, configuration.links);
  const markdown = arrival && withFormula(yield* described(arrival, view), formulaOf(arrival, view, pictures), pictures);
  return { span: leading.span, markdown };
};

/** The first formula of the section that a link leads to; of the chapter, if it leads to the whole. */
function formulaOf({ path, heading }: LinkTarget, view: RequestContext, pictures: Pictures): Shown | undefined {
  const chapter = view.workspace.kb.chapter(path);
  if (chapter === undefined || chapter.damage !== undefined || chapter.facts.formulas.packed.length === 0) return undefined;
  const { facts } = chapter;
  const next = heading === undefined ? undefined : facts.headings.find(({ span }) => span.start > heading.span.start);
  const first = firstFormula(facts.formulas, { start: heading?.span.end ?? 0, end: next?.span.start ?? Number.MAX_SAFE_INTEGER });
  const text = first && (path === view.chapter.path ? view.text : view.workspace.text(path));
  return text === undefined || first === undefined ? undefined : shown(first, facts.formulas, text, pictures.macros);
}

async function withFormula(description: string | undefined, formula: Shown | undefined, pictures: Pictures): Promise<string | undefined> {
  const image = formula && (await formulaImage(formula, pictures));
  return [description, image].filter(part => part !== undefined).join('\n\n');
}

/** So much of a paragraph is shown, and so much of its source read for that. */
const [longest, longestSource] = [400, 4000];

function* described({ path, anchor, heading }: LinkTarget, view: RequestContext): Steps<string | undefined> {
  const chapter = view.workspace.kb.chapter(path);
  const place = path === '' ? '/' : path;
  if (chapter === undefined || chapter.damage !== undefined) return escaped(place);
  const { facts } = chapter;
  const title = facts.headings[0];
  const shown = heading ?? title;
  const lines = [shown === undefined ? '' : `**${escaped(shown.text)}**`, paragraphAt(path, shown, view)];
  const within = heading !== undefined && title !== undefined && title !== heading ? `${escaped(title.text)} · ` : '';
  const count = (yield* backlinks(anchor === undefined ? { path } : { path, anchor }, view)).length;
  lines.push(`${within}${escaped(place)} · ${count === 1 ? t('1 link leads here') : t('{0} links lead here', count)}`);
  return lines.filter(line => line !== '').join('\n\n');
}

/** The first paragraph below a heading, as what a reader sees of it, not too long. */
function paragraphAt(path: KbPath, heading: Heading | undefined, view: RequestContext): string {
  const text = heading?.firstParagraph && (path === view.chapter.path ? view.text : view.workspace.text(path));
  if (!text || heading?.firstParagraph === undefined) return '';
  const { start, end } = heading.firstParagraph;
  const definitions = view.workspace.kb.chapter(path)?.facts.definitions;
  const paragraph = visibleText(text.slice(start, Math.min(end, start + longestSource)), definitions);
  return escaped(paragraph.length <= longest ? paragraph : `${[...paragraph.slice(0, longest)].slice(0, -1).join('')}…`);
}

const covers = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/**
 * What is wrong, as the finding on it says, where the editor does not show that; and what would be right. Of what a link leads to, a finding may concern a part only,
 * such as the fragment; one on more than that, such as the entry of a table of contents that it stands in, says less of it.
 */
function* broken({ target }: LinkAtCursor, view: RequestContext): Steps<string | undefined> {
  const { workspace, chapter } = view;
  const finding = workspace
    .findings(chapter.path)
    .filter(({ span }) => covers(target, span) || covers(span, target))
    .reduce<Finding | undefined>((narrowest, found) => (narrowest && covers(found.span, narrowest.span) ? narrowest : found), undefined);
  if (finding === undefined) return undefined;
  const [fix] = yield* repairing(workspace, finding, chapter.path);
  const lines = [view.isVsCode ? '' : escaped(finding.message), fix === undefined ? '' : t('Quick fix: {0}', escaped(fix.title))];
  return lines.filter(line => line !== '').join('\n\n');
}
