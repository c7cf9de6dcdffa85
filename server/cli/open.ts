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
import type { KbPath } from '../model/path.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import { rules } from '../rules/index.ts';
import { readerHere } from '../workspace/reader.ts';
import { Workspace } from '../workspace/workspace.ts';
import { CallError } from './call.ts';
import { type Stream, say, sayAll } from './say.ts';

/** What is asked for of a knowledge base. */
export interface Wish {
  readonly root: string;
  readonly cache: boolean;
  /** More than findings will be asked for. */
  readonly all?: true;
  /** Repairs will be asked for, which are better with what the version history knows. */
  readonly repairs?: boolean;
  /** Whether the version history may be asked. */
  readonly git?: boolean;
  /** What it accepts does not matter. */
  readonly anyBaseline?: boolean;
  /** The texts that these chapters have, or will have, instead of those on the disk. */
  readonly texts?: ReadonlyMap<KbPath, string>;
}

/** The knowledge base in a folder, read and checked. */
export async function opened(wish: Wish, err: Stream): Promise<Workspace> {
  const root = resolve(wish.root);
  assertReadable(root, wish.root);
  const place = placeOf(root);
  const workspace = new Workspace(root, {
    host: nodeHost,
    reader: readerHere(nodeHost),
    rules,
    log: message => sayAll(err, message),
    ...(wish.all ? {} : { isForChecking: true }),
    ...(wish.cache ? cache(root) : {}),
  });
  const told = progressTo(err);
  const progress = (done: number, total: number) => {
    if (done === 0) keepUnpacked(total);
    told(done, total);
  };
  await workspace.load(progress, () => false);
  // What was read before and after says nothing of one knowledge base.
  if (placeOf(root) !== place) throw new CallError(t('“{0}” has been moved or replaced while it was read. Check it again.', wish.root));
  assertConfigured(workspace, wish.anyBaseline === true);
  if (wish.git && (wish.repairs || workspace.configured.accepted.lost(workspace.kb).length > 0)) await workspace.learnRenames();
  workspace.runChecks(() => false);
  await workspace.remember();
  const { baseline } = workspace.configuration;
  for (const { path, message } of workspace.notices()) if (!(wish.anyBaseline && path === baseline)) say(err, message);
  if (wish.texts === undefined) return workspace;
  for (const [path, text] of wish.texts) workspace.setText(path, text);
  workspace.runChecks(() => false);
  return workspace;
}

const cache = (root: string) =>
  build === undefined ? {} : { store: diskStore(cacheFolder(), root), identity: JSON.stringify([build, language()]) };

/** What tells a folder from another that has its name later. */
function placeOf(folder: string): string | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
}

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

function assertConfigured(workspace: Workspace, anyBaseline: boolean): void {
  const { text, complaints } = workspace.configured;
  const first = complaints.find(({ isOfBaseline }) => !anyBaseline || !isOfBaseline);
  if (first !== undefined) {
    const { line, character } = positionAt(lineStarts(text), first.span.start);
    throw new CallError(`${configurationFile}:${line + 1}:${character + 1}: ${first.message}`);
  }
  if (text === '' && existsSync(join(workspace.root, configurationFile)) && workspace.text(configurationFile as KbPath) === undefined)
    throw new CallError(t('“{0}” cannot be read.', configurationFile));
}

/** Names the folders below whose chapters are not checked here. */
export function tellInner(workspace: Workspace, err: Stream): void {
  for (const inner of workspace.innerRoots()) say(err, t('“{0}” has a concord.json of its own and is to be checked by itself.', inner));
}

function progressTo(err: Stream): (done: number, total: number) => void {
  if (err.isTTY !== true) return () => {};
  return (done, total) => {
    if (done % 25 === 0 || done === total) err.write(done === total ? '\r\x1b[K' : `\r${done}/${total}`);
  };
}
