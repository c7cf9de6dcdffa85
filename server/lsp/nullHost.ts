import type { Host } from '../host/host.ts';
import type { Rule } from '../model/rule.ts';
import type { Editor } from './editor.ts';
import type { Options } from './options.ts';

/** An editor that has gone. */
export const nobody: Editor = {
  publish: () => {},
  defines: () => false,
  status: () => {},
  progress: async () => ({ cancelled: true, report: () => {}, done: () => {} }),
  hidden: async () => [],
  log: () => {},
  failed: () => {},
};

/** A machine without files: where a document is that lies in no folder of the editor. */
const nullHost: Host = {
  list: async () => [],
  typeOf: async () => undefined,
  read: () => undefined,
  stillAt: () => undefined,
  renames: async () => new Map(),
};

/** What a chapter lives in around which there is nothing. */
export const alone = (options: Options) => ({ ...options, host: nullHost, singleFile: true as const, rules: rulesAlone(options.rules) });

/** The rules that can tell something of a chapter of which nobody knows what lies around it. */
const rulesAlone = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ needsFolder }) => !needsFolder);
