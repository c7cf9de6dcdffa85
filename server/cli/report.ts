import { linesOf } from '../model/chapter.ts';
import type { Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding, Rule } from '../model/rule.ts';
import { type Position, positionAt, type Span } from '../model/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

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
  readonly findings: readonly Reported[];
  readonly rules: readonly Rule[];
  readonly stats: { readonly files: number; readonly milliseconds: number; readonly fixed?: number };
}

/**
 * Every finding, sorted by file, then position, then rule. Fixes and related places are worked out only on demand: they cost more than the check, and other
 * chapters have to be looked into.
 */
export function reported(workspace: Workspace, inDetail: boolean): Reported[] {
  const chapters = [...workspace.kb.chapters()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return chapters.flatMap(chapter =>
    workspace.findings(chapter.path).map(finding => {
      const { rule, severity, message, span, data } = finding;
      const related = inDetail ? (finding.related ?? []) : [];
      const fixes = inDetail ? (workspace.rule(rule)?.fixes?.(finding, chapter, workspace.workshop) ?? []) : [];
      return {
        file: chapter.path,
        range: rangeIn(workspace, chapter.path, span),
        rule,
        severity,
        message,
        related: related.map(other => ({ file: other.path, range: rangeIn(workspace, other.path, other.span), message: other.message })),
        fixes: fixes.map(fix => reportedFix(workspace, fix)),
        ...(data === undefined ? {} : { data }),
      };
    }),
  );
}

const reportedFix = (workspace: Workspace, { title, preferred, edits, create }: Fix): ReportedFix => ({
  title,
  ...(preferred ? { preferred } : {}),
  edits: edits.map(({ path, span, newText }) => ({ file: path, range: rangeIn(workspace, path, span), newText })),
  ...(create === undefined ? {} : { create: { file: create.path, text: create.text } }),
});

function rangeIn(workspace: Workspace, path: KbPath, { start, end }: Span): Range {
  const chapter = workspace.kb.chapter(path);
  const lines = chapter === undefined ? [0] : linesOf(chapter);
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}
