import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import markdownIt from 'markdown-it';
import type { MessageConnection, Position } from 'vscode-languageserver-protocol/node';
import { chaptersIn } from './corpus.ts';
import type { Command } from './machine.ts';
import { offsetAt, type ServerKind } from './server.ts';

export const versions = {
  rumdl: ['rumdl@0.2.75'],
  vscode: ['vscode-langservers-extracted@4.10.0'],
  remark: ['remark-cli@12.0.1', 'remark-gfm@4.0.1', 'remark-frontmatter@5.0.0', 'remark-validate-links@13.1.0'],
} as const;

export type PeerName = keyof typeof versions;

/** What a peer brings: a server, a command line, or both. */
export interface Peer {
  readonly name: string;
  readonly server?: ServerKind;
  /** All rules, or only those about links; with the folder of its cache, or without one. */
  check?(root: string, options: { linksOnly: boolean; cached?: string }): Command;
}

/** The peers that can be had, installed on demand below `folder`; `told` hears of those that cannot. */
export function peers(folder: string, told: (message: string) => void): Partial<Record<PeerName, Peer>> {
  const found: Partial<Record<PeerName, Peer>> = {};
  for (const name of Object.keys(versions) as PeerName[]) {
    const at = installed(join(folder, name), versions[name]);
    const peer = at === undefined ? undefined : { rumdl, vscode, remark }[name](at);
    if (peer === undefined) told(`${versions[name][0]} cannot be had here and is left out.`);
    else found[name] = peer;
  }
  return found;
}

/** The folder with the packages, or undefined when they cannot be installed. Their install scripts are not run. */
function installed(folder: string, packages: readonly string[]): string | undefined {
  const modules = join(folder, 'node_modules');
  const isThere = packages.every(spec => {
    const at = spec.lastIndexOf('@');
    const manifest = join(modules, spec.slice(0, at), 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === spec.slice(at + 1);
  });
  if (isThere) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', ...packages];
  return spawnSync('npm', args, { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' }).status === 0 ? modules : undefined;
}

/** The binary itself, without the script that looks for it. */
function rumdl(modules: string): Peer | undefined {
  const scope = join(modules, '@rumdl');
  const [binary] = (existsSync(scope) ? readdirSync(scope) : [])
    .flatMap(name => [join(scope, name, 'rumdl'), join(scope, name, 'rumdl.exe')])
    .filter(existsSync);
  if (binary === undefined) return undefined;
  return {
    name: 'rumdl',
    check: (root, { linksOnly, cached }) => ({
      file: binary,
      args: [
        ...['check', '--no-config', '--quiet', '--fail-on', 'never'],
        ...(cached === undefined ? ['--no-cache'] : ['--cache-dir', cached]),
        ...(linksOnly ? ['--enable', 'MD042,MD051,MD052,MD057'] : []),
        root,
      ],
    }),
    server: {
      name: 'rumdl',
      command: (_root, cache) => ({ file: binary, args: ['server', '--no-config'], env: { RUMDL_CACHE_DIR: cache } }),
      diagnostics: 'pushed',
      isReady: connection =>
        new Promise(resolve => {
          connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
            if (value.kind === 'end') resolve();
          });
        }),
    },
  };
}

function remark(modules: string): Peer {
  return {
    name: 'remark',
    check: root => ({
      file: process.execPath,
      args: [
        ...[join(modules, 'remark-cli', 'cli.js'), '.', '--quiet', '--no-stdout', '--no-config', '--no-ignore'],
        ...['remark-gfm', 'remark-frontmatter'].flatMap(name => ['--use', join(modules, name, 'index.js')]),
        ...['--use', `${join(modules, 'remark-validate-links', 'index.js')}=repository:false`],
      ],
      cwd: root,
    }),
  };
}

/** VS Code's Markdown server, with the client that it needs: one that parses with markdown-it and reads files, as VS Code does. */
function vscode(modules: string): Peer {
  const main = join(modules, 'vscode-langservers-extracted', 'lib', 'markdown-language-server', 'node', 'main.js');
  return {
    name: 'VS Code',
    server: {
      name: 'VS Code',
      command: () => ({ file: process.execPath, args: [main, '--stdio'] }),
      initializationOptions: {},
      diagnostics: 'pulled',
      settings: { markdown: vscodeSettings },
      prepare: answerVsCode,
      isReady: () => Promise.resolve(),
    },
  };
}

const vscodeSettings = {
  server: { log: 'off' },
  trace: { extension: 'off', server: 'off' },
  preferredMdPathExtensionStyle: 'auto',
  occurrencesHighlight: { enabled: false },
  suggest: { paths: { enabled: true, includeWorkspaceHeaderCompletions: 'onDoubleHash' } },
  validate: {
    enabled: true,
    referenceLinks: { enabled: 'warning' },
    fragmentLinks: { enabled: 'warning' },
    fileLinks: { enabled: 'warning', markdownFragmentLinks: 'inherit' },
    ignoredLinks: [],
    unusedLinkDefinitions: { enabled: 'hint' },
    duplicateLinkDefinitions: { enabled: 'warning' },
  },
};

function answerVsCode(connection: MessageConnection, root: string): void {
  const engine = markdownIt({ html: true });
  const open = new Map<string, string>();
  const send = connection.sendNotification.bind(connection) as (method: string, params: unknown) => Promise<void>;
  // What the editor holds of each document: the server asks to have it parsed by name.
  connection.sendNotification = ((method: string, params: unknown) => {
    follow(open, method, params);
    return send(method, params);
  }) as typeof connection.sendNotification;
  connection.onRequest('markdown/parse', ({ uri, text }: { uri: string; text?: string }) =>
    engine.parse(text ?? open.get(uri) ?? readFileSync(fileURLToPath(uri), 'utf8'), {}),
  );
  connection.onRequest('markdown/fs/readFile', ({ uri }: { uri: string }) => [...readFileSync(fileURLToPath(uri))]);
  connection.onRequest('markdown/fs/stat', ({ uri }: { uri: string }) => {
    const file = fileURLToPath(uri);
    return existsSync(file) ? { isDirectory: isFolder(file) } : null;
  });
  connection.onRequest('markdown/fs/readDirectory', ({ uri }: { uri: string }) =>
    readdirSync(fileURLToPath(uri), { withFileTypes: true }).map(entry => [entry.name, { isDirectory: entry.isDirectory() }]),
  );
  connection.onRequest('markdown/fs/watcher/create', () => null);
  connection.onRequest('markdown/fs/watcher/delete', () => null);
  connection.onRequest('markdown/findMarkdownFilesInWorkspace', () =>
    chaptersIn(root).map(({ path }) => pathToFileURL(join(root, path)).toString()),
  );
}

const isFolder = (file: string): boolean => {
  try {
    readdirSync(file);
    return true;
  } catch {
    return false;
  }
};

function follow(open: Map<string, string>, method: string, params: unknown): void {
  const { textDocument, contentChanges } = (params ?? {}) as {
    textDocument?: { uri: string; text?: string };
    contentChanges?: { range: { start: Position; end: Position }; text: string }[];
  };
  if (textDocument === undefined) return;
  if (method === 'textDocument/didOpen') open.set(textDocument.uri, textDocument.text ?? '');
  else if (method === 'textDocument/didClose') open.delete(textDocument.uri);
  else if (method === 'textDocument/didChange') {
    for (const { range, text } of contentChanges ?? []) {
      const before = open.get(textDocument.uri) ?? '';
      open.set(textDocument.uri, before.slice(0, offsetAt(before, range.start)) + text + before.slice(offsetAt(before, range.end)));
    }
  }
}
