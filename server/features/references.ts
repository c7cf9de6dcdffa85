import type { Location, ReferenceParams } from 'vscode-languageserver-protocol';
import type { Chapter } from '../model/chapter.ts';
import type { Heading } from '../model/facts.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { KbPath } from '../model/path.ts';
import { once } from '../model/remembering.ts';
import { anchorAt, namesTo } from '../model/resolve.ts';
import { resting, type Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import { claimsAt } from './convergence/stated.ts';
import { placesStating } from './convergence/statements.ts';
import type { Feature, RequestContext } from './feature.ts';
import { type Goal, goalOf, type LinkAtCursor, linksOf, namedAt, targetOf } from './leadsTo.ts';
import { symbolAt, usesOf } from './symbols.ts';

interface Placed {
  readonly path: KbPath;
  readonly span: Span;
}

/**
 * Who leads here: on a heading or explicit anchor, the links to it (on the title, to the whole chapter); on a destination, the links to the same place or address; on a label or
 * footnote, its references; on a statement of how far something has converged, all statements of it; on a symbol in a formula, its uses in the chapter.
 */
export const references: Feature<ReferenceParams, Location[]> = {
  *handle({ position, context }, view) {
    const rest = resting();
    const found = yield* referencesAt(view.offsetAt(position), context.includeDeclaration, view);
    if (found === undefined) return undefined;
    const locations: Location[] = [];
    for (const { path, span } of found) {
      if (rest()) yield;
      locations.push({ uri: view.uriOf(path), range: view.rangeOf(path, span) });
    }
    return locations;
  },
};

function* referencesAt(offset: number, withDeclaration: boolean, view: RequestContext): Steps<readonly Placed[] | undefined> {
  const { path, facts } = view.chapter;
  const here = (places: readonly { readonly span: Span }[]) => places.map(({ span }) => ({ path, span }));
  const named = namedAt(view.chapter, offset);
  if (named?.kind === 'footnote')
    return here(facts.footnotes.filter(({ label, defines }) => label === named.label && (withDeclaration || !defines)));
  const stated = claimsAt(offset, view).filter(({ subject }) => subject !== null);
  if (stated.length > 0) {
    const places: Placed[] = [];
    for (const { subject, metric } of stated) places.push(...(yield* placesStating(subject!, metric, view.workspace)));
    return places;
  }
  const symbol = symbolAt(offset, view);
  if (symbol !== undefined) return usesOf(symbol.name, facts, view.text).map(span => ({ path, span }));
  if (named?.kind === 'label') {
    const isMeant = ({ label }: { readonly label?: string }) => label === named.label;
    return here([...(withDeclaration ? facts.definitions.filter(isMeant) : []), ...facts.links.filter(isMeant)]);
  }
  const wanted = named?.kind === 'place' ? leadsTo(named.leading, view) : named && standsHere(named, view);
  if (wanted === undefined) return named?.kind === 'place' ? yield* sameAddress(named.leading.destination, view) : undefined;
  const declaration = withDeclaration && wanted.declared !== undefined ? [{ path: wanted.goal.path, span: wanted.declared }] : [];
  return [...declaration, ...(yield* backlinks(wanted.goal, view))];
}

/** A place that links lead to, and where it is declared: the heading or anchor. */
interface Wanted {
  readonly goal: Goal;
  readonly declared?: Span;
}

/** The title stands for the whole chapter. */
function standsHere(
  named: Exclude<ReturnType<typeof namedAt>, undefined | { kind: 'place' }>,
  { chapter: { path, facts } }: RequestContext,
): Wanted | undefined {
  if (named.kind === 'id') return { goal: { path, anchor: named.id.id }, declared: named.id.span };
  if (named.kind !== 'heading') return undefined;
  const { heading } = named;
  return { goal: heading === titleOf(facts.headings) ? { path } : { path, anchor: heading.anchor }, declared: heading.span };
}

function leadsTo({ destination }: LinkAtCursor, { chapter, workspace: { kb, configuration } }: RequestContext): Wanted | undefined {
  const goal = goalOf(chapter.path, destination, kb, configuration.links);
  if (goal?.anchor === undefined) return goal && { goal };
  const declared = targetOf(chapter.path, destination, kb, configuration.links)?.span;
  return declared === undefined ? { goal } : { goal, declared };
}

/** Every link to an address outside the knowledge base. */
function* sameAddress(address: string, { workspace: { kb } }: RequestContext): Steps<Placed[]> {
  const found: Placed[] = [];
  for (const chapter of kb.chapters()) yield* placesOf(chapter, destination => destination === address, found);
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start));
}

const titleOf = ([first]: readonly Heading[]): Heading | undefined => (first?.level === 1 ? first : undefined);

/** Every link that leads to an anchor of a chapter, or to one that it has lost; without either, to the chapter: from elsewhere wherever in it, from itself to its top or title. The page of a folder stands for the folder. */
export function* backlinks(
  { path, anchor, lost }: Goal,
  { workspace: { kb, configuration } }: Pick<RequestContext, 'workspace'>,
): Steps<Placed[]> {
  const isWhole = anchor === undefined && lost === undefined;
  const isMeant = (fragment: string) =>
    isWhole || (lost === undefined ? fragment !== '' && anchorAt(path, fragment, kb) === anchor : fragment === lost);
  const title = isWhole ? titleOf(kb.chapter(path)?.facts.headings ?? [])?.anchor : undefined;
  const leadsHere = (goal: Goal | undefined, source: KbPath) =>
    goal?.path === path &&
    (isWhole
      ? source !== path || (goal.lost === undefined && (goal.anchor === undefined || goal.anchor === title))
      : goal.anchor === anchor && goal.lost === lost);
  const found: Placed[] = [];
  for (const source of [...sourcesOf(path, isMeant, kb)].sort()) {
    const chapter = kb.chapter(source);
    if (chapter === undefined) continue;
    const isBacklink = once((destination: string) => leadsHere(goalOf(source, destination, kb, configuration.links), source));
    yield* placesOf(chapter, isBacklink, found);
  }
  return found;
}

/** The places of a chapter that link to certain destinations, added to `found`. */
function* placesOf(chapter: Chapter, isMeant: (destination: string) => boolean, found: Placed[]): Steps<void> {
  const rest = resting();
  for (const { destination, target } of ownLinks(chapter)) {
    if (rest()) yield;
    if (isMeant(destination)) found.push({ path: chapter.path, span: target });
  }
}

/** The chapters that may link to one with a fragment that is meant; itself always. */
function sourcesOf(path: KbPath, isMeant: (fragment: string) => boolean, kb: KnowledgeBase): Set<KbPath> {
  const entries = namesTo(path, kb.chapter(path)?.facts.page, kb).flatMap(name => kb.lookup('backlink', name));
  return new Set([path, ...entries.filter(({ value }) => value.split('\n').some(isMeant)).map(entry => entry.path)]);
}

/** What has a destination of its own. */
function* ownLinks(chapter: Parameters<typeof linksOf>[0]): Iterable<LinkAtCursor> {
  for (const leading of linksOf(chapter)) if (leading.label === undefined || leading.kind === 'definition') yield leading;
}
