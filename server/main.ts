import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { setRulePages } from './features/rulePage.ts';
import { Typesetter } from './formula/typesetter.ts';
import { build } from './host/build.ts';
import { language, speak } from './host/locale.ts';
import { nodeHost } from './host/node.ts';
import { cacheFolder, diskStore } from './host/store.ts';
import { workerReader } from './host/workerReader.ts';
import { start } from './lsp/start.ts';

/** The language server on Node: over IPC when the editor has forked it, else as its arguments say (`--stdio`). */
const here = dirname(fileURLToPath(import.meta.url));
const isForked = process.send !== undefined;
const isTold = process.argv.some(
  argument =>
    argument.startsWith('--stdio') || argument.startsWith('--node-ipc') || argument.startsWith('--socket') || argument.startsWith('--pipe'),
);
if (!isForked && !isTold) process.argv.push('--stdio');

start(createConnection(ProposedFeatures.all), {
  host: nodeHost,
  reader: workerReader(nodeHost, join(here, 'worker.js')),
  typesetter: new Typesetter(join(here, 'formula.js')),
  keeping: (root, storage) =>
    build === undefined ? undefined : { store: diskStore(storage ?? cacheFolder(), root), identity: JSON.stringify([build, language()]) },
  speak(locale) {
    speak(locale);
    const page = join(here, '..', 'l10n', /^zh/i.test(locale ?? '') ? 'rules.zh-cn.md' : 'rules.md');
    try {
      setRulePages(pathToFileURL(page).toString(), readFileSync(page, 'utf8'));
    } catch {
      // Without the page, findings have no link to it.
    }
  },
});
