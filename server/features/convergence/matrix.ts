import { t } from '@vscode/l10n';
import { byChapter as statedByChapter } from '../../claims/groups.ts';
import { rangeShown } from '../../claims/problem.ts';
import { chapterName } from '../../claims/telling.ts';
import { type Vocabulary, vocabularyOf } from '../../claims/vocabulary.ts';
import { claimKey } from '../../model/claims.ts';
import { html } from '../../model/html.ts';
import type { KbPath } from '../../model/path.ts';
import { finished, type Steps } from '../../model/steps.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Page, Panel, Placed } from '../panel.ts';
import { script, style } from './matrixPage.ts';
import { levelOf } from './stated.ts';
import {
  byValue,
  type ClaimRef,
  catalogueOf,
  differing,
  disputesOf,
  placeOf,
  type Said,
  statementsOf,
  stating,
  titleOf,
} from './statements.ts';

interface Choice {
  /** By name; without it, the one that levels are about, or the most frequent one. */
  readonly metric?: string;
  /** Subjects of which only one chapter speaks, too. */
  readonly all?: boolean;
  readonly disputed?: boolean;
}

/** How much is shown at once: more can be neither seen nor drawn quickly. */
const most = { rows: 400, columns: 150, values: 4, metrics: 40 };

/** Subjects × chapters: what each chapter states of one metric, in the colours of the levels; what disagrees is marked. A click goes to the place. */
export const matrix: Panel<Choice> = {
  id: 'matrix',
  initially: {},

  *page(seen, choice): Steps<Page> {
    const places = yield* stating(seen.places());
    const metrics = yield* metricsOf(places);
    let tables = '';
    for (const place of places) tables += yield* tableOf(place, choice, metrics);
    const empty = `<p class="none">${html(places.length === 0 ? t('No chapter states anything yet.') : t('Nothing to show with these choices.'))}</p>`;
    return { title: t('Convergence Matrix'), top: toolbar(places, metrics), body: tables || empty, style, script };
  },

  received(message, seen) {
    const { go, show } = (message ?? {}) as { readonly go?: readonly unknown[]; readonly show?: Choice };
    if (show !== undefined) return { state: show };
    const [root, path, subject, metric, nth] = go ?? [];
    const place = [...seen.places()].find(({ workspace }) => workspace.root === root);
    const one = place && statement(place, String(path), String(subject), String(metric), Number(nth));
    return one === undefined || place === undefined
      ? {}
      : { goTo: { uri: place.uriOf(one.path), range: place.rangeOf(one.path, placeOf(one, place.workspace.kb)) } };
  },
};

function statement({ workspace }: Placed, path: string, subject: string, metric: string, nth: number): ClaimRef | undefined {
  const vocabulary = vocabularyOf(workspace.configuration.claims);
  return finished(statementsOf(subject, metric, workspace.kb, vocabulary)).find(one => one.path === path && one.nth === nth);
}

/** The metrics that something is stated of, the graded one first, then by how often. */
function* metricsOf(places: Iterable<Placed>): Steps<string[]> {
  const counts = new Map<string, number>();
  for (const { workspace } of places) {
    const { graded } = vocabularyOf(workspace.configuration.claims);
    for (const metrics of (yield* catalogueOf(workspace)).values())
      for (const [metric, stated] of metrics)
        counts.set(metric, (counts.get(metric) ?? (metric === graded?.name ? 1e9 : 0)) + stated.length);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most.metrics)
    .map(([metric]) => metric);
}

interface Row {
  readonly subject: string;
  readonly isDisputed: boolean;
  readonly byChapter: ReadonlyMap<KbPath, readonly ClaimRef[]>;
  readonly others: ReadonlySet<unknown>;
}

function* tableOf(place: Placed, choice: Choice, metrics: readonly string[]): Steps<string> {
  const { workspace } = place;
  const metric = choice.metric !== undefined && metrics.includes(choice.metric) ? choice.metric : metrics[0];
  const vocabulary = vocabularyOf(workspace.configuration.claims);
  const rows = metric === undefined ? [] : yield* rowsOf(workspace, metric, choice, vocabulary);
  const shown = rows.slice(0, most.rows);
  if (shown.length === 0 || metric === undefined) return '';
  const columns = columnsOf(shown);
  const heads = columns.map(
    path => `<th scope="col" title="${html(`${titleOf(path, workspace.kb)}\n${path}`)}"><span>${html(chapterName(path))}</span>`,
  );
  const lines: string[] = [];
  for (const row of shown) {
    yield;
    lines.push(yield* line(row, columns, metric, vocabulary));
  }
  const left = rows.length - shown.length;
  return `<table data-root="${html(workspace.root)}" data-metric="${html(metric)}"><thead><tr><th>${html(metric)}${heads.join('')}<tbody>${lines.join('')}</table>${
    left === 0 ? '' : `<p class="none">${html(t('… {0} more not shown', left))}</p>`
  }`;
}

/** The subjects of which something is stated, as chosen; those that are disputed first, then by how many chapters speak of them. */
function* rowsOf(workspace: Workspace, metric: string, choice: Choice, vocabulary: Vocabulary): Steps<Row[]> {
  const disputes = yield* disputesOf(workspace);
  const rows: Row[] = [];
  for (const [subject, stated] of yield* catalogueOf(workspace)) {
    yield;
    const own = stated.get(metric);
    if (own === undefined) continue;
    const byChapter = statedByChapter(own);
    const isDisputed = disputes.has(claimKey(subject, metric));
    const isChosen = isDisputed || (!choice.disputed && (choice.all || byChapter.size > 1));
    if (isChosen) rows.push({ subject, isDisputed, byChapter, others: isDisputed ? differing(own, vocabulary) : new Set() });
  }
  return rows.sort(
    (a, b) => Number(b.isDisputed) - Number(a.isDisputed) || b.byChapter.size - a.byChapter.size || (a.subject < b.subject ? -1 : 1),
  );
}

/** The chapters that speak of any of these subjects, in their order; when they are many, those that do most. */
function columnsOf(rows: readonly Row[]): KbPath[] {
  const counts = new Map<KbPath, number>();
  for (const { byChapter } of rows) for (const path of byChapter.keys()) counts.set(path, (counts.get(path) ?? 0) + 1);
  const chosen = [...counts].sort(([, a], [, b]) => b - a).slice(0, most.columns);
  return chosen.map(([path]) => path).sort();
}

function* line(
  { subject, isDisputed, byChapter, others }: Row,
  columns: readonly KbPath[],
  metric: string,
  vocabulary: Vocabulary,
): Steps<string> {
  const cells: string[] = [];
  for (const path of columns) {
    const groups = yield* byValue(byChapter.get(path) ?? []);
    const values = groups.slice(0, most.values).map(said => valueShown(said, others, path, subject, metric, vocabulary));
    cells.push(`<td>${values.join('')}${groups.length > most.values ? `<small>+${groups.length - most.values}</small>` : ''}`);
  }
  const [sign, reason] = others.size > 0 ? ['≠', t('These statements disagree')] : ['!', t('A finding concerns these statements')];
  const mark = isDisputed ? `<i title="${html(reason)}">${sign}</i> ` : '';
  return `<tr data-subject="${html(subject)}"><th scope="row">${mark}${html(subject)}${cells.join('')}`;
}

function valueShown(
  { value, under, by }: Said,
  others: ReadonlySet<unknown>,
  path: string,
  subject: string,
  metric: string,
  vocabulary: Vocabulary,
): string {
  const [first] = by;
  const level = levelOf(first!.claim, vocabulary);
  const differs = by.some(one => others.has(one));
  const band = level === undefined ? '' : ` b${bandOf(level.level, vocabulary)}`;
  const said = [
    `${subject} · ${metric} ${value}`,
    under,
    level === undefined ? '' : `${level.label} ${level.names[0] ?? ''}`,
    differs ? t('Differs from what the others are measured by') : '',
    by.length > 1 ? t('{0} places', by.length) : '',
  ].filter(part => part !== '');
  const note = under === '' ? '' : '<sup>*</sup>';
  return `<button class="v${band}${differs ? ' x' : ''}" data-path="${html(path)}" data-nth="${first!.nth}" title="${html(said.join('\n'))}">${html(value)}${note}${differs ? '<i>≠</i>' : ''}</button>`;
}

/** One of five colours, from the lowest level to the highest. */
const bandOf = (level: number, { levels }: Vocabulary): number => Math.round((level * 4) / Math.max(1, levels.length - 1));

/** What can be chosen, and what the colours mean. */
function toolbar(places: readonly Placed[], metrics: readonly string[]): string {
  const options = metrics.map(metric => `<option>${html(metric)}`).join('');
  const check = (name: string, label: string) => `<label><input type="checkbox" name="${name}">${html(label)}</label>`;
  const { levels = [], graded } = places[0] === undefined ? {} : vocabularyOf(places[0].workspace.configuration.claims);
  const legend = [...(levels ?? [])]
    .reverse()
    .filter(({ range }) => Number.isFinite(range.high) || Number.isFinite(range.low))
    .map(
      ({ level, label, names, range }) =>
        `<span class="v b${Math.round((level * 4) / Math.max(1, levels.length - 1))}">${html(`${label} ${names[0] ?? ''} ${rangeShown(range)}`)}</span>`,
    );
  return `<header><form>
<input type="search" name="filter" placeholder="${html(t('Filter subjects…'))}" aria-label="${html(t('Filter subjects…'))}">
<select name="metric" aria-label="${html(t('Metric'))}">${options}</select>
${check('disputed', t('Only disagreements'))}${check('all', t('Also subjects of a single chapter'))}
</form><p class="legend" data-graded="${html(graded?.name ?? '')}">${legend.join('')}</p></header>`;
}
