import { t } from '@vscode/l10n';
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Appearance, defaultAppearance, type Pictures, type Theme, themes } from '../formula/picture.ts';
import type { Typesetter } from '../formula/typesetter.ts';
import type { Macro } from '../tex/macro.ts';
import { macrosFrom } from '../tex/workingMacros.ts';
import { type Failed, failures } from './failure.ts';

/** In milliseconds. */
const afterFindings = 1000;

/** Draws formulas as the editor looks now: follows its theme, its font and the macros of its preview. */
export class EditorPictures implements Pictures {
  appearance: Appearance = defaultAppearance;
  macros: readonly Macro[] = [];
  readonly #connection: Connection;
  readonly #failed: Failed;
  readonly #typesetter: Typesetter;
  #warming: NodeJS.Timeout | undefined;

  constructor(connection: Connection, typesetter: Typesetter, failed: Failed = failures(connection)) {
    this.#failed = failed;
    this.#connection = connection;
    this.#typesetter = typesetter;
  }

  readonly draw: Pictures['draw'] = request => this.#typesetter.draw(request);

  /** An opened chapter with formulas will be hovered sooner or later, but its findings are wanted first. */
  opened(text: string): void {
    clearTimeout(this.#warming);
    const warm = () => {
      if (/\$[^$]+\$|^[ >]*(?:```|~~~)\s*(?:math|latex|tex)\b/m.test(text)) this.#typesetter.warm();
    };
    this.#warming = setTimeout(warm, afterFindings).unref();
  }

  /** The editor looks so now; what is no theme changes nothing. */
  setTheme(theme: unknown): void {
    if (themes.includes(theme as Theme)) this.appearance = { ...this.appearance, theme: theme as Theme };
  }

  /** To be called once the connection is initialized. `refuted`: told when other findings are refuted than before; `changed`: whenever a setting has changed. */
  async follow({ capabilities, initializationOptions }: InitializeParams, refuted: () => void, changed: () => void): Promise<void> {
    this.setTheme(initializationOptions?.theme);
    if (capabilities.workspace?.configuration !== true) return;
    if (capabilities.workspace.didChangeConfiguration?.dynamicRegistration) {
      await this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: ['editor.fontSize', 'markdown.math.macros', 'concord.convergence.codeLens'],
      });
      this.#connection.onDidChangeConfiguration(() =>
        this.#readSettings(refuted)
          .then(changed)
          .catch(error => this.#failed('workspace/didChangeConfiguration', error)),
      );
    }
    await this.#readSettings(refuted);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#warming);
    await this.#typesetter.dispose();
  }

  async #readSettings(refuted: () => void): Promise<void> {
    const asked = [{ section: 'editor.fontSize' }, { section: 'markdown.math.macros' }];
    const answer: unknown = await this.#connection.workspace.getConfiguration(asked).catch(() => undefined);
    const [fontSize, macros]: unknown[] = Array.isArray(answer) ? answer : [];
    if (typeof fontSize === 'number' && fontSize >= 4 && fontSize <= 200) this.appearance = { ...this.appearance, fontSize };
    const written = Object.entries(typeof macros === 'object' && macros !== null ? macros : {}).flatMap(([name, body]) =>
      typeof body === 'string' ? [{ name, body }] : [],
    );
    const before = JSON.stringify(this.macros);
    this.macros = macrosFrom(written, ({ name }, reason) =>
      this.#connection.console.warn(t('The macro “{0}” does not work: {1}.', name, reason)),
    ).list;
    if (JSON.stringify(this.macros) !== before) refuted();
  }
}
