import { t } from '@vscode/l10n';
import { visible } from '../model/visible.ts';
import * as counted from '../workspace/counted.ts';

/** An item of the status bar, with the names that VS Code has for its parts. Without text it is hidden. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: string;
  /** What a click does. */
  readonly command?: string;
}

/** So many notices fit a tooltip; the log has all of them. */
const mostShown = 8;

/** What an item says besides the numbers. */
export interface Said {
  /** Who renders the chapters. */
  readonly renderers: readonly string[];
  /** What is not read of any file of a kind. */
  readonly limits: readonly string[];
  /** What could not be checked. */
  readonly notices: readonly string[];
}

/** How many chapters there are, who renders them, what was found in them, and what could not be checked. Nothing, where there is no knowledge base. */
export function standing(chapters: number, counts: counted.Counts, { renderers, limits, notices }: Said): StatusItem {
  if (chapters === 0 && notices.length === 0) return { text: '', tooltip: '' };
  const text = `${counted.chapters(chapters)} · ${counted.found(counts)}`;
  const command = counts.findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
  const more = notices.length - mostShown;
  const lines = [...renderers, ...limits, ...notices.slice(0, mostShown), ...(more > 0 ? [t('{0} more: the log has them.', more)] : [])];
  return {
    text: `$(book) ${text}${notices.length === 0 ? '' : ' $(warning)'}`,
    tooltip: [`Concord: ${text}`, ...lines].map(visible).join('\n'),
    command,
  };
}

/** The knowledge base is being read; a click stops that. */
export const reading = (message = t('Reading the knowledge base…')): StatusItem => ({
  text: `$(sync~spin) ${message}`,
  tooltip: `Concord: ${t('Click to stop reading')}`,
  command: 'concord.stopReading',
});
