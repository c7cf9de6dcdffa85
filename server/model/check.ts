import type { Chapter } from './chapter.ts';
import type { Configuration, Severity } from './configuration.ts';
import { type Entry, type Index, type IndexKinds, type Key, keyOf } from './entries.ts';
import type { KnowledgeBase } from './knowledgeBase.ts';
import type { KbPath } from './path.ts';
import type { Finding, Problem, Rule } from './rule.ts';
import { suppressed } from './suppressions.ts';
import { visible } from './visible.ts';

/** What is known of one chapter. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** Every key that the check has looked up, also in vain, each once. */
  readonly read: readonly Key[];
}

/** The findings of every chapter, kept right by rechecking just those whose answers have changed. */
export class Checker {
  readonly #kb: KnowledgeBase;
  readonly #rules: readonly Rule[];
  /** Those that are asked about damaged files. */
  readonly #rulesOfFiles: readonly Rule[];
  readonly #names: ReadonlySet<string>;
  readonly #configuration: Configuration;
  readonly #failed: (rule: string, path: KbPath, error: unknown) => void;
  readonly #checked = new Map<KbPath, Checked>();
  /** Who has looked up what; most is looked up by one chapter only, and there are very many keys. */
  readonly #readers = new Map<Key, KbPath | Set<KbPath>>();
  /** The check that was interrupted last, if it is still of use. */
  #begun: Check | undefined;

  /** `failed` is told when a rule throws; its other findings stand. */
  constructor(
    kb: KnowledgeBase,
    rules: readonly Rule[],
    configuration: Configuration,
    failed: (rule: string, path: KbPath, error: unknown) => void,
  ) {
    this.#kb = kb;
    this.#rules = rules.filter(rule => severityOf(rule, configuration) !== 'off');
    this.#rulesOfFiles = this.#rules.filter(({ isOfFile }) => isOfFile);
    this.#names = new Set(rules.map(({ id }) => id));
    this.#configuration = configuration;
    this.#failed = failed;
  }

  findings(path: KbPath): readonly Finding[] {
    return this.#checked.get(path)?.findings ?? [];
  }

  /** What is known of a chapter; nothing when it has not been checked. */
  checked(path: KbPath): Checked | undefined {
    return this.#checked.get(path);
  }

  /** Takes what was known of a chapter at another time, when everything that it depends on was the same. */
  restore(path: KbPath, checked: Checked): void {
    this.#checked.set(path, checked);
    this.#listen(path, checked);
  }

  /** Whose findings may differ once these keys have changed: the chapters that have looked one up. A check that has been interrupted after it did begins anew. */
  concernedBy(changed: Iterable<Key>): Set<KbPath> {
    const concerned = new Set<KbPath>();
    for (const key of changed) {
      if (this.#begun?.index.read.has(key)) this.#begun = undefined;
      const readers = this.#readers.get(key);
      if (typeof readers === 'string') concerned.add(readers);
      else for (const path of readers ?? []) concerned.add(path);
    }
    return concerned;
  }

  /**
   * Checks one chapter anew, or forgets one that is gone. True when its findings have changed. Undefined when `enough` has said so between two rules: what was known stands,
   * and the next call for the chapter goes on.
   */
  recheck(path: KbPath, enough: () => boolean = never): boolean | undefined {
    const before = this.#checked.get(path);
    const chapter = this.#configuration.isChecked(path) ? this.#kb.chapter(path) : undefined;
    const now = chapter && this.#check(chapter, enough);
    if (chapter !== undefined && now === undefined) return undefined;
    for (const key of before?.read ?? []) {
      const readers = this.#readers.get(key);
      if (readers === path) this.#readers.delete(key);
      else if (typeof readers === 'object' && readers.delete(path) && readers.size === 0) this.#readers.delete(key);
    }
    if (now === undefined) {
      this.#checked.delete(path);
      return (before?.findings.length ?? 0) > 0;
    }
    this.#checked.set(path, now);
    this.#listen(path, now);
    return !sameFindings(before?.findings ?? [], now.findings);
  }

  #listen(path: KbPath, { read }: Checked): void {
    for (const key of read) {
      const readers = this.#readers.get(key);
      if (readers === undefined) this.#readers.set(key, path);
      else if (typeof readers === 'object') readers.add(path);
      else if (readers !== path) this.#readers.set(key, new Set([readers, path]));
    }
  }

  #check(chapter: Chapter, enough: () => boolean): Checked | undefined {
    if (this.#begun?.chapter !== chapter) this.#begun = { chapter, index: new Recording(this.#kb), found: [], rules: 0 };
    const check = this.#begun;
    const { index, found } = check;
    const rules = chapter.damage === undefined ? this.#rules : this.#rulesOfFiles;
    while (check.rules < rules.length) {
      const rule = rules[check.rules++]!;
      try {
        for (const problem of rule.check(chapter, index, this.#configuration))
          found.push({ ...problem, rule: rule.id, severity: severityOfProblem(problem, rule, this.#configuration) });
      } catch (error) {
        this.#failed(rule.id, chapter.path, error);
      }
      if (check.rules < rules.length && enough()) return undefined;
    }
    this.#begun = undefined;
    if (chapter.damage !== undefined) return { findings: found.map(shown), read: [...index.read] };
    const findings = suppressed(found, chapter.facts, this.#rules, this.#names, this.#configuration)
      .map(shown)
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
    return { findings, read: [...index.read] };
  }
}

/** Messages quote what chapters say: nothing in them may be obeyed by who shows them. */
function shown(finding: Finding): Finding {
  const { message, related } = finding;
  return {
    ...finding,
    message: visible(message),
    ...(related && { related: related.map(other => ({ ...other, message: visible(other.message) })) }),
  };
}

/** What has been found of a chapter by so many of the rules. */
interface Check {
  readonly chapter: Chapter;
  readonly index: Recording;
  readonly found: Finding[];
  rules: number;
}

const never = (): boolean => false;

export const severityOf = (rule: Pick<Rule, 'id' | 'severity'>, configuration: Configuration): Severity | 'off' =>
  configuration.rules[rule.id] ?? rule.severity;

/** A configured severity is for all problems of a rule. Only for a rule that is not off. */
const severityOfProblem = (problem: Problem, rule: Rule, configuration: Configuration): Severity =>
  (configuration.rules[rule.id] ?? problem.severity ?? rule.severity) as Severity;

/** An index that remembers what it was asked. */
class Recording implements Index {
  readonly read = new Set<Key>();
  readonly #index: Index;

  constructor(index: Index) {
    this.#index = index;
  }

  lookup<K extends keyof IndexKinds>(kind: K, name: string): readonly Entry<K>[] {
    this.read.add(keyOf(kind, name));
    return this.#index.lookup(kind, name);
  }
}

const sameFindings = (a: readonly Finding[], b: readonly Finding[]): boolean =>
  a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
