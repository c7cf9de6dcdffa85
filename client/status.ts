import { type Disposable, env, l10n, StatusBarAlignment, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

interface Status {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly chapters: number;
  readonly findings: number;
  readonly message?: string;
}

/** An item in the status bar that says how the knowledge base stands; a click leads to the findings, or to what went wrong. */
export function showStatus(client: LanguageClient): Disposable[] {
  const item = window.createStatusBarItem('concord.status', StatusBarAlignment.Left);
  item.name = 'Concord';
  const show = ({ state, chapters, findings, message }: Status) => {
    const icon = { loading: '$(sync~spin)', ready: '$(book)', failed: '$(error)' }[state];
    const loading = l10n.t('Reading the knowledge base…');
    const text = { loading, ready: `${chaptersOf(chapters)} · ${findingsOf(findings)}`, failed: l10n.t('Concord is not running') }[state];
    item.text = `${icon} ${text}`;
    item.tooltip = `Concord: ${message ?? text}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.command = state === 'ready' && findings > 0 ? 'workbench.actions.view.problems' : 'concord.showOutput';
    item.show();
  };
  return [
    item,
    client.onNotification('concord/status', show),
    client.onDidChangeState(({ oldState, newState }) => {
      if (newState === State.Stopped && oldState === State.Starting) show({ state: 'failed', chapters: 0, findings: 0 });
    }),
  ];
}

const digits = (count: number) => count.toLocaleString(env.language);
const chaptersOf = (count: number) => (count === 1 ? l10n.t('1 chapter') : l10n.t('{0} chapters', digits(count)));
const findingsOf = (count: number) => (count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', digits(count)));
