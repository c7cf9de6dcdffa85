import { join } from 'node:path';
import { ColorThemeKind, type ExtensionContext, env, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { registerCommands } from './commands.ts';
import { showStatus } from './status.ts';

/** Starts the bundled language server and returns the client without waiting for it, so that nothing in the editor waits either. */
export function activate(context: ExtensionContext): LanguageClient {
  // A small young generation: half the memory while the knowledge base is read, for a little time beside the requests.
  const options = { execArgv: ['--max-semi-space-size=4'] };
  const server = { module: join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.ipc, options };
  const outputChannel = window.createOutputChannel('Concord');
  const clientOptions: LanguageClientOptions = {
    outputChannel,
    documentSelector: [
      { scheme: 'file', language: 'markdown' },
      { scheme: 'untitled', language: 'markdown' },
      { scheme: 'file', pattern: '**/concord.json' },
    ],
    // A function: a restarted server is told how things are then.
    initializationOptions: () => ({
      locale: env.language,
      theme: theme(),
      trusted: workspace.isTrusted,
      storage: context.globalStorageUri.fsPath,
      builtInValidation: builtInValidation(),
    }),
  };
  const client = new LanguageClient('concord', 'Concord', server, clientOptions);
  const tell = (method: string, params: object) => void (client.isRunning() && client.sendNotification(method, params));
  context.subscriptions.push(
    outputChannel,
    client,
    ...registerCommands(client),
    ...showStatus(client),
    window.onDidChangeActiveColorTheme(() => tell('concord/theme', { theme: theme() })),
    workspace.onDidGrantWorkspaceTrust(() => tell('concord/trusted', { trusted: true })),
    workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('markdown.validate.enabled')) tell('concord/builtInValidation', { enabled: builtInValidation() });
    }),
  );
  // A failure has been shown and logged by the client itself.
  client.start().catch(() => {});
  return client;
}

const themes = {
  [ColorThemeKind.Light]: 'light',
  [ColorThemeKind.Dark]: 'dark',
  [ColorThemeKind.HighContrast]: 'hcDark',
  [ColorThemeKind.HighContrastLight]: 'hcLight',
};

/** The server draws formulas in the colours of the theme, which it cannot see. */
const theme = () => themes[window.activeColorTheme.kind];

/** Whether VS Code's own Markdown checks are on, which find some of the same things. */
const builtInValidation = () => workspace.getConfiguration('markdown').get('validate.enabled', false);
