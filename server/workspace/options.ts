import type { Host, Store } from '../host/host.ts';
import type { Rule } from '../model/rule.ts';
import type { Reader } from './reader.ts';

/** What a knowledge base lives in: the machine, the rules, and where its memory is. */
export interface WorkspaceOptions {
  readonly host: Host;
  readonly reader: Reader;
  readonly rules: readonly Rule[];
  /** Told what went wrong, in words for the log. */
  log(message: string): void;
  /** A chapter without a knowledge base around it: there are no other files to wait for. */
  readonly singleFile?: true;
  /** Only findings are asked for: what no rule that is on needs, is not read. */
  readonly isForChecking?: true;
  /** Where to keep what is known until the next start; without it, every start reads everything. */
  readonly store?: Store;
  /** What findings depend on beside the knowledge base itself: the program, the language of messages. */
  readonly identity?: string;
}
