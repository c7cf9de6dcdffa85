import type { Chapter } from '../model/chapter.ts';
import { type Severity, severities } from '../model/configuration.ts';
import { groupedBy } from '../model/grouping.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import { namesTo } from '../model/resolve.ts';
import type { Finding, Rule } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { allPaths } from '../workspace/goodFixes.ts';
import type { Notice } from '../workspace/notices.ts';
import { rendered } from '../workspace/rendered.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How many findings there are, by severity. */
export type Tally = Readonly<Record<Severity, number>>;

/** How a knowledge base stands. */
export interface Standing {
  readonly root: string;
  /** The name of its folder. */
  readonly name: string;
  /** The folder that is looked at, with a slash behind it; nothing: all. */
  readonly within: string;
  /** Everything has been read and checked: until then, the numbers grow. */
  readonly isWhole: boolean;
  /** Who renders the chapters, a line each. */
  readonly renderers: readonly string[];
  readonly chapters: number;
  readonly tally: Tally;
  /** The baseline, where there is one: its file, what it accepts that is there, and what it accepts that is there no more. */
  readonly baseline?: { readonly path: KbPath; readonly accepted: number; readonly expired: number };
  /** Most severe first, then most frequent. */
  readonly kinds: readonly Kind[];
  readonly folders: readonly Part[];
  /** The chapters with most findings. */
  readonly worst: readonly Part[];
  /** Chapters to which no other leads, in order of their paths. */
  readonly orphans: readonly KbPath[];
  readonly notices: readonly Notice[];
}

/** What one rule has found. */
export interface Kind {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly findings: number;
  readonly chapters: number;
}

/** A folder or a chapter. */
export interface Part {
  /** Of a folder, with a slash behind it; the root is nothing. */
  readonly path: string;
  readonly chapters: number;
  readonly tally: Tally;
}

/** So many chapters are named as the worst. */
const mostWorst = 10;

/** Looks through everything that has been found in a knowledge base, or below one of its folders (with a slash behind it). */
export function* standingOf(workspace: Workspace, within = ''): Steps<Standing> {
  const rest = resting();
  const { kb, root, configured } = workspace;
  const inEach: (Part & { readonly found: readonly Finding[] })[] = [];
  let accepted = 0;
  for (const { path } of kb.allChapters()) {
    if (rest()) yield;
    if (!path.startsWith(within) || !workspace.configuration.isChecked(path)) continue;
    const found = workspace.findings(path, asFound);
    if (configured.baseline !== undefined) accepted += workspace.allFindings(path, asFound).length - found.length;
    inEach.push({ path, chapters: 1, tally: tallyOf(found), found });
  }
  yield;
  const expired = () => configured.accepted.expired(allPaths(workspace), path => workspace.allFindings(path, asFound));
  return {
    root,
    name: root.split(/[\\/]/).at(-1) || root,
    within,
    isWhole: workspace.isLoaded && !workspace.hasWork,
    renderers: rendered(configured.sites.all),
    chapters: inEach.length,
    tally: sumOf(inEach),
    ...(configured.baseline !== undefined && { baseline: { path: configured.baseline, accepted, expired: expired() } }),
    kinds: kindsOf(workspace, inEach),
    folders: foldersOf(inEach, within),
    worst: inEach
      .filter(({ tally }) => weight(tally) > 0)
      .sort((a, b) => weight(b.tally) - weight(a.tally) || (a.path < b.path ? -1 : 1))
      .slice(0, mostWorst),
    orphans: (yield* orphansOf(workspace)).filter(path => path.startsWith(within)),
    notices: workspace.notices(),
  };
}

/** A finding with its related places as they were when it was found: nothing here asks for them. */
const asFound = (finding: Finding): Finding => finding;

function tallyOf(found: readonly Finding[]): Tally {
  const tally = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of found) tally[severity]++;
  return tally;
}

const sumOf = (parts: readonly Part[]): Tally =>
  Object.fromEntries(
    severities.map(severity => [severity, parts.reduce((sum, { tally }) => sum + tally[severity], 0)]),
  ) as unknown as Tally;

/** All that editors list; hints are seen in the text only. */
export const listed = ({ error, warning, information }: Tally): number => error + warning + information;

/** What makes one part worse than another: an error counts as much as ten of the next severity. */
const weight = ({ error, warning, information }: Tally): number => error * 100 + warning * 10 + information;

function kindsOf(workspace: Workspace, parts: readonly { readonly path: string; readonly found: readonly Finding[] }[]): Kind[] {
  const all = parts.flatMap(({ path, found }) => found.map(finding => ({ path, finding })));
  const kinds = [...groupedBy(all, ({ finding }) => finding.rule)].flatMap(([id, ofKind]): Kind[] => {
    const rule = workspace.rule(id);
    if (rule === undefined) return [];
    const severity = severities.find(one => ofKind.some(({ finding }) => finding.severity === one))!;
    return [{ rule, severity, findings: ofKind.length, chapters: new Set(ofKind.map(({ path }) => path)).size }];
  });
  const rank = ({ severity }: Kind) => severities.indexOf(severity);
  return kinds.sort((a, b) => rank(a) - rank(b) || b.findings - a.findings || (a.rule.id < b.rule.id ? -1 : 1));
}

/** The folders below one in which the chapters are told apart: those right in it, or where all chapters lie in one of them, those of that one. */
function foldersOf(chapters: readonly Part[], within: string): Part[] {
  const paths = chapters.map(({ path }) => path);
  const shared = paths.length === 0 ? within : sharedFolder(paths);
  const folder = ({ path }: Part) => {
    const end = path.indexOf('/', shared.length);
    return end < 0 ? shared : path.slice(0, end + 1);
  };
  return [...groupedBy(chapters, folder)]
    .map(([path, within]) => ({ path, chapters: within.length, tally: sumOf(within) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The longest folder, with a slash behind it, in which all of these lie. */
export function sharedFolder([first = '', ...others]: readonly string[]): string {
  let shared = first.slice(0, first.lastIndexOf('/') + 1);
  while (shared !== '' && !others.every(path => path.startsWith(shared)))
    shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1);
  return shared;
}

/** Where readers begin is no orphan. */
export const isEntrance = (path: KbPath): boolean =>
  /^(?:readme|index|_index|home|contributing|changelog|license|summary)\.\w+$/i.test(nameOf(path));

function* orphansOf({ kb, configuration }: Workspace): Steps<KbPath[]> {
  const rest = resting();
  const orphans: KbPath[] = [];
  const hasLinks = ({ path, facts }: Chapter) =>
    namesTo(path, facts.page, kb).some(name => kb.lookup('backlink', name).some(entry => entry.path !== path));
  for (const chapter of kb.chapters()) {
    if (rest()) yield;
    if (configuration.isChecked(chapter.path) && !isEntrance(chapter.path) && !hasLinks(chapter)) orphans.push(chapter.path);
  }
  return orphans.sort();
}
