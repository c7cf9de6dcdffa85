import type { Connection, Position } from 'vscode-languageserver';
import type { Page, Panel, Seen, Tree, TreeNode } from '../features/panel.ts';
import type { Steps } from '../model/steps.ts';
import type { Client } from './client.ts';
import type { Failed } from './failure.ts';
import { documentOf } from './page.ts';

/** Does what may take many steps so that others get their turn, anew when anything has changed meanwhile. */
type InTurns = <T>(begin: () => T | Promise<T> | Steps<T>) => Promise<T>;

/** Carries out a command of the server. */
type Run = (command: string, args: readonly unknown[]) => Promise<unknown>;

/** A panel that is open, and what it shows. */
interface Shown {
  readonly panel: Panel;
  state: unknown;
  page?: Page;
  /** How often it was to be drawn: of two drawings under way, the later counts. */
  drawing: number;
}

/** The panels and trees of one editor: what is open, what was chosen there, and that it shows how things are now. */
export class Views {
  readonly #client: Client;
  readonly #failed: Failed;
  readonly #seen: Omit<Seen, 'cursor'>;
  readonly #inTurns: InTurns;
  readonly #run: Run;
  readonly #panels: readonly Panel[];
  readonly #trees: readonly Tree[];
  readonly #open = new Map<string, Shown>();
  readonly #chosen = new Map<string, unknown>();
  /** Trees that somebody has looked at, and how often each has been told about. */
  readonly #used = new Map<Tree, number>();
  #cursor: Seen['cursor'];

  /** `inTurns`: does what may take many steps; `run`: carries out what a page asks for; `failed`: told what goes wrong with a page; it stays as it was. */
  constructor(
    connection: Connection,
    client: Client,
    seen: Omit<Seen, 'cursor'>,
    inTurns: InTurns,
    run: Run,
    panels: readonly Panel[],
    trees: readonly Tree[],
    failed: Failed,
  ) {
    this.#client = client;
    this.#failed = failed;
    this.#seen = seen;
    this.#inTurns = inTurns;
    this.#run = run;
    this.#panels = panels;
    this.#trees = trees;
    connection.onNotification('concord/panelClosed', ({ id }: { id: string }) => void this.#open.delete(id));
    connection.onNotification('concord/panelMessage', ({ id, message }: { id: string; message: unknown }) =>
      this.#attempt(id, () => this.#received(id, message)),
    );
    connection.onNotification(
      'concord/cursor',
      ({ textDocument: { uri }, position }: { textDocument: { uri: string }; position: Position }) => this.#moved({ uri, position }),
    );
  }

  /** Opens a panel, or brings it to the front; with a choice of its reader, if one was made. */
  async open(id: string, choice?: unknown): Promise<void> {
    const panel = this.#panels.find(one => one.id === id);
    if (panel === undefined) return;
    const shown = this.#open.get(id) ?? { panel, state: panel.initially, drawing: 0 };
    this.#open.set(id, shown);
    if (choice !== undefined) shown.state = choice;
    await this.#draw(shown, true);
  }

  /** What panels and trees are made from may have changed. */
  changed(): void {
    for (const shown of this.#open.values()) this.#redraw(shown);
    for (const tree of this.#used.keys()) this.#tell(tree);
  }

  async children(id: string, node: string | undefined): Promise<readonly TreeNode[]> {
    const tree = this.#trees.find(one => one.id === id);
    if (tree === undefined) return [];
    if (!this.#used.has(tree)) this.#tell(tree);
    return this.#inTurns(() => tree.children(node, this.#now, this.#stateOf(tree)));
  }

  /** The reader of a tree has chosen something. */
  choose(id: string, state: unknown): void {
    this.#chosen.set(id, state);
    for (const tree of this.#trees) if (tree.id === id) this.#tell(tree);
  }

  get #now(): Seen {
    return { ...this.#seen, ...(this.#cursor && { cursor: this.#cursor }) };
  }

  #stateOf = (tree: Tree): unknown => (this.#chosen.has(tree.id) ? this.#chosen.get(tree.id) : tree.initially);

  /** Of two that are under way, the later counts. */
  #tell(tree: Tree): void {
    const nth = (this.#used.get(tree) ?? 0) + 1;
    this.#used.set(tree, nth);
    this.#inTurns(() => tree.around(this.#now, this.#stateOf(tree)))
      .then(around => {
        if (this.#used.get(tree) === nth) this.#client.tell(tree.id, around);
      })
      .catch(error => this.#failed(tree.id, error));
  }

  #moved(cursor: Seen['cursor']): void {
    const isOther = cursor?.uri !== this.#cursor?.uri;
    this.#cursor = cursor;
    if (isOther) for (const tree of this.#used.keys()) if (tree.follows) this.#tell(tree);
    for (const shown of this.#open.values()) if (shown.panel.follows) this.#redraw(shown);
  }

  #received(id: string, message: unknown): void {
    const shown = this.#open.get(id);
    const said = shown?.panel.received?.(message, this.#now, shown.state);
    if (shown === undefined || said === undefined) return;
    if (said.goTo !== undefined) this.#client.show(said.goTo);
    if (said.run !== undefined) this.#run(said.run.command, said.run.args).catch(error => this.#failed(id, error));
    if (!('state' in said)) return;
    shown.state = said.state;
    this.#redraw(shown);
  }

  #redraw(shown: Shown): void {
    this.#draw(shown).catch(error => this.#failed(shown.panel.id, error));
  }

  /** What fails of one costs no other. */
  #attempt(id: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#failed(id, error);
    }
  }

  async #draw(shown: Shown, reveal = false): Promise<void> {
    const { panel } = shown;
    const nth = ++shown.drawing;
    const page = await this.#inTurns(() => panel.page(this.#now, shown.state, shown.page));
    const before = shown.page;
    if (nth !== shown.drawing || this.#open.get(panel.id) !== shown) return;
    shown.page = page;
    const isSame = before?.top === page.top && before?.style === page.style && before?.script === page.script;
    if (isSame && before?.body === page.body && before.title === page.title && !reveal) return;
    this.#client.tell('concord/panel', {
      id: panel.id,
      title: page.title,
      // Columns as VS Code counts them: the active one, the one beside it.
      column: panel.beside ? -2 : -1,
      follows: panel.follows === true,
      reveal,
      ...(isSame && before !== undefined ? { message: { body: page.body } } : { html: documentOf(page) }),
    });
  }
}
