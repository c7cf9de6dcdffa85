import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { configurationFile, readConfiguration } from '../config/read.ts';
import { extract } from '../extract/extract.ts';
import { bytesOf } from '../host/bytes.ts';
import { decode, encode } from '../host/encoding.ts';
import type { Listed } from '../host/host.ts';
import { nodeHost } from '../host/node.ts';
import { type Configuration, defaults } from '../model/configuration.ts';
import { applied } from '../model/fix.ts';
import { reasonOf } from '../model/reason.ts';
import { positionAt } from '../model/text.ts';
import { rules } from '../rules/index.ts';
import { compare } from '../toc/compare.ts';
import { regenerated } from '../toc/regenerate.ts';
import { isStale, messageOf } from '../toc/report.ts';
import { tablesOf } from '../toc/table.ts';
import { lockedFolder } from '../workspace/faults.ts';
import { CallError, type TocCall } from './call.ts';
import { statsOf } from './choose.ts';
import { oneAfterTheOther } from './interruptions.ts';
import { replaced } from './repair.ts';
import { printable, printableName, type Streams, say, sayAll } from './say.ts';

/**
 * Runs `concord toc`; answers the exit status: 1 when a table is not up to date, or could not be brought up to date; 2 when the machine has not let a file be read or written, which
 * keeps no other from being.
 */
export async function toc(call: TocCall, { out, err }: Streams): Promise<number> {
  const known = new Map<string, Configuration['toc']>();
  // All before the first is written: a wrong configuration is a reason to write none.
  const { chapters, locked } = await filesOf(call.files);
  const files = chapters.map(file => ({ file, configuration: configurationFor(dirname(resolve(file)), known) }));
  let [stale, updated, faults] = [0, 0, locked.length];
  for (const folder of locked) say(err, lockedFolder(folder));
  for await (const { file, configuration } of oneAfterTheOther(files)) {
    const done = attempted(file, configuration, call.check);
    if (done.isUpdated) {
      say(out, t('“{0}” is updated.', file));
      updated++;
    }
    if (done.reason !== undefined) sayAll(err, done.reason);
    for (const { line, message } of done.left) out.write(`${printableName(file)}:${line}: ${printable(message)}\n`);
    if (done.left.length > 0) stale++;
    if (done.isFault) faults++;
  }
  say(
    out,
    call.check
      ? t('{0} of {1} files have a table of contents that is not up to date.', stale, files.length)
      : t('{0} of {1} files updated.', updated, files.length),
  );
  if (faults > 0) return 2;
  return stale > 0 ? 1 : 0;
}

interface Done {
  readonly isUpdated?: true;
  /** The tables that are not up to date. */
  readonly left: readonly { readonly line: number; readonly message: string }[];
  /** Why the file was left alone. */
  readonly reason?: string;
  readonly isFault?: boolean;
}

/** Should it fail, that costs this file only. */
function attempted(file: string, configuration: Configuration['toc'], onlyCheck: boolean): Done {
  try {
    return updatedFile(file, configuration, onlyCheck);
  } catch (error) {
    return { left: [], reason: t('Concord has failed on “{0}”, which is left alone: {1}', file, reasonOf(error)), isFault: true };
  }
}

function updatedFile(file: string, configuration: Configuration['toc'], onlyCheck: boolean): Done {
  let bytes: Uint8Array;
  try {
    ({ bytes } = bytesOf(file));
  } catch (error) {
    return { left: [], reason: t('“{0}” cannot be read: {1}.', file, (error as Error).message), isFault: true };
  }
  const { text, encoding, damaged } = decode(bytes);
  const before = staleTables(text, configuration);
  if (before.length === 0 || onlyCheck) return { left: before };
  if (damaged) return { left: before, reason: t('“{0}” is not valid UTF-8 or UTF-16 and is left alone.', file) };
  const after = withTables(text, configuration);
  if (after === text) return { left: before };
  const obstacle = replaced(file, encode(after, encoding), bytes);
  return obstacle === undefined ? { isUpdated: true, left: staleTables(after, configuration) } : { left: before, ...obstacle };
}

/** The tables that are not up to date: the line of each, from 1, and what is wrong. */
function staleTables(text: string, configuration: Configuration['toc']): { line: number; message: string }[] {
  const facts = extract(text);
  return tablesOf(facts, configuration).flatMap(table => {
    const comparison = compare(table, facts, configuration);
    return isStale(comparison) ? [{ line: positionAt(facts.lines, table.span.start).line + 1, message: messageOf(comparison) }] : [];
  });
}

function withTables(text: string, configuration: Configuration['toc']): string {
  const facts = extract(text);
  return applied(
    text,
    tablesOf(facts, configuration).flatMap(table => regenerated(table, compare(table, facts, configuration), facts, text)),
  );
}

/** The files named, all chapters below the folders named, and the folders among them that cannot be listed. */
async function filesOf(named: readonly string[]): Promise<{ chapters: string[]; locked: string[] }> {
  const [chapters, locked]: [string[], string[]] = [[], []];
  for (const name of named) {
    if (statsOf(name).isDirectory()) {
      const listed = await nodeHost.list(resolve(name), () => false);
      const below = (wanted: Listed['type']) => listed.flatMap(({ path, type }) => (type === wanted ? [join(name, path)] : [])).sort();
      chapters.push(...below('chapter'));
      locked.push(...below('locked'));
    } else chapters.push(name);
  }
  return { chapters, locked };
}

/** In a folder that may not be entered, nothing is. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What the nearest `concord.json` above says of tables of contents. */
function configurationFor(folder: string, known: Map<string, Configuration['toc']>): Configuration['toc'] {
  let found = known.get(folder);
  if (found !== undefined) return found;
  const file = join(folder, configurationFile);
  if (isFile(file)) {
    const read = readConfiguration(
      textOf(file),
      rules.map(({ id }) => id),
    );
    const [complaint] = read.complaints;
    if (complaint !== undefined) throw new CallError(`${file}: ${complaint.message}`);
    found = (read.configuration ?? defaults).toc;
  } else found = dirname(folder) === folder ? defaults.toc : configurationFor(dirname(folder), known);
  known.set(folder, found);
  return found;
}

function textOf(file: string): string {
  try {
    return decode(bytesOf(file).bytes).text;
  } catch (error) {
    throw new CallError(t('“{0}” cannot be read: {1}.', file, (error as Error).message));
  }
}
