import { t } from '@vscode/l10n';
import { type Connection, type Location, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { matrix } from '../features/convergence/matrix.ts';
import { qualifications } from '../features/convergence/qualify.ts';
import { convergence, type Filter } from '../features/convergence/tree.ts';
import { type StatementPlace, unify } from '../features/convergence/unify.ts';
import { Refusal, type View } from '../features/feature.ts';
import { fixEverywhere } from '../features/fixEverywhere.ts';
import { svgOf } from '../features/formulaActions.ts';
import { formulaPanel } from '../features/formulaPanel.ts';
import type { Placed } from '../features/panel.ts';
import { insertToc, updateToc } from '../features/toc.ts';
import type { Pictures } from '../formula/picture.ts';
import type { Session } from './session.ts';
import type { Views } from './views.ts';

/** Everything that commands act on. */
interface Reach {
  readonly connection: Connection;
  readonly session: Session;
  readonly views: Views;
  readonly pictures: Pictures;
  stopReading(): void;
}

/** Carries out a command. The answer is a change that the editor makes, if there is one. Commands about one chapter have its URI for their last argument. */
export async function execute(
  command: string,
  args: readonly unknown[],
  { connection, session, views, pictures, stopReading }: Reach,
): Promise<unknown> {
  const about = (act: (view: View) => unknown) => {
    const view = session.view(String(args.at(-1) ?? ''));
    return view === undefined ? null : refusing(() => act(view));
  };
  const at = (place: unknown, act: (place: StatementPlace, view: View) => unknown) => {
    const view = session.view((place as StatementPlace).uri);
    return view === undefined ? null : refusing(() => act(place as StatementPlace, view));
  };
  const show = (filter: Filter) => views.choose(convergence.id, filter);
  const commands: Readonly<Record<string, () => unknown>> = {
    'concord.check': () => session.reload(),
    'concord.stopReading': stopReading,
    'concord.fixEverywhere': () => fixEverywhere(String(args[0] ?? ''), session.places()),
    'concord.fixOneKind': () => fixOneKind(connection, session),
    'concord.updateAllTocs': () => fixEverywhere('stale-toc', session.places()),
    'concord.updateToc': () => about(updateToc),
    'concord.insertToc': () => about(insertToc),
    'concord.showMatrix': () => views.open(matrix.id),
    'concord.unify': () => at(args[0], unify),
    'concord.qualify': () => at(args[0], (place, view) => qualify(place, view, connection)),
    'concord.previewFormula': () => views.open(formulaPanel.id),
    'concord.copyTex': () => connection.sendRequest('concord/copy', { text: String(args[0]) }),
    'concord.copySvg': () => refusing(async () => connection.sendRequest('concord/copy', { text: await svgOf(args[0], pictures) })),
    'concord.goTo': () => views.goTo(args[0] as Location),
    'concord.convergence.onlyDisagreements': () => show('disagreements'),
    'concord.convergence.everything': () => show('everything'),
  };
  return (await (Object.hasOwn(commands, command) ? commands[command]?.() : null)) ?? null;
}

/** Asks of which time or scope a statement is made. */
async function qualify(place: StatementPlace, view: View, connection: Connection): Promise<unknown> {
  const items = qualifications(place, view, new Date().getFullYear());
  const placeHolder = t('Which time or scope does it speak of?');
  const shown = items.map(({ label, description }) => ({ label, description }));
  const chosen = await connection.sendRequest<{ label: string } | null>('concord/pick', { items: shown, placeHolder });
  return items.find(({ label }) => label === chosen?.label)?.edit ?? null;
}

/** Asks which kind of finding is to be fixed everywhere. */
async function fixOneKind(connection: Connection, session: Session): Promise<unknown> {
  const counts = new Map<string, number>();
  for (const { rule } of allFindings(session.places())) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  if (counts.size === 0) return void connection.window.showInformationMessage(t('There are no findings to fix.'));
  const items = [...counts].sort(([, a], [, b]) => b - a).map(([label, count]) => ({ label, description: String(count) }));
  const placeHolder = t('Fix every finding of which kind? You see all changes before they are made.');
  const chosen = await connection.sendRequest<{ label: string } | null>('concord/pick', { items, placeHolder });
  if (!chosen) return null;
  const change = fixEverywhere(chosen.label, session.places());
  if (change === null) connection.window.showInformationMessage(t('No finding of this kind has one clear fix.'));
  return change;
}

function* allFindings(places: Iterable<Placed>) {
  for (const { workspace } of places) for (const { path } of workspace.kb.chapters()) yield* workspace.findings(path, finding => finding);
}

/** What cannot be done is an answer that the writer reads. */
export const refusal = ({ message }: Refusal): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, message);

async function refusing<T>(act: () => T | Promise<T>): Promise<T | ResponseError<void>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal) return refusal(error);
    throw error;
  }
}
