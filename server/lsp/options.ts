import type { Host, Store } from '../host/host.ts';
import type { Rule } from '../model/rule.ts';
import type { Reader } from '../workspace/reader.ts';

/** What a session is given: the machine, the rules, and what its editor has said of itself. */
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
