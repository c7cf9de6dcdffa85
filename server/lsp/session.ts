import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import type { Diagnostic } from 'vscode-languageserver';
import { configurationFile } from '../config/read.ts';
import { diagnosticOf } from '../features/diagnostics.ts';
import type { View } from '../features/feature.ts';
import type { Host, Store } from '../host/host.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import type { Rule } from '../model/rule.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import type { Reader } from '../workspace/reader.ts';
import { Workspace } from '../workspace/workspace.ts';
import { fileOf, pathBelow, uriBelow } from './documents.ts';
import type { Editor } from './editor.ts';
import { placing, viewOf } from './view.ts';

export interface Options {
  readonly host: Host;
  readonly reader: Reader;
  readonly rules: readonly Rule[];
  /** Where to keep what is known of a knowledge base until the next start, and what that depends on; nothing where it is not kept. */
  keeping(root: string): { readonly store: Store; readonly identity: string } | undefined;
  /** Whether programs (git) may be run in the workspace. */
  trusted: boolean;
  /** The editor's own checks of links in open chapters are on, so ours would say the same twice. */
  builtInValidation: boolean;
  /** The editor is VS Code, which completes links, shows findings in hovers and checks an open `concord.json` against its schema by itself. */
  readonly isVsCode: boolean;
  /** How long after the last key a check waits, in milliseconds; a request does not. */
  readonly pause: number;
}

/** What the editor's own validation reports of open chapters. */
const builtInRules = new Set(['missing-file', 'missing-anchor', 'missing-definition', 'unused-definition', 'duplicate-definition']);

/** At most this long, in milliseconds, is checked at a stretch before requests get their turn. */
const slice = 8;

/** Follows the editor: its folders, its open documents, the files on the disk. All that changes over time is here and in the workspaces. */
export class Session {
  #editor: Editor;
  readonly #options: Options;
  /** By absolute root. Inner knowledge bases have their own. */
  readonly #workspaces = new Map<string, Workspace>();
  /** Open documents: the URI as the editor writes it, and where the chapter is. */
  readonly #open = new Map<string, { workspace: Workspace; path: KbPath }>();
  /** Texts of the configurations that are open, by URI. */
  readonly #configurations = new Map<string, string>();
  readonly #uris = new Map<Workspace, Map<KbPath, string>>();
  readonly #counts = new Map<Workspace, Map<KbPath, number>>();
  readonly #published = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWorking = false;
  /** How many loads are under way; the first folders are awaited from the start. */
  #loading = 1;
  readonly #underWay = new Set<Promise<void>>();
  /** Loaded, and not yet kept for the next start. */
  readonly #toKeep = new Set<Workspace>();
  #closed = false;

  constructor(editor: Editor, options: Options) {
    this.#editor = editor;
    this.#options = options;
  }

  /** Opens the folders that the editor starts with. */
  async begin(folderUris: readonly string[]): Promise<void> {
    await Promise.all(folderUris.map(uri => this.addFolder(uri)));
    this.#loading--;
    this.#report();
  }

  /** Opens a folder of the editor: the knowledge base that it is, or the one that it lies in. */
  async addFolder(folderUri: string): Promise<void> {
    const folder = fileOf(folderUri);
    if (folder !== undefined) await this.#addRoot(rootAbove(folder) ?? folder);
  }

  /** Leaves a folder; its findings go with it. Chapters that are still open stand alone from then on. */
  async removeFolder(folderUri: string): Promise<void> {
    const folder = fileOf(folderUri);
    for (const [root, workspace] of [...this.#workspaces]) {
      if (folder === undefined || pathBelow(folder, root) === undefined) continue;
      this.#workspaces.delete(root);
      this.#clear(workspace);
      for (const [uri, open] of [...this.#open]) {
        if (open.workspace === workspace) this.setText(uri, workspace.text(open.path) ?? '');
      }
    }
    this.#report();
  }

  async #addRoot(root: string): Promise<void> {
    if (this.#workspaces.has(root)) return;
    const workspace = new Workspace(root, { ...this.#options, ...this.#options.keeping(root), log: message => this.#editor.log(message) });
    this.#workspaces.set(root, workspace);
    for (const uri of this.#configurations.keys()) this.#configure(uri);
    // What was open before its folder moves in.
    for (const [uri, open] of [...this.#open]) {
      const file = fileOf(uri);
      if (file !== undefined && this.#home(file)?.workspace === workspace) this.setText(uri, open.workspace.text(open.path) ?? '');
    }
    await this.#load(workspace);
  }

  /** Reads and checks everything anew. */
  async reload(): Promise<void> {
    for (const workspace of [...this.#workspaces.values()]) await this.#load(workspace);
  }

  async #load(workspace: Workspace): Promise<void> {
    const loading = this.#loadNow(workspace);
    this.#underWay.add(loading);
    await loading;
    this.#underWay.delete(loading);
  }

  async #loadNow(workspace: Workspace): Promise<void> {
    this.#loading++;
    this.#report();
    const progress = await this.#editor.progress(t('Reading the knowledge base'));
    try {
      workspace.hide(await this.#editor.hidden(uriBelow(workspace.root, '' as KbPath)));
      let percent = -1;
      const complete = await workspace.load(
        (done, total) => {
          if (done === 0) this.#work();
          const now = total === 0 ? 100 : Math.floor((done * 100) / total);
          if (now === percent) return;
          percent = now;
          progress.report(now, t('{0} of {1} chapters', done, total));
        },
        () => progress.cancelled || this.#closed,
      );
      if (!complete) this.#editor.log(t('Reading was cancelled: chapters that are not open are not checked.'));
      if (complete) this.#toKeep.add(workspace);
      this.#publishConfiguration(workspace);
      for (const inner of workspace.innerRoots()) void this.#addRoot(join(workspace.root, inner));
      this.#work();
      if (this.#options.trusted) await workspace.learnRenames();
    } catch (error) {
      this.#editor.log(`${workspace.root}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      progress.done();
      this.#loading--;
      this.#report();
    }
  }

  /** The editor has opened a document, or its text has changed. */
  setText(uri: string, text: string): void {
    const file = fileOf(uri);
    const home = file === undefined ? undefined : this.#home(file);
    const name = file === undefined ? 'untitled.md' : nameOf(file.replace(/\\/g, '/') as KbPath);
    if (name === configurationFile) {
      this.#configurations.set(uri, text);
      this.#configure(uri);
      return;
    }
    const workspace = home?.workspace ?? this.#alone(uri);
    const path = home?.path ?? (name as KbPath);
    const before = this.#open.get(uri);
    this.#open.set(uri, { workspace, path });
    this.#urisOf(workspace).set(path, uri);
    if (before !== undefined && before.workspace !== workspace) this.#urisOf(before.workspace).delete(before.path);
    workspace.setText(path, text);
    this.#later();
  }

  /** Tells a knowledge base what the editor has of its configuration, be it saved or not. In no knowledge base, it configures nothing. */
  #configure(uri: string): void {
    const file = fileOf(uri);
    const home = file === undefined ? undefined : this.#home(file);
    if (home?.path !== configurationFile) return;
    home.workspace.configure(this.#configurations.get(uri));
    this.#publishConfiguration(home.workspace);
    this.#work();
  }

  async close(uri: string): Promise<void> {
    if (this.#configurations.delete(uri)) return this.#configure(uri);
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.#open.delete(uri);
    this.#urisOf(open.workspace).delete(open.path);
    if (!this.#isListed(open.workspace)) {
      this.#clear(open.workspace, uri);
      return;
    }
    await open.workspace.release(open.path);
    this.#publishAll(open.workspace, [open.path]);
    this.#work();
  }

  /** Something on the disk has come, gone or changed. */
  async filesChanged(uris: readonly string[]): Promise<void> {
    const touched = new Map<Workspace, KbPath[]>();
    for (const uri of uris) {
      const file = fileOf(uri);
      const home = file === undefined ? undefined : this.#home(file);
      if (home !== undefined && home.path !== '') touched.set(home.workspace, [...(touched.get(home.workspace) ?? []), home.path]);
    }
    for (const [workspace, paths] of touched) {
      // Another .gitignore hides other files.
      if (paths.some(path => nameOf(path) === '.gitignore')) await this.#load(workspace);
      else await workspace.refresh(paths);
      if (paths.includes(configurationFile as KbPath)) this.#publishConfiguration(workspace);
      for (const path of paths) if (nameOf(path) === configurationFile && path !== configurationFile) await this.#load(workspace);
    }
    this.#work();
  }

  /** The writer trusts the workspace now. */
  async trust(): Promise<void> {
    this.#options.trusted = true;
    for (const workspace of this.#workspaces.values()) await workspace.learnRenames();
  }

  setBuiltInValidation(on: boolean): void {
    this.#options.builtInValidation = on;
    for (const { workspace, path } of this.#open.values()) this.#publishAll(workspace, [path]);
  }

  /** The state that a request about a document sees: the texts as they are now, and everything known of the others. */
  view(uri: string): View | undefined {
    const open = this.#open.get(uri);
    const file = fileOf(uri);
    const place = open ?? (file === undefined ? undefined : this.#home(file));
    if (place === undefined) return undefined;
    const { workspace, path } = place;
    if (workspace.hasWork) {
      workspace.settle();
      const begun = performance.now();
      this.#publishAll(
        workspace,
        workspace.work(() => performance.now() - begun > slice),
      );
      this.#work();
    }
    const chapter = workspace.kb.chapter(path);
    const text = workspace.text(path);
    return chapter === undefined || text === undefined
      ? undefined
      : viewOf(workspace, chapter, text, this.#options.isVsCode, other => this.#uriOf(workspace, other));
  }

  /** Every knowledge base, for what concerns all of them. */
  *places(): Iterable<{ workspace: Workspace } & Pick<View, 'rangeOf' | 'uriOf'>> {
    for (const workspace of this.#workspaces.values()) yield { workspace, ...placing(workspace, path => this.#uriOf(workspace, path)) };
  }

  /** Ends everything, and keeps what is known for the next start. */
  async dispose(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#options.reader.dispose();
    await Promise.all(this.#underWay);
    // Whatever is still under way has nobody to talk to any more.
    this.#editor = nobody;
    await Promise.all([...this.#workspaces.values()].map(workspace => workspace.remember()));
  }

  /** The innermost knowledge base that a file lies in, and where. */
  #home(file: string): { workspace: Workspace; path: KbPath } | undefined {
    let found: { workspace: Workspace; path: KbPath } | undefined;
    for (const workspace of this.#workspaces.values()) {
      const path = pathBelow(workspace.root, file);
      if (path !== undefined && (found === undefined || path.length < found.path.length)) found = { workspace, path };
    }
    return found;
  }

  /** A document in no folder of the editor is a knowledge base of its own, of which only the chapter itself is known. */
  #alone(uri: string): Workspace {
    const open = this.#open.get(uri);
    if (open !== undefined && !this.#isListed(open.workspace)) return open.workspace;
    const local = this.#options.rules.filter(rule => !['missing-file', 'path-case', 'outside-root'].includes(rule.id));
    return new Workspace(uri, { ...this.#options, host: nowhere, rules: local, log: message => this.#editor.log(message) });
  }

  #isListed = (workspace: Workspace): boolean => this.#workspaces.get(workspace.root) === workspace;

  #urisOf(workspace: Workspace): Map<KbPath, string> {
    const known = this.#uris.get(workspace) ?? new Map<KbPath, string>();
    this.#uris.set(workspace, known);
    return known;
  }

  #uriOf = (workspace: Workspace, path: KbPath): string => this.#urisOf(workspace).get(path) ?? uriBelow(workspace.root, path);

  /** Checks after a pause in typing. */
  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), this.#options.pause);
  }

  /** Checks now, a slice at a time, until nothing is left to check. */
  #work(): void {
    clearTimeout(this.#timer);
    if (this.#isWorking || this.#closed) return;
    this.#isWorking = true;
    const next = () => {
      const begun = performance.now();
      for (const workspace of new Set([...this.#workspaces.values(), ...[...this.#open.values()].map(open => open.workspace)])) {
        if (workspace.hasWork)
          this.#publishAll(
            workspace,
            workspace.work(() => performance.now() - begun > slice),
          );
      }
      if (
        !this.#closed &&
        [...this.#workspaces.values()].some(workspace => workspace.hasWork && (workspace.isLoaded || performance.now() - begun > slice))
      ) {
        setImmediate(next);
        return;
      }
      this.#isWorking = false;
      this.#report();
      // Edits alone are no reason to write everything again: the end of the session does.
      for (const workspace of this.#workspaces.values()) if (this.#toKeep.delete(workspace)) void workspace.remember();
    };
    next();
  }

  #publishAll(workspace: Workspace, paths: readonly KbPath[]): void {
    const counts = this.#counts.get(workspace) ?? new Map<KbPath, number>();
    this.#counts.set(workspace, counts);
    const view = placing(workspace, path => this.#uriOf(workspace, path));
    for (const path of paths) {
      const findings = workspace.findings(path);
      counts.set(path, findings.length);
      const shown =
        this.#options.builtInValidation && workspace.isOpen(path) ? findings.filter(({ rule }) => !builtInRules.has(rule)) : findings;
      this.#publish(
        view.uriOf(path),
        shown.map(finding => diagnosticOf(finding, path, view)),
      );
    }
  }

  #publishConfiguration(workspace: Workspace): void {
    const { text, complaints, isEdited } = workspace.complaints;
    const starts = lineStarts(text);
    const ours = this.#options.isVsCode && isEdited ? complaints.filter(({ isBeyondSchema }) => isBeyondSchema) : complaints;
    const diagnostics = ours.map(
      ({ span, message }): Diagnostic => ({
        range: { start: positionAt(starts, span.start), end: positionAt(starts, span.end) },
        severity: 2,
        source: 'Concord',
        message,
      }),
    );
    this.#publish(uriBelow(workspace.root, configurationFile as KbPath), diagnostics);
  }

  #publish(uri: string, diagnostics: Diagnostic[]): void {
    if (diagnostics.length === 0 && !this.#published.delete(uri)) return;
    if (diagnostics.length > 0) this.#published.add(uri);
    this.#editor.publish({ uri, diagnostics });
  }

  /** Takes away what was published of a workspace that is left, or of its only document. */
  #clear(workspace: Workspace, uri?: string): void {
    for (const published of [...this.#published]) {
      const file = fileOf(published);
      if (published === uri || (file !== undefined && pathBelow(workspace.root, file) !== undefined)) this.#publish(published, []);
    }
    this.#counts.delete(workspace);
    this.#uris.delete(workspace);
  }

  #report(): void {
    let [chapters, findings] = [0, 0];
    for (const workspace of this.#workspaces.values()) {
      chapters += workspace.chapterCount;
      for (const count of this.#counts.get(workspace)?.values() ?? []) findings += count;
    }
    const isBusy = this.#loading > 0 || this.#isWorking;
    this.#editor.status({ state: isBusy ? 'loading' : 'ready', chapters, findings });
  }
}

/** The folder at or above this one that has a configuration: the root of the knowledge base. */
function rootAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, configurationFile))) return at;
    if (dirname(at) === at) return undefined;
  }
}

const nobody: Editor = {
  publish: () => {},
  status: () => {},
  progress: async () => ({ cancelled: true, report: () => {}, done: () => {} }),
  hidden: async () => [],
  log: () => {},
};

const nowhere: Host = {
  list: async () => [],
  typeOf: async () => undefined,
  read: () => undefined,
  isAt: () => undefined,
  renames: async () => new Map(),
};
