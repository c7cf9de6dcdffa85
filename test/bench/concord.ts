import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { Command } from './machine.ts';
import type { ServerKind } from './server.ts';

/** The build of ours that is measured. */
export interface Build {
  readonly folder: string;
  check(root: string, options?: { cached?: string }): Command;
  readonly server: ServerKind;
  /** The ids of all rules. */
  readonly rules: readonly string[];
}

/** What each peer's checks of links look at too. Everything else is off when only links are compared. */
export const linkRules = new Set([
  'missing-file',
  'missing-anchor',
  'missing-definition',
  'malformed-link',
  'path-case',
  'outside-root',
  'unused-definition',
  'duplicate-definition',
]);

/** What the extension starts the server with. */
export const asInTheEditor = ['--max-semi-space-size=4'];

/** Builds the project as it is now, into a folder of its own: nobody else's build is touched, and building meanwhile changes nothing here. */
export function build(project: string, into: string): Build {
  mkdirSync(into, { recursive: true });
  const sources = readdirSync(project).filter(name => !/^\.|^(node_modules|dist|test)$|\.vsix$/.test(name));
  for (const name of sources) cpSync(join(project, name), join(into, name), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(into, 'node_modules'), 'junction');
  const built = spawnSync(process.execPath, ['build.mjs'], { cwd: into, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The project cannot be built:\n${built.stderr}`);
  return taken(into);
}

/** A build that is there already: a folder with `dist` and `l10n`. */
export function taken(folder: string): Build {
  const script = (name: string) => join(folder, 'dist', name);
  const schema: unknown = JSON.parse(readFileSync(script('concord.schema.json'), 'utf8'));
  return {
    folder,
    rules: Object.keys((schema as { properties: { rules: { properties: object } } }).properties.rules.properties),
    // Nobody else asks the version history what was renamed: we do not either.
    check: (root, { cached } = {}) => ({
      file: process.execPath,
      args: [script('cli.js'), 'check', root, '--no-git', '--fail-on', 'never', ...(cached === undefined ? ['--no-cache'] : [])],
      ...(cached === undefined ? {} : { env: cacheIn(cached) }),
    }),
    server: {
      name: 'Concord',
      command: (_root, cache) => ({
        file: process.execPath,
        args: [...asInTheEditor, script('server.js'), '--stdio'],
        env: cacheIn(cache),
      }),
      initializationOptions: { pause: 0, trusted: false, understands: ['concord/status'] },
      diagnostics: 'pushed',
      isReady: connection =>
        new Promise(resolve => {
          connection.onNotification('concord/status', ({ state }: { state: string }) => {
            if (state === 'ready') resolve();
          });
        }),
    },
  };
}

const cacheIn = (folder: string) => ({ XDG_CACHE_HOME: folder, LOCALAPPDATA: folder });

/** Turns all rules off but those about links, in the configuration of a working copy. */
export function checkLinksOnly(root: string, { rules }: Build): void {
  const file = join(root, 'concord.json');
  const configuration = existsSync(file) ? parse(readFileSync(file, 'utf8')) : {};
  const off = Object.fromEntries(rules.filter(rule => !linkRules.has(rule)).map(rule => [rule, 'off']));
  writeFileSync(file, JSON.stringify({ ...configuration, rules: { ...configuration.rules, ...off } }));
}
