import type { Diagnostic } from 'vscode-languageserver';
import { configurationFile } from '../config/read.ts';
import { diagnosticOf } from '../features/diagnostics.ts';
import { andMore, mostSevere } from '../features/mostSevere.ts';
import { severities } from '../model/configuration.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import { type Counts, countsOf } from '../workspace/counted.ts';
import { rendered } from '../workspace/rendered.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { uriBelow } from './documents.ts';
import type { Editor, Status } from './editor.ts';
import type { DocumentLocation } from './locate.ts';
import { Places } from './places.ts';
import { placing } from './requestContext.ts';
import type { KindCount } from './statusItem.ts';
import { Suggestions } from './suggestions.ts';

/** What the editor has been told of the findings, and under which URIs it knows the open chapters. */
export class Publications {
  readonly #suggestions: Suggestions;
  readonly #uris = new Map<Workspace, Map<KbPath, string>>();
  /** What was found in each chapter. */
  readonly #counts = new Map<Workspace, Map<KbPath, Found>>();
  readonly #places = new Map<Workspace, Places>();
  /** By whom something was told of a document, by URI: a knowledge base inside another one may come and go. */
  readonly #published = new Map<string, Workspace>();

  /** `changed`: these are to be told again. */
  constructor(changed: (workspace: Workspace, paths: readonly KbPath[]) => void) {
    this.#suggestions = new Suggestions(changed);
  }

  /** Nothing is left to check in these: what was meant by their findings can be found out. */
  worked(workspaces: Iterable<Workspace>): void {
    this.#suggestions.worked(workspaces);
  }

  /** Finds that out now. */
  suggest(): void {
    this.#suggestions.now();
  }

  end(): void {
    this.#suggestions.end();
  }

  /** The editor writes the URI of this chapter so; nothing when it has closed it. What was told under another URI is taken back: answers whether anything was. */
  setUri(editor: Editor, { workspace, path }: DocumentLocation, uri: string | undefined): boolean {
    const before = this.uriOf(workspace, path);
    const known = this.#uris.get(workspace) ?? new Map<KbPath, string>();
    this.#uris.set(workspace, known);
    if (uri === undefined) known.delete(path);
    else known.set(path, uri);
    if (before === this.uriOf(workspace, path) || this.#published.get(before) !== workspace) return false;
    this.#publish(editor, workspace, before, []);
    return true;
  }

  uriOf(workspace: Workspace, path: KbPath): string {
    return this.#uris.get(workspace)?.get(path) ?? uriBelow(workspace.root, path);
  }

  /** Tells the findings of these chapters. `builtInValidation`: the editor validates open chapters itself, and says some of it already. */
  tell(editor: Editor, workspace: Workspace, paths: Iterable<KbPath>, builtInValidation: boolean): void {
    for (const path of paths) this.#attempt(workspace, path, () => this.#tell(editor, workspace, path, builtInValidation, () => true));
  }

  /** Tells again what names places that have moved, until `enough` says so; answers whether that was all. */
  follow(editor: Editor, workspace: Workspace, builtInValidation: boolean, enough: () => boolean): boolean {
    const places = this.#placesOf(workspace);
    places.moved(workspace.takeMoved());
    for (const path of places.suspects) {
      if (enough()) return false;
      places.suspects.delete(path);
      this.#attempt(workspace, path, () => this.#tell(editor, workspace, path, builtInValidation, haveMoved => haveMoved));
    }
    return true;
  }

  /** What cannot be told of a chapter costs no other. */
  #attempt(workspace: Workspace, path: KbPath, tell: () => void): void {
    workspace.failures.guard('Telling the findings', path, undefined, tell);
  }

  #tell(editor: Editor, workspace: Workspace, path: KbPath, builtInValidation: boolean, isNews: (haveMoved: boolean) => boolean): void {
    const counts = this.#counts.get(workspace) ?? new Map<KbPath, Found>();
    this.#counts.set(workspace, counts);
    const view = placing(workspace, other => this.uriOf(workspace, other));
    const findings = workspace.findings(path).filter(finding => {
      const macro = workspace.rule(finding.rule)?.missingMacro?.(finding);
      return macro === undefined || !editor.defines(macro);
    });
    counts.set(path, { ...countsOf(findings), findingsOf: tallied(findings) });
    const isSaid = ({ rule }: Finding) => workspace.rule(rule)?.saidByVsCode === true;
    const ours = builtInValidation && workspace.isOpen(path) ? findings.filter(finding => !isSaid(finding)) : findings;
    const { shown, left, firstLeft } = mostSevere(ours);
    const diagnostics = shown.map(finding =>
      diagnosticOf({ ...finding, message: this.#suggestions.messageOf(workspace, path, finding) }, path, view),
    );
    if (firstLeft !== undefined) diagnostics.push(andMore(left, view.rangeOf(path, firstLeft.span)));
    if (isNews(this.#placesOf(workspace).tell(path, shown, diagnostics))) this.#publish(editor, workspace, view.uriOf(path), diagnostics);
  }

  #placesOf(workspace: Workspace): Places {
    const places = this.#places.get(workspace) ?? new Places();
    this.#places.set(workspace, places);
    return places;
  }

  /** Tells what is wrong with the configuration. `isVsCode`: the editor checks an open one against its schema by itself. */
  tellConfiguration(editor: Editor, workspace: Workspace, isVsCode: boolean): void {
    const { text, complaints, isEdited } = workspace.configured;
    const starts = lineStarts(text);
    const ours = isVsCode && isEdited ? complaints.filter(({ isBeyondSchema }) => isBeyondSchema) : complaints;
    const diagnostics = ours.map(
      ({ span, message }): Diagnostic => ({
        range: { start: positionAt(starts, span.start), end: positionAt(starts, span.end) },
        severity: 2,
        source: 'Concord',
        message,
      }),
    );
    this.#publish(editor, workspace, uriBelow(workspace.root, configurationFile as KbPath), diagnostics);
  }

  /** How the knowledge bases stand; hints are counted by themselves. The notices say what has not been checked, or not been kept. */
  status(workspaces: readonly Workspace[], isBusy: boolean): Omit<Status, 'item'> {
    let [chapters, findings, hints] = [0, 0, 0];
    const notices: string[] = [];
    const limits: string[] = [];
    const kinds = new Map<string, KindCount>();
    for (const workspace of workspaces) {
      for (const { message, isLimit } of workspace.notices()) (isLimit ? limits : notices).push(message);
      chapters += workspace.kb.chapterCount;
      for (const counts of this.#counts.get(workspace)?.values() ?? []) {
        findings += counts.findings;
        hints += counts.hints;
        for (const kind of counts.findingsOf) add(kinds, kind);
      }
    }
    const renderers = rendered(workspaces.flatMap(({ configured }) => configured.sites.all));
    return { state: isBusy ? 'loading' : 'ready', chapters, findings, hints, notices, limits, renderers, kinds: ordered(kinds) };
  }

  /** Takes away what was told of a knowledge base that is left. */
  clear(editor: Editor, workspace: Workspace): void {
    for (const [uri, by] of [...this.#published]) if (by === workspace) this.#publish(editor, workspace, uri, []);
    this.#counts.delete(workspace);
    this.#places.delete(workspace);
    this.#uris.delete(workspace);
  }

  #publish(editor: Editor, workspace: Workspace, uri: string, diagnostics: Diagnostic[]): void {
    if (diagnostics.length > 0) this.#published.set(uri, workspace);
    else if (this.#published.get(uri) !== workspace || !this.#published.delete(uri)) return;
    editor.publish({ uri, diagnostics });
  }
}

/** What was found in a chapter. */
interface Found extends Counts {
  readonly findingsOf: readonly KindCount[];
}

/** How many findings of each rule there are. */
function tallied(findings: readonly Finding[]): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const { rule, severity } of findings) add(kinds, { rule, severity, count: 1 });
  return [...kinds.values()];
}

function add(kinds: Map<string, KindCount>, kind: KindCount): void {
  const known = kinds.get(kind.rule) ?? { ...kind, count: 0 };
  const severity = rank(kind) < rank(known) ? kind.severity : known.severity;
  kinds.set(kind.rule, { rule: kind.rule, severity, count: known.count + kind.count });
}

const rank = ({ severity }: KindCount): number => severities.indexOf(severity);

const ordered = (kinds: ReadonlyMap<string, KindCount>): KindCount[] =>
  [...kinds.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count || (a.rule < b.rule ? -1 : 1));
