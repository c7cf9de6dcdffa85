import { t } from '@vscode/l10n';
import { groupedBy } from '../model/grouping.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import { visible } from '../model/visible.ts';
import * as counted from '../workspace/counted.ts';
import type { RequestContext } from './feature.ts';
import type { Seen, Tree, TreeNode } from './panel.ts';
import { backlinks as leadingTo } from './references.ts';

/** With more chapters than these, they are shown folded. */
const mostUnfolded = 12;

/** So many characters of a line are shown. */
const longest = 160;

/** Who leads to the chapter in front: by chapter, then the lines. */
export const backlinks: Tree<undefined> = {
  id: 'concord.backlinks',
  follows: true,
  initially: undefined,

  *around(seen) {
    const view = inFront(seen);
    if (view === undefined) return { message: t('Open a chapter: who leads to it is shown here.'), description: '', context: {} };
    const found = yield* placesLeadingTo(view);
    const description = titleOf(view.chapter.path, view);
    const chapters = new Set(found.map(({ path }) => path)).size;
    const message = !view.workspace.isLoaded
      ? t('Reading the knowledge base…')
      : found.length === 0
        ? t('No other chapter leads here.')
        : t('{0} from {1}', counted.links(found.length), counted.chapters(chapters));
    return { message, description, context: {} };
  },

  *children(node, seen) {
    const view = inFront(seen);
    if (view === undefined) return [];
    const found = [...groupedBy(yield* placesLeadingTo(view), ({ path }) => path)];
    if (node === undefined) return found.map(([path, { length }]) => chapterNode(path, length, found.length > mostUnfolded, view));
    const places = found.find(([path]) => idOf(path, view) === node)?.[1] ?? [];
    const rest = resting();
    const nodes: TreeNode[] = [];
    for (const [nth, { path, span }] of places.entries()) {
      if (rest()) yield;
      nodes.push(lineNode(path, span, `${node} ${nth}`, view));
    }
    return nodes;
  },
};

const inFront = ({ cursor, view }: Seen): RequestContext | undefined => cursor && view(cursor.uri);

/** From other chapters; those that link to themselves are no news. */
function* placesLeadingTo(view: RequestContext): Steps<{ readonly path: KbPath; readonly span: Span }[]> {
  const { path } = view.chapter;
  return (yield* leadingTo({ path }, view)).filter(place => place.path !== path);
}

const idOf = (path: KbPath, { workspace, chapter }: RequestContext): string => JSON.stringify([workspace.root, chapter.path, path]);

const titleOf = (path: KbPath, { workspace: { kb } }: RequestContext): string => kb.record(path)?.outline.split('\n', 1)[0] || nameOf(path);

const chapterNode = (path: KbPath, count: number, isFolded: boolean, view: RequestContext): TreeNode => ({
  id: idOf(path, view),
  label: visible(titleOf(path, view)),
  description: [count > 1 ? counted.digits(count) : '', folderOf(path)].filter(part => part !== '').join(' · '),
  tooltip: path,
  icon: 'file',
  collapsibleState: isFolded ? 1 : 2,
});

function lineNode(path: KbPath, span: Span, id: string, view: RequestContext): TreeNode {
  const range = view.rangeOf(path, span);
  const text = view.workspace.text(path) ?? '';
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.end);
  const line = text.slice(start, end < 0 ? text.length : end).trim();
  return {
    id,
    label: visible(line.length > longest ? `${line.slice(0, longest)}…` : line),
    description: String(range.start.line + 1),
    tooltip: `${path}:${range.start.line + 1}`,
    icon: 'go-to-file',
    collapsibleState: 0,
    command: { title: t('Go to the link'), command: 'concord.goTo', arguments: [{ uri: view.uriOf(path), range }] },
  };
}
