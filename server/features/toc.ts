import { t } from '@vscode/l10n';
import type { CodeLens, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Edit } from '../model/fix.ts';
import type { Steps } from '../model/steps.ts';
import { comparing } from '../toc/compare.ts';
import { insertingToc } from '../toc/insert.ts';
import { regenerating } from '../toc/regenerate.ts';
import { countsOf, isStale } from '../toc/report.ts';
import { tablesOf } from '../toc/table.ts';
import { editing } from './edits.ts';
import { Refusal, type RequestContext } from './feature.ts';

/** Above every table of contents, whether it is up to date. */
export function* tocLenses(uri: string, view: RequestContext): Steps<CodeLens[]> {
  const { chapter, workspace } = view;
  const { toc } = workspace.configuration;
  const lenses: CodeLens[] = [];
  for (const table of tablesOf(chapter.facts, toc)) {
    const comparison = yield* comparing(table, chapter.facts, toc);
    yield;
    const command = isStale(comparison)
      ? { title: t('Table of contents: {0} – update', staleness(countsOf(comparison))), command: 'concord.updateToc', arguments: [uri] }
      : { title: t('Table of contents: up to date'), command: '' };
    lenses.push({ range: view.rangeOf(chapter.path, table.sign), command });
  }
  return lenses;
}

function staleness({ missing, dead, moved, renamed, twice }: ReturnType<typeof countsOf>): string {
  const parts = [
    missing > 0 && t('{0} missing', missing),
    dead > 0 && t('{0} leading nowhere', dead),
    renamed > 0 && t('{0} out of date', renamed),
    moved > 0 && t('{0} in the wrong place', moved),
    twice > 0 && t('{0} listed twice', twice),
  ];
  return parts.filter(part => part !== false).join(t(', '));
}

/** Brings the tables of contents of one chapter up to date. */
export function* updateToc(view: RequestContext): Steps<WorkspaceEdit> {
  const edits = yield* tocEdits(view);
  if (edits.length > 0) return yield* editing({ edits }, view);
  throw new Refusal(hasToc(view) ? t('The table of contents is up to date.') : t('This chapter has no table of contents.'));
}

/** Gives a chapter a table of contents as most chapters have it. Undefined when it has one already that is out of date. */
export function* insertToc(view: RequestContext): Steps<WorkspaceEdit | undefined> {
  const { chapter, text, workspace } = view;
  const edit = yield* insertingToc(chapter, text, workspace.kb, workspace.configuration.toc);
  if (edit !== undefined) return yield* editing({ edits: [{ path: chapter.path, ...edit }] }, view);
  if (!hasToc(view)) throw new Refusal(t('This chapter has no headings that a table of contents would list.'));
  if ((yield* tocEdits(view)).length > 0) return undefined;
  throw new Refusal(t('This chapter has a table of contents already, and it is up to date.'));
}

const hasToc = ({ chapter: { facts }, workspace }: RequestContext): boolean => tablesOf(facts, workspace.configuration.toc).length > 0;

/** What saving a chapter changes, where its writer wants that: its own tables of contents, nothing in any other file. */
export function* tocEditsOnSave(view: RequestContext): Steps<TextEdit[]> {
  const edits = yield* tocEdits(view);
  return edits.map(({ path, span, newText }) => ({ range: view.rangeOf(path, span), newText }));
}

function* tocEdits({ chapter: { path, facts }, text, workspace }: RequestContext): Steps<Edit[]> {
  const { toc } = workspace.configuration;
  const edits: Edit[] = [];
  for (const table of tablesOf(facts, toc))
    for (const edit of yield* regenerating(table, yield* comparing(table, facts, toc), facts, text)) edits.push({ path, ...edit });
  return edits;
}
