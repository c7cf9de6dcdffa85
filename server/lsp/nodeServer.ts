import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { setRulePages } from '../features/rulePage.ts';
import { Typesetter } from '../formula/typesetter.ts';
import { build } from '../host/build.ts';
import { cacheFolder } from '../host/cacheFolder.ts';
import { language, speak } from '../host/locale.ts';
import { nodeHost } from '../host/node.ts';
import { diskStore } from '../host/store.ts';
import { growFreely } from '../host/v8Flags.ts';
import { workerReader } from '../host/workerReader.ts';
import { failures } from './failure.ts';
import type { VersionOf } from './fitting.ts';
import { type Serving, serving } from './serving.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Of so few chapters, checking takes less memory than the worker has taken that read them. */
const few = 1500;

/** Serves an editor on the machine that this runs on, from the bundle. `kept`: what V8 has made of that so far. */
export function createNodeServer(connection: Connection, initialize: InitializeParams, versionOf: VersionOf, kept: Promise<void>): Serving {
  const failed = failures(connection);
  // In this order: what V8 makes is good only for programs that begin with the same flags.
  let grows = false;
  const grow = () => {
    if (!grows) void kept.then(growFreely);
    grows = true;
  };
  return serving(connection, initialize, versionOf, {
    host: nodeHost,
    reader: workerReader(
      nodeHost,
      join(here, 'worker.js'),
      chapters => {
        if (chapters <= few) grow();
      },
      error => failed('reading closed chapters', error),
    ),
    typesetter: new Typesetter(join(here, 'formula.js'), undefined, error => failed('drawing formulas', error)),
    keeping: (root, storage) =>
      build === undefined ? undefined : { store: diskStore(storage ?? cacheFolder(), root), identity: JSON.stringify([build, language()]) },
    settled: grow,
    speak(locale) {
      speak(locale);
      const folder = join(here, '..', 'docs', 'rules');
      try {
        setRulePages(pathToFileURL(folder).toString(), language() === 'zh-cn' ? '.zh-cn.md' : '.md', readdirSync(folder));
      } catch {
        // Without the pages, findings have no links to them.
      }
    },
  });
}
