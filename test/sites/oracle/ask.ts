import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What a program writes. */
export const run = (program: string, args: readonly string[], input?: string): string =>
  execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e8 });

/** What a script beside this one makes of a value. */
export const askScript = <T>(program: string, script: string, args: readonly string[], value: unknown): T =>
  JSON.parse(run(program, [join(here, script), ...args], JSON.stringify(value)));

export const python = process.env['PYTHON'] ?? 'python3';

/** What a package of npm exports, from the folder that `ORACLE` names. */
// biome-ignore lint/suspicious/noExplicitAny: none of them is installed where types are checked
export async function packageOf(name: string): Promise<any> {
  const loaded = await import(pathToFileURL(createRequire(join(process.env['ORACLE'] ?? '.', 'x.js')).resolve(name)).href);
  return loaded.default ?? loaded;
}

/** Does something in a folder with these files, which is gone afterwards. */
export function inFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
