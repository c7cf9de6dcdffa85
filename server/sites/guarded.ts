import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import { gitHubDialect, type Site } from '../model/site.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { filesAt } from './routes.ts';

type Attempt = Surroundings['attempt'];

/** A site that fails to answer says nothing of what it was asked: where links lead, and which fragments there are, nobody knows then. Nor does anybody once it has failed to say where something is found. */
export function guarded(site: Site, attempt: Attempt): Site {
  const { fragment, fragmentFor, isFreeFragment, routesOf, urlOf, goals, includedAt, lists, calls } = site;
  const at = site.evidence ?? site.folder;
  let isWhole = true;
  const placed = <T>(path: KbPath, otherwise: T, act: () => T): T => {
    let isDone = false;
    const answer = attempt(path, otherwise, () => {
      const known = act();
      isDone = true;
      return known;
    });
    isWhole &&= isDone;
    return answer;
  };
  return {
    ...site,
    ...(fragment && { fragment: written => attempt<readonly string[]>(at, [written], () => fragment(written)) }),
    ...(fragmentFor && { fragmentFor: heading => attempt(at, heading, () => fragmentFor(heading)) }),
    ...(isFreeFragment && { isFreeFragment: written => attempt(at, true, () => isFreeFragment(written)) }),
    ...(routesOf && { routesOf: (path, type, page) => placed<readonly string[]>(path, [], () => routesOf(path, type, page)) }),
    ...(urlOf && { urlOf: (path, page, type) => placed(path, undefined, () => urlOf(path, page, type)) }),
    ...(goals && {
      goals(from, url, written) {
        const known = attempt(from, { goals: [], mayBe: true }, () => goals(from, url, written));
        return isWhole ? known : { ...known, mayBe: true };
      },
    }),
    ...(calls && {
      calls: {
        goals(from, call) {
          const known = attempt(from, { goals: [], mayBe: true }, () => calls.goals(from, call));
          return isWhole ? known : { ...known, mayBe: true };
        },
        forms: (from, call, to) => attempt<readonly string[]>(from, [], () => calls.forms(from, call, to)),
      },
    }),
    ...(includedAt && { includedAt: (from, written) => attempt(from, undefined, () => includedAt(from, written)) }),
    ...(lists && { lists: lists.map(list => ({ ...list, isFor: path => attempt(path, false, () => list.isFor(path)) })) }),
  };
}

/** The site that evidence tells of. Where we fail to find out what it is like, nothing is said of where its links lead. */
export const opened = (kind: SiteKind, evidence: KbPath, around: Surroundings): Site =>
  around.attempt(evidence, unknown(kind, evidence), () => kind.open(evidence, around));

function unknown({ id, title }: SiteKind, evidence: KbPath): Site {
  // What marks a site may lie in a folder of its own: `.vitepress`.
  const inner = folderOf(evidence);
  const folder = nameOf(inner).startsWith('.') ? folderOf(inner) : inner;
  return {
    kind: id,
    title,
    folder,
    roots: [folder],
    evidence,
    meaning: `${id} ${folder} unknown`,
    dialect: gitHubDialect,
    isFreeFragment: () => true,
    goals: (from, _, { path }) => ({ goals: filesAt(from, path), mayBe: true }),
  };
}
