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

/** How many chapters there are, what was found in them, and what could not be checked. Nothing, where there is no knowledge base. */
export function standing(chapters: number, counts: counted.Counts, notices: readonly string[]): StatusItem {
  if (chapters === 0 && notices.length === 0) return { text: '', tooltip: '' };
  const text = `${counted.chapters(chapters)} · ${counted.found(counts)}`;
  const command = counts.findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
  if (notices.length === 0) return { text: `$(book) ${text}`, tooltip: `Concord: ${text}`, command };
  const more = notices.length - mostShown;
  const lines = [...notices.slice(0, mostShown), ...(more > 0 ? [t('{0} more: the log has them.', more)] : [])];
  return { text: `$(book) ${text} $(warning)`, tooltip: [`Concord: ${text}`, ...lines].map(visible).join('\n'), command };
}

/** The knowledge base is being read; a click stops that. */
export const reading = (message = t('Reading the knowledge base…')): StatusItem => ({
  text: `$(sync~spin) ${message}`,
  tooltip: `Concord: ${t('Click to stop reading')}`,
  command: 'concord.stopReading',
});
