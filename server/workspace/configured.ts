import { type Complaint, configurationFile, readConfiguration } from '../config/read.ts';
import type { Host } from '../host/host.ts';
import { type Configuration, defaults } from '../model/configuration.ts';
import { type KbPath, kbPath } from '../model/path.ts';
import { type Accepted, readBaseline } from './baseline.ts';
import type { Surroundings } from './surroundings.ts';

/** What `concord.json` says of a knowledge base now, as the editor has it or as it lies on the disk, and the findings that it accepts. */
export class Configured {
  readonly #root: string;
  readonly #host: Host;
  readonly #ruleIds: readonly string[];
  #edited: string | undefined;
  text = '';
  configuration: Configuration = defaults;
  complaints: readonly Complaint[] = [];
  accepted: Accepted = new Map();

  constructor(root: string, { host, rules }: Pick<Surroundings, 'host' | 'rules'>) {
    this.#root = root;
    this.#host = host;
    this.#ruleIds = rules.map(({ id }) => id);
  }

  /** The text is the editor's. */
  get isEdited(): boolean {
    return this.#edited !== undefined;
  }

  /** The editor has this text, be it saved or not; undefined when it is done with it. */
  edit(text: string | undefined): void {
    this.#edited = text;
  }

  /** What the file says now. */
  now(): string {
    return this.#edited ?? this.#host.read(this.#root, configurationFile as KbPath)?.text ?? '';
  }

  /** Takes this text of the file. True when claims are to be read by other words than before; the same words stay the same object, and what was read by them counts on. */
  take(text: string): boolean {
    this.text = text;
    const { configuration, complaints } =
      text === '' ? { configuration: defaults, complaints: [] } : readConfiguration(text, this.#ruleIds);
    const { claims } = this.configuration;
    const isOtherwise = JSON.stringify(configuration.claims) !== JSON.stringify(claims);
    this.configuration = isOtherwise ? configuration : { ...configuration, claims };
    this.complaints = complaints;
    this.readBaseline();
    return isOtherwise;
  }

  /** The file that lists the findings accepted for now. */
  get baseline(): KbPath | undefined {
    return this.configuration.baseline === undefined ? undefined : kbPath(this.configuration.baseline);
  }

  readBaseline(): void {
    const path = this.baseline;
    this.accepted = readBaseline((path && this.#host.read(this.#root, path)?.text) || '');
  }
}
