import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import { build } from '../host/build.ts';
import { cacheFolder } from '../host/cacheFolder.ts';
import { language } from '../host/locale.ts';
import { nodeHost } from '../host/node.ts';
import { diskStore } from '../host/store.ts';
import { keepUnpacked } from '../model/chapter.ts';
import { severities } from '../model/configuration.ts';
import type { Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import { rules } from '../rules/index.ts';
import { writeBaseline } from '../workspace/baseline.ts';
import { allPaths, goodEdits } from '../workspace/goodFixes.ts';
import { readerHere } from '../workspace/reader.ts';
import { Workspace } from '../workspace/workspace.ts';
import { CallError, type CheckCall } from './call.ts';
import * as counted from './counted.ts';
import { formatted } from './formats.ts';
import { replaceFile, write } from './repair.ts';
import { reported } from './report.ts';

export interface Streams {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Runs `concord check`; answers the exit status. */
export async function check(call: CheckCall, { out, err }: Streams): Promise<number> {
  const begun = performance.now();
  const workspace = await opened(call, err);
  const fixed = call.fix ? await repairAll(workspace, call, { out, err }) : undefined;
  if (call.fix && call.dryRun) return 0;
  if (call.writeBaseline !== undefined) {
    const findings = allPaths(workspace).map(path => [path, workspace.allFindings(path)] as const);
    replaceFile(resolve(workspace.root, call.writeBaseline), writeBaseline(findings));
    return 0;
  }
  const findings = reported(workspace, call.format === 'json' || call.format === 'sarif');
  const stats = {
    files: [...workspace.kb.chapters()].length,
    milliseconds: Math.round(performance.now() - begun),
    ...(fixed === undefined ? {} : { fixed }),
  };
  out.write(formatted[call.format]({ findings, rules, stats }, colours(out)));
  if (call.failOn === 'never') return 0;
  const loud = severities.slice(0, severities.indexOf(call.failOn) + 1);
  return findings.some(({ severity }) => loud.includes(severity)) ? 1 : 0;
}

/** The knowledge base in a folder, read and checked. `all`: more than findings will be asked for. */
export async function opened(
  call: { readonly root: string; readonly git: boolean; readonly cache: boolean },
  err: Streams['err'],
  all = false,
): Promise<Workspace> {
  const root = resolve(call.root);
  assertReadable(root, call.root);
  const log = (message: string) => err.write(`${message}\n`);
  const workspace = new Workspace(root, {
    host: nodeHost,
    reader: readerHere(nodeHost),
    rules,
    log,
    ...(all ? {} : { isForChecking: true }),
    ...(call.cache ? cache(root) : {}),
  });
  const told = progressTo(err);
  const progress = (done: number, total: number) => {
    if (done === 0) keepUnpacked(total);
    told(done, total);
  };
  await workspace.load(progress, () => false);
  assertConfigured(workspace);
  for (const inner of workspace.innerRoots())
    err.write(t('“{0}” has a concord.json of its own and is to be checked by itself.', inner).concat('\n'));
  if (call.git) await workspace.learnRenames();
  workspace.work(() => false);
  await workspace.remember();
  return workspace;
}

const cache = (root: string) =>
  build === undefined ? {} : { store: diskStore(cacheFolder(), root), identity: JSON.stringify([build, language()]) };

function assertReadable(root: string, named: string): void {
  try {
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new CallError(notAFolder(named));
    accessSync(root, constants.R_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') throw new CallError(notAFolder(named));
    throw error instanceof CallError ? error : new CallError(t('“{0}” cannot be read: {1}.', named, (error as Error).message));
  }
}

const notAFolder = (named: string): string => t('“{0}” is not a folder. Name the root of the knowledge base.', named);

function assertConfigured(workspace: Workspace): void {
  const { text, complaints } = workspace.complaints;
  const [first] = complaints;
  if (first !== undefined) {
    const { line, character } = positionAt(lineStarts(text), first.span.start);
    throw new CallError(`${configurationFile}:${line + 1}:${character + 1}: ${first.message}`);
  }
  if (text === '' && existsSync(join(workspace.root, configurationFile)) && workspace.text(configurationFile as KbPath) === undefined)
    throw new CallError(t('“{0}” cannot be read.', configurationFile));
}

/** Applies preferred fixes until none is left: a repaired link may have made a definition used. Answers how many edits were made. */
async function repairAll(workspace: Workspace, call: CheckCall, { out, err }: Streams): Promise<number> {
  let made = 0;
  const untouchable = new Set<KbPath>();
  for (let round = 0; round < 10; round++) {
    const edits = goodEdits(workspace, allPaths(workspace), (_finding, path) => !untouchable.has(path));
    const count = [...edits.values()].reduce((sum, changes) => sum + changes.length, 0);
    if (call.dryRun) {
      for (const [path, changes] of edits) out.write(shownEdits(workspace, path, changes));
      out.write(t('{0} in {1}.', counted.edits(count), counted.files(edits.size)).concat('\n'));
      return count;
    }
    if (count === 0) break;
    for (const { path, reason } of write(workspace, edits)) {
      untouchable.add(path);
      made -= edits.get(path)!.length;
      err.write(`${reason}\n`);
    }
    made += count;
    await workspace.refresh([...edits.keys()]);
    workspace.work(() => false);
  }
  return made;
}

function shownEdits(workspace: Workspace, path: KbPath, edits: readonly Edit[]): string {
  const text = workspace.text(path) ?? '';
  const lines = workspace.kb.chapter(path)?.facts.lines ?? [0];
  const shown = edits.map(({ span, newText }) => {
    const { line, character } = positionAt(lines, span.start);
    return `  ${line + 1}:${character + 1}  ${text.slice(span.start, span.end)} → ${newText}\n`;
  });
  return `${path}\n${shown.join('')}`;
}

function progressTo(err: Streams['err']): (done: number, total: number) => void {
  if (err.isTTY !== true) return () => {};
  return (done, total) => {
    if (done % 25 === 0 || done === total) err.write(done === total ? '\r\x1b[K' : `\r${done}/${total}`);
  };
}

const colours = (out: Streams['out']): boolean => out.isTTY === true && process.env.NO_COLOR === undefined;
