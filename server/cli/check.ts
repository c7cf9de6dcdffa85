import { dirname, relative, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { milliseconds } from '../host/clock.ts';
import { decode } from '../host/encoding.ts';
import { isChapter } from '../model/chapter.ts';
import { severities } from '../model/configuration.ts';
import type { Edit } from '../model/fix.ts';
import { type KbPath, kbPath, root } from '../model/path.ts';
import { rules } from '../rules/index.ts';
import { writeBaseline } from '../workspace/baseline.ts';
import * as counted from '../workspace/counted.ts';
import { allPaths } from '../workspace/goodFixes.ts';
import { listPaths } from '../workspace/lists.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CallError, type CheckCall } from './call.ts';
import { assertFolder, type Base, choose, commonFolder, prefixFor } from './choose.ts';
import { leftOutOf, mostResults } from './formatSarif.ts';
import { formatted } from './formats.ts';
import { oneAfterTheOther } from './interruptions.ts';
import { Messages } from './messages.ts';
import { opened, tellInner } from './open.ts';
import { type Left, Repair, replaced } from './repair.ts';
import {
  type Found,
  foundIn,
  inDetail,
  inShort,
  mostSevere,
  type Reported,
  type ReportedNotice,
  type ReportedSite,
  reportedNotice,
  reportedSite,
} from './report.ts';
import { type Stream, type Streams, say, writeAll } from './say.ts';
import { showEdits } from './showEdits.ts';

/** Runs `concord check`; answers the exit status. */
export async function check(call: CheckCall, streams: Streams): Promise<number> {
  const begun = milliseconds();
  const { out, err } = streams;
  const { bases, passedOver } = choose(call);
  if (passedOver.length > 0) say(err, t('Passed over, since it is no Markdown: {0}', passedOver.map(name => `“${name}”`).join(', ')));
  if (call.writeBaseline !== undefined) return accept(bases, call.writeBaseline, call, streams);
  const folder = commonFolder(bases.map(({ root }) => root));
  const checked: Checked[] = [];
  for (const base of bases) checked.push(await checkBase(base, prefixFor(folder, base.root), call, streams));
  const isFault = checked.some(one => one.isFault);
  if (call.fix && call.dryRun) return isFault ? 2 : 0;
  const all = sorted(checked.flatMap(({ found }) => found));
  const found = mostSevere(all, call.format === 'sarif' ? mostResults : Number.POSITIVE_INFINITY);
  const leftOut = all.length - found.length;
  if (leftOut > 0) say(err, leftOutOf(leftOut));
  const findings = isDetailed(call) ? inDetail(found) : await shortly(found, checked, call.cache);
  const sum = (of: (one: Checked) => number): number => checked.reduce((count, one) => count + of(one), 0);
  const stats = {
    files: sum(({ files }) => files),
    milliseconds: Math.round(milliseconds() - begun),
    ...(call.fix ? { fixed: sum(({ fixed }) => fixed) } : {}),
  };
  const notices = checked.flatMap(one => one.notices);
  const sites = checked.flatMap(one => one.sites);
  await writeAll(out, formatted[call.format]({ findings, rules, leftOut, notices, sites, stats }, colours(out)));
  // Repairs are worked out while they are written, and may fail.
  if (isFault || checked.some(({ workspace }) => workspace.failures.any)) return 2;
  if (call.failOn === 'never') return 0;
  const loud = severities.slice(0, severities.indexOf(call.failOn) + 1);
  return all.some(({ finding }) => loud.includes(finding.severity)) ? 1 : 0;
}

const isDetailed = ({ format }: CheckCall): boolean => format === 'json' || format === 'sarif';

async function shortly(found: readonly Found[], checked: readonly Checked[], cache: boolean): Promise<Reported[]> {
  const messages = new Map<Workspace, Messages>();
  for (const { workspace, isWhole } of checked) messages.set(workspace, await Messages.of(workspace, cache && isWhole));
  const findings = inShort(found, messages);
  for (const said of messages.values()) await said.keep();
  return findings;
}

/** What has been found, and done, in one knowledge base. */
interface Checked {
  readonly workspace: Workspace;
  /** All of it, as it is on the disk. */
  readonly isWhole: boolean;
  readonly found: readonly Found[];
  readonly files: number;
  /** How many edits were made. */
  readonly fixed: number;
  readonly notices: readonly ReportedNotice[];
  readonly sites: readonly ReportedSite[];
  /** Something could not be read, checked or written: what was found or done is not all. */
  readonly isFault: boolean;
}

async function checkBase(base: Base, prefix: string, call: CheckCall, streams: Streams): Promise<Checked> {
  const { err } = streams;
  const repairs = call.fix || isDetailed(call);
  const texts = base.typed === undefined ? {} : { texts: new Map([[base.typed, await textOf(streams.in ?? process.stdin)]]) };
  const workspace = await opened({ root: base.root, cache: call.cache, git: call.git, repairs, ...texts }, err);
  const chosen = chaptersOf(workspace, base);
  if (base.only === undefined) tellInner(workspace, err);
  else tellUnchecked(workspace, base.only, chosen, prefix, err);
  const repair = new Repair(workspace, new Set(chosen), reason => say(err, reason));
  const fixed = call.fix
    ? await repairAll(repair, err, call.dryRun ? edits => showAll(workspace, prefix, edits, streams.out) : undefined)
    : 0;
  const expired = base.only === undefined ? expiredIn(workspace) : 0;
  if (expired > 0)
    say(err, t('Accepted by the baseline, but there no more: {0}. --write-baseline takes them out.', counted.findings(expired)));
  const notices = workspace
    .notices()
    .filter(({ path }) => base.only === undefined || path === root || chosen.includes(path) || base.only.has(path));
  const isFault = notices.some(({ isGap }) => isGap) || repair.hasFault;
  const isWhole = base.only === undefined && base.typed === undefined;
  const found = foundIn(workspace, prefix, [...chosen, ...among(listPaths(workspace), base)]);
  return {
    workspace,
    isWhole,
    found,
    files: chosen.length,
    fixed,
    notices: notices.map(notice => reportedNotice(prefix, notice)),
    sites: workspace.configured.sites.all.map(site => reportedSite(prefix, site)),
    isFault,
  };
}

/** The chapters that findings are wanted of. */
const chaptersOf = (workspace: Workspace, base: Base): KbPath[] => among(allPaths(workspace), base);

function among(all: KbPath[], { only }: Base): KbPath[] {
  if (only === undefined || only.has('' as KbPath)) return all;
  const folders = [...only].map(path => `${path}/`);
  return all.filter(path => only.has(path) || folders.some(folder => path.startsWith(folder)));
}

/** Names the files of a call that the knowledge base leaves out. */
function tellUnchecked(workspace: Workspace, only: ReadonlySet<KbPath>, chosen: readonly KbPath[], prefix: string, err: Stream): void {
  const isInner = (path: KbPath): boolean => workspace.innerRoots().some(inner => path.startsWith(`${inner}/`));
  const checked = new Set(chosen.filter(path => workspace.configuration.isChecked(path) && !isInner(path)));
  const left = [...only].filter(path => isChapter(path) && !checked.has(path)).map(path => `“${prefix}${path}”`);
  if (left.length > 0) say(err, t('Not checked, since concord.json or .gitignore leaves it out: {0}', left.join(', ')));
}

/** Writes today's findings as those that are accepted. */
async function accept(bases: readonly Base[], file: string, call: CheckCall, streams: Streams): Promise<number> {
  const [base] = bases;
  if (base === undefined || base.only !== undefined)
    throw new CallError(t('--write-baseline is for a whole knowledge base: name its root, and no files.'));
  // Before all is read and checked for nothing.
  assertFolder(dirname(file));
  const { out, err } = streams;
  const workspace = await opened({ root: base.root, cache: call.cache, git: call.git, repairs: call.fix, anyBaseline: true }, err);
  const repair = new Repair(workspace, new Set(allPaths(workspace)), reason => say(err, reason));
  if (call.fix) await repairAll(repair, err);
  const named = workspace.configuration.baseline;
  const target = resolve(file);
  const isNamed = named !== undefined && resolve(workspace.root, named) === target;
  const expired = isNamed ? expiredIn(workspace) : 0;
  const findings = [...allPaths(workspace), ...listPaths(workspace)].map(path => [path, workspace.allFindings(path)] as const);
  let left: Left | undefined;
  for await (const list of oneAfterTheOther([writeBaseline(findings)])) left = replaced(target, list, undefined, file);
  if (left !== undefined) throw new CallError(left.reason);
  say(out, t('{0} accepted in “{1}”.', counted.findings(findings.reduce((sum, [, found]) => sum + found.length, 0)), file));
  if (expired > 0) say(out, t('Taken out, since they are there no more: {0}.', counted.findings(expired)));
  const path = kbPath(relative(workspace.root, target).replaceAll('\\', '/'));
  if (path === undefined) say(err, t('“{0}” lies outside the knowledge base, so its concord.json cannot name it.', file));
  else if (!isNamed) say(err, t('It counts once concord.json names it: {0}', `"baseline": ${JSON.stringify(path)}`));
  // Where something is at fault at which no finding stands, what is accepted is not all.
  const isFault = workspace.notices().some(({ path: at, isGap }) => isGap && workspace.allFindings(at).length === 0);
  return isFault || repair.hasFault || workspace.failures.any ? 2 : 0;
}

/** How many findings are accepted that are there no more. */
const expiredIn = (workspace: Workspace): number =>
  workspace.configured.accepted.expired([...allPaths(workspace), ...listPaths(workspace)], path => workspace.allFindings(path));

/** What a repair makes possible is repaired in the next round; more than this, and repairs may well undo each other. */
const mostRounds = 10;

/** Applies preferred fixes until none is left: a repaired link may have made a definition used. Answers how many edits were made. */
async function repairAll(repair: Repair, err: Stream, show?: (edits: ReadonlyMap<KbPath, readonly Edit[]>) => void): Promise<number> {
  let made = 0;
  for (let round = 0; round < mostRounds; round++) {
    const edits = repair.edits();
    if (show !== undefined) show(edits);
    if (show !== undefined || edits.size === 0) return made;
    made += await repair.write(edits);
  }
  if (repair.edits().size > 0) say(err, t('{0} rounds of repairs have been made, and there are more: run it again.', mostRounds));
  return made;
}

function showAll(workspace: Workspace, prefix: string, edits: ReadonlyMap<KbPath, readonly Edit[]>, out: Stream): void {
  for (const [path, changes] of edits) showEdits(workspace, path, prefix, changes, out);
  const count = [...edits.values()].reduce((sum, changes) => sum + changes.length, 0);
  say(out, t('{0} in {1}.', counted.edits(count), counted.files(edits.size)));
}

const sorted = (found: readonly Found[]): Found[] => {
  const named = found.map(one => ({ one, name: `${one.prefix}${one.path}` }));
  return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ one }) => one);
};

async function textOf(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(chunk);
  return decode(Buffer.concat(chunks)).text;
}

const colours = (out: Stream): boolean => out.isTTY === true && process.env.NO_COLOR === undefined;
