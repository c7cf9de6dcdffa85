import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import type { RequestContext } from '../features/feature.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import { allPaths } from '../workspace/goodFixes.ts';
import { Workspace } from '../workspace/workspace.ts';
import { documentName, fileOf, uriBelow } from './documents.ts';
import { type Editor, type Progress, reporting } from './editor.ts';
import { byWorkspace, type DocumentLocation, locate, rootsOf } from './locate.ts';
import { alone, nobody } from './nullHost.ts';
import type { Options } from './options.ts';
import { Publications } from './publications.ts';
import { placing, viewOf } from './requestContext.ts';
import { SnapshotScheduler } from './snapshotScheduler.ts';
import { deadline, requestDeadline, Turns } from './timeSlicer.ts';
import { UnderWay } from './underWay.ts';

/** Follows the editor: its folders, its open documents, the files on the disk. All that changes over time is here and in the workspaces. */
export class Session {
  #editor: Editor;
  readonly #options: Options;
  /** The editor's, by URI. */
  readonly #folders = new Set<string>();
  /** By absolute root. Inner knowledge bases have their own. */
  readonly #workspaces = new Map<string, Workspace>();
  /** Open documents: the URI as the editor writes it, and where the chapter is. */
  readonly #open = new Map<string, DocumentLocation>();
  /** Texts of the configurations that are open, by URI. */
  readonly #configurations = new Map<string, string>();
  readonly #publications = new Publications((workspace, paths) => this.#publishAll(workspace, paths));
  readonly #turns = new Turns(
    () => this.work(),
    () => this.#worked(),
    error => this.#editor.failed('check', error),
  );
  /** How many loads are under way; the first folders are awaited from the start. */
  #loading = 1;
  readonly #underWay = new UnderWay();
  /** Something goes on meanwhile; there may be something to check when it is over. */
  #meanwhile = (what: string, doing: Promise<unknown>): void =>
    void this.#underWay.follow(doing.then(() => this.#turns.now()).catch(error => this.#editor.failed(what, error)));
  /** Loaded, and not yet checked. */
  readonly #unchecked = new Set<Workspace>();
  readonly #keeping = new SnapshotScheduler();
  #closed = false;

  constructor(editor: Editor, options: Options) {
    this.#editor = editor;
    this.#options = options;
  }

  /** Opens the folders that the editor starts with. */
  async begin(folderUris: readonly string[]): Promise<void> {
    await this.foldersChanged(folderUris, []);
    this.#loading--;
    this.#report();
  }

  /** The editor has opened folders, and closed others: their findings go with them. Chapters that are still open stand alone from then on. */
  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    for (const uri of removed) this.#folders.delete(uri);
    for (const uri of added) this.#folders.add(uri);
    await this.#arrange();
  }

  /** Opens the knowledge bases that the folders are, lie in and hold, and leaves all others. */
  async #arrange(): Promise<void> {
    const folders = [...this.#folders].flatMap(uri => fileOf(uri) ?? []);
    const wanted = rootsOf(folders, root => this.#workspaces.get(root)?.innerRoots() ?? []);
    for (const [root, workspace] of [...this.#workspaces]) if (!wanted.has(root)) this.#leave(root, workspace);
    this.#report();
    await Promise.all([...wanted].map(root => this.#addRoot(root).catch(error => this.#editor.failed(root, error))));
  }

  #leave(root: string, workspace: Workspace): void {
    this.#workspaces.delete(root);
    this.#unchecked.delete(workspace);
    this.#publications.clear(this.#editor, workspace);
    for (const [uri, open] of [...this.#open]) if (open.workspace === workspace) this.setText(uri, workspace.text(open.path) ?? '');
  }

  async #addRoot(root: string): Promise<void> {
    if (this.#workspaces.has(root)) return;
    const workspace = new Workspace(root, { ...this.#options, ...this.#options.keeping(root), log: message => this.#editor.log(message) });
    this.#workspaces.set(root, workspace);
    for (const uri of this.#configurations.keys()) this.#configure(uri);
    // What was open before its folder moves in.
    for (const [uri, open] of [...this.#open])
      if (this.home(uri)?.workspace === workspace) this.setText(uri, open.workspace.text(open.path) ?? '');
    await this.#load(workspace);
  }

  /** Reads and checks everything anew. */
  async reload(): Promise<void> {
    for (const workspace of [...this.#workspaces.values()]) await this.#load(workspace);
  }

  #load = (workspace: Workspace): Promise<void> => this.#underWay.follow(this.#loadNow(workspace));

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
        () => progress?.cancelled === true || this.#closed || !this.#isHere(workspace),
      );
      if (!this.#isHere(workspace)) return;
      if (complete) this.#unchecked.add(workspace);
      this.#publishConfiguration(workspace);
      this.#meanwhile(workspace.root, this.#arrange());
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
    const home = this.home(uri);
    if (documentName(uri) === configurationFile) {
      this.#configurations.set(uri, text);
      this.#configure(uri);
      return;
    }
    const { workspace, path } = home ?? { workspace: this.#alone(uri), path: documentName(uri) as KbPath };
    const before = this.#open.get(uri);
    this.#open.set(uri, { workspace, path });
    if (before !== undefined && before.workspace !== workspace) {
      this.#publications.setUri(this.#editor, before, undefined);
      if (this.#isHere(before.workspace)) this.#meanwhile(uri, before.workspace.closeDocument(before.path));
    }
    const isMoved = this.#publications.setUri(this.#editor, { workspace, path }, uri);
    workspace.setText(path, text);
    // From now on, the editor itself may say some of what was told of a closed chapter.
    if (isMoved || (before === undefined && this.#options.builtInValidation)) this.#publishAll(workspace, [path]);
    this.#turns.later(this.#options.pause);
  }

  /** Tells a knowledge base what the editor has of its configuration, be it saved or not. In no knowledge base, it configures nothing. */
  #configure(uri: string): void {
    const home = this.home(uri);
    if (home?.path !== configurationFile) return;
    const reread = home.workspace.configure(this.#configurations.get(uri));
    this.#publishConfiguration(home.workspace);
    this.#turns.now();
    this.#meanwhile(uri, reread);
  }

  async close(uri: string): Promise<void> {
    if (this.#configurations.delete(uri)) return this.#configure(uri);
    const open = this.#open.get(uri);
    if (open === undefined) return;
    this.#open.delete(uri);
    this.#publications.setUri(this.#editor, open, undefined);
    if (!this.#isHere(open.workspace)) return this.#publications.clear(this.#editor, open.workspace);
    await open.workspace.closeDocument(open.path);
    this.#publishAll(open.workspace, [open.path]);
    this.#turns.now();
  }

  /** Something on the disk has come, gone or changed. */
  async filesChanged(uris: readonly string[]): Promise<void> {
    for (const [workspace, paths] of byWorkspace(uris, this.#workspaces.values()))
      await this.#lookAgain(workspace, paths).catch(error => this.#editor.failed(workspace.root, error));
    if (uris.some(uri => documentName(uri) === configurationFile)) await this.#arrange();
    this.#turns.now();
  }

  async #lookAgain(workspace: Workspace, paths: readonly KbPath[]): Promise<void> {
    const inner = workspace.innerRoots().join('\n');
    // Another .gitignore hides other files; the folder itself may be another.
    if (paths.some(path => path === '' || nameOf(path) === '.gitignore')) await this.#load(workspace);
    else await workspace.refresh(paths);
    if (paths.some(path => path === configurationFile || path === workspace.configuration.baseline)) this.#publishConfiguration(workspace);
    // What lies in an inner one is not checked here.
    if (workspace.innerRoots().join('\n') !== inner) await this.#load(workspace);
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
  readOn = (uri: string): boolean => this.#place(uri)?.workspace.readOn(requestDeadline()) ?? true;
  /** Has a document checked before all others. False when its findings are those of its text, as far as they can be had now. */
  prefer = (uri: string): boolean => [this.#place(uri)].some(place => place?.workspace.prefer(place.path));

  /** The state that a request about a document sees: the texts as they are now, and everything known of the others. */
  view(uri: string): RequestContext | undefined {
    const place = this.#place(uri);
    if (place === undefined) return undefined;
    const { workspace, path } = place;
    if (workspace.hasWork) {
      workspace.flush();
      this.#publishAll(workspace, workspace.runChecks(deadline(this.#isReading())));
      this.#turns.now();
    }
    return viewOf(workspace, path, this.#options.isVsCode, other => this.#publications.uriOf(workspace, other));
  }

  /** Every knowledge base, for what concerns all of them. */
  *places(): Iterable<{ workspace: Workspace } & Pick<RequestContext, 'rangeOf' | 'uriOf'>> {
    for (const workspace of this.#workspaces.values())
      yield { workspace, ...placing(workspace, path => this.#publications.uriOf(workspace, path)) };
  }

  /** Resolves once all that has been told so far is worked in, and what was meant by findings has been found out. */
  async settled(): Promise<void> {
    await this.#underWay.over(this.#turns);
    this.#publications.suggest();
  }

  /** Ends everything, and keeps what is known for the next start. */
  async dispose(): Promise<void> {
    this.#closed = true;
    for (const part of [this.#turns, this.#keeping, this.#publications]) part.end();
    this.#options.reader.dispose();
    await this.#underWay.over();
    // Whatever is still under way has nobody to talk to any more.
    this.#editor = nobody;
    await Promise.all([...this.#workspaces.values()].map(workspace => workspace.remember()));
  }

  /** Where a document lies, or a folder. */
  home = (uri: string): DocumentLocation | undefined => locate(uri, this.#workspaces.values());
  #place = (uri: string): DocumentLocation | undefined => this.#open.get(uri) ?? this.home(uri);

  /** A document in no folder of the editor is a knowledge base of its own, of which only the chapter itself is known. */
  #alone(uri: string): Workspace {
    const open = this.#open.get(uri);
    if (open?.workspace.root === uri) return open.workspace;
    return new Workspace(uri, { ...alone(this.#options), log: message => this.#editor.log(message) });
  }

  /** The knowledge bases, and the chapters that stand alone. */
  #all = (): Set<Workspace> => new Set([...this.#workspaces.values(), ...[...this.#open.values()].map(open => open.workspace)]);

  #isHere = (workspace: Workspace): boolean =>
    this.#workspaces.get(workspace.root) === workspace || [...this.#open.values()].some(open => open.workspace === workspace);

  /** Something is still being read for the first time, or checked. */
  #isReading = (): boolean => this.#loading > 0 || this.#unchecked.size > 0;

  /** Checks for a slice, and tells what is found; answers whether nothing is left to check. */
  work(): boolean {
    const enough = deadline(this.#isReading());
    const workspaces = [...this.#all()];
    for (const workspace of workspaces) if (workspace.hasWork) this.#publishAll(workspace, workspace.runChecks(enough));
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
    if (this.#isHere(workspace)) this.#publications.tell(this.#editor, workspace, paths, this.#options.builtInValidation);
  }

  #publishConfiguration(workspace: Workspace): void {
    if (this.#isHere(workspace)) this.#publications.tellConfiguration(this.#editor, workspace, this.#options.isVsCode);
  }

  #report(): void {
    const isBusy = this.#loading > 0 || this.#turns.isBusy;
    this.#editor.status(this.#publications.status([...this.#workspaces.values()], isBusy));
  }
}
