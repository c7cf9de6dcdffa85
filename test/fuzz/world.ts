import { type Dirent, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../../server/config/read.ts';
import { processorTime } from '../hanging.ts';
import { roots, writeBase } from './base.ts';
import { builtServer, type Client, freshServer, type Settings, uriOf } from './client.ts';

export interface Document {
  text: string;
  version: number;
  /** What it said before, the latest last. */
  readonly before: string[];
}

const ruleIds: readonly string[] = [];

/** What an editor and its disk are like, and the server that has been told of it. */
export class World {
  /** Absolute; all files are named from it. */
  readonly top = realpathSync(mkdtempSync(join(tmpdir(), 'concord-fuzz-')));
  readonly documents = new Map<string, Document>();
  folders: string[] = [...roots];
  readonly settings: Settings = { macros: {}, builtInValidation: false, trusted: false };
  /** What has happened on the disk and nobody has been told. */
  readonly untold: string[] = [];
  /** What has been asked and is not yet answered. */
  readonly asked: Promise<void>[] = [];
  /** What should not have happened. */
  readonly faults: string[] = [];
  /** By file, what a configuration said last that could be read. */
  readonly #valid = new Map<string, string>();
  #configured = '';
  #toFolders: ReadonlySet<string> = new Set();
  readonly #pause: number;
  server!: Client;

  constructor(pause: number) {
    this.#pause = pause;
  }

  async begin(): Promise<void> {
    await writeBase(join(this.top));
    await this.connect();
    this.noteConfigurations();
  }

  uri = (file: string): string => uriOf(join(this.top, file));

  path = (file: string): string => join(this.top, file);

  /** What a file says; nothing when there is none. */
  onDisk(file: string): string | undefined {
    const path = this.path(file);
    return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  }

  /** Every file that there is, and with a slash at the end every folder. No links: what is changed through one has two names. */
  files(): string[] {
    return this.#entries()
      .filter(entry => !entry.isSymbolicLink())
      .map(entry => this.#named(entry) + (entry.isDirectory() ? '/' : ''))
      .filter(file => !file.startsWith('storage'))
      .sort();
  }

  #entries = (): Dirent[] => readdirSync(this.top, { recursive: true, withFileTypes: true });

  #named = (entry: Dirent): string => join(entry.parentPath, entry.name).slice(this.top.length + 1);

  /** Starts the server, and opens the documents in it. */
  async connect(): Promise<void> {
    const storage = join(this.top, 'storage');
    mkdirSync(storage, { recursive: true });
    this.server = await builtServer(this.#start, storage);
    for (const file of this.documents.keys()) await open(this.server, this.uri(file), file, this.documents.get(file)!);
  }

  get #start() {
    return { folders: this.folders.map(this.uri), settings: this.settings, pause: this.#pause };
  }

  /** A server that sees all this for the first time. `order`: in which documents are opened. */
  async fresh(order: (files: string[]) => string[]): Promise<Client> {
    const client = await freshServer(this.#start);
    for (const [file, text] of this.#halfTyped()) {
      // It must have seen what counts as long as the text is none.
      const document = this.documents.get(file) ?? { version: 1 };
      await open(client, this.uri(file), file, { version: document.version - 1, text });
      // One inside another is not known before that has been listed.
      await client.settled();
      const textDocument = { uri: this.uri(file), version: document.version };
      const now = this.documents.get(file)?.text;
      if (now === undefined) await client.connection.sendNotification('textDocument/didClose', { textDocument });
      else await client.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text: now }] });
    }
    const halfTyped = this.#halfTyped();
    for (const file of order([...this.documents.keys()]))
      if (!halfTyped.has(file)) await open(client, this.uri(file), file, this.documents.get(file)!);
    await client.settled();
    return client;
  }

  /** Remembers what the configurations say now. To be called after everything that may change one, before anything else does. */
  noteConfigurations(): void {
    for (const file of this.configurations()) {
      const text = this.#configuration(file);
      if (isValid(text)) this.#valid.set(file, text);
    }
  }

  /** Whether a configuration is no JSON any more when it says this. */
  breaks = (file: string, text: string): boolean => file.endsWith('concord.json') && isValid(this.#configuration(file)) && !isValid(text);

  configurations = (): string[] =>
    [...new Set([...this.files(), ...this.documents.keys(), ...this.#valid.keys()])].filter(file => file.endsWith('concord.json'));

  /** The symbolic links that lead to a folder now and did not at the last call, or the other way round. */
  linksChanged(): string[] {
    const before = this.#toFolders;
    const links = this.#entries().filter(entry => entry.isSymbolicLink());
    const all = links.map(this.#named);
    this.#toFolders = new Set(all.filter(link => statSync(this.path(link), { throwIfNoEntry: false })?.isDirectory()));
    return all.filter(link => before.has(link) !== this.#toFolders.has(link));
  }

  /** Whether one has come or gone on the disk since the last call: a knowledge base in another begins and ends with it. */
  configurationsCameOrWent(): boolean {
    const before = this.#configured;
    this.#configured = this.files()
      .filter(file => file.endsWith('concord.json'))
      .join();
    return before !== this.#configured;
  }

  #configuration = (file: string): string => this.documents.get(file)?.text ?? this.onDisk(file) ?? '';

  /** The configurations that are no JSON at the moment, and what they said before. */
  #halfTyped(): Map<string, string> {
    const broken = this.configurations().filter(file => !isValid(this.#configuration(file)));
    return new Map(broken.map(file => [file, this.#valid.get(file) ?? '']));
  }

  halfTyped = (): string[] => [...this.#halfTyped().keys()];

  /** The processor time, in milliseconds, that the server and all the rest have taken. */
  time(): number | undefined {
    const server = processorTime(this.server.pid);
    return server === undefined ? undefined : server + process.cpuUsage().user / 1000;
  }

  async end(): Promise<void> {
    await this.server.stop().catch(() => {});
    rmSync(this.top, { recursive: true, force: true });
  }
}

const isValid = (text: string): boolean => text === '' || readConfiguration(text, ruleIds).configuration !== undefined;

export const open = (client: Client, uri: string, file: string, { text, version }: Pick<Document, 'text' | 'version'>): Promise<void> =>
  client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: file.endsWith('.json') ? 'jsonc' : 'markdown', version, text },
  });
