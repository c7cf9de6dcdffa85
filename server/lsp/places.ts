import type { Diagnostic, Range } from 'vscode-languageserver';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';

/**
 * Where the places lie that the editor has been told of: lines of a chapter itself, and of others that its findings name. A finding stays the same when they move, and is
 * to be told again nevertheless.
 */
export class Places {
  /** By the chapter that was told of. */
  readonly #told = new Map<KbPath, { readonly at: string; readonly chapters: ReadonlySet<KbPath> }>();
  /** Who names places in a chapter. */
  readonly #naming = new Map<KbPath, Set<KbPath>>();
  /** Those whose places may have moved since. */
  readonly suspects = new Set<KbPath>();

  /** The editor is told this of a chapter; answers whether a place in it is another than before. */
  tell(path: KbPath, findings: readonly Finding[], diagnostics: readonly Diagnostic[]): boolean {
    this.suspects.delete(path);
    const before = this.#told.get(path);
    const at = diagnostics.map(placesOf).join();
    const chapters = new Set(findings.flatMap(({ related = [] }) => related.map(other => other.path)).concat(path));
    for (const other of before?.chapters ?? []) if (!chapters.has(other)) this.#naming.get(other)?.delete(path);
    if (diagnostics.length === 0) {
      for (const other of chapters) this.#naming.get(other)?.delete(path);
      this.#told.delete(path);
    } else {
      for (const other of chapters) this.#naming.set(other, (this.#naming.get(other) ?? new Set()).add(path));
      this.#told.set(path, { at, chapters });
    }
    return at !== (before?.at ?? '');
  }

  /** These chapters have another text now. */
  moved(paths: Iterable<KbPath>): void {
    for (const path of paths) for (const naming of this.#naming.get(path) ?? []) this.suspects.add(naming);
  }
}

const placesOf = ({ range, relatedInformation = [] }: Diagnostic): string =>
  [range, ...relatedInformation.map(({ location }) => location.range)].map(written).join(' ');

const written = ({ start, end }: Range): string => `${start.line}:${start.character}-${end.line}:${end.character}`;
