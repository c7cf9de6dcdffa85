import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkCase, readCases } from './kb.ts';

/** Files to be read alone: `node --import tsx test/rules.test.ts heading-level.kb`. */
const only = process.argv.slice(2);
const folder = join(dirname(fileURLToPath(import.meta.url)), 'rules');

for (const file of readdirSync(folder)
  .filter(name => name.endsWith('.kb') && (only.length === 0 || only.includes(name)))
  .sort()) {
  describe(file, () => {
    for (const one of readCases(readFileSync(join(folder, file), 'utf8'), file.slice(0, -3))) {
      it(`${one.title} (line ${one.line})`, () => checkCase(one));
    }
  });
}
