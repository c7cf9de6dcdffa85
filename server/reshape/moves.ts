import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { folderOf, type KbPath, root } from '../model/path.ts';

/** A file or folder that gets another path. */
export interface Move {
  readonly from: KbPath;
  readonly to: KbPath;
}

/** Several moves at once: none of them waits for another, so two files may change places. */
export class Moves {
  readonly all: readonly Move[];
  readonly #targets: ReadonlyMap<KbPath, KbPath>;

  constructor(all: readonly Move[]) {
    this.all = all.filter(({ from, to }) => from !== to);
    this.#targets = new Map(this.all.map(({ from, to }) => [from, to]));
  }

  /** Where what lies at a path will lie: it moves itself, or with the innermost folder above it that does. */
  of(path: KbPath): KbPath {
    for (let at = path; ; at = folderOf(at)) {
      const to = this.#targets.get(at);
      if (to !== undefined) return (to + path.slice(at.length)) as KbPath;
      if (at === root) return path;
    }
  }

  /** Where all that moves out of a folder will lie: the innermost folder that holds it. */
  ofAllIn(folder: KbPath): KbPath {
    const targets = this.all.filter(({ from }) => from.startsWith(`${folder}/`)).map(({ to }) => folderOf(to));
    const [first = folder, ...others] = targets;
    let common = first;
    while (common !== root && others.some(other => other !== common && !other.startsWith(`${common}/`))) common = folderOf(common);
    return common;
  }

  /** The same, the other way round. */
  get back(): Moves {
    return new Moves(this.all.map(({ from, to }) => ({ from: to, to: from })));
  }

  /** The files that get another path, as a knowledge base has them. */
  filesIn(kb: KnowledgeBase): Move[] {
    const moved: Move[] = [];
    for (const [from, type] of kb.paths()) {
      const to = type === 'folder' ? from : this.of(from);
      if (to !== from) moved.push({ from, to });
    }
    return moved;
  }
}

/** Why moves cannot be made: what is to be moved is not there, lies in itself then, or would take the place of something else. */
export type Obstacle = { readonly kind: 'missing' | 'inside itself' | 'taken'; readonly path: KbPath };

/** What keeps moves from being made, as far as the knowledge base tells. */
export function obstacleTo({ all }: Moves, kb: KnowledgeBase): Obstacle | undefined {
  const leaving = new Set(all.map(({ from }) => from));
  const targets = new Set<KbPath>();
  for (const { from, to } of all) {
    const isThere = kb.record(from) !== undefined;
    if (!isThere) return { kind: 'missing', path: from };
    if (to === root || to.startsWith(`${from}/`)) return { kind: 'inside itself', path: to };
    if (targets.has(to) || (kb.record(to) !== undefined && !leaving.has(to))) return { kind: 'taken', path: to };
    targets.add(to);
  }
  return undefined;
}
