import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ServerKind, startServer, textOf } from './server.ts';

/**
 * Starts our server once, as somebody has before who uses it every day. Answers a function that makes folders with what the server then keeps of itself, and with nothing of the knowledge base.
 * `path`: of a chapter that is opened.
 */
export async function startedBefore(
  kind: ServerKind,
  { root, path, scratch }: { readonly root: string; readonly path: string; readonly scratch: string },
): Promise<() => string> {
  const kept = mkdtempSync(join(scratch, 'cache-'));
  const server = await startServer(kind, root, { cache: kept });
  server.open(path, textOf(root, path));
  const compiled = () => readdirSync(kept, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('compiled'));
  for (let waited = 0; waited < 100 && compiled().length === 0; waited++) await wait(100);
  await server.stop();
  const names = compiled();
  return () => {
    const cache = mkdtempSync(join(scratch, 'cache-'));
    for (const name of names) cpSync(join(kept, name), join(cache, name));
    return cache;
  };
}
