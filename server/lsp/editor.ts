import type { Connection, InitializeParams, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Finding } from '../model/rule.ts';

/** What the session needs of its editor. */
export interface Editor {
  publish(params: PublishDiagnosticsParams): void;
  /** Whether its own settings make right what a finding calls wrong. */
  refutes(finding: Finding): boolean;
  status(status: Status): void;
  /** Shows that something goes on. */
  progress(title: string): Promise<Progress>;
  /** The globs that the writer hides in the explorer. */
  hidden(folderUri: string): Promise<readonly string[]>;
  log(message: string): void;
}

export interface Status {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly chapters: number;
  readonly findings: number;
  readonly message?: string;
}

export interface Progress {
  /** The writer has had enough of it. */
  readonly cancelled: boolean;
  report(percent: number, message: string): void;
  done(): void;
}

const silent: Progress = { cancelled: false, report: () => {}, done: () => {} };

/** The editor at the other end of a connection, asked only for what it has said it can. */
export function editorOf(connection: Connection, { capabilities }: InitializeParams, refutes: Editor['refutes']): Editor {
  let told = '';
  return {
    refutes,
    publish: params => void connection.sendDiagnostics(params),
    status(status) {
      const now = JSON.stringify(status);
      if (now === told) return;
      told = now;
      void connection.sendNotification('concord/status', status);
    },
    log: message => connection.console.log(message),
    async progress(title) {
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
