import { t } from '@vscode/l10n';
import type { Hover, HoverParams } from 'vscode-languageserver-protocol';
import type { Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import { judge } from '../rules/judge.ts';
import type { Feature, View } from './feature.ts';
import { type Arrival, arrivalOf, type Leading, leadingAt } from './leadsTo.ts';
import { backlinks } from './references.ts';

/** On a link: the title and first paragraph of what it leads to, where that is, and who else links there; or why it leads nowhere. */
export const hover: Feature<HoverParams, Hover> = {
  method: 'textDocument/hover',
  capabilities: { hoverProvider: true },
  handle({ position }, view) {
    const leading = leadingAt(view.chapter, view.offsetAt(position));
    if (leading === undefined) return undefined;
    const { kb, configuration } = view.workspace;
    const verdict = judge(view.chapter.path, leading.destination, kb, configuration.links);
    const arrival = arrivalOf(view.chapter.path, leading.destination, kb, configuration.links);
    const value = verdict === undefined ? arrival && described(arrival, view) : broken(leading, view);
    return value ? { contents: { kind: 'markdown', value }, range: view.rangeOf(view.chapter.path, leading.span) } : undefined;
  },
};

const longest = 400;

function described({ path, anchor, heading }: Arrival, view: View): string | undefined {
  const facts = view.workspace.kb.chapter(path)?.facts;
  const place = path === '' ? '/' : path;
  if (facts === undefined) return escaped(place);
  const title = facts.headings[0];
  const shown = heading ?? title;
  const lines = [shown === undefined ? '' : `**${escaped(shown.text)}**`, paragraphAt(path, shown, view)];
  const within = heading !== undefined && title !== undefined && title !== heading ? `${escaped(title.text)} · ` : '';
  const count = backlinks(path, anchor, view).length;
  lines.push(`${within}${escaped(place)} · ${count === 1 ? t('1 link leads here') : t('{0} links lead here', count)}`);
  return lines.filter(line => line !== '').join('\n\n');
}

/** The first paragraph below a heading, as its text, not too long. */
function paragraphAt(path: KbPath, heading: Heading | undefined, view: View): string {
  const text = heading?.lead && (path === view.chapter.path ? view.text : view.workspace.text(path));
  if (!text || heading?.lead === undefined) return '';
  const paragraph = text.slice(heading.lead.start, heading.lead.end).replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
  return paragraph.length <= longest ? paragraph : `${[...paragraph.slice(0, longest)].slice(0, -1).join('')}…`;
}

/** What is wrong, and what would be right, as the finding on it says. */
function broken({ target }: Leading, view: View): string | undefined {
  const { workspace, chapter } = view;
  const finding = workspace.findings(chapter.path).find(({ span }) => span.start <= target.start && target.end <= span.end);
  if (finding === undefined) return undefined;
  const [fix] = workspace.rule(finding.rule)?.fixes?.(finding, chapter, workspace.workshop) ?? [];
  return [escaped(finding.message), fix === undefined ? '' : `${t('Quick fix:')} ${escaped(fix.title)}`]
    .filter(line => line !== '')
    .join('\n\n');
}

const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#+!|~$]/g, '\\$&');
