import { t } from '@vscode/l10n';
import {
  type Connection,
  type InitializeParams,
  type Location,
  MessageType,
  type ResourceOperationKind,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import * as counted from '../workspace/counted.ts';
import { fileOf } from './documents.ts';
import { fitting, type VersionOf, wantsConfirmation } from './fitting.ts';

/** What the writer may choose. */
export interface Choice {
  readonly label: string;
  readonly description?: string;
}

/**
 * The client at the other end of a connection, asked only for what it has said it can: by the capabilities of the protocol, and by the names of our own messages that it
 * understands (`initializationOptions.understands`). Where it cannot, the protocol's own means do.
 */
export class Client {
  readonly #connection: Connection;
  readonly #capabilities: InitializeParams['capabilities'];
  readonly #understood: ReadonlySet<string>;
  readonly #versionOf: VersionOf;

  constructor(connection: Connection, { capabilities, initializationOptions }: InitializeParams, versionOf: VersionOf) {
    this.#connection = connection;
    this.#capabilities = capabilities;
    this.#understood = new Set(initializationOptions?.understands);
    this.#versionOf = versionOf;
  }

  /** It knows a message that is ours, not the protocol's. */
  understands = (method: string): boolean => this.#understood.has(method);

  /** It can make, rename or delete files as part of a change. */
  makes = (operation: ResourceOperationKind): boolean =>
    this.#capabilities.workspace?.workspaceEdit?.resourceOperations?.includes(operation) === true;

  /** Tells it something in a message of ours, if it understands that. */
  tell(method: string, params: unknown): void {
    if (this.understands(method)) void this.#connection.sendNotification(method, params);
  }

  /** A sentence for the writer that no one need answer. */
  say(message: string): void {
    void this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  }

  /** Lets the writer choose. Nothing when he does not. */
  async choose<C extends Choice>(question: string, choices: readonly C[]): Promise<C | undefined> {
    const items = choices.map(({ label, description }) => ({ label, description }));
    if (this.understands('concord/pick')) {
      const chosen = await this.#connection.sendRequest<Choice | null>('concord/pick', { items, placeHolder: question });
      return choices.find(({ label }) => label === chosen?.label);
    }
    return this.ask(question, choices, ({ label, description }) => (description === undefined ? label : `${label} – ${description}`));
  }

  /** A question with a few answers. Nothing when the writer gives none. */
  async ask<C extends Choice>(
    question: string,
    answers: readonly C[],
    worded: (answer: C) => string = ({ label }) => label,
  ): Promise<C | undefined> {
    const chosen = await this.#connection.window.showInformationMessage(question, ...answers.map(answer => ({ title: worded(answer) })));
    return answers.find(answer => worded(answer) === chosen?.title);
  }

  /** Makes a change; one that wants to be shown before is asked for where the editor cannot show it. Says so when the editor does not make it, and answers whether it has. */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    if (this.#capabilities.workspace?.applyEdit !== true) {
      this.say(t('This editor makes no changes for a command.'));
      return false;
    }
    const fitted = this.fitting(edit);
    if (wantsConfirmation(edit) && !wantsConfirmation(fitted) && !(await this.#isConfirmed(edit, fitted))) return false;
    const { applied, failureReason } = (await this.#connection.workspace.applyEdit(fitted)) ?? {};
    if (applied === false && failureReason !== undefined) this.say(t('The editor has not made the change: {0}', failureReason));
    return applied === true;
  }

  /** A change in words that it has. */
  fitting = (edit: WorkspaceEdit): WorkspaceEdit => fitting(edit, this.#capabilities, this.#versionOf);

  async #isConfirmed({ changeAnnotations }: WorkspaceEdit, { changes, documentChanges = [] }: WorkspaceEdit): Promise<boolean> {
    const files = Object.keys(changes ?? {}).length + documentChanges.length;
    const [what] = Object.values(changeAnnotations ?? {}).map(({ label }) => label);
    const make = { label: t('Make the change') };
    return (await this.ask(t('{0}: {1} would change.', what ?? '', counted.files(files)), [make, { label: t('Cancel') }])) === make;
  }

  /** Puts a text into the clipboard; it is the answer where that cannot be done. */
  async copy(text: string): Promise<string | null> {
    if (!this.understands('concord/copy')) return text;
    await this.#connection.sendRequest('concord/copy', { text });
    return null;
  }

  /** Brings a place in front of the writer. */
  show({ uri, range }: Location): void {
    if (this.#capabilities.window?.showDocument?.support === true)
      this.#connection.window.showDocument({ uri, selection: range, takeFocus: true }).catch(() => {});
    else this.say(`${fileOf(uri) ?? uri}:${range.start.line + 1}`);
  }
}
