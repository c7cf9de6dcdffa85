import { t } from '@vscode/l10n';
import { configurationFile } from '../config/read.ts';
import { accepting } from '../features/accepting.ts';
import { configured, written } from '../features/configuring.ts';
import { Refusal } from '../features/feature.ts';
import { type OverviewChoice, overview } from '../features/overview.ts';
import type { Placed } from '../features/panel.ts';
import type { KbPath } from '../model/path.ts';
import * as counted from '../workspace/counted.ts';
import { answerAboutAll } from './answering.ts';
import type { Reach } from './commands.ts';

/** Opens a panel, with a choice of its reader if one was made. */
export function openPanel(id: string, { client, views }: Reach, choice?: unknown): Promise<void> {
  if (!client.understands('concord/panel')) throw new Refusal(t('This editor cannot show pages of Concord.'));
  return views.open(id, choice);
}

/** Of the folder with this URI; of everything, where that is none. */
export function showOverview(named: unknown, reach: Reach): Promise<void> {
  const home = typeof named === 'string' ? reach.session.home(named) : undefined;
  const within = home?.workspace.kb.holds(home.path) ? ([home.workspace.root, `${home.path}/`] as const) : undefined;
  return openPanel(overview.id, reach, { asked: 0, ...(within && { within }) } satisfies OverviewChoice);
}

/** The knowledge base that is named by its root, or by the URI of a chapter; else the only one, or the first. */
function placeOf(named: unknown, { session }: Reach): Placed {
  const places = [...session.places()];
  const workspace = typeof named === 'string' ? session.view(named)?.workspace : undefined;
  const place = places.find(one => one.workspace.root === named) ?? places.find(one => one.workspace === workspace) ?? places[0];
  if (place === undefined) throw new Refusal(t('No knowledge base is open.'));
  return place;
}

/** Accepts what is found now in a knowledge base, or below one of its folders: only what is new is told from then on. */
export async function accept([named, folder]: readonly unknown[], reach: Reach): Promise<void> {
  const place = placeOf(named, reach);
  const isFolder = named === place.workspace.root && typeof folder === 'string';
  const { edit, path, accepted } = await answerAboutAll(reach.session, () => accepting(isFolder ? folder : '', place));
  if (await reach.client.apply(edit)) reach.client.say(t('{0} accepted in “{1}”.', counted.findings(accepted), path));
}

/** What `concord.json` says of a rule. */
export async function setSeverity([root, rule, severity]: readonly string[], reach: Reach): Promise<void> {
  const edit = configured(['rules', rule!], severity, placeOf(root, reach));
  if (edit === undefined) throw new Refusal(t('concord.json is no JSON: nothing can be written into it.'));
  await reach.client.apply(edit);
}

/** One that is not there is made, empty. */
export async function openConfiguration(named: unknown, reach: Reach): Promise<void> {
  const { workspace, uriOf } = placeOf(named, reach);
  const path = configurationFile as KbPath;
  if (workspace.text(path) === undefined) await reach.client.apply(written(path, undefined, '{\n}\n', { uriOf }));
  const start = { line: 0, character: 0 };
  reach.client.show({ uri: uriOf(path), range: { start, end: start } });
}
