import { commands, type Disposable, env, l10n, Uri, window, workspace } from 'vscode';
import { ApplyWorkspaceEditRequest, type LanguageClient, TextDocumentEdit } from 'vscode-languageclient/node';

/** Commands of the palette that the server carries out, by their names there. Those exist once it runs, so these wait for that. */
const waiting = {
  checkKnowledgeBase: 'check',
  fixAllOfAKind: 'fixOneKind',
  openConvergenceMatrix: 'showMatrix',
  openOverview: 'showOverview',
  acceptAllFindings: 'acceptFindings',
};

export function registerCommands(client: LanguageClient): Disposable[] {
  const { asLocation, asPosition, asWorkspaceEdit } = client.protocol2CodeConverter;
  // Commands about one chapter mean the one in front of the writer.
  client.middleware.executeCommand = (command, args, next) => next(command, [...args, window.activeTextEditor?.document.uri.toString()]);
  const version = (uri: string) => workspace.textDocuments.find(document => document.uri.toString() === Uri.parse(uri).toString())?.version;
  return [
    commands.registerCommand('concord.restartServer', () => (client.needsStop() ? client.restart() : client.start())),
    commands.registerCommand('concord.showOutput', () => client.outputChannel.show()),
    ...Object.entries(waiting).map(([name, command]) =>
      commands.registerCommand(`concord.${name}`, () => client.start().then(() => commands.executeCommand(`concord.${command}`))),
    ),
    commands.registerCommand('concord.showPlaces', async (uri, position, params) => {
      const places = (await client.sendRequest<[]>('textDocument/references', params)) ?? [];
      return commands.executeCommand('editor.action.showReferences', Uri.parse(uri), asPosition(position), places.map(asLocation));
    }),
    // As a refactoring: what was closed is saved again, unless the writer has set it otherwise.
    client.onRequest(ApplyWorkspaceEditRequest.type, async ({ edit }) => {
      const texts = (edit.documentChanges ?? []).filter(TextDocumentEdit.is).map(({ textDocument }) => textDocument);
      if (texts.some(text => text.version !== null && text.version !== version(text.uri)))
        return { applied: false, failureReason: l10n.t('The text has changed meanwhile.') };
      return { applied: await workspace.applyEdit(await asWorkspaceEdit(edit), { isRefactoring: true }) };
    }),
    client.onRequest('concord/copy', ({ text }) => env.clipboard.writeText(text)),
    client.onRequest<unknown, unknown>('concord/pick', ({ items, placeHolder }) => window.showQuickPick(items, { placeHolder })),
  ];
}
