import { commands, type Disposable, l10n, languages, window, workspace } from 'vscode';
import { type LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';

/** The commands of the palette. Those of the server exist once it runs, so they wait for that. */
export function registerCommands(client: LanguageClient): Disposable[] {
  // The server answers with a change, shown first where it asks for that. Commands about one chapter mean the one in front of the writer.
  client.middleware.executeCommand = async (command, args, next) => {
    const answer: unknown = await next(command, [...args, window.activeTextEditor?.document.uri.toString()]);
    if (!WorkspaceEdit.is(answer)) return answer;
    return workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(answer), { isRefactoring: true });
  };
  return [
    commands.registerCommand('concord.restartServer', () => (client.needsStop() ? client.restart() : client.start())),
    commands.registerCommand('concord.showOutput', () => client.outputChannel.show()),
    commands.registerCommand('concord.checkKnowledgeBase', () => client.start().then(() => commands.executeCommand('concord.check'))),
    commands.registerCommand('concord.fixAllOfAKind', () => client.start().then(fixAllOfAKind)),
  ];
}

async function fixAllOfAKind(): Promise<void> {
  const rules = countByRule();
  const placeHolder = l10n.t('Fix every finding of which kind? You see all changes before they are made.');
  const rule = rules.length > 0 && (await window.showQuickPick(rules, { placeHolder }));
  const made = rule && (await commands.executeCommand('concord.fixEverywhere', rule.label));
  if (made === null) void window.showInformationMessage(l10n.t('No finding of this kind has one clear fix.'));
  if (rules.length === 0) void window.showInformationMessage(l10n.t('There are no findings to fix.'));
}

/** The rules that have findings, most frequent first. */
function countByRule() {
  const counts = new Map<string, number>();
  for (const [, diagnostics] of languages.getDiagnostics()) {
    for (const { source, code } of diagnostics) {
      if (source !== 'Concord' || code === undefined) continue;
      const rule = String(typeof code === 'object' ? code.value : code);
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([label, count]) => ({ label, description: String(count) }));
}
