import { t } from '@vscode/l10n';

/** An item of the status bar, with the names that VS Code has for its parts. Without text it is hidden. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: string;
  /** What a click does. */
  readonly command?: string;
}

/** How many chapters there are and what was found in them. Nothing, where there is no knowledge base. */
export function standing(chapters: number, findings: number): StatusItem {
  if (chapters === 0) return { text: '', tooltip: '' };
  const text = `${chaptersOf(chapters)} · ${findingsOf(findings)}`;
  const command = findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
  return { text: `$(book) ${text}`, tooltip: `Concord: ${text}`, command };
}

/** The knowledge base is being read; a click stops that. */
export const reading = (message = t('Reading the knowledge base…')): StatusItem => ({
  text: `$(sync~spin) ${message}`,
  tooltip: `Concord: ${t('Click to stop reading')}`,
  command: 'concord.stopReading',
});

/** As both languages group them. `Intl` would tell, but takes longer to load than an answer to a key may. */
const digits = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

const chaptersOf = (count: number) => (count === 1 ? t('1 chapter') : t('{0} chapters', digits(count)));
const findingsOf = (count: number) => (count === 1 ? t('1 finding') : t('{0} findings', digits(count)));
