import { severities } from '../model/configuration.ts';
import type { Fix } from '../model/fix.ts';
import { type KbPath, root } from '../model/path.ts';
import type { Finding, Rule } from '../model/rule.ts';
import type { Site } from '../model/site.ts';
import { type Position, positionAt, type Span } from '../model/text.ts';
import { visible } from '../model/visible.ts';
import { fixesOf, messageOf, workshopOf } from '../workspace/fixes.ts';
import { linesAt } from '../workspace/lists.ts';
import type { Notice } from '../workspace/notices.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Messages } from './messages.ts';

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One finding as all formats print it. Lines and characters count from 0, characters in UTF-16 units. */
export interface Reported {
  readonly file: KbPath;
  readonly range: Range;
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly related: readonly { readonly file: KbPath; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
  readonly data?: Finding['data'];
}

export interface ReportedFix {
  readonly title: string;
  readonly preferred?: true;
  readonly edits: readonly { readonly file: KbPath; readonly range: Range; readonly newText: string }[];
  readonly create?: { readonly file: KbPath; readonly text: string };
}

export interface Report {
  readonly findings: Iterable<Reported>;
  readonly rules: readonly Rule[];
  /** How many findings were left out, the least severe, since the format takes only so many. */
  readonly leftOut: number;
  /** What has not been checked, and what else was not done, and why. */
  readonly notices: readonly ReportedNotice[];
  /** Who renders the chapters, where that is not GitHub. */
  readonly sites: readonly ReportedSite[];
  readonly stats: { readonly files: number; readonly milliseconds: number; readonly fixed?: number };
}

/** `file`: a file or folder; nothing where it is about the whole knowledge base. `isGap`: something has not been checked that should have been. */
export interface ReportedNotice {
  readonly file?: KbPath;
  readonly message: string;
  readonly isGap: boolean;
  /** It holds of every file of a kind, and there is nothing to be done about it. */
  readonly isLimit?: true;
}

/** Who renders the chapters of a folder. `evidence`: the file or folder that tells it. */
export interface ReportedSite {
  readonly kind: string;
  readonly title: string;
  readonly folder: KbPath;
  readonly evidence?: KbPath;
}

/** A finding of a chapter, or of a list of chapters, in a knowledge base. `prefix`: what goes before its paths. */
export interface Found {
  readonly workspace: Workspace;
  readonly prefix: string;
  readonly path: KbPath;
  readonly finding: Finding;
}

/** Every finding of these files, sorted by file, then position, then rule. */
export const foundIn = (workspace: Workspace, prefix: string, paths: readonly KbPath[]): Found[] =>
  [...paths]
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap(path => workspace.findings(path).map(finding => ({ workspace, prefix, path, finding })));

/** The most severe of them, in their order: at most so many. */
export function mostSevere(found: readonly Found[], atMost: number): readonly Found[] {
  if (found.length <= atMost) return found;
  const kept = new Set(severities.flatMap(severity => found.filter(({ finding }) => finding.severity === severity)).slice(0, atMost));
  return found.filter(one => kept.has(one));
}

/** Fixes and related places are worked out only on demand, one finding after the other: they cost more than the check, and other chapters have to be looked into. */
export function* inDetail(found: readonly Found[]): Iterable<Reported> {
  const workshops = new Map([...new Set(found.map(({ workspace }) => workspace))].map(workspace => [workspace, workshopOf(workspace)]));
  for (const one of found) {
    const { workspace, prefix, path, finding } = one;
    const workshop = workshops.get(workspace);
    const fixes = fixesOf(workspace, finding, path, workshop);
    yield {
      ...plain(one, messageOf(workspace, finding, path, workshop, fixes)),
      related: (finding.related ?? []).map(other => ({
        file: named(prefix, other.path),
        range: rangeIn(workspace, other.path, other.span),
        message: other.message,
      })),
      fixes: fixes.map(fix => reportedFix(workspace, prefix, fix)),
    };
  }
}

/** The same without. */
export const inShort = (found: readonly Found[], messages: ReadonlyMap<Workspace, Messages>): Reported[] =>
  found.map(one => plain(one, messages.get(one.workspace)!.of(one.finding, one.path)));

export const reportedNotice = (prefix: string, { path, message, isGap, isLimit }: Notice): ReportedNotice => ({
  ...(path === root ? {} : { file: named(prefix, path) }),
  message: visible(message),
  isGap,
  ...(isLimit && { isLimit }),
});

export const reportedSite = (prefix: string, { kind, title, folder, evidence }: Site): ReportedSite => ({
  kind,
  title,
  folder: named(prefix, folder).replace(/\/$/, '') as KbPath,
  ...(evidence === undefined ? {} : { evidence: named(prefix, evidence) }),
});

const plain = ({ workspace, prefix, path, finding: { rule, severity, span, data } }: Found, message: string): Reported => ({
  file: named(prefix, path),
  range: rangeIn(workspace, path, span),
  rule,
  severity,
  message,
  related: [],
  fixes: [],
  ...(data === undefined ? {} : { data }),
});

const named = (prefix: string, path: KbPath): KbPath => `${prefix}${path}` as KbPath;

const reportedFix = (workspace: Workspace, prefix: string, { title, preferred, edits, create }: Fix): ReportedFix => ({
  title: visible(title),
  ...(preferred ? { preferred } : {}),
  edits: edits.map(({ path, span, newText }) => ({ file: named(prefix, path), range: rangeIn(workspace, path, span), newText })),
  ...(create === undefined ? {} : { create: { file: named(prefix, create.path), text: create.text } }),
});

function rangeIn(workspace: Workspace, path: KbPath, { start, end }: Span): Range {
  const lines = linesAt(path, workspace.kb) ?? [0];
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}
