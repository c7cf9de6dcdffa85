import { configurationFile } from '../config/read.ts';
import type { IncrementalExtraction } from '../extract/incrementalExtraction.ts';
import { breather } from '../host/yieldToEventLoop.ts';
import { type Chapter, chapterOf, type Damage } from '../model/chapter.ts';
import { Checker } from '../model/check.ts';
import { type Configuration, defaults } from '../model/configuration.ts';
import type { FileType } from '../model/entries.ts';
import type { Facts } from '../model/facts.ts';
import { globs } from '../model/globs.ts';
import { KnowledgeBase } from '../model/knowledgeBase.ts';
import { allParts, partsFor, type Wanted } from '../model/parts.ts';
import { type KbPath, root as top } from '../model/path.ts';
import type { Finding, FixContext, Rule } from '../model/rule.ts';
import { mayMark } from '../sites/recognise.ts';
import { Checks } from './checks.ts';
import { Configured } from './configured.ts';
import { Disk } from './disk.ts';
import { Failures } from './failures.ts';
import { allPaths } from './goodFixes.ts';
import { History } from './history.ts';
import { checkableIn, innerIn } from './look.ts';
import { type Knowledge, Memory } from './memory.ts';
import { limitsOf, type Notice, Notices } from './notices.ts';
import { OpenChapters } from './openChapters.ts';
import type { WorkspaceOptions } from './options.ts';
import { placed } from './placed.ts';
import { typesOf } from './siteLook.ts';

/** One knowledge base that lives: its files, the texts that are open in the editor, the configuration, and the findings, kept right with the least work. */
export class Workspace {
  /** Absolute, as the host takes it. */
  readonly root: string;
  readonly #around: WorkspaceOptions;
  readonly configured: Configured;
  #kb = new KnowledgeBase(defaults.links);
  readonly #checks: Checks;
  #hidden: (path: string) => boolean = () => false;
  readonly #open = new OpenChapters();
  readonly #disk: Disk;
  readonly #memory: Memory;
  readonly #history = new History();
  readonly #notices: Notices;
  /** It is known which files there are: before that, every link would look broken. */
  #listed: boolean;
  #loaded = false;
  #inner: readonly KbPath[] = [];
  readonly failures: Failures;

  constructor(root: string, options: WorkspaceOptions) {
    this.root = root;
    this.#around = options;
    this.failures = new Failures(options.log);
    this.#notices = new Notices(this.failures);
    this.configured = new Configured(root, options, this.failures);
    this.#memory = new Memory(options);
    this.#disk = new Disk(root, options, {
      open: this.#open,
      kb: () => this.#kb,
      wanted: () => this.#wanted,
      apply: this.#apply,
      restamped: this.#memory.outdate,
    });
    this.#checks = new Checks(this.#newChecker(), this.failures);
    this.#listed = options.singleFile === true;
  }

  get kb(): KnowledgeBase {
    return this.#kb;
  }

  get configuration(): Configuration {
    return this.configured.configuration;
  }

  /** What has not been checked, or not been kept, and why. */
  notices(): Notice[] {
    const isLeftOut = (path: KbPath) => !this.configuration.isChecked(path) || !this.#isOurs(path);
    const isTold = (path: KbPath) => this.#checks.queue.has(path) || this.findings(path).some(({ isGap }) => isGap);
    const unread = this.#notices.all(this.#disk.faults, this.#checks.checker, isLeftOut, isTold);
    const limits = limitsOf(allPaths(this), isLeftOut);
    return [...unread, ...this.configured.notices(), ...this.#memory.notices(), ...limits];
  }

  /** All chapters have been read once. */
  get isLoaded(): boolean {
    return this.#loaded;
  }

  /** The folders below that have a configuration of their own: knowledge bases themselves. Their chapters are what links lead to here, no more. */
  innerRoots = (): readonly KbPath[] => this.#inner;
  #isOurs = (path: KbPath): boolean => !this.#inner.some(root => path.startsWith(`${root}/`));

  get hasWork(): boolean {
    return this.#open.dirty.size > 0 || this.#checks.hasWork || this.configured.accepted.isUnsettled;
  }

  /** An open chapter says something that the knowledge base does not know yet. */
  isBehind = (): boolean => this.#open.dirty.size > 0;

  /** There is work that need not wait for the files to be listed or read. */
  get canWork(): boolean {
    if (this.#loaded || this.#checks.hasNews) return this.hasWork;
    if (!this.#listed) return this.#open.hasUnread;
    return this.#open.dirty.size > 0 || [...this.#open.paths()].some(path => this.#checks.queue.has(path));
  }

  /** Globs of files to leave out, besides what the host itself leaves out. Takes effect with the next load. */
  hide(patterns: readonly string[]): void {
    this.#hidden = globs(patterns, () => false);
  }

  /**
   * Reads everything there is. Open chapters are queued for checking as soon as the files are listed, since a file that is not read yet is no missing
   * file; the others follow when all are read. Answers false when cancelled, and leaves what has been read.
   */
  async load(progress: (done: number, total: number) => void, cancelled: () => boolean): Promise<boolean> {
    const isFirst = !this.#loaded && this.#disk.stamps.size === 0;
    const breathe = breather();
    this.#loaded = false;
    if (this.#reconfigure(true)) this.#disk.stamps.clear();
    this.configured.readBaseline();
    const list = async () => {
      const listed = await this.#around.host.list(this.root, this.#hidden, this.#notices.listing());
      this.#recognise(typesOf(listed));
      const recall = () => this.#memory.recall(() => this.#knowledge, breathe);
      if (isFirst) this.#checks.announce(await this.failures.guardLater('Recalling what was known', [], recall));
      return listed;
    };
    const toRead = await this.#disk.list(list, breathe);
    this.#inner = innerIn(this.#kb);
    for (const path of this.#open.paths()) this.#checks.queue.add(path);
    this.#listed = true;
    let done = 0;
    progress(done, toRead.size);
    await breathe();
    await this.#disk.read(toRead, cancelled, () => progress(++done, toRead.size));
    this.#notices.isStopped = cancelled();
    if (this.#notices.isStopped) return false;
    this.#loaded = true;
    this.#checks.allRead(checkableIn(this.#kb, this.configuration));
    return true;
  }

  /** Keeps what is known for the next start, if it differs from what was kept. Chapters that are open or not yet checked are left out. */
  async remember(): Promise<void> {
    const remember = () => this.#memory.remember(this.#knowledge, path => this.#checks.queue.has(path));
    if (this.#loaded) await this.failures.guardLater('Keeping what is known', undefined, remember);
  }

  /** Differs where anything that is known on the disk does: what files there are, what they say, how they are read, what was renamed. */
  state = (): Iterable<string> => this.#memory.state(this.#knowledge, this.#history.renames);

  get #knowledge(): Knowledge {
    const [{ parts }, { meaning }] = [this.#wanted, this.configured];
    return { kb: this.#kb, checker: this.#checks.checker, stamps: this.#disk.stamps, parts, configuration: meaning, apply: this.#apply };
  }

  get #wanted(): Wanted {
    const { claims } = this.configuration;
    const { dialects } = this.configured.sites;
    return { claims, dialects, parts: this.#around.isForChecking ? partsFor(this.#around.rules, this.configuration) : allParts };
  }

  /** Asks the version history what was renamed. Only where the workspace is trusted: it runs git. */
  async learnRenames(): Promise<void> {
    const ask = () => this.#around.host.renames(this.root);
    await this.#history.learn(() => this.failures.guardLater('Reading the history', this.#history.renames, ask));
    this.#notices.withoutHistory = this.#history.refused;
    this.configured.accepted.unsettle();
  }

  /** The editor has this text of a chapter now, be it saved or not. */
  setText = (path: KbPath, text: string): void => this.#open.setText(path, text, this.#wanted);

  /** The editor is done with a chapter: what is on the disk counts again. */
  async closeDocument(path: KbPath): Promise<void> {
    if (this.#open.close(path)) await this.refresh([path]);
  }

  /** Looks again at files that may have been made, changed or removed on the disk. Folders stand for all that is in them. */
  async refresh(paths: readonly KbPath[]): Promise<void> {
    const rereads = paths.includes(configurationFile as KbPath) && this.#reconfigure() ? this.#closed() : [];
    if (this.configured.baseline !== undefined && paths.includes(this.configured.baseline)) {
      this.configured.readBaseline();
      this.#checks.announce(allPaths(this).filter(path => this.#checks.findings(path).length > 0));
    }
    const toRead = await this.#disk.look(paths, this.#hidden, rereads);
    if (paths.some(mayMark) && this.#recognise(this.#kb.paths())) await this.#disk.readAll(this.#closed());
    this.#inner = innerIn(this.#kb);
    await this.#disk.readAgain(toRead);
  }

  #closed = (): KbPath[] => [...this.#kb.chapters()].flatMap(({ path }) => (this.#open.has(path) ? [] : [path]));

  /**
   * The editor has this text of `concord.json` now, be it saved or not; undefined when it is done with it. Everything is checked again when it says something else; what it
   * says of claims needs closed chapters to be read again.
   */
  async configure(text: string | undefined): Promise<void> {
    this.configured.edit(text);
    if (this.#reconfigure()) await this.#disk.readAll(this.#closed());
  }

  /** Everything is checked again when the configuration means something else than before, or `isAnew`. True when chapters are to be read otherwise: claims by other words, or all as somebody else renders it. */
  #reconfigure(isAnew = false): boolean {
    const text = this.configured.now();
    if (text === this.configured.text && !isAnew) return false;
    const { claims, site } = this.configuration;
    if (!this.configured.take(text) && !isAnew) return false;
    const isOtherSite = JSON.stringify(this.configuration.site) !== JSON.stringify(site) && this.configured.recognise(this.#kb.paths());
    return this.#startAgain(this.configuration.claims !== claims || isOtherSite);
  }

  /** Looks who renders the chapters among these files. True when closed ones are to be read as somebody else reads them. */
  #recognise = (files: Iterable<readonly [KbPath, FileType]>): boolean => this.configured.recognise(files) && this.#startAgain(true);

  /** Everything is checked again; open chapters are read anew if `isReadOtherwise`, which is answered. */
  #startAgain(isReadOtherwise: boolean): boolean {
    const { links } = this.configuration;
    if (links.root !== this.#kb.links.root || links.siteAt !== this.#kb.links.siteAt) this.#kb = this.#kb.withLinks(links);
    this.#checks.startAgain(this.#newChecker(), checkableIn(this.#kb, this.configuration));
    if (isReadOtherwise) this.#open.reread(this.#wanted);
    return isReadOtherwise;
  }

  /** Reads the changed open chapters until `enough` says so. True when `flush` has nothing left to read. */
  readOn = (enough: () => boolean): boolean => this.#open.readOn(enough, this.#kb);

  /** Puts a chapter before all others that are to be checked. False when nothing is to be checked of it, or not before its knowledge base has been read. */
  prefer = (path: KbPath): boolean =>
    this.#listed && (this.#loaded || this.#open.has(path)) && (this.#checks.prefer(path) || this.#open.dirty.has(path));

  /** Reads the changed open chapters, so that features answer from what the writer sees. Checking waits in the queue, these first. */
  flush = (): void => this.#open.settle(this.#tellOpen);

  /**
   * Reads changed open chapters and checks queued ones until `enough` says so; answers those whose findings have changed. Before the first load is complete, only
   * open ones are checked. Of one that nobody knew before, what takes long to read is read after it has been checked without.
   */
  runChecks(enough: () => boolean): ReadonlySet<KbPath> {
    const changed = this.#checks.announced();
    const isWanted = (path: KbPath) => this.#loaded || this.#open.has(path);
    let hasTold = false;
    do {
      if (!this.#listed) this.#open.readFirst(enough);
      else this.#open.read(enough, this.#kb, this.#checks.urgent, this.#tellOpen);
      if (this.#listed) hasTold = this.#checks.check(enough, isWanted, this.#isOurs, changed);
      const isChecked = this.#loaded && this.#checks.queue.size === 0;
      this.failures.guard('Following renamed chapters', top, undefined, () =>
        this.configured.accepted.follow(changed, isChecked, this.workshop, this.#checks.findings),
      );
    } while (this.canWork && !hasTold && !enough());
    return changed;
  }

  #tellOpen = (path: KbPath, facts: Facts, failure?: Damage): void => {
    this.#disk.failed(path, failure);
    this.#apply(path, chapterOf(path, facts, this.#disk.damage(path)));
    this.#checks.queue.addFirst(path);
  };

  /** What is wrong with a chapter, but for what the baseline accepts. `place` looks up where the claims of other chapters are that a finding names. */
  findings(path: KbPath, place: typeof placed = placed): readonly Finding[] {
    const found = this.allFindings(path, place);
    return this.failures.guard('Leaving out what is accepted', path, found, () => this.configured.accepted.without(path, found));
  }

  /** What is wrong with a chapter, accepted or not. */
  allFindings(path: KbPath, place: typeof placed = placed): readonly Finding[] {
    const placing = (finding: Finding) => this.failures.guard('Looking up related places', path, finding, () => place(finding, this.#kb));
    const findings = this.#isOurs(path) ? this.#checks.findings(path).map(placing) : [];
    return this.#loaded ? findings : findings.filter(this.#checks.checker.holdsAlready);
  }

  /** The text of a chapter as the editor has it, or as it is on the disk. */
  text = (path: KbPath): string | undefined => this.#open.text(path) ?? this.#around.host.read(this.root, path)?.text;

  /** Whether a closed chapter lies on the disk as it was when it was read. */
  isAsRead = (path: KbPath): boolean => !this.#disk.stamps.has(path) || this.#disk.isAsRead(path);

  get workshop(): FixContext {
    return { kb: this.#kb, configuration: this.configuration, renames: this.#history.renames, text: path => this.text(path) };
  }

  rule = (id: string): Rule | undefined => this.#around.rules.find(rule => rule.id === id);
  takeMoved = (): ReadonlySet<KbPath> => this.#checks.takeMoved();
  /** What has been read of a chapter that is open, from which a trial may go on. */
  reading = (path: KbPath): IncrementalExtraction | undefined => this.#open.reading(path);
  isOpen = (path: KbPath): boolean => this.#open.has(path);
  openPaths = (): KbPath[] => [...this.#open.paths()];

  #apply = (path: KbPath, next: Chapter | 'unread' | 'file' | 'ignored' | undefined): void => {
    const changed = this.#kb.apply(path, next);
    this.#notices.apply(path, next);
    this.#memory.outdate();
    this.#checks.changed(path, typeof next === 'object', changed);
  };

  #newChecker = (): Checker => new Checker(this.#kb, this.#around.rules, this.configuration, this.failures.ofRule);
}
