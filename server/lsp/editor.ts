import type { Connection, InitializeParams, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Finding } from '../model/rule.ts';
import { reading, type StatusItem, standing } from './statusItem.ts';

/** What the session needs of its editor. */
export interface Editor {
  publish(params: PublishDiagnosticsParams): void;
  /** Whether its own settings make right what a finding calls wrong. */
  refutes(finding: Finding): boolean;
  status(status: Omit<Status, 'item'>): void;
  /** Shows that something goes on. */
  progress(title: string): Promise<Progress>;
  /** The globs that the writer hides in the explorer. */
  hidden(folderUri: string): Promise<readonly string[]>;
  log(message: string): void;
}

export interface Status {
  readonly state: 'loading' | 'ready';
  readonly chapters: number;
  readonly findings: number;
  /** How VS Code shows it. */
  readonly item: StatusItem;
}

export interface Progress {
  /** The writer has had enough of it. */
  readonly cancelled: boolean;
  report(percent: number, message: string): void;
  done(): void;
}

const silent: Progress = { cancelled: false, report: () => {}, done: () => {} };

/**
 * The editor at the other end of a connection, asked only for what it has said it can. `refutes`: whether its own settings make right what a finding calls wrong; `settled`:
 * told whenever everything has been read and checked, and whether it was being read.
 */
export function editorOf(
  connection: Connection,
  { capabilities }: InitializeParams,
  { isVsCode, refutes, settled }: { readonly isVsCode: boolean; readonly refutes: Editor['refutes']; settled(wasLoading: boolean): void },
): Editor & { stopReading(): void } {
  let told = '';
  let last: Status = { state: 'loading', chapters: 0, findings: 0, item: reading() };
  const tell = (status: Status) => {
    last = status;
    const now = JSON.stringify(status);
    if (now === told) return;
    told = now;
    void connection.sendNotification('concord/status', status);
  };
  const underWay = new Set<{ cancelled: boolean }>();
  return {
    refutes,
    publish: params => void connection.sendDiagnostics(params),
    status(status) {
      const { state, chapters, findings } = status;
      if (state === 'ready') settled(last.state === 'loading');
      tell({ ...status, item: state === 'ready' ? standing(chapters, findings) : last.state === 'loading' ? last.item : reading() });
    },
    stopReading() {
      for (const progress of underWay) progress.cancelled = true;
    },
    log: message => connection.console.log(message),
    async progress(title) {
      // VS Code cannot cancel what it shows in the status bar by itself.
      if (isVsCode) {
        const shown = { cancelled: false };
        underWay.add(shown);
        return Object.assign(shown, {
          report: (_percent: number, message: string) => tell({ ...last, state: 'loading', item: reading(message) }),
          done: () => void underWay.delete(shown),
        });
      }
      if (capabilities.window?.workDoneProgress !== true) return silent;
      const shown = await connection.window.createWorkDoneProgress().catch(() => undefined);
      if (shown === undefined) return silent;
      shown.begin(title, 0, undefined, true);
      return {
        get cancelled() {
          return shown.token.isCancellationRequested;
        },
        report: (percent, message) => shown.report(percent, message),
        done: () => shown.done(),
      };
    },
    async hidden(scopeUri) {
      if (capabilities.workspace?.configuration !== true) return [];
      const excluded: unknown = await connection.workspace.getConfiguration({ scopeUri, section: 'files.exclude' }).catch(() => undefined);
      return Object.entries(excluded ?? {}).flatMap(([glob, on]) => (on === true ? [glob] : []));
    },
  };
}
