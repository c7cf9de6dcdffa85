import { t } from '@vscode/l10n';
import { escaped, withoutIcons } from '../features/escaped.ts';
import type { Severity } from '../model/configuration.ts';
import { visible } from '../model/visible.ts';
import { rules } from '../rules/index.ts';
import * as counted from '../workspace/counted.ts';

/** An item of the status bar, with the names that VS Code has for its parts. Without text it is hidden. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: string;
  /** The tooltip as Markdown, with what was found by kind and commands that do something about it. */
  readonly table?: string;
  /** What a click does. */
  readonly command?: string;
}

/** So many notices fit a tooltip; the log has all of them. */
const mostShown = 8;

/** So many kinds fit it; the overview has all of them. */
const mostKinds = 8;

/** How many findings of a rule there are, and how severe they are at most. */
export interface KindCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
}

/** What an item says besides the numbers. */
export interface Said {
  /** Who renders the chapters. */
  readonly renderers: readonly string[];
  /** What is not read of any file of a kind. */
  readonly limits: readonly string[];
  /** What could not be checked. */
  readonly notices: readonly string[];
  /** What was found, most severe and then most frequent first. */
  readonly kinds: readonly KindCount[];
}

/** How many chapters there are, who renders them, what was found in them, and what could not be checked. Nothing, where there is no knowledge base. */
export function standing(chapters: number, counts: counted.Counts, { renderers, limits, notices, kinds }: Said): StatusItem {
  if (chapters === 0 && notices.length === 0) return { text: '', tooltip: '' };
  const text = `${counted.chapters(chapters)} · ${counted.found(counts)}`;
  const command = counts.findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
  const more = notices.length - mostShown;
  const lines = [...renderers, ...limits, ...notices.slice(0, mostShown), ...(more > 0 ? [t('{0} more: the log has them.', more)] : [])];
  const said = [`Concord: ${text}`, ...lines].map(visible);
  return {
    text: `$(book) ${text}${notices.length === 0 ? '' : ' $(warning)'}`,
    tooltip: said.join('\n'),
    table: [said[0]!, ...tableOf(kinds), ...said.slice(1).map(plain), links()].join('\n\n'),
    command,
  };
}

const plain = (text: string): string => withoutIcons(escaped(text));

const icons: Readonly<Record<Severity, string>> = {
  error: '$(error)',
  warning: '$(warning)',
  information: '$(info)',
  hint: '$(lightbulb)',
};

function tableOf(kinds: readonly KindCount[]): string[] {
  if (kinds.length === 0) return [];
  const rows = kinds.slice(0, mostKinds).map(({ rule: id, severity, count }) => {
    const rule = rules.find(one => one.id === id);
    const repair = `[${t('Repair…')}](command:concord.fixEverywhere?${encodeURIComponent(JSON.stringify([id]))})`;
    const title = rule === undefined ? id : t(rule.summary);
    return `| ${icons[severity]} | ${plain(title)} | ${counted.digits(count)} | ${rule?.repairs === 'certain' ? repair : ''} |`;
  });
  const left = kinds.length - rows.length;
  return [
    ['|  |  |  |  |', '| --- | :-- | --: | --- |', ...rows].join('\n'),
    ...(left > 0 ? [t('{0} more kinds: the overview has them.', left)] : []),
  ];
}

const links = (): string =>
  [
    `[${t('Overview')}](command:concord.openOverview)`,
    `[${t('Knowledge Map')}](command:concord.openKnowledgeMap)`,
    `[${t('Log')}](command:concord.showOutput)`,
  ].join(' · ');

/** The knowledge base is being read; a click stops that. */
export const reading = (message = t('Reading the knowledge base…')): StatusItem => ({
  text: `$(sync~spin) ${message}`,
  tooltip: `Concord: ${t('Click to stop reading')}`,
  command: 'concord.stopReading',
});
