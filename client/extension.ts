import { join } from 'node:path';
import { ColorThemeKind, type ExtensionContext, env, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { makeAnsweredEdit, registerCommands } from './commands.ts';
import { showStatus } from './status.ts';

let client: LanguageClient | undefined;

/** Starts the bundled language server and returns the client without waiting for it, so that nothing in the editor waits either. */
export function activate(context: ExtensionContext): LanguageClient {
  const server = { module: join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.ipc };
  const serverOptions: ServerOptions = { run: server, debug: { ...server, options: { execArgv: ['--inspect=6009'] } } };
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
    middleware: makeAnsweredEdit(() => client),
  };
  client = new LanguageClient('concord', 'Concord', serverOptions, clientOptions);
  const started = client;
  const tell = (method: string, params: object) => void (started.isRunning() && started.sendNotification(method, params));
  context.subscriptions.push(
    outputChannel,
    ...registerCommands(started),
    ...showStatus(started),
    window.onDidChangeActiveColorTheme(() => tell('concord/theme', { theme: theme() })),
    workspace.onDidGrantWorkspaceTrust(() => tell('concord/trusted', { trusted: true })),
    workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('markdown.validate.enabled')) tell('concord/builtInValidation', { enabled: builtInValidation() });
    }),
  );
  // A failure has been shown and logged by the client itself.
  started.start().catch(() => {});
  return started;
}

export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}

/** The server draws formulas in the colours of the theme, which it cannot see. */
function theme(): 'light' | 'dark' | 'hcDark' | 'hcLight' {
  switch (window.activeColorTheme.kind) {
    case ColorThemeKind.Light:
      return 'light';
    case ColorThemeKind.HighContrast:
      return 'hcDark';
    case ColorThemeKind.HighContrastLight:
      return 'hcLight';
    default:
      return 'dark';
  }
}

/** Whether VS Code's own Markdown checks are on, which find some of the same things. */
function builtInValidation(): boolean {
  return workspace.getConfiguration('markdown').get('validate.enabled', false);
}
