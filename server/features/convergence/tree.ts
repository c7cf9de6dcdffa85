import { t } from '@vscode/l10n';
import { shown } from '../../claims/problem.ts';
import { vocabularyOf } from '../../claims/vocabulary.ts';
import { claimKey } from '../../model/claims.ts';
import type { Severity } from '../../model/configuration.ts';
import { nameOf } from '../../model/path.ts';
import { resting, type Steps } from '../../model/steps.ts';
import type { Placed, Tree, TreeNode } from '../panel.ts';
import {
  byValue,
  type Catalogue,
  type ClaimRef,
  catalogueOf,
  type Disputes,
  differing,
  disputesOf,
  loudness,
  placeOf,
  type Said,
  stating,
  titleOf,
} from './statements.ts';

export type Filter = 'everything' | 'disagreements';

/** Subjects, their metrics, the values that are stated and where: what is in dispute first, then what is stated most often. */
export const convergence: Tree<Filter> = {
  id: 'concord.convergence',
  initially: 'everything',

  *around(seen, filter) {
    let [statements, disputes, loading] = [0, 0, false];
    for (const { workspace } of seen.places()) {
      loading ||= !workspace.isLoaded;
      disputes += (yield* disputesOf(workspace)).size;
      for (const metrics of (yield* catalogueOf(workspace)).values()) for (const stated of metrics.values()) statements += stated.length;
    }
    const context = { 'concord.convergence.filter': filter };
    // What the view is for, the editor says by itself.
    if (statements === 0) return { message: loading ? t('Reading the knowledge base…') : '', description: '', context };
    const message = filter === 'disagreements' && disputes === 0 ? t('All statements agree with each other.') : '';
    return { message, description: disputes === 0 ? countOf(statements) : `${countOf(statements)} · ${disagreements(disputes)}`, context };
  },

  *children(node, seen, filter) {
    const [root, subject, metric, value] = node === undefined ? [] : namesIn(node);
    const places = yield* stating(seen.places());
    if (root === undefined && places.length > 1) return places.map(folder);
    const place = places.find(({ workspace }) => root === undefined || workspace.root === root);
    if (place === undefined) return [];
    const catalogue = yield* catalogueOf(place.workspace);
    const shown = { ...place, disputes: yield* disputesOf(place.workspace), filter };
    if (subject === undefined) return yield* subjects(catalogue, shown);
    const metrics = catalogue.get(subject) ?? new Map<string, readonly ClaimRef[]>();
    if (metric === undefined) return ordered([...metrics].map(([name, stated]) => metricNode(subject, name, stated, shown)));
    const stated = metrics.get(metric) ?? [];
    const groups = yield* byValue(stated);
    if (value === undefined) return values(subject, metric, stated, groups, shown);
    const said = groups.find(one => keyOf(one) === value);
    const nodes: TreeNode[] = [];
    const rest = resting();
    for (const one of said?.by ?? []) {
      if (rest()) yield;
      nodes.push(placeNode(one, node!, place));
    }
    return nodes;
  },
};

/** What the id of a node says. What we have not made is no id. */
function namesIn(node: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(node);
    return Array.isArray(names) ? names.map(String) : [''];
  } catch {
    return [''];
  }
}

interface Shown extends Placed {
  readonly disputes: Disputes;
  readonly filter: Filter;
}

/** A node and what it is ordered by. */
interface Ranked {
  readonly node: TreeNode;
  readonly dispute: Severity | undefined;
  readonly count: number;
  readonly isShown: boolean;
}

const ordered = (ranked: readonly Ranked[]): TreeNode[] =>
  ranked
    .filter(({ isShown }) => isShown)
    .sort((a, b) => rank(b.dispute) - rank(a.dispute) || b.count - a.count || a.node.label.localeCompare(b.node.label))
    .map(({ node }) => node);

const rank = (severity: Severity | undefined): number => (severity === undefined ? -1 : loudness[severity]);

const folder = ({ workspace: { root } }: Placed): TreeNode => ({
  id: JSON.stringify([root]),
  label: root.split(/[\\/]/).at(-1) ?? root,
  icon: 'book',
  collapsibleState: 2,
});

function* subjects(catalogue: Catalogue, { workspace, disputes, filter }: Shown): Steps<TreeNode[]> {
  const rest = resting();
  const ranked: Ranked[] = [];
  for (const [subject, metrics] of catalogue) {
    if (rest()) yield;
    const disputed = [...metrics.keys()].flatMap(metric => disputes.get(claimKey(subject, metric)) ?? []);
    const dispute = disputed.sort((a, b) => loudness[b] - loudness[a])[0];
    const count = [...metrics.values()].reduce((sum, { length }) => sum + length, 0);
    const description = disputed.length === 0 ? placesOf(count) : `${placesOf(count)} · ${disagreements(disputed.length)}`;
    ranked.push({
      node: {
        id: JSON.stringify([workspace.root, subject]),
        label: subject,
        description,
        ...marked(dispute, 'symbol-field'),
        collapsibleState: 1,
      },
      dispute,
      count,
      isShown: filter === 'everything' || dispute !== undefined,
    });
  }
  yield;
  return ordered(ranked);
}

function metricNode(subject: string, metric: string, stated: readonly ClaimRef[], { workspace, disputes, filter }: Shown): Ranked {
  const dispute = disputes.get(claimKey(subject, metric));
  const values = new Set(stated.map(({ claim }) => shown(claim)));
  const description =
    values.size === 1 ? `${[...values][0]} · ${placesOf(stated.length)}` : `${placesOf(stated.length)} · ${valuesOf(values.size)}`;
  return {
    node: {
      id: JSON.stringify([workspace.root, subject, metric]),
      label: metric,
      description,
      ...marked(dispute, 'graph'),
      collapsibleState: dispute === undefined ? 1 : 2,
    },
    dispute,
    count: stated.length,
    isShown: filter === 'everything' || dispute !== undefined,
  };
}

function values(
  subject: string,
  metric: string,
  stated: readonly ClaimRef[],
  groups: readonly Said[],
  { workspace, disputes }: Shown,
): TreeNode[] {
  const isDisputed = disputes.has(claimKey(subject, metric));
  const others = isDisputed ? differing(stated, vocabularyOf(workspace.configuration.claims)) : new Set();
  return groups.map(said => {
    const differs = said.by.some(one => others.has(one));
    return {
      id: JSON.stringify([workspace.root, subject, metric, keyOf(said)]),
      label: said.value,
      description: [said.under, placesOf(said.by.length)].filter(part => part !== '').join(' · '),
      ...marked(differs ? 'warning' : undefined, 'symbol-number'),
      ...(differs && { tooltip: t('Differs from what the others are measured by') }),
      collapsibleState: 1,
    };
  });
}

function placeNode(one: ClaimRef, parent: string, { workspace, rangeOf, uriOf }: Placed): TreeNode {
  const range = rangeOf(one.path, placeOf(one, workspace.kb));
  const title = titleOf(one.path, workspace.kb);
  return {
    id: `${parent} ${one.path} ${one.nth}`,
    label: title,
    description: `${nameOf(one.path)}:${range.start.line + 1}`,
    tooltip: `${one.path}:${range.start.line + 1}`,
    icon: 'go-to-file',
    collapsibleState: 0,
    command: { title: t('Go to the statement'), command: 'concord.goTo', arguments: [{ uri: uriOf(one.path), range }] },
  };
}

const keyOf = ({ value, under }: Said): string => `${value}\n${under}`;

/** The icon of a node: how loudly it is in dispute, else what it is. */
function marked(dispute: Severity | undefined, icon: string): Pick<TreeNode, 'icon' | 'color'> {
  if (dispute === 'error') return { icon: 'error', color: 'list.errorForeground' };
  if (dispute === 'warning') return { icon: 'warning', color: 'list.warningForeground' };
  return { icon: dispute === undefined ? icon : 'info' };
}

export const placesOf = (count: number): string => (count === 1 ? t('1 place') : t('{0} places', count));
export const valuesOf = (count: number): string => t('{0} values', count);
const countOf = (count: number): string => (count === 1 ? t('1 statement') : t('{0} statements', count));
const disagreements = (count: number): string => (count === 1 ? t('1 disagreement') : t('{0} disagreements', count));
