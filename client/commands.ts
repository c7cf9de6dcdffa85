import { commands, type Disposable, env, Uri, window, workspace } from 'vscode';
import { type LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';

/** Commands of the palette that the server carries out, by their names there. Those exist once it runs, so these wait for that. */
const waiting = { checkKnowledgeBase: 'check', fixAllOfAKind: 'fixOneKind', openConvergenceMatrix: 'showMatrix' };

export function registerCommands(client: LanguageClient): Disposable[] {
  const { asLocation, asPosition, asWorkspaceEdit } = client.protocol2CodeConverter;
  // The server answers with a change, shown first where it asks for that. Commands about one chapter mean the one in front of the writer.
  client.middleware.executeCommand = async (command, args, next) => {
    const answer: unknown = await next(command, [...args, window.activeTextEditor?.document.uri.toString()]);
    return WorkspaceEdit.is(answer) ? workspace.applyEdit(await asWorkspaceEdit(answer), { isRefactoring: true }) : answer;
  };
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
    client.onRequest('concord/copy', ({ text }) => env.clipboard.writeText(text)),
    client.onRequest('concord/pick', ({ items, placeHolder }) => window.showQuickPick(items, { placeHolder })),
  ];
}
