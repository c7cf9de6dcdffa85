import { commands, type Disposable, env, l10n, StatusBarAlignment, window } from 'vscode';
import { type LanguageClient, type ProgressToken, State, WorkDoneProgressCancelNotification } from 'vscode-languageclient/node';

/** How the knowledge base stands, as the server says in `concord/status`. */
interface Status {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly chapters: number;
  readonly findings: number;
  readonly message?: string;
}

/** An item in the status bar that says how the knowledge base stands. A click stops its reading, or leads to the findings or to what went wrong. */
export function showStatus(client: LanguageClient): Disposable[] {
  const item = window.createStatusBarItem('concord.status', StatusBarAlignment.Left);
  item.name = 'Concord';
  const show = (text: string, command: string, tooltip = text) => {
    Object.assign(item, { text, command, tooltip: `Concord: ${tooltip.replace(/^\$\(\S+\) /, '')}` });
    item.accessibilityInformation = { label: String(item.tooltip) };
    item.show();
  };
  const failed = (message?: string) => show(`$(error) ${l10n.t('Concord is not running')}`, 'concord.showOutput', message);
  const reading = new Set<ProgressToken>();
  // Here, and not as VS Code shows progress in the status bar: that cannot be cancelled.
  client.middleware.handleWorkDoneProgress = (token, progress) => {
    if (progress.kind === 'end') reading.delete(token);
    else
      show(
        `$(sync~spin) ${progress.message ?? l10n.t('Reading the knowledge base…')}`,
        'concord.stopReading',
        l10n.t('Click to stop reading'),
      );
    if (progress.kind === 'begin') reading.add(token);
  };
  return [
    item,
    commands.registerCommand('concord.stopReading', () => {
      for (const token of reading) void client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    }),
    client.onNotification('concord/status', ({ state, chapters, findings, message }: Status) => {
      if (state === 'failed') failed(message);
      if (state !== 'ready') return;
      if (chapters === 0) return item.hide();
      const command = findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
      show(`$(book) ${chaptersOf(chapters)} · ${findingsOf(findings)}`, command, message);
    }),
    client.onDidChangeState(({ newState }) => newState === State.Stopped && failed()),
  ];
}

const digits = (count: number) => count.toLocaleString(env.language);
const chaptersOf = (count: number) => (count === 1 ? l10n.t('1 chapter') : l10n.t('{0} chapters', digits(count)));
const findingsOf = (count: number) => (count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', digits(count)));
