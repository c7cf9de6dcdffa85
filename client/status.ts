import { type Disposable, l10n, MarkdownString, StatusBarAlignment, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

/** The commands that the tooltip may lead to: what else stands in it is text of the knowledge base. */
const enabledCommands = ['concord.openOverview', 'concord.openKnowledgeMap', 'concord.fixEverywhere', 'concord.showOutput'];

/** An item in the status bar that says how the knowledge base stands, and what a click does: whatever the server tells of it. `table` is the tooltip as Markdown. */
export function showStatus(client: LanguageClient): Disposable[] {
  const item = window.createStatusBarItem('concord.status', StatusBarAlignment.Left);
  item.name = 'Concord';
  const show = ({ table, ...shown }: { text?: string; tooltip?: string; table?: string }) => {
    Object.assign(item, { ...shown, accessibilityInformation: { label: shown.tooltip } });
    if (table) item.tooltip = Object.assign(new MarkdownString(table, true), { isTrusted: { enabledCommands } });
    item[shown.text ? 'show' : 'hide']();
  };
  const tooltip = l10n.t('Concord is not running');
  const failed = { text: `$(error) ${tooltip}`, tooltip, command: 'concord.showOutput' };
  const stopped = client.onDidChangeState(({ newState }) => newState === State.Stopped && show(failed));
  return [item, stopped, client.onNotification('concord/status', ({ item: shown = {} }) => show(shown))];
}
