import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import type { View } from '../features/feature.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import { allPaths } from '../workspace/goodFixes.ts';
import { Workspace } from '../workspace/workspace.ts';
import { documentName, fileOf, pathBelow, uriBelow } from './documents.ts';
import { type Editor, type Progress, reporting } from './editor.ts';
import { type Home, homeOf, rootAbove } from './home.ts';
import { Keeping } from './keeping.ts';
import { alone, nobody } from './nowhere.ts';
import type { Options } from './options.ts';
import { Publications } from './publications.ts';
import { Turns, untilOver, whileWaitedFor } from './turns.ts';
import { placing, viewOf } from './view.ts';

/** Follows the editor: its folders, its open documents, the files on the disk. All that changes over time is here and in the workspaces. */
export class Session {
  #editor: Editor;
  readonly #options: Options;
  /** By absolute root. Inner knowledge bases have their own. */
  readonly #workspaces = new Map<string, Workspace>();
  /** Open documents: the URI as the editor writes it, and where the chapter is. */
  readonly #open = new Map<string, Home>();
  /** Texts of the configurations that are open, by URI. */
  readonly #configurations = new Map<string, string>();
  readonly #publications = new Publications((workspace, paths) => this.#publishAll(workspace, paths));
  readonly #turns = new Turns(
    () => this.#work(),
    () => this.#worked(),
    error => this.#editor.failed('check', error),
  );
  /** How many loads are under way; the first folders are awaited from the start. */
  #loading = 1;
  readonly #underWay = new Set<Promise<void>>();
  /** Loaded, and not yet checked. */
  readonly #unchecked = new Set<Workspace>();
  readonly #keeping = new Keeping();
  #closed = false;

  constructor(editor: Editor, options: Options) {
    this.#editor = editor;
    this.#options = options;
  }

  /** Opens the folders that the editor starts with. */
  async begin(folderUris: readonly string[]): Promise<void> {
    await Promise.all(folderUris.map(uri => this.addFolder(uri).catch(error => this.#editor.failed(uri, error))));
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
      this.#unchecked.delete(workspace);
      this.#publications.clear(this.#editor, workspace);
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
      if (this.#home(uri)?.workspace === workspace) this.setText(uri, open.workspace.text(open.path) ?? '');
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
    let progress: Progress | undefined;
    try {
      progress = await this.#editor.progress(t('Reading the knowledge base'));
      workspace.hide(await this.#editor.hidden(uriBelow(workspace.root, '' as KbPath)));
      const report = reporting(progress);
      const complete = await workspace.load(
        (done, total) => {
          if (done === 0) this.#turns.now();
          report(done, total);
        },
        () => progress?.cancelled === true || this.#closed,
      );
      if (complete) this.#unchecked.add(workspace);
      this.#publishConfiguration(workspace);
      for (const inner of workspace.innerRoots())
        this.#addRoot(join(workspace.root, inner)).catch(error => this.#editor.failed(inner, error));
      this.#turns.now();
      if (this.#options.trusted) await workspace.learnRenames();
      this.#turns.now();
    } catch (error) {
      this.#editor.failed(workspace.root, error);
    } finally {
      progress?.done();
      this.#loading--;
      this.#report();
    }
  }

  /** The editor has opened a document, or its text has changed. */
  setText(uri: string, text: string): void {
    const home = this.#home(uri);
    if (documentName(uri) === configurationFile) {
      this.#configurations.set(uri, text);
      this.#configure(uri);
      return;
    }
    const workspace = home?.workspace ?? this.#alone(uri);
    const path = home?.path ?? (documentName(uri) as KbPath);
    const before = this.#open.get(uri);
    this.#open.set(uri, { workspace, path });
    if (before !== undefined && before.workspace !== workspace) this.#publications.setUri(this.#editor, before, undefined);
    const isMoved = this.#publications.setUri(this.#editor, { workspace, path }, uri);
    workspace.setText(path, text);
    // From now on, the editor itself may say some of what was told of a closed chapter.
    if (isMoved || (before === undefined && this.#options.builtInValidation)) this.#publishAll(workspace, [path]);
    this.#turns.later(this.#options.pause);
  }

  /** Tells a knowledge base what the editor has of its configuration, be it saved or not. In no knowledge base, it configures nothing. */
  #configure(uri: string): void {
    const home = this.#home(uri);
    if (home?.path !== configurationFile) return;
    const reread = home.workspace.configure(this.#configurations.get(uri));
    this.#publishConfiguration(home.workspace);
    this.#turns.now();
    reread.then(() => this.#turns.now()).catch(error => this.#editor.failed(uri, error));
  }

  async close(uri: string): Promise<void> {
    if (this.#configurations.delete(uri)) return this.#configure(uri);
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.#open.delete(uri);
    this.#publications.setUri(this.#editor, open, undefined);
    if (!this.#isListed(open.workspace)) {
      this.#publications.clear(this.#editor, open.workspace, uri);
      return;
    }
    await open.workspace.release(open.path);
    this.#publishAll(open.workspace, [open.path]);
    this.#turns.now();
  }

  /** Something on the disk has come, gone or changed. */
  async filesChanged(uris: readonly string[]): Promise<void> {
    const touched = new Map<Workspace, KbPath[]>();
    for (const uri of uris) {
      const home = this.#home(uri);
      if (home !== undefined && home.path !== '') touched.set(home.workspace, [...(touched.get(home.workspace) ?? []), home.path]);
    }
    for (const [workspace, paths] of touched)
      await this.#lookAgain(workspace, paths).catch(error => this.#editor.failed(workspace.root, error));
    this.#turns.now();
  }

  async #lookAgain(workspace: Workspace, paths: readonly KbPath[]): Promise<void> {
    // Another .gitignore hides other files.
    if (paths.some(path => nameOf(path) === '.gitignore')) await this.#load(workspace);
    else await workspace.refresh(paths);
    const { baseline } = workspace.configuration;
    if (paths.some(path => path === configurationFile || path === baseline)) this.#publishConfiguration(workspace);
    for (const path of paths) if (nameOf(path) === configurationFile && path !== configurationFile) await this.#load(workspace);
  }

  /** The writer trusts the workspace now. */
  async trust(): Promise<void> {
    this.#options.trusted = true;
    for (const workspace of this.#workspaces.values()) await workspace.learnRenames();
    this.#turns.now();
  }

  setBuiltInValidation(on: boolean): void {
    this.#options.builtInValidation = on;
    this.tellAgain();
  }

  /** Tells all findings again, since the editor sees others of them as right. */
  tellAgain(): void {
    for (const workspace of this.#all()) this.#publishAll(workspace, allPaths(workspace));
  }

  /** Reads on for a request about a document. True when nothing is left to read: `view` takes no time then. */
  readOn = (uri: string): boolean => this.#place(uri)?.workspace.readOn(whileWaitedFor()) ?? true;

  /** The state that a request about a document sees: the texts as they are now, and everything known of the others. */
  view(uri: string): View | undefined {
    const place = this.#place(uri);
    if (place === undefined) return undefined;
    const { workspace, path } = place;
    if (workspace.hasWork) {
      workspace.settle();
      this.#publishAll(workspace, workspace.work(untilOver(this.#isReading)));
      this.#turns.now();
    }
    return viewOf(workspace, path, this.#options.isVsCode, other => this.#publications.uriOf(workspace, other));
  }

  /** Every knowledge base, for what concerns all of them. */
  *places(): Iterable<{ workspace: Workspace } & Pick<View, 'rangeOf' | 'uriOf'>> {
    for (const workspace of this.#workspaces.values())
      yield { workspace, ...placing(workspace, path => this.#publications.uriOf(workspace, path)) };
  }

  /** Ends everything, and keeps what is known for the next start. */
  async dispose(): Promise<void> {
    this.#closed = true;
    for (const part of [this.#turns, this.#keeping, this.#publications]) part.end();
    this.#options.reader.dispose();
    await Promise.all(this.#underWay);
    // Whatever is still under way has nobody to talk to any more.
    this.#editor = nobody;
    await Promise.all([...this.#workspaces.values()].map(workspace => workspace.remember()));
  }

  #home = (uri: string): Home | undefined => homeOf(uri, this.#workspaces.values());

  #place = (uri: string): Home | undefined => this.#open.get(uri) ?? this.#home(uri);

  /** A document in no folder of the editor is a knowledge base of its own, of which only the chapter itself is known. */
  #alone(uri: string): Workspace {
    const open = this.#open.get(uri);
    if (open !== undefined && !this.#isListed(open.workspace)) return open.workspace;
    return new Workspace(uri, { ...alone(this.#options), log: message => this.#editor.log(message) });
  }

  /** The knowledge bases, and the chapters that stand alone. */
  #all = (): Set<Workspace> => new Set([...this.#workspaces.values(), ...[...this.#open.values()].map(open => open.workspace)]);

  #isListed = (workspace: Workspace): boolean => this.#workspaces.get(workspace.root) === workspace;

  /** Something is still being read for the first time, or checked. */
  get #isReading(): boolean {
    return this.#loading > 0 || this.#unchecked.size > 0;
  }

  /** Checks for a slice; answers whether nothing is left to check. */
  #work(): boolean {
    const enough = untilOver(this.#isReading);
    const workspaces = [...this.#all()];
    for (const workspace of workspaces) if (workspace.hasWork) this.#publishAll(workspace, workspace.work(enough));
    if (workspaces.some(workspace => workspace.canWork)) return false;
    return workspaces.every(workspace => this.#publications.follow(this.#editor, workspace, this.#options.builtInValidation, enough));
  }

  #worked(): void {
    this.#report();
    // Edits alone are no reason to write everything again: the end of the session does.
    for (const workspace of this.#workspaces.values()) if (this.#unchecked.delete(workspace)) this.#keeping.add(workspace);
    this.#keeping.worked();
    this.#publications.worked(this.#all());
  }

  #publishAll(workspace: Workspace, paths: Iterable<KbPath>): void {
    this.#publications.tell(this.#editor, workspace, paths, this.#options.builtInValidation);
  }

  #publishConfiguration(workspace: Workspace): void {
    this.#publications.tellConfiguration(this.#editor, workspace, this.#options.isVsCode);
  }

  #report(): void {
    const isBusy = this.#loading > 0 || this.#turns.isBusy;
    this.#editor.status(this.#publications.status([...this.#workspaces.values()], isBusy));
  }
}
