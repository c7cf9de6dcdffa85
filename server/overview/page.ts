import { t } from '@vscode/l10n';
import { type Severity, severities } from '../model/configuration.ts';
import { html } from '../model/html.ts';
import * as counted from '../workspace/counted.ts';
import type { Repairable } from './repairable.ts';
import { type Kind, listed, type Part, type Standing, type Tally } from './standing.ts';
import { severityCount, severityName, severityNames } from './words.ts';

/** What differs between a page in an editor, which does things, and one that is only read. */
export interface Reader {
  /** A chapter, as something that leads to it. */
  chapter(path: string, standing: Standing): string;
  /** A folder (with a slash behind it), as something that leads to how it stands. */
  folder?(path: string, label: string): string;
  /** What can be done about the knowledge base, or the folder that is looked at. */
  actions?(standing: Standing): string;
  /** What can be done about all findings of a kind. */
  actionsOn?(kind: Kind, repairable: number | undefined, standing: Standing): string;
}

/** So many chapters that nobody leads to are named. */
const mostOrphans = 200;

/** How a knowledge base stands, as HTML. `repairable`: nothing as long as that has not been found out. */
export function pageOf(standing: Standing, repairable: Repairable | undefined, reader: Reader): string {
  const { name, renderers, chapters, tally, notices } = standing;
  return [
    `<section data-root="${html(standing.root)}"><h1>${[name, ...standing.within.split('/').slice(0, -1)].map(html).join(' / ')}</h1>`,
    standing.within === '' ? '' : `<p class="about">${reader.folder?.('', t('Whole knowledge base')) ?? ''}</p>`,
    `<p class="about">${[counted.chapters(chapters), ...renderers].map(html).join(' · ')}</p>`,
    standing.isWhole ? '' : `<p class="about">${html(t('Not everything has been read and checked yet.'))}</p>`,
    `<ul class="tally">${severities.map(severity => tile(severity, tally)).join('')}</ul>`,
    baselineOf(standing),
    reader.actions?.(standing) ?? '',
    kindsOf(standing, repairable, reader),
    part(t('By folder'), `<ul class="folders">${standing.folders.map(one => folder(one, standing, reader)).join('')}</ul>`),
    standing.worst.length === 0 ? '' : part(t('Chapters with most findings'), worst(standing, reader)),
    orphansOf(standing, reader),
    notices.length === 0 ? '' : part(t('Not checked, or not kept'), list(notices.map(({ message }) => html(message)))),
    '</section>',
  ].join('');
}

const part = (title: string, content: string): string => `<h2>${html(title)}</h2>${content}`;
const list = (items: readonly string[]): string => `<ul>${items.map(item => `<li>${item}`).join('')}</ul>`;

const tile = (severity: Severity, tally: Tally): string =>
  `<li class="${severity}${tally[severity] === 0 ? ' none' : ''}"><b>${counted.digits(tally[severity])}</b> ${html(severityNames(severity))}`;

function baselineOf({ baseline, tally }: Standing): string {
  if (baseline === undefined) return '';
  const { path, accepted, expired } = baseline;
  const gone = expired === 0 ? '' : ` ${t('{0} accepted there are gone.', counted.findings(expired))}`;
  return `<p>${html(`${t('Accepted in “{0}”: {1}. New since then: {2}.', path, counted.digits(accepted), counted.digits(listed(tally) + tally.hint))}${gone}`)}</p>`;
}

function kindsOf(standing: Standing, repairable: Repairable | undefined, reader: Reader): string {
  if (standing.kinds.length === 0) return `<p class="well">${html(t('Nothing was found.'))}</p>`;
  const heads = [t('Kind'), t('Findings'), t('Chapters'), t('Can be repaired')].map(head => `<th scope="col">${html(head)}`);
  const rows = standing.kinds.map(kind => {
    const { rule, severity, findings, chapters } = kind;
    const number = rule.repairs === 'certain' ? repairable && (repairable.get(rule.id) ?? 0) : 0;
    const shown = number === undefined ? '…' : number === 0 ? '–' : t('{0} of {1}', counted.digits(number), counted.digits(findings));
    return `<tr data-rule="${rule.id}"><th scope="row"><i class="${severity}" title="${html(severityName(severity))}"></i>${html(t(rule.summary))} <code>${rule.id}</code><td>${counted.digits(findings)}<td>${counted.digits(chapters)}<td${number === undefined ? ' data-unknown' : ''}>${html(shown)}${reader.actionsOn === undefined ? '' : `<td>${reader.actionsOn(kind, number, standing)}`}`;
  });
  const more = reader.actionsOn === undefined ? '' : '<th>';
  return part(t('By kind'), `<table><thead><tr>${heads.join('')}${more}<tbody>${rows.join('')}</table>`);
}

/** The more of the chapters' findings, the warmer. */
function folder({ path, chapters, tally }: Part, { within }: Standing, reader: Reader): string {
  const each = chapters === 0 ? 0 : (tally.error + tally.warning) / chapters;
  const heat = each === 0 ? 0 : each < 0.2 ? 1 : each < 1 ? 2 : each < 3 ? 3 : 4;
  const label = path === '' ? t('(top)') : path.slice(0, -1);
  const title = `${label}: ${counted.chapters(chapters)}, ${talliesOf(tally) || t('no findings')}`;
  const named = path === within || reader.folder === undefined ? html(label) : reader.folder(path, label);
  return `<li class="h${heat}" title="${html(title)}"><span>${named}</span><b>${counted.digits(listed(tally))}</b>`;
}

/** In words, those that there are. */
export const talliesOf = (tally: Tally): string =>
  severities
    .filter(severity => tally[severity] > 0)
    .map(severity => severityCount(severity, tally[severity]))
    .join(t(', '));

const worst = (standing: Standing, { chapter }: Reader): string =>
  list(standing.worst.map(({ path, tally }) => `${chapter(path, standing)} <small>${html(talliesOf(tally))}</small>`));

function orphansOf(standing: Standing, { chapter }: Reader): string {
  const { orphans } = standing;
  if (orphans.length === 0) return '';
  const named = orphans.slice(0, mostOrphans).map(path => chapter(path, standing));
  const left = orphans.length - named.length;
  const more = left === 0 ? '' : `<p>${html(t('… {0} more not shown', counted.digits(left)))}</p>`;
  return `<details><summary><h2>${html(t('Chapters that no other leads to: {0}', counted.digits(orphans.length)))}</h2></summary>${list(named)}${more}</details>`;
}

/** How it looks, in the colours of the editor's theme or in those of the browser. */
export const style = `
:root{color-scheme:light dark}
body{--back:var(--vscode-editor-background,Canvas);--text:var(--vscode-foreground,CanvasText);--faint:var(--vscode-descriptionForeground,GrayText);--line:var(--vscode-contrastBorder,color-mix(in srgb,var(--text) 16%,transparent));--error:var(--vscode-list-errorForeground,#c72e0f);--warning:var(--vscode-list-warningForeground,#a05c00);--information:var(--vscode-charts-blue,#0b6bcb);margin:0 auto;padding:8px 24px 48px;max-width:70em;color:var(--text);background:var(--back);font:var(--vscode-font-size,15px)/1.5 var(--vscode-font-family,system-ui,sans-serif)}
h1{font-size:1.6em;font-weight:600;margin:.8em 0 .2em}
h2{font-size:1.15em;font-weight:600;margin:1.6em 0 .5em}
summary h2{display:inline}
summary{margin-top:1.6em;cursor:pointer}
.about,small{color:var(--faint)}
ul{margin:.4em 0;padding-left:1.4em}
.tally,.folders{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:8px}
.tally li{border:1px solid var(--line);border-radius:4px;padding:6px 14px;min-width:6em}
.tally b{display:block;font-size:1.5em;font-weight:600;font-variant-numeric:tabular-nums}
.tally .error b{color:var(--error)}.tally .warning b{color:var(--warning)}.tally .information b{color:var(--information)}
.tally .none b{color:var(--faint)}
table{border-collapse:collapse;width:100%}
th,td{padding:5px 10px;border-bottom:1px solid var(--line);font-weight:normal;text-align:right;white-space:nowrap;vertical-align:middle;font-variant-numeric:tabular-nums}
th:first-child{text-align:left;white-space:normal;padding-left:0}
thead th{color:var(--faint)}
code{color:var(--faint);font:.9em var(--vscode-editor-font-family,monospace);white-space:nowrap}
i{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.6em;background:var(--faint)}
i.error{background:var(--error)}i.warning{background:var(--warning);border-radius:2px}i.information{background:var(--information)}
.folders li{--heat:0%;display:flex;justify-content:space-between;gap:1em;min-width:11em;flex:1 1 11em;max-width:22em;padding:6px 10px;border:1px solid var(--line);border-radius:4px;background:color-mix(in srgb,var(--warning) var(--heat),var(--back))}
.folders span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.h1{--heat:8%!important}.h2{--heat:18%!important}.h3{--heat:32%!important}.h4{--heat:48%!important}
button{font:inherit;color:var(--vscode-button-secondaryForeground,inherit);background:var(--vscode-button-secondaryBackground,ButtonFace);border:1px solid var(--vscode-contrastBorder,transparent);border-radius:2px;padding:2px 10px;cursor:pointer}
button:hover{background:var(--vscode-button-secondaryHoverBackground)}
button:focus-visible,a:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:1px}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:1em 0}
.actions .first{color:var(--vscode-button-foreground);background:var(--vscode-button-background)}
.actions .first:hover{background:var(--vscode-button-hoverBackground)}
button.chapter,button.folder{all:unset;color:var(--vscode-textLink-foreground);cursor:pointer}
button.folder{color:inherit}
button.chapter:hover,button.folder:hover{text-decoration:underline}
button.chapter:focus-visible,button.folder:focus-visible{outline:1px solid var(--vscode-focusBorder)}
select{font:inherit;color:var(--vscode-dropdown-foreground);background:var(--vscode-dropdown-background);border:1px solid var(--vscode-dropdown-border,transparent);border-radius:2px}
`;
