import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCall } from '../../server/cli/call.ts';
import { check } from '../../server/cli/check.ts';
import { nobody } from '../../server/lsp/nullHost.ts';
import { Session } from '../../server/lsp/session.ts';
import { deadline } from '../../server/lsp/timeSlicer.ts';
import type { KbPath } from '../../server/model/path.ts';
import { rules } from '../../server/rules/index.ts';
import { fixesOf, messageOf, workshopOf } from '../../server/workspace/fixes.ts';
import { allPaths } from '../../server/workspace/goodFixes.ts';
import { type Reader, readerHere } from '../../server/workspace/reader.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { memoryHost } from '../memoryHost.ts';
import { chapter, type Files } from './construct.ts';
import type { Cost, Costs } from './figures.ts';
import { costOfTurns, Pieces } from './watch.ts';

/** How a knowledge base is looked at. */
export const modes: Readonly<Record<string, (files: Files) => Promise<Costs>>> = { open, closed, commandLine };

const root = '/kb';
const uri = `file://${root}/${chapter}`;

/** `a.md` in the editor, the other files beside it: it is opened and edited. Until it is opened nobody knows it. */
async function open(files: Files): Promise<Costs> {
  const { [chapter]: text = '', ...others } = files;
  const host = memoryHost(others);
  let ready = () => {};
  const editor = { ...nobody, status: ({ state }: { state: string }) => (state === 'ready' ? ready() : undefined) };
  const session = new Session(editor, {
    host,
    reader: readerHere(host),
    rules,
    keeping: () => undefined,
    trusted: false,
    builtInValidation: false,
    isVsCode: true,
    pause: 0,
  });
  const settled = (change: () => void) =>
    costOfTurns(
      () =>
        new Promise<void>(resolve => {
          ready = resolve;
          change();
        }),
    );
  await settled(() => void session.begin([`file://${root}`]));
  const middle = Math.floor(text.length / 2);
  const later = `${text.slice(0, middle)}x${text.slice(middle)}`;
  const costs: Record<string, Cost> = {
    opening: await settled(() => session.setText(uri, text)),
    'key at the end': await settled(() => session.setText(uri, `${text}x`)),
    'key in the middle': await settled(() => session.setText(uri, later)),
  };
  // What a request looks at is read at once, a slice at a time.
  const asking = new Pieces();
  asking.do(() => session.setText(uri, `${later}x`));
  while (!asking.do(() => session.readOn(uri)));
  asking.do(() => session.view(uri));
  costs['key and request'] = asking.cost;
  await session.dispose();
  return costs;
}

/** All chapters closed: they are checked a slice at a time; what was meant, and how to mend it, is asked of every finding. */
async function closed(files: Files): Promise<Costs> {
  const host = memoryHost(files);
  const [reading, checking, messages, fixes] = [new Pieces(), new Pieces(), new Pieces(), new Pieces()];
  const workspace = new Workspace(root, { host, reader: timed(readerHere(host), reading), rules, log: fail });
  await workspace.load(
    () => {},
    () => false,
  );
  while (workspace.hasWork) checking.do(() => workspace.runChecks(deadline(false)));
  const workshop = workshopOf(workspace);
  for (const path of allPaths(workspace))
    for (const finding of workspace.findings(path)) {
      messages.do(() => messageOf(workspace, finding, path, workshop));
      fixes.do(() => fixesOf(workspace, finding, path, workshop));
    }
  // Reading has a thread of its own.
  return { reading: { ...reading.cost, step: 0 }, checking: checking.cost, messages: messages.cost, fixes: fixes.cost };
}

function fail(message: string): void {
  throw new Error(message);
}

function timed(reader: Reader, pieces: Pieces): Reader {
  return {
    ...reader,
    async *read(folder, paths, wanted, cancelled) {
      for (const path of paths) {
        const one = reader.read(folder, [path] as KbPath[], wanted, cancelled)[Symbol.asyncIterator]();
        let next: Promise<IteratorResult<unknown>>;
        pieces.do(() => {
          next = one.next();
        });
        const { value, done } = (await next!) as IteratorResult<never>;
        if (!done) yield value;
      }
    },
  };
}

/** The command line over a folder: every format, and what `--fix` writes. */
async function commandLine(files: Files): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-growth-'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch {
      // A path that no disk takes.
    }
  }
  const costs: Record<string, Cost> = {};
  let length = 0;
  const checked = async (name: string, ...options: string[]) => {
    const call = readCall(['check', folder, '--no-git', '--no-cache', '--fail-on', 'never', ...options]);
    if (call.command !== 'check') throw new Error(name);
    const stream = {
      write(text: string) {
        length += text.length;
      },
    };
    costs[name] = { ...(await costOfTurns(async () => void (await check(call, { out: stream, err: stream })))), step: 0 };
  };
  try {
    await checked('text', '--format', 'text');
    // Where there is nothing to say, all formats say it.
    if (length > 1000) {
      await checked('JSON', '--format', 'json');
      await checked('SARIF', '--format', 'sarif');
      await checked('--fix', '--fix');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return costs;
}
