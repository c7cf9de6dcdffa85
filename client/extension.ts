import { join } from 'node:path';
import { type ExtensionContext, env, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { registerCommands } from './commands.ts';
import { showStatus } from './status.ts';
import { showPanels, showTree } from './views.ts';

/** Starts the bundled language server and returns the client without waiting for it, so that nothing in the editor waits either. */
export function activate(context: ExtensionContext): LanguageClient {
  // A small young generation: half the memory while the knowledge base is read, for a little time beside the requests.
  const options = { execArgv: ['--max-semi-space-size=4'] };
  // Where the editor runs extensions under its debugger, the server listens to one as well: .vscode/launch.json.
  const debugged = { execArgv: [...options.execArgv, '--inspect=6009'] };
  const [module, args] = [join(context.extensionPath, 'dist', 'server.js'), ['--storage', context.globalStorageUri.fsPath]];
  const outputChannel = window.createOutputChannel('Concord', { log: true });
  const clientOptions: LanguageClientOptions = {
    outputChannel,
    documentSelector: [
      { scheme: 'file', language: 'markdown' },
      { scheme: 'untitled', language: 'markdown' },
      // Whatever the editor takes them for: other extensions have languages of their own for some chapters.
      { scheme: 'file', pattern: '**/*.{md,mdx,markdown,mdown,mkd}' },
      { scheme: 'file', pattern: '**/concord.json' },
    ],
    // A function: a restarted server is told how things are then.
    initializationOptions: () => ({ ...state(), locale: env.language, storage: context.globalStorageUri.fsPath, understands }),
  };
  const client = new LanguageClient(
    'concord',
    'Concord',
    {
      run: { module, args, options, transport: TransportKind.ipc },
      debug: { module, args, options: debugged, transport: TransportKind.ipc },
    },
    clientOptions,
  );
  const tell = () => void (client.isRunning() && client.sendNotification('concord/state', state()));
  context.subscriptions.push(
    outputChannel,
    client,
    ...registerCommands(client, context),
    ...showStatus(client),
    ...showTree(client, 'concord.convergence'),
    ...showTree(client, 'concord.backlinks'),
    ...showPanels(client),
    window.onDidChangeActiveColorTheme(tell),
    workspace.onDidGrantWorkspaceTrust(tell),
    workspace.onDidChangeConfiguration(change => change.affectsConfiguration('markdown.validate.enabled') && tell()),
  );
  // A failure has been shown and logged by the client itself.
  client.start().catch(() => {});
  return client;
}

/** What the server may send beside what every client knows. */
const understands = ['concord/status', 'concord/panel', 'concord/pick', 'concord/copy', 'concord.convergence', 'concord.backlinks'];

/** By `ColorThemeKind`. */
const themes = ['', 'light', 'dark', 'hcDark', 'hcLight'];

/** What the server cannot see: the theme that it draws in, whether it may run programs, and whether VS Code's own Markdown checks find some of the same. */
const state = () => ({
  theme: themes[window.activeColorTheme.kind],
  trusted: workspace.isTrusted,
  builtInValidation: workspace.getConfiguration('markdown').get('validate.enabled', false),
});
