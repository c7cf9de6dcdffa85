import type { Chapter } from '../model/chapter.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import { once } from '../model/remembering.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import type { Finding } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isEntrance, sharedFolder } from './standing.ts';

/** A chapter, and how it is linked with others. */
export interface Mapped {
  readonly path: KbPath;
  readonly title: string;
  /** The folder by which chapters are told apart, with a slash behind it. */
  readonly folder: string;
  /** How many other chapters lead here, and to how many others this one leads. */
  readonly from: number;
  readonly to: number;
  /** Findings on its links. */
  readonly faults: number;
  /** No other leads here, and readers do not begin here. */
  readonly isOrphan: boolean;
}

/** The chapters of a knowledge base and which of them lead to which. */
export interface LinkMap {
  /** In the order of their paths. */
  readonly chapters: readonly Mapped[];
  /** By the chapters' places in that order: who leads to whom, once for each pair. */
  readonly links: readonly (readonly [from: number, to: number])[];
  /** How many links these are. */
  readonly count: number;
}

export function* linkMapOf(workspace: Workspace): Steps<LinkMap> {
  const { kb, configuration } = workspace;
  const paths = [...kb.chapters()].map(({ path }) => path).filter(path => configuration.isChecked(path));
  paths.sort();
  const nth = new Map(paths.map((path, i) => [path, i]));
  const [from, to] = [paths.map(() => 0), paths.map(() => 0)];
  const links: [number, number][] = [];
  let count = 0;
  for (const [i, path] of paths.entries()) {
    yield;
    const others = new Set<number>();
    for (const goal of yield* goalsOf(kb.chapter(path)!, workspace)) {
      const other = nth.get(goal);
      if (other === undefined || other === i) continue;
      count++;
      others.add(other);
    }
    to[i] = others.size;
    for (const other of others) {
      from[other]!++;
      links.push([i, other]);
    }
  }
  const shared = sharedFolder(paths);
  const chapters = paths.map((path, i) => ({
    path,
    title: kb.record(path)?.outline.split('\n', 1)[0] || nameOf(path),
    folder: path.slice(0, path.indexOf('/', shared.length) + 1) || shared,
    from: from[i]!,
    to: to[i]!,
    faults: faultsOf(path, workspace),
    isOrphan: from[i] === 0 && !isEntrance(path),
  }));
  return { chapters, links, count };
}

/** The chapters that the links of one lead to, once for each link. */
function* goalsOf({ path, facts }: Chapter, { kb, configuration }: Workspace): Steps<KbPath[]> {
  const rest = resting();
  const goals: KbPath[] = [];
  const goalOf = once((destination: string) => {
    const target = resolve(path, destination, configuration.links, kb);
    return target.where === 'inside' && target.type !== undefined ? (chapterAt(target.path, kb) ?? target.path) : undefined;
  });
  for (const { destination, kind } of facts.links) {
    if (rest()) yield;
    const goal = kind === 'image' ? undefined : goalOf(destination);
    if (goal !== undefined) goals.push(goal);
  }
  return goals;
}

const asFound = (finding: Finding): Finding => finding;

const faultsOf = (path: KbPath, workspace: Workspace): number =>
  workspace
    .findings(path, asFound)
    .filter(({ rule, severity }) => /^(?:error|warning)$/.test(severity) && workspace.rule(rule)?.group === 'links').length;
