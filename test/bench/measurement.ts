import type { Build } from './concord.ts';
import type { Peer, PeerName } from './peers.ts';
import { type Summary, summary } from './statistics.ts';

/** Who is measured. */
export type Who = 'concord' | PeerName;

/** One thing measured of everybody who can do it, in turn. */
export interface Measurement {
  /** Stays the same between versions of the benchmark. */
  readonly id: string;
  readonly name: string;
  readonly unit: 's' | 'ms' | 'MB';
  readonly figures: Readonly<Partial<Record<Who, Summary>>>;
  readonly note?: string;
}

/** What every part of the benchmark works with. */
export interface Setting {
  readonly concord: Build;
  readonly peers: Readonly<Partial<Record<PeerName, Peer>>>;
  /** Where they are installed. */
  readonly peersFolder: string;
  /** A working copy of the knowledge base, and one in which only our rules about links are on. */
  readonly root: string;
  readonly linksOnly: string;
  /** A folder for what the parts write. */
  readonly scratch: string;
  readonly quick: boolean;
  /** Also a hundred times the knowledge base. */
  readonly huge: boolean;
  /** Tells what is going on. */
  say(message: string): void;
}

/** Collects samples of everybody under names of measurements. */
export class Samples {
  readonly #values = new Map<string, Map<Who, number[]>>();

  /** Takes no note of what could not be measured. */
  add(id: string, who: Who, ...values: readonly (number | undefined)[]): void {
    const of = this.#values.get(id) ?? new Map<Who, number[]>();
    this.#values.set(id, of);
    const known = values.filter(value => value !== undefined);
    if (known.length > 0) of.set(who, [...(of.get(who) ?? []), ...known]);
  }

  /** What there is under a name; nothing when nobody could be measured. */
  measurement(id: string, name: string, unit: Measurement['unit'], note?: string): Measurement[] {
    const of = this.#values.get(id);
    if (of === undefined || of.size === 0) return [];
    const figures = Object.fromEntries([...of].map(([who, values]) => [who, summary(values)]));
    return [{ id, name, unit, figures, ...(note === undefined ? {} : { note }) }];
  }
}
