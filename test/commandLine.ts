import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CallError, readCall } from '../server/cli/call.ts';
import { check } from '../server/cli/check.ts';
import { claims } from '../server/cli/claims.ts';
import { move } from '../server/cli/move.ts';
import { printable } from '../server/cli/say.ts';
import { report } from '../server/cli/standing.ts';
import { toc } from '../server/cli/toc.ts';
import './failing.ts';

/** The bundled program. */
export const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.js');

/** Where the folders of a test file lie. */
export const parent = realpathSync(mkdtempSync(join(tmpdir(), 'concord-cli-')));
after(() => rmSync(parent, { recursive: true, force: true }));

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(parent, 'kb-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a call as `concord` would; what it reports goes to strings. */
export const concord = (...args: string[]): Promise<Ended> => concordReading('', ...args);

/** The same; `input` is its standard input. */
export async function concordReading(input: string, ...args: string[]): Promise<Ended> {
  let [out, err] = ['', ''];
  const streams = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    in: Readable.from([Buffer.from(input)]),
  };
  try {
    const call = readCall(args);
    if (call.command === 'claims') return { status: await claims(call, streams), out, err };
    if (call.command === 'report') return { status: await report(call, streams), out, err };
    if (call.command === 'toc') return { status: await toc(call, streams), out, err };
    if (call.command === 'move') return { status: await move(call, streams), out, err };
    assert(call.command === 'check');
    return { status: await check(call, streams), out, err };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { status: 2, out, err: `${err}concord: ${printable(error.message)}\n` };
  }
}

/** Every file of a folder with its bytes. */
export const contents = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(file => [file.slice(root.length + 1), readFileSync(file).toString('base64')]),
  );

/** Runs the built program as a user who may not read everything; it says that the machine is at fault. */
export const asNobody = (...args: string[]): Ended => asNobodyEnding(2, ...args);

export function asNobodyEnding(wanted: number, ...args: string[]): Ended {
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--no-git', '--no-cache', '--locale', 'en'], {
    ...user,
    encoding: 'utf8',
    env: {},
    cwd: '/',
  });
  assert.equal(status, wanted, stderr);
  return { status: status ?? -1, out: stdout, err: stderr };
}

/** A table of contents before and after it is brought up to date, and a link before and after it is mended. */
export const stale = '# Ovens\n\n## Contents\n\n- [Rye](#rye)\n\n## Rye\n## Wheat\n';
export const fresh = stale.replace('(#rye)\n', '(#rye)\n- [Wheat](#wheat)\n');
export const broken = '[x](../b.md)\n';
export const mended = '[x](b.md)\n';
/** Whom nothing is refused. */
export const isRoot = process.getuid?.() === 0;
