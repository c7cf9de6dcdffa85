import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Edit } from '../model/fix.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { folderOf, type KbPath } from '../model/path.ts';
import { namesTo, partsOf, plainPath, resolve, type Target, typeAt } from '../model/resolve.ts';
import type { FixContext } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { linkSites } from '../rules/linkSites.ts';
import { MovedIndex, type Places } from './movedIndex.ts';
import type { Moves } from './moves.ts';
import { homeOf } from './pages.ts';
import { respelled, type Spelling } from './respell.ts';

/** What follows a move. */
export interface Following {
  /** Where chapters lie now. */
  readonly edits: readonly Edit[];
  /** Links that led somewhere and cannot be written so that they lead there again. */
  readonly lost: readonly { readonly path: KbPath; readonly destination: string }[];
  /** Chapters of which we have failed to find out what has to be written otherwise. */
  readonly failed: readonly KbPath[];
}

/** A knowledge base before and after some moves, and how to get from one to the other. */
interface Journey {
  readonly moves: Moves;
  readonly before: Places;
  readonly after: Places;
  /** How links are read before and after. */
  readonly links: { readonly before: Configuration['links']; readonly after: Configuration['links'] };
  /** Where a chapter lies before and after, by where it lies now. */
  readonly ends: (path: KbPath) => { readonly from: KbPath; readonly to: KbPath };
}

/** `attempt`: does what is done for one chapter; should that fail, it is told, and answers false. */
type Workshop = Pick<FixContext, 'kb' | 'configuration' | 'text'> & { attempt(path: KbPath, steps: Steps<true>): Steps<boolean> };

/**
 * What has to be written otherwise in which chapters so that every link that leads somewhere leads there after the moves, in the manner in which it is written now. A dead link in a chapter that
 * moves goes on naming what it names. `links`: how links are read after the moves, where that is otherwise than now.
 */
export function* following(moves: Moves, workshop: Workshop, links = workshop.configuration.links): Steps<Following> {
  const { kb, configuration } = workshop;
  const moved = moves.filesIn(kb);
  yield;
  const after = yield* MovedIndex.of(kb, moved, links);
  const journey: Journey = {
    moves,
    before: kb,
    after,
    links: { before: configuration.links, after: links },
    ends: path => ({ from: path, to: moves.of(path) }),
  };
  return yield* followed(journey, after, workshop);
}

/** The same where the files have been moved already, and nothing has followed them. */
export function* followingAfterwards(moves: Moves, workshop: Workshop): Steps<Following> {
  const { kb, configuration } = workshop;
  const { back } = moves;
  const before = yield* MovedIndex.of(kb, back.filesIn(kb));
  const { links } = configuration;
  const journey: Journey = {
    moves,
    before,
    after: kb,
    links: { before: links, after: links },
    ends: path => ({ from: back.of(path), to: path }),
  };
  return yield* followed(journey, before, workshop);
}

/** `other`: the end of the journey at which the knowledge base is not. */
function* followed(journey: Journey, other: MovedIndex, workshop: Workshop): Steps<Following> {
  const into = { edits: [] as Edit[], lost: [] as { path: KbPath; destination: string }[], failed: [] as KbPath[] };
  for (const path of yield* touched(other, workshop.kb)) {
    yield;
    const chapter = workshop.kb.chapter(path);
    if (chapter === undefined || chapter.damage !== undefined) continue;
    const own: Found = { edits: [], lost: [] };
    if (!(yield* workshop.attempt(path, followedIn(chapter, journey, workshop, own)))) into.failed.push(path);
    else for (const edit of own.edits) into.edits.push(edit);
    for (const link of own.lost) into.lost.push(link);
  }
  return into;
}

/** The chapters that move, and those that may lead to what comes or goes. */
function* touched(other: MovedIndex, kb: KnowledgeBase): Steps<KbPath[]> {
  const rest = resting();
  const paths = new Set<KbPath>();
  const addAll = (name: string) => {
    for (const { path } of kb.lookup('backlink', name)) paths.add(path);
  };
  for (const path of other.gone) {
    if (rest()) yield;
    if (kb.chapter(path) !== undefined) paths.add(path);
    for (const name of namesOfFile(path, kb)) addAll(name);
  }
  for (const path of other.come.keys()) {
    if (rest()) yield;
    for (const name of namesOfFile(path, other)) addAll(name);
  }
  return [...paths].sort();
}

/** The names under which links may lead to a file or folder. */
function namesOfFile(path: KbPath, index: Places): string[] {
  const chapter = index.chapter(path);
  if (chapter !== undefined) return [...namesTo(path, chapter.facts.page, index), folderOf(path)];
  const type = index.lookup('file', path)[0]?.value;
  return [path, ...((type && index.siteAt(path).routesOf?.(path, type, undefined)) ?? [])];
}

interface Found {
  readonly edits: Edit[];
  readonly lost: { readonly path: KbPath; readonly destination: string }[];
}

function* followedIn(chapter: Chapter, journey: Journey, { configuration, text: textOf }: Workshop, into: Found): Steps<true> {
  const { from, to } = journey.ends(chapter.path);
  const rest = resting();
  let text: string | undefined;
  /** The same destination often stands many times in a chapter. */
  const wanted = new Map<string, KbPath | undefined>();
  for (const site of linkSites(chapter)) {
    if (rest()) yield;
    const { destination, form } = site;
    const key = `${form === 'html'} ${destination}`;
    if (!wanted.has(key)) wanted.set(key, wantedPath(destination, form === 'html', from, to, journey));
    const goal = wanted.get(key);
    if (goal === undefined) continue;
    text ??= textOf(chapter.path);
    if (text === undefined) break;
    const spelling: Spelling = { chapter: { path: to, facts: chapter.facts }, site, text, configuration };
    const edit = respelled(spelling, goal, journey.after, written => leadsTo(written, goal, form === 'html', to, journey));
    if (edit === undefined) into.lost.push({ path: chapter.path, destination });
    else if (text.slice(edit.span.start, edit.span.end) !== edit.newText) into.edits.push({ path: chapter.path, ...edit });
  }
  return true;
}

/** Where a destination has to lead after the moves; nothing where it does, or where nobody knows what it means. */
function wantedPath(destination: string, isHtml: boolean, from: KbPath, to: KbPath, journey: Journey): KbPath | undefined {
  const { moves, before, after, links } = journey;
  if (destination.startsWith('#') || destination === '') return undefined;
  const was = resolve(from, destination, links.before, before, isHtml);
  if (was.where !== 'inside') return undefined;
  // A dead link in a chapter that stays is somebody else's business.
  if (was.type === undefined && from === to) return undefined;
  const goal = goalOf(was, moves, before, after);
  const now = resolve(to, destination, links.after, after, isHtml);
  // A site may find by its address what was named by its path, and its renderer would not.
  const { written } = partsOf(destination);
  const isByPath = plainPath(from, written, links.before) === was.path;
  return isAt(now, goal, was) && (!isByPath || plainPath(to, written, links.after) === goal) ? undefined : goal;
}

type Inside = Extract<Target, { where: 'inside' }>;

/** Where what a link led to is after the moves. Where a folder is there no more, its page; with a fragment, the page has always been meant. */
function goalOf({ path, type, fragment }: Inside, moves: Moves, before: Places, after: Places): KbPath {
  const moved = moves.of(path);
  if (type !== 'folder') return moved;
  const home = homeOf(path, before);
  const now = homeOf(moved, after);
  const isThere = typeAt(moved, after) !== undefined;
  if (isThere && (home === undefined || fragment === undefined || now === moves.of(home))) return moved;
  return home === undefined ? moves.ofAllIn(path) : moves.of(home);
}

const isAt = (now: Target, goal: KbPath, was: Inside): boolean =>
  now.where === 'inside' && now.path === goal && (now.type !== undefined || was.type === undefined);

function leadsTo(written: string, goal: KbPath, isHtml: boolean, from: KbPath, { after, links }: Journey): boolean {
  const target = resolve(from, written, links.after, after, isHtml);
  return target.where === 'inside' && target.path === goal;
}
