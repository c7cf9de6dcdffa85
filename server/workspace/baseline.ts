import { isChapter } from '../model/chapter.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { folderOf, type KbPath, nameOf } from '../model/path.ts';
import type { Finding, FixContext } from '../model/rule.ts';

/** Of one chapter: how often each finding is accepted, by what it says, not by its line, which moves, nor in the language of its message. */
type Counts = ReadonlyMap<string, number>;

/** Of every chapter with accepted findings. */
export type Accepted = ReadonlyMap<KbPath, Counts>;

type FindingsOf = (path: KbPath) => readonly Finding[];

const keyOf = ({ rule, data }: Finding): string => `${rule} ${JSON.stringify(data ?? {})}`;

/** Reads what `writeBaseline` wrote; nothing when it is something else. */
export function readBaseline(text: string): Accepted | undefined {
  try {
    const result = new Map<KbPath, Map<string, number>>();
    for (const [key, count] of Object.entries(JSON.parse(text).accepted)) {
      const length = pathLength(key);
      if (length === undefined || typeof count !== 'number') return undefined;
      const path = key.slice(0, length) as KbPath;
      result.set(path, (result.get(path) ?? new Map<string, number>()).set(key.slice(length + 1), count));
    }
    return result;
  } catch {
    return undefined;
  }
}

/** Of `path rule {…}`, where the path ends, in which there may be blanks too; in time that grows with the key alone. */
export function pathLength(key: string): number | undefined {
  for (let brace = key.indexOf(' {'); brace >= 0; brace = key.indexOf(' {', brace + 1)) {
    const blank = key.lastIndexOf(' ', brace - 1);
    if (isNamed(key.slice(Math.max(0, blank - 10), Math.max(0, blank))) && /^[a-z-]+$/.test(key.slice(blank + 1, brace))) return blank;
  }
  return undefined;
}

/** A chapter, or the file of a list of chapters. */
const isNamed = (path: string): boolean => isChapter(path) || /\.(?:ya?ml|json|[cm]?[jt]s)$/.test(path);

export function writeBaseline(findings: Iterable<readonly [KbPath, readonly Finding[]]>): string {
  const counts = new Map<string, number>();
  for (const [path, found] of findings) {
    for (const finding of found) {
      const key = `${path} ${keyOf(finding)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const accepted = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, accepted }, null, 2)}\n`;
}

/** The findings beyond those accepted. */
function beyond(findings: readonly Finding[], counts: Counts): readonly Finding[] {
  const left = new Map(counts);
  return findings.filter(finding => {
    const key = keyOf(finding);
    const remaining = left.get(key) ?? 0;
    left.set(key, remaining - 1);
    return remaining <= 0;
  });
}

const sum = (counts: Counts): number => [...counts.values()].reduce((all, count) => all + count, 0);

/** What a baseline accepts in a knowledge base as it is now: a chapter that has another path keeps what was accepted of it. */
export class Baseline {
  #accepted: Accepted = new Map();
  /** Present path → the one in the baseline, of chapters that were renamed. */
  #former = new Map<KbPath, KbPath>();
  isUnsettled = false;

  take(accepted: Accepted): void {
    this.#accepted = accepted;
    this.#former.clear();
    this.unsettle();
  }

  #of = (path: KbPath): Counts | undefined => this.#accepted.get(path) ?? this.#accepted.get(this.#former.get(path) ?? path);

  /** The findings of a chapter but for those accepted. */
  without(path: KbPath, findings: readonly Finding[]): readonly Finding[] {
    const counts = this.#of(path);
    return counts === undefined ? findings : beyond(findings, counts);
  }

  /** How many findings are accepted that are there no more. */
  expired(paths: Iterable<KbPath>, findings: FindingsOf): number {
    let expired = 0;
    for (const counts of this.#accepted.values()) expired += sum(counts);
    for (const path of paths) expired -= findings(path).length - this.without(path, findings(path)).length;
    return expired;
  }

  /** Chapters of the baseline that are not there. */
  lost = (kb: Pick<KnowledgeBase, 'chapter' | 'links'>): KbPath[] =>
    [...this.#accepted.keys()].filter(path => kb.chapter(path) === undefined && !kb.links.lists?.has(path));

  /** What has become of lost chapters is to be found out anew. */
  unsettle(): void {
    this.isUnsettled = this.#accepted.size > 0;
  }

  /**
   * Finds out what has become of chapters of the baseline that are there no more: by the history, or else the one chapter in the same folder or of the same name that the baseline does not
   * know and that has at least half of the accepted findings, and more of them than any other. Adds to `changed`, the chapters whose findings are others now, those of which others are
   * accepted. It waits until everything `isChecked`.
   */
  follow(changed: Set<KbPath>, isChecked: boolean, { kb, renames }: Pick<FixContext, 'kb' | 'renames'>, findings: FindingsOf): void {
    if (changed.size > 0) this.unsettle();
    if (!isChecked || !this.isUnsettled) return;
    this.isUnsettled = false;
    const lost = this.lost(kb);
    if (lost.length === 0 && this.#former.size === 0) return;
    const before = this.#former;
    const strangers = [...kb.allChapters()].map(({ path }) => path).filter(path => !this.#accepted.has(path) && findings(path).length > 0);
    this.#former = this.#formerOf(new Set(strangers), lost, renames, findings);
    for (const path of [...before.keys(), ...this.#former.keys()]) if (before.get(path) !== this.#former.get(path)) changed.add(path);
  }

  /** `strangers`: chapters that the baseline does not know, of which those are taken away that are found to be lost ones. */
  #formerOf(strangers: Set<KbPath>, lost: readonly KbPath[], renames: FixContext['renames'], findings: FindingsOf): Map<KbPath, KbPath> {
    const formerOf = new Map<KbPath, KbPath>();
    const settle = (path: KbPath | undefined, former: KbPath): void => {
      if (path !== undefined && strangers.delete(path)) formerOf.set(path, former);
    };
    for (const former of lost) settle(renames.get(former), former);
    const taken = new Set(formerOf.values());
    for (const former of lost) if (!taken.has(former)) settle(this.#likeliest(former, strangers, findings), former);
    return formerOf;
  }

  #likeliest(former: KbPath, strangers: Iterable<KbPath>, findings: FindingsOf): KbPath | undefined {
    const counts = this.#accepted.get(former)!;
    let best: KbPath | undefined;
    let most = sum(counts) / 2;
    for (const path of strangers) {
      if (folderOf(path) !== folderOf(former) && nameOf(path) !== nameOf(former)) continue;
      const shared = findings(path).length - beyond(findings(path), counts).length;
      if (shared < most || shared === 0) continue;
      best = shared === most && best !== undefined ? undefined : path;
      most = shared;
    }
    return best;
  }
}
