import { t } from '@vscode/l10n';
import type { Connection, InitializeParams, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Counts } from '../workspace/counted.ts';
import type { Client } from './client.ts';
import type { Failed } from './failure.ts';
import { type KindCount, reading, type StatusItem, standing } from './statusItem.ts';

/** What the session needs of its editor. */
export interface Editor {
  publish(params: PublishDiagnosticsParams): void;
  /** Whether its own settings define a command of TeX. */
  defines(macro: string): boolean;
  status(status: Omit<Status, 'item'>): void;
  /** Shows that something goes on. */
  progress(title: string): Promise<Progress>;
  /** The globs that the writer hides in the explorer. */
  hidden(folderUri: string): Promise<readonly string[]>;
  log(message: string): void;
  /** Logs what has gone wrong, and what it was done for. */
  readonly failed: Failed;
}

export interface Status extends Counts {
  readonly state: 'loading' | 'ready';
  readonly chapters: number;
  /** What has not been checked, or not been kept, and why. */
  readonly notices: readonly string[];
  /** What is not read of any file of a kind. */
  readonly limits: readonly string[];
  /** Who renders the chapters, where that is not GitHub. */
  readonly renderers: readonly string[];
  /** What was found, most severe and then most frequent first. */
  readonly kinds: readonly KindCount[];
  /** How VS Code shows it. */
  readonly item: StatusItem;
}

export interface Progress {
  /** The writer has had enough of it. */
  readonly cancelled: boolean;
  report(percent: number, message: string): void;
  done(): void;
}

/** Tells of chapters that are read, at each percent. */
export function reporting(progress: Progress): (done: number, total: number) => void {
  let percent = -1;
  return (done, total) => {
    const now = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (now === percent) return;
    percent = now;
    progress.report(now, t('{0} of {1} chapters', done, total));
  };
}

/**
 * The editor at the other end of a connection, asked only for what it has said it can. `defines`: whether its own settings define a command of TeX; `settled`:
 * told whenever everything has been read and checked, and whether it was being read.
 */
export function editorOf(
  connection: Connection,
  client: Client,
  { capabilities }: InitializeParams,
  {
    isVsCode,
    defines,
    failed,
    settled,
  }: Pick<Editor, 'defines' | 'failed'> & { readonly isVsCode: boolean; settled(wasLoading: boolean): void },
): Editor & { stopReading(): void } {
  let told = '';
  const nothing = { chapters: 0, findings: 0, hints: 0, notices: [], limits: [], renderers: [], kinds: [] };
  let last: Status = { ...nothing, state: 'loading', item: reading() };
  const tell = (status: Status) => {
    last = status;
    const now = JSON.stringify(status);
    if (now === told) return;
    told = now;
    client.tell('concord/status', status);
  };
  /** What was not checked, or not kept, when everything was checked last: it is logged once for as long as it lasts. */
  let noticed: ReadonlySet<string> = new Set();
  const note = (notices: readonly string[]) => {
    for (const notice of notices) if (!noticed.has(notice)) connection.console.warn(notice);
    noticed = new Set(notices);
  };
  const underWay = new Set<{ cancelled: boolean }>();
  return {
    defines,
    publish: params => void connection.sendDiagnostics(params),
    status(status) {
      const { state, chapters, notices } = status;
      if (state === 'ready') {
        note(notices);
        settled(last.state === 'loading');
      }
      tell({
        ...status,
        item: state === 'ready' ? standing(chapters, status, status) : last.state === 'loading' ? last.item : reading(),
      });
    },
    stopReading() {
      for (const progress of underWay) progress.cancelled = true;
    },
    log: message => connection.console.log(message),
    failed,
    async progress(title) {
      const stopped = { cancelled: false };
      underWay.add(stopped);
      const report = (message: string) => tell({ ...last, state: 'loading', item: reading(message) });
      const done = () => void underWay.delete(stopped);
      // VS Code cannot cancel what it shows in the status bar by itself: the status item does.
      const isShown = !isVsCode && capabilities.window?.workDoneProgress === true;
      const shown = isShown ? await connection.window.createWorkDoneProgress().catch(() => undefined) : undefined;
      if (shown === undefined) return Object.assign(stopped, { report: (_percent: number, message: string) => report(message), done });
      shown.begin(title, 0, undefined, true);
      return {
        get cancelled() {
          return stopped.cancelled || shown.token.isCancellationRequested;
        },
        report(percent, message) {
          report(message);
          shown.report(percent, message);
        },
        done() {
          done();
          shown.done();
        },
      };
    },
    async hidden(scopeUri) {
      if (capabilities.workspace?.configuration !== true) return [];
      const excluded: unknown = await connection.workspace.getConfiguration({ scopeUri, section: 'files.exclude' }).catch(() => undefined);
      return Object.entries(excluded ?? {}).flatMap(([glob, on]) => (on === true ? [glob] : []));
    },
  };
}
