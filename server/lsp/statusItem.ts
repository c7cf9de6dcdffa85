import { t } from '@vscode/l10n';
import { language } from '../host/locale.ts';

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

let format: { readonly language: string; readonly numbers: Intl.NumberFormat } | undefined;

/** Making a format takes longer than all the rest of a key's answer to the status item. */
function digits(count: number): string {
  if (format?.language !== language()) format = { language: language(), numbers: new Intl.NumberFormat(language()) };
  return format!.numbers.format(count);
}

const chaptersOf = (count: number) => (count === 1 ? t('1 chapter') : t('{0} chapters', digits(count)));
const findingsOf = (count: number) => (count === 1 ? t('1 finding') : t('{0} findings', digits(count)));
