import { t } from '@vscode/l10n';
import { type Complaint, configurationFile, type Read, readConfiguration } from '../config/read.ts';
import type { Host } from '../host/host.ts';
import type { Damage } from '../model/chapter.ts';
import { type Configuration, defaults } from '../model/configuration.ts';
import type { FileType } from '../model/entries.ts';
import { type KbPath, root as top } from '../model/path.ts';
import { span } from '../model/text.ts';
import { mayMark } from '../sites/recognise.ts';
import { Baseline, readBaseline } from './baseline.ts';
import type { Failures } from './failures.ts';
import type { Notice } from './notices.ts';
import type { WorkspaceOptions } from './options.ts';
import { damageOf } from './reader.ts';
import { noSites, type Sites, sitesAmong } from './siteLook.ts';

/**
 * What `concord.json` says of a knowledge base now, as the editor has it or as it lies on the disk, and the findings that it accepts. While it is no JSON, since somebody types in it, what
 * it said last counts on.
 */
export class Configured {
  readonly #root: string;
  readonly #host: Host;
  readonly #ruleIds: readonly string[];
  readonly #failures: Failures;
  #edited: string | undefined;
  #read: Read = { meaning: '', complaints: [] };
  /** What is wrong with the baseline. */
  #unread: string | undefined;
  /** Why the file cannot be read. */
  #refused: string | undefined;
  text = '';
  #said: Configuration = defaults;
  #sites = noSites;
  configuration: Configuration = defaults;
  /** What the configuration in force was read from means: the same for two that mean the same. */
  #meaning = '';
  readonly accepted = new Baseline();

  constructor(root: string, { host, rules }: Pick<WorkspaceOptions, 'host' | 'rules'>, failures: Failures) {
    this.#failures = failures;
    this.#root = root;
    this.#host = host;
    this.#ruleIds = rules.map(({ id }) => id);
  }

  /** Who renders the chapters. */
  get sites(): Sites {
    return this.#sites;
  }

  /** The same for two states that mean the same: what is configured, and who renders the chapters. */
  get meaning(): string {
    return this.#sites.meaning === '' ? this.#meaning : JSON.stringify([this.#meaning, this.#sites.meaning]);
  }

  /** Looks who renders the chapters. True when that is somebody else than before. */
  recognise(files: Iterable<readonly [KbPath, FileType]>): boolean {
    const look = () => sitesAmong(files, this.#host, this.#root, this.#said.site, this.#failures);
    const sites = this.#failures.guard('Recognising the site', top, noSites, look);
    if (sites.meaning === this.#sites.meaning) return false;
    this.#sites = sites;
    this.#combine();
    return true;
  }

  #combine(): void {
    const { siteAt, all } = this.#sites;
    const hangOnChapters = all.some(({ dialect }) => dialect.hasPageFacts);
    const inFiles = all.flatMap(({ lists = [] }) => lists).filter(({ inFile }) => inFile !== undefined);
    const lists = new Map(inFiles.map(list => [list.path, list]));
    this.configuration = { ...this.#said, links: { ...this.#said.links, siteAt, hangOnChapters, lists } };
  }

  /** How links are read once files have moved: another site may render them then, or what links count from may lie elsewhere. */
  linksAfter(files: Iterable<readonly [KbPath, FileType]>, moved: (path: KbPath) => KbPath): Configuration['links'] {
    const { links } = this.configuration;
    const root = moved(links.root as KbPath);
    const former = new Map<KbPath, KbPath>();
    const listed: (readonly [KbPath, FileType])[] = [];
    for (const [path, type] of files) {
      former.set(moved(path), path);
      if (type !== 'folder') listed.push([moved(path), type]);
    }
    const isMarkMoved = [...former].some(([to, from]) => to !== from && (mayMark(from) || mayMark(to)));
    if (!isMarkMoved) return root === links.root ? links : { ...links, root };
    const host = { read: (base: string, path: KbPath) => this.#host.read(base, former.get(path) ?? path) };
    const { siteAt } = sitesAmong(listed, host, this.#root, this.#said.site, this.#failures);
    return { ...links, root, siteAt };
  }

  /** The text is the editor's. */
  get isEdited(): boolean {
    return this.#edited !== undefined;
  }

  /** The editor has this text, be it saved or not; undefined when it is done with it. */
  edit(text: string | undefined): void {
    this.#edited = text;
  }

  /** What the file says now; while it cannot be read, what it said last. */
  now(): string {
    const content = this.#edited === undefined ? this.#host.read(this.#root, configurationFile as KbPath) : undefined;
    this.#refused = reasonOf(damageOf(content));
    return this.#refused === undefined ? (this.#edited ?? content?.text ?? '') : this.text;
  }

  /** What is wrong with the text. */
  get complaints(): readonly Complaint[] {
    const { complaints, configuration } = this.#read;
    if (this.#refused !== undefined) return [{ span: span(0, 0), message: this.#refusal(this.#refused), isBeyondSchema: true }];
    const [first] = complaints;
    if (configuration === undefined && first !== undefined)
      return [...complaints, { span: first.span, message: inForce(this.#meaning), isBeyondSchema: true }];
    if (this.#unread === undefined) return complaints;
    return [...complaints, { span: this.#read.baselineAt!, message: this.#unread, isBeyondSchema: true, isOfBaseline: true }];
  }

  #refusal = (reason: string): string => `${t('“{0}” cannot be read: {1}.', configurationFile, reason)} ${inForce(this.#meaning)}`;

  /** What of the file, and of the baseline that it names, does not count since it cannot be read. */
  notices(): Notice[] {
    const path = configurationFile as KbPath;
    const { configuration } = this.#read;
    if (this.#refused !== undefined) return [{ path, message: this.#refusal(this.#refused), isGap: false }];
    if (configuration === undefined) return [{ path, message: `${t('“{0}” is no JSON.', path)} ${inForce(this.#meaning)}`, isGap: false }];
    return this.#unread === undefined ? [] : [{ path: this.baseline!, message: this.#unread, isGap: false }];
  }

  /**
   * Takes this text of the file. True when it means something else than the one before. Words for claims that stay the same stay the same object, and what was read by them
   * counts on.
   */
  take(text: string): boolean {
    this.text = text;
    const failed = { span: span(0, 0), message: t('Concord has failed to read this. The log says more.'), isBeyondSchema: true } as const;
    const unread: Read = { meaning: '', complaints: [failed] };
    const read = () => reading.configuration(text, this.#ruleIds);
    this.#read =
      text === ''
        ? { configuration: defaults, meaning: '', complaints: [] }
        : this.#failures.guard('Reading', configurationFile as KbPath, unread, read);
    const { configuration, meaning } = this.#read;
    const isOtherwise = configuration !== undefined && meaning !== this.#meaning;
    if (isOtherwise) {
      const { claims } = this.configuration;
      const areSame = JSON.stringify(configuration.claims) === JSON.stringify(claims);
      this.#said = areSame ? { ...configuration, claims } : configuration;
      this.#meaning = meaning;
      this.#combine();
      this.readBaseline();
    }
    return isOtherwise;
  }

  /** The file that lists the findings accepted for now. */
  get baseline(): KbPath | undefined {
    return this.configuration.baseline;
  }

  readBaseline(): void {
    const path = this.baseline;
    const text = path && this.#host.read(this.#root, path)?.text;
    const accepted = text === undefined ? undefined : this.#failures.guard('Reading', path!, undefined, () => reading.baseline(text));
    this.accepted.take(accepted ?? new Map());
    this.#unread = path === undefined || accepted !== undefined ? undefined : unread(path, text);
  }
}

/** How what lies beside the chapters is read. */
export const reading = { configuration: readConfiguration, baseline: readBaseline };

const inForce = (meaning: string): string =>
  meaning === '' ? t('Until this can be read, the defaults apply.') : t('Until this can be read, what it said before applies.');

const unread = (path: KbPath, text: string | undefined): string =>
  text === undefined
    ? t('“{0}” cannot be read, so nothing is accepted. “concord check --write-baseline” writes it.', path)
    : t('“{0}” is no list of accepted findings, so nothing is accepted. “concord check --write-baseline” writes it anew.', path);

function reasonOf(damage: Damage | undefined): string | undefined {
  if (damage === undefined) return undefined;
  switch (damage.kind) {
    case 'encoding':
      return t('it is neither UTF-8 nor UTF-16');
    case 'large':
      return t('it is larger than {0} MB', 64);
    default:
      return damage.reason;
  }
}
