import { commands, type Disposable, EventEmitter, ThemeColor, ThemeIcon, type TreeItem, type WebviewPanel, window } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

/** A node of a tree as the server tells it. `icon` and `color` are ids of the editor's. */
type Node = Omit<TreeItem, 'iconPath'> & { readonly icon: string; readonly color?: string };

/** Shows the tree that the server makes for a view, node by node. A notification with the view's name brings what stands around it, and asks for the nodes again. */
export function showTree(client: LanguageClient, view: string): Disposable[] {
  const changed = new EventEmitter<void>();
  const tree = window.createTreeView<Node>(view, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: node => (client.isRunning() ? client.sendRequest<Node[]>('concord/children', { view, node: node?.id }) : []),
      getTreeItem: ({ icon, color = 'icon.foreground', ...item }) =>
        ({ ...item, iconPath: new ThemeIcon(icon, new ThemeColor(color)) }) as TreeItem,
    },
  });
  const notified = ({ context = {}, ...around }) => {
    Object.assign(tree, around);
    for (const [key, value] of Object.entries(context)) void commands.executeCommand('setContext', key, value);
    changed.fire();
  };
  return [tree, changed, client.onDidChangeState(() => changed.fire()), client.onNotification(view, notified)];
}

/** Shows the pages that the server makes, each in a panel, and passes on what they and the server tell each other. */
export function showPanels(client: LanguageClient): Disposable[] {
  const panels = new Map<string, { panel: WebviewPanel; follows: boolean }>();
  const tell = (method: string, params: object) => void (client.isRunning() && client.sendNotification(method, params));
  const tellCursor = (editor = window.activeTextEditor) => {
    if (editor === undefined) return;
    tell('concord/cursor', client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active));
  };
  const open = (id: string, title: string, viewColumn: number, follows: boolean) => {
    const options = { enableScripts: true, retainContextWhenHidden: true, enableFindWidget: true, localResourceRoots: [] };
    const panel = window.createWebviewPanel(`concord.${id}`, title, { viewColumn, preserveFocus: viewColumn < -1 }, options);
    panel.webview.onDidReceiveMessage(message => tell('concord/panelMessage', { id, message }));
    panel.onDidDispose(() => panels.delete(id) && tell('concord/panelClosed', { id }));
    panels.set(id, { panel, follows });
    if (follows) tellCursor();
    return panel;
  };
  return [
    client.onNotification('concord/panel', ({ id, title, html, message, column, follows, reveal }) => {
      if (!html && !panels.has(id)) return;
      const panel = panels.get(id)?.panel ?? open(id, title, column, follows);
      if (html) Object.assign(panel.webview, { html });
      if (message) void panel.webview.postMessage(message);
      if (reveal) panel.reveal(undefined, column < -1);
      panel.title = title;
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) tellCursor();
      if (newState === State.Stopped) panels.forEach(({ panel }) => void panel.dispose());
    }),
    window.onDidChangeTextEditorSelection(
      ({ textEditor }) => [...panels.values()].some(({ follows }) => follows) && tellCursor(textEditor),
    ),
    // Views may be of the chapter in front.
    window.onDidChangeActiveTextEditor(editor => tellCursor(editor)),
  ];
}
