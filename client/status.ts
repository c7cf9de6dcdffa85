import { type Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

/** An item in the status bar that says how the knowledge base stands, and what a click does: whatever the server tells of it. */
export function showStatus(client: LanguageClient): Disposable[] {
  const item = window.createStatusBarItem('concord.status', StatusBarAlignment.Left);
  item.name = 'Concord';
  const show = (shown: { text?: string; tooltip?: string }) => {
    Object.assign(item, { ...shown, accessibilityInformation: { label: shown.tooltip } });
    item[shown.text ? 'show' : 'hide']();
  };
  const tooltip = l10n.t('Concord is not running');
  const failed = { text: `$(error) ${tooltip}`, tooltip, command: 'concord.showOutput' };
  const stopped = client.onDidChangeState(({ newState }) => newState === State.Stopped && show(failed));
  return [item, stopped, client.onNotification('concord/status', ({ item: shown = {} }) => show(shown))];
}
