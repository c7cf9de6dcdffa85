import type { Chapter } from './chapter.ts';
import type { Configuration, Severity } from './configuration.ts';
import { type Entry, type Index, type IndexKinds, type Key, keyOf } from './entries.ts';
import type { KnowledgeBase } from './knowledgeBase.ts';
import type { KbPath } from './path.ts';
import type { Finding, Problem, Rule } from './rule.ts';
import type { Site } from './site.ts';
import { finished, resting, type Steps } from './steps.ts';
import { suppressed } from './suppressions.ts';
import { visible } from './visible.ts';

/** What is known of one chapter. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** Every key that the check has looked up, also in vain, each once. */
  readonly read: readonly Key[];
  /** Rules that have thrown: what they would have found further is missing. */
  readonly failed?: readonly string[];
}

/** The findings of every chapter, kept right by rechecking just those whose answers have changed. */
export class Checker {
  readonly #kb: KnowledgeBase;
  readonly #rules: readonly Rule[];
  /** Those that are asked about damaged files. */
  readonly #rulesOfFiles: readonly Rule[];
  readonly #known: ReadonlyMap<string, Rule>;
  readonly #configuration: Configuration;
  readonly #failed: (rule: string, path: KbPath, error: unknown) => void;
  readonly #checked = new Map<KbPath, Checked>();
  /** The rules that have failed on a chapter. */
  readonly failed = new Map<KbPath, readonly string[]>();
  /** The chapters of which a finding says that something has not been checked. */
  readonly gaps = new Set<KbPath>();
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
    this.#known = new Map(rules.map(rule => [rule.id, rule]));
    this.#configuration = configuration;
    this.#failed = failed;
  }

  /** Whether it holds before all chapters are read. */
  holdsAlready = ({ rule: id }: Finding): boolean => {
    const rule = this.#known.get(id);
    if (rule?.needsAllChapters) return false;
    return !(this.#configuration.links.hangOnChapters && rule?.options?.includes('links'));
  };

  findings(path: KbPath): readonly Finding[] {
    return this.#checked.get(path)?.findings ?? [];
  }

  /** What is known of a chapter; nothing when it has not been checked. */
  checked(path: KbPath): Checked | undefined {
    return this.#checked.get(path);
  }

  /** Takes what was known of a chapter at another time, when everything that it depends on was the same. */
  restore(path: KbPath, checked: Checked): void {
    this.#take(path, checked);
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
   * Checks one chapter anew, or forgets one that is gone. True when its findings have changed. Undefined when `enough` has said so: what was known stands, and the next call for the
   * chapter goes on.
   */
  recheck(path: KbPath, enough: () => boolean = never): boolean | undefined {
    const before = this.#checked.get(path);
    const chapter = this.#configuration.isChecked(path) ? this.#kb.chapter(path) : undefined;
    const now = chapter === undefined ? this.#checkList(path) : this.#check(chapter, enough);
    if (chapter !== undefined && now === undefined) return undefined;
    this.failed.delete(path);
    this.gaps.delete(path);
    for (const key of before?.read ?? []) if (!now?.index.read.has(key)) this.#unlisten(path, key);
    if (now === undefined) {
      this.#checked.delete(path);
      return (before?.findings.length ?? 0) > 0;
    }
    this.#take(path, now.checked);
    return now.isNews;
  }

  #take(path: KbPath, checked: Checked): void {
    const { findings, failed, read } = checked;
    this.#checked.set(path, checked);
    if (failed !== undefined) this.failed.set(path, failed);
    if (findings.some(({ isGap }) => isGap)) this.gaps.add(path);
    for (const key of read) {
      const readers = this.#readers.get(key);
      if (readers === undefined) this.#readers.set(key, path);
      else if (typeof readers === 'object') readers.add(path);
      else if (readers !== path) this.#readers.set(key, new Set([readers, path]));
    }
  }

  #unlisten(path: KbPath, key: Key): void {
    const readers = this.#readers.get(key);
    if (readers === path) this.#readers.delete(key);
    else if (typeof readers === 'object' && readers.delete(path) && readers.size === 0) this.#readers.delete(key);
  }

  #check(chapter: Chapter, enough: () => boolean): Outcome | undefined {
    const check = this.#begun?.chapter === chapter ? this.#begun : this.#begin(chapter);
    this.#begun = undefined;
    for (let step = check.steps.next(); ; step = check.steps.next()) {
      if (step.done) return step.value;
      if (enough()) {
        this.#begun = check;
        return undefined;
      }
    }
  }

  #begin(chapter: Chapter): Check {
    const index = new TrackingIndex(this.#kb);
    return { chapter, index, steps: this.#checking(chapter, index) };
  }

  /** What is said of a list of chapters in a file beside them; nothing where that is none. */
  #checkList(path: KbPath): Outcome | undefined {
    const list = this.#configuration.links.lists?.get(path)?.inFile;
    if (list === undefined || this.#configuration.isExcluded(path)) return undefined;
    const index = new TrackingIndex(this.#kb);
    const said: Said = { findings: [], failed: [] };
    for (const rule of this.#rules)
      finished(this.#ask(rule, () => rule.checkList?.(list.entries, path, index, this.#configuration) ?? [], path, said));
    const findings = said.findings.map(shown).sort(inOrder);
    const isNews = !finished(sameFindings(this.findings(path), findings));
    const { failed } = said;
    return { checked: { findings, read: [...index.read], ...(failed.length === 0 ? {} : { failed }) }, index, isNews };
  }

  *#checking(chapter: Chapter, index: TrackingIndex): Steps<Outcome> {
    const said: Said = { findings: [], failed: [] };
    const rules = chapter.damage === undefined ? rulesFor(chapter, this.#rules) : this.#rulesOfFiles;
    for (const rule of rules) {
      yield* this.#ask(rule, () => rule.check(chapter, index, this.#configuration), chapter.path, said);
      yield;
    }
    const findings: Finding[] = [];
    const rest = resting();
    for (const finding of chapter.damage === undefined ? yield* this.#audible(chapter, rules, said) : said.findings) {
      if (rest()) yield;
      findings.push(shown(finding));
    }
    if (chapter.damage === undefined) findings.sort(inOrder);
    yield;
    const isNews = !(yield* sameFindings(this.findings(chapter.path), findings));
    const { failed } = said;
    return { checked: { findings, read: [...index.read], ...(failed.length === 0 ? {} : { failed }) }, index, isNews };
  }

  /** What is left of what has been said once comments have spoken, and what is said of these. */
  *#audible({ path, facts }: Chapter, rules: readonly Rule[], { findings, failed }: Said): Steps<readonly Finding[]> {
    const ran = rules.filter(({ id }) => !failed.includes(id));
    const { audible, idle } = suppressed(findings, facts, ran, ran.length === this.#rules.length, this.#known);
    if (idle.length === 0) return audible;
    const onComments: Finding[] = [];
    for (const rule of ran) yield* this.#ask(rule, () => rule.checkComments?.(idle) ?? [], path, { findings: onComments, failed });
    return [...audible, ...onComments];
  }

  /** Takes down what a rule says. When it throws, what it has said until then stands. */
  *#ask(rule: Rule, problems: () => Iterable<Problem | undefined>, path: KbPath, { findings, failed }: Said): Steps<void> {
    const rest = resting();
    try {
      for (const problem of problems()) {
        if (problem === undefined || rest()) yield;
        if (problem !== undefined)
          findings.push({ ...problem, rule: rule.id, severity: severityOfProblem(problem, rule, this.#configuration) });
      }
    } catch (error) {
      failed.push(rule.id);
      this.#failed(rule.id, path, error);
    }
  }
}

/** Those that may be asked, where some of a chapter could not be read. */
function rulesFor({ facts: { unread } }: Chapter, rules: readonly Rule[]): readonly Rule[] {
  if (unread.length === 0) return rules;
  const missing = new Set(unread.map(({ what }) => what));
  return rules.filter(({ wholly }) => wholly === undefined || !(missing.has('links') || wholly.some(what => missing.has(what))));
}

const inOrder = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

/** Messages quote what chapters say: nothing in them may be obeyed by who shows them. */
function shown(finding: Finding): Finding {
  const { message, related } = finding;
  return {
    ...finding,
    message: visible(message),
    ...(related && { related: related.map(other => ({ ...other, message: visible(other.message) })) }),
  };
}

/** A check that has begun. */
interface Check {
  readonly chapter: Chapter;
  readonly index: TrackingIndex;
  readonly steps: Steps<Outcome>;
}

/** `failed`: the rules that have thrown. */
interface Said {
  readonly findings: Finding[];
  readonly failed: string[];
}

interface Outcome {
  readonly checked: Checked;
  readonly index: TrackingIndex;
  /** Something else was found than before. */
  readonly isNews: boolean;
}

const never = (): boolean => false;

export const severityOf = (rule: Pick<Rule, 'id' | 'severity'>, configuration: Configuration): Severity | 'off' =>
  configuration.rules[rule.id] ?? rule.severity;

/** A configured severity is for all problems of a rule. Only for a rule that is not off. */
const severityOfProblem = (problem: Problem, rule: Rule, configuration: Configuration): Severity =>
  (configuration.rules[rule.id] ?? problem.severity ?? rule.severity) as Severity;

/** An index that remembers what it was asked. */
class TrackingIndex implements Index {
  readonly read = new Set<Key>();
  readonly #index: Index;

  constructor(index: Index) {
    this.#index = index;
  }

  lookup<K extends keyof IndexKinds>(kind: K, name: string): readonly Entry<K>[] {
    this.read.add(keyOf(kind, name));
    return this.#index.lookup(kind, name);
  }

  siteAt = (path: KbPath): Site => this.#index.siteAt(path);
}

function* sameFindings(before: readonly Finding[], now: readonly Finding[]): Steps<boolean> {
  if (before.length !== now.length) return false;
  const rest = resting();
  for (let i = 0; i < now.length; i++) {
    if (rest()) yield;
    if (JSON.stringify(before[i]) !== JSON.stringify(now[i])) return false;
  }
  return true;
}
