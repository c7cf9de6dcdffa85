import { t } from '@vscode/l10n';
import * as counted from '../workspace/counted.ts';

/** An item of the status bar, with the names that VS Code has for its parts. Without text it is hidden. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: string;
  /** What a click does. */
  readonly command?: string;
}

/** How many chapters there are and what was found in them. Nothing, where there is no knowledge base. */
export function standing(chapters: number, counts: counted.Counts): StatusItem {
  if (chapters === 0) return { text: '', tooltip: '' };
  const text = `${counted.chapters(chapters)} · ${counted.found(counts)}`;
  const command = counts.findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
  return { text: `$(book) ${text}`, tooltip: `Concord: ${text}`, command };
}

/** The knowledge base is being read; a click stops that. */
export const reading = (message = t('Reading the knowledge base…')): StatusItem => ({
  text: `$(sync~spin) ${message}`,
  tooltip: `Concord: ${t('Click to stop reading')}`,
  command: 'concord.stopReading',
});
