import type { Node } from 'jsonc-parser';
import { parsed } from '../config/json.ts';
import { configurationFile } from '../config/read.ts';
import type { Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { pathLength } from './baseline.ts';

/** What names paths beside the chapters: `concord.json` and the baseline. `textOf`: what a file says; `moved`: where what lies at a path lies then. */
export function settingsEdits(
  baseline: KbPath | undefined,
  textOf: (path: KbPath) => string | undefined,
  moved: (path: KbPath) => KbPath,
): Edit[] {
  const edits: Edit[] = [];
  const path = configurationFile as KbPath;
  for (const { node, written } of pathsIn(treeOf(textOf(path)))) replace(node, movedGlob(written, moved), path, edits);
  if (baseline === undefined) return edits;
  for (const key of keysOf(treeOf(textOf(baseline)))) {
    const length = pathLength(key.value);
    if (length === undefined) continue;
    const now = moved(key.value.slice(0, length)) + key.value.slice(length);
    replace(key, now, baseline, edits);
  }
  return edits;
}

function replace(node: Node, now: string, path: KbPath, into: Edit[]): void {
  if (now === node.value) return;
  into.push({ path, span: { start: node.offset, end: node.offset + node.length }, newText: JSON.stringify(now) });
}

const treeOf = (text: string | undefined): Node | undefined => (text === undefined ? undefined : parsed(text).tree);

const childOf = (node: Node | undefined, name: string): Node | undefined =>
  node?.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];

/** The globs and paths in `concord.json` that count from its folder. */
function* pathsIn(tree: Node | undefined): Iterable<{ readonly node: Node; readonly written: string }> {
  const sections = childOf(tree, 'sections')?.children ?? [];
  const lists = [childOf(tree, 'include'), childOf(tree, 'exclude'), ...sections.map(section => childOf(section, 'files'))];
  const nodes = [...lists.flatMap(list => list?.children ?? []), childOf(childOf(tree, 'links'), 'root'), childOf(tree, 'baseline')];
  for (const node of nodes) if (typeof node?.value === 'string') yield { node, written: node.value };
}

/** A glob whose first folders, as far as they have no wildcards, have moved. */
function movedGlob(glob: string, moved: (path: KbPath) => KbPath): string {
  const begin = /^!?(?:\.?\/)?/.exec(glob)![0];
  const parts = glob.slice(begin.length).split('/');
  const wild = parts.findIndex(part => part === '' || /[*?[\]{}()!+@]/.test(part));
  const fixed = parts.slice(0, wild < 0 ? parts.length : wild);
  if (fixed.length === 0) return glob;
  return begin + [moved(fixed.join('/') as KbPath), ...parts.slice(fixed.length)].join('/');
}

const keysOf = (tree: Node | undefined): Node[] =>
  (childOf(tree, 'accepted')?.children ?? []).flatMap(({ children }) => (typeof children?.[0]?.value === 'string' ? [children[0]] : []));
