import { commands, type Disposable, type ExtensionContext, env, l10n, Uri, window, workspace } from 'vscode';
import { ApplyWorkspaceEditRequest, type LanguageClient, TextDocumentEdit } from 'vscode-languageclient/node';

/** Commands of the palette that the server carries out, by their names there. Those exist once it runs, so these wait for that. */
const waiting = {
  checkKnowledgeBase: 'check',
  fixAllOfAKind: 'fixOneKind',
  openConvergenceMatrix: 'showMatrix',
  openOverview: 'showOverview',
  openFolderOverview: 'showOverview',
  openKnowledgeMap: 'showMap',
  acceptAllFindings: 'acceptFindings',
};

export function registerCommands(client: LanguageClient, { extension, globalStorageUri }: ExtensionContext): Disposable[] {
  const { asLocation, asPosition, asWorkspaceEdit } = client.protocol2CodeConverter;
  // Menus name what they were opened on; else, commands about one chapter mean the one in front of the writer.
  client.middleware.executeCommand = (command, args, next) =>
    next(command, args[0] instanceof Uri ? [args[0].toString()] : [...args, window.activeTextEditor?.document.uri.toString()]);
  const version = (uri: string) => workspace.textDocuments.find(document => document.uri.toString() === Uri.parse(uri).toString())?.version;
  return [
    commands.registerCommand('concord.restartServer', () => (client.needsStop() ? client.restart() : client.start())),
    commands.registerCommand('concord.showOutput', () => client.outputChannel.show()),
    commands.registerCommand('concord.openWalkthrough', () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#start`, false),
    ),
    commands.registerCommand('concord.openExample', async () => {
      const copy = Uri.joinPath(globalStorageUri, l10n.t('Concord Example'));
      await workspace.fs.copy(Uri.joinPath(extension.extensionUri, 'test', 'example'), copy, { overwrite: true });
      await commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: workspace.workspaceFolders !== undefined });
    }),
    ...Object.entries(waiting).map(([name, command]) =>
      commands.registerCommand(`concord.${name}`, (...args) =>
        client.start().then(() => commands.executeCommand(`concord.${command}`, ...args)),
      ),
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
