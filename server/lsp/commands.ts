import { t } from '@vscode/l10n';
import { ErrorCodes, type Location, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { matrix } from '../features/convergence/matrix.ts';
import { type Qualification, qualifications } from '../features/convergence/qualify.ts';
import { convergence, type Filter } from '../features/convergence/tree.ts';
import { type StatementPlace, unify } from '../features/convergence/unify.ts';
import { Refusal, type RequestContext } from '../features/feature.ts';
import { fixEverywhere } from '../features/fixEverywhere.ts';
import { svgOf } from '../features/formulaActions.ts';
import { formulaPanel } from '../features/formulaPanel.ts';
import { map } from '../features/map/map.ts';
import type { Placed } from '../features/panel.ts';
import { type RestructuringName, restructured, restructurings, targetsFor } from '../features/restructuring.ts';
import { insertToc, updateToc } from '../features/toc.ts';
import type { Pictures } from '../formula/picture.ts';
import type { Steps } from '../model/steps.ts';
import { rules } from '../rules/index.ts';
import * as counted from '../workspace/counted.ts';
import { answerAboutAll, workedOut } from './answering.ts';
import type { Client } from './client.ts';
import type { CommandName } from './commandNames.ts';
import { location } from './messages.ts';
import type { Session } from './session.ts';
import { boolean, listOf, object, optional, type Shape, string, tuple, uinteger, uri } from './shape.ts';
import { accept, openConfiguration, openPanel, setSeverity, showOverview } from './standingCommands.ts';
import type { Views } from './views.ts';

/** Everything that commands act on. */
export interface Reach {
  readonly client: Client;
  readonly session: Session;
  readonly views: Views;
  readonly pictures: Pictures;
  stopReading(): void;
}

/** What a command does with its arguments, which have the shape it asks for. What it answers is what the client gets; a change it has the client make itself. */
interface Command {
  readonly takes: Shape;
  // biome-ignore lint/suspicious/noExplicitAny: as its shape says
  run(args: any, reach: Reach): unknown;
}

/** The answer is nothing, once all is done. */
const done = async (all: Promise<unknown>): Promise<void> => void (await all);

const nothing = tuple();
/** Its URI, behind whatever else. */
const chapter: Shape = args => (Array.isArray(args) && uri(args.at(-1)) === undefined ? undefined : ' must end with a URI');
const statement = tuple(object({ uri, offset: uinteger, subject: string, metric: string }));

/** By its name behind `concord.` Commands about one chapter have its URI for their last argument. */
export const commands: Readonly<Record<CommandName, Command>> = {
  check: { takes: nothing, run: (_args, { session }) => session.reload() },
  stopReading: { takes: nothing, run: (_args, { stopReading }) => stopReading() },
  fixEverywhere: { takes: tuple(string), run: ([rule]: [string], reach) => fixAll(rule, reach) },
  fixOneKind: { takes: nothing, run: (_args, reach) => fixOneKind(reach) },
  updateAllTocs: { takes: nothing, run: (_args, reach) => updateAllTocs(reach) },
  updateToc: { takes: chapter, run: (args: string[], reach) => done(changeOf(args.at(-1)!, updateToc, reach)) },
  insertToc: { takes: chapter, run: (args: string[], reach) => insertTocIn(args.at(-1)!, reach) },
  unify: { takes: statement, run: ([place]: [StatementPlace], reach) => done(changeOf(place.uri, view => unify(place, view), reach)) },
  qualify: { takes: statement, run: ([place]: [StatementPlace], reach) => qualify(place, reach) },
  goTo: { takes: tuple(location), run: ([place]: [Location], { client }) => client.show(place) },
  acceptFindings: { takes: nothing, run: (args: unknown[], reach) => accept(args, reach) },
  setSeverity: { takes: tuple(string, string, string), run: (args: string[], reach) => setSeverity(args, reach) },
  openConfiguration: { takes: nothing, run: ([named]: unknown[], reach) => openConfiguration(named, reach) },
  showOverview: { takes: nothing, run: ([named]: unknown[], reach) => showOverview(named, reach) },
  showMap: { takes: nothing, run: (_args, reach) => openPanel(map.id, reach) },
  showMatrix: { takes: nothing, run: (_args, reach) => openPanel(matrix.id, reach) },
  previewFormula: { takes: nothing, run: (_args, reach) => openPanel(formulaPanel.id, reach) },
  copyTex: { takes: tuple(string), run: ([tex]: [string], { client }) => client.copy(tex) },
  copySvg: {
    takes: tuple(object({ source: string, display: optional(boolean), macros: optional(listOf(object({ name: string, body: string }))) })),
    run: async ([formula], { client, pictures }) => client.copy(await svgOf(formula, pictures)),
  },
  extractSection: restructuring('extractSection'),
  moveSection: restructuring('moveSection'),
  inlineChapter: restructuring('inlineChapter'),
  promoteSection: restructuring('promoteSection'),
  demoteSection: restructuring('demoteSection'),
  numberSections: restructuring('numberSections'),
  numberSectionsInChinese: restructuring('numberSectionsInChinese'),
  renumberSections: restructuring('renumberSections'),
  'convergence.onlyDisagreements': { takes: nothing, run: (_args, { views }) => showOnly(views, 'disagreements') },
  'convergence.everything': { takes: nothing, run: (_args, { views }) => showOnly(views, 'everything') },
};

/** Carries out a command. What cannot be done, or need not, the writer is told in a sentence. */
export async function execute(command: string, args: readonly unknown[], reach: Reach): Promise<unknown> {
  const name = command.replace(/^concord\./, '');
  if (!Object.hasOwn(commands, name)) return new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
  const { takes, run } = commands[name as CommandName];
  const wrong = takes(args);
  if (wrong !== undefined) return new ResponseError(ErrorCodes.InvalidParams, `${command}: arguments${wrong}.`);
  try {
    return (await run(args, reach)) ?? null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reach.client.say(error.message);
    return null;
  }
}

/** What is done with the section at an offset of a chapter. */
function restructuring(name: RestructuringName): Command {
  const run = async ([offset, uri]: [number, string], reach: Reach) => {
    const choice = 'asks' in restructurings[name] ? await chosenChapter(uri, reach) : undefined;
    await changeOf(uri, view => restructured(name, offset, choice, view), reach);
  };
  return { takes: tuple(uinteger, uri), run };
}

/** Asks for another chapter of the knowledge base. */
async function chosenChapter(uri: string, { session, client }: Reach): Promise<string | undefined> {
  const view = session.view(uri);
  const paths = view === undefined ? [] : targetsFor(view);
  const chosen = await client.choose(
    t('To the end of which chapter?'),
    paths.map(label => ({ label })),
  );
  return chosen?.label;
}

const showOnly = (views: Views, filter: Filter): void => views.choose(convergence.id, filter);

/** Has the client make what is to be changed of a chapter, worked out and sent in one go so that it fits the text. False when nothing is to be changed. */
async function changeOf(
  uri: string,
  make: (view: RequestContext) => Steps<WorkspaceEdit | undefined>,
  { session, client }: Reach,
): Promise<boolean> {
  const change = await workedOut(uri, session, view => {
    if (view === undefined) throw new Refusal(t('This is no chapter of a knowledge base.'));
    return make(view);
  });
  if (change !== undefined) await client.apply(change);
  return change !== undefined;
}

/** A chapter that has a table of contents already has it brought up to date, if the writer wants that. */
async function insertTocIn(uri: string, reach: Reach): Promise<void> {
  if (await changeOf(uri, insertToc, reach)) return;
  const update = { label: t('Update') };
  const question = t('This chapter has a table of contents already, and it is out of date.');
  if ((await reach.client.ask(question, [update])) === update) await changeOf(uri, updateToc, reach);
}

const staleContents = rules.find(({ updatesContents }) => updatesContents)!.id;

async function updateAllTocs({ session, client }: Reach): Promise<void> {
  const change = await answerAboutAll(session, () => fixEverywhere(staleContents, session.places()));
  if (change === null) throw new Refusal(t('There is no table of contents to update.'));
  await client.apply(change);
}

/** Asks of which time or scope a statement is made. The chapter may have changed meanwhile. */
async function qualify(place: StatementPlace, reach: Reach): Promise<void> {
  const now = function* (view: RequestContext | undefined): Steps<Qualification[]> {
    return view === undefined ? [] : yield* qualifications(place, view, new Date().getFullYear());
  };
  const ways = await workedOut(place.uri, reach.session, now);
  const chosen = await reach.client.choose(t('Which time or scope does it speak of?'), ways);
  const changeTo = function* (label: string, view: RequestContext): Steps<WorkspaceEdit | undefined> {
    return (yield* now(view)).find(one => one.label === label)?.edit;
  };
  if (chosen !== undefined) await changeOf(place.uri, view => changeTo(chosen.label, view), reach);
}

async function fixAll(rule: string, { session, client }: Reach): Promise<void> {
  const change = await answerAboutAll(session, () => fixEverywhere(rule, session.places()));
  if (change === null) throw new Refusal(t('No finding of this kind has one clear fix.'));
  await client.apply(change);
}

/** Asks which kind of finding is to be fixed everywhere, of those that have clear repairs. */
async function fixOneKind(reach: Reach): Promise<void> {
  const counts = new Map<string, number>();
  for (const { rule } of allFindings(reach.session.places())) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const kinds = rules
    .filter(({ id, repairs }) => repairs === 'certain' && counts.has(id))
    .sort((a, b) => counts.get(b.id)! - counts.get(a.id)!)
    .map(({ id, summary }) => ({ id, label: t(summary), description: `${id} · ${counted.findings(counts.get(id)!)}` }));
  if (kinds.length === 0) throw new Refusal(t('There are no findings to fix.'));
  const chosen = await reach.client.choose(t('Fix every finding of which kind? You see all changes before they are made.'), kinds);
  if (chosen !== undefined) await fixAll(chosen.id, reach);
}

function* allFindings(places: Iterable<Placed>) {
  for (const { workspace } of places)
    for (const { path } of workspace.kb.allChapters()) yield* workspace.findings(path, finding => finding);
}
