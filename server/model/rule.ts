import type { Chapter } from './chapter.ts';
import type { Configuration, Severity } from './configuration.ts';
import type { Index } from './entries.ts';
import type { Subject } from './facts.ts';
import type { ProposedFix } from './fix.ts';
import type { KnowledgeBase } from './knowledgeBase.ts';
import type { Part } from './parts.ts';
import type { KbPath } from './path.ts';
import type { ListEntry } from './site.ts';
import type { Span } from './text.ts';

/** In this order rules stand in settings and documentation. */
export const groups = ['files', 'links', 'structure', 'formulas', 'statements', 'comments'] as const;

/** What `concord.json` says that rules ask for, beside how loudly they speak. */
export type Option = Exclude<keyof Configuration, 'isChecked' | 'isExcluded' | 'rules' | 'baseline'>;

/**
 * One thing that writers are told about. A rule is one value in one file, `rules/ID.ts`, and all that others know of it stands here: nobody knows rules by their ids. It sees other chapters
 * only through the index. Its page is `docs/rules/ID.md`.
 */
export interface Rule {
  /** Its name in settings, comments and output: fixed once published. */
  readonly id: string;
  readonly group: (typeof groups)[number];
  /** One sentence for settings and documentation: the English text, which is the key of its translation. */
  readonly summary: string;
  readonly severity: Severity | 'off';
  /** What of the configuration it obeys. */
  readonly options?: readonly Option[];
  /** The parts of the facts that it reads beside links and headings. */
  readonly needs?: readonly Part[];
  /**
   * It takes what a chapter does not say for missing: it is not asked where something of these, or of links, could not be read.
   */
  readonly wholly?: readonly Subject[];
  /** It speaks of the file and not of what it says: only such rules are asked about one that is damaged, and nothing in it silences them. */
  readonly isOfFile?: true;
  /** It speaks of what lies around the chapter: it is not asked where nobody knows what does. */
  readonly needsFolder?: true;
  /** What it has found holds only once all chapters are read; until then it is not told. */
  readonly needsAllChapters?: true;
  /** The Markdown validation of VS Code says the same of open chapters. */
  readonly saidByVsCode?: true;
  /** It speaks of what chapters state, which comments can silence by what it is about. */
  readonly statements?: StatementRule;
  /** Its message tells why a formula does not typeset. */
  readonly explainsFormulas?: true;
  /** Its clear repairs bring tables of contents up to date. */
  readonly updatesContents?: true;
  /** What it offers in `corrections` and `fixes`. `certain`: some of it is applied without asking (`preferredOf`); `offered`: the writer chooses. */
  readonly repairs?: 'certain' | 'offered';
  /**
   * All problems of a chapter. Pure: what it has looked up in the index, and the chapter, decide. The check may rest wherever it yields; where it goes through very many things
   * and finds nothing, it yields `undefined` now and then (`resting`).
   */
  check(chapter: Chapter, index: Index, configuration: Configuration): Iterable<Problem | undefined>;
  /** All problems of a list of chapters that stands in a file beside them. */
  checkList?(entries: readonly ListEntry[], path: KbPath, index: Index, configuration: Configuration): Iterable<Problem>;
  /** Comments that silence nothing, once all other rules have spoken. No comment silences what it says of them. */
  checkComments?(idle: readonly IdleComment[]): Iterable<Problem>;
  /** The command of TeX that a problem is about: where somebody defines it, there is no problem. */
  missingMacro?(problem: Problem): string | undefined;
  /** The repairs of one of its problems that say what was meant (`ProposedFix.meant`), best first. Asked for when somebody wants to see them, or the message. */
  corrections?(problem: Problem, chapter: Chapter, workshop: FixContext): readonly ProposedFix[];
  /** All other repairs of it, best first. Asked for only when somebody wants to see or apply them. One that takes long may rest, as a check may: it yields `undefined`. */
  fixes?(problem: Problem, chapter: Chapter, workshop: FixContext): Iterable<ProposedFix | undefined>;
}

/** How comments (`convergence: ignore b …`) name the findings of a rule on statements. */
export interface StatementRule {
  /** The letters of what it finds, and what each stands for: the English text, which is the key of its translation. */
  readonly classes: Readonly<Record<string, string>>;
  /** The letters of findings that do not tell theirs in `data.classes`. */
  readonly untold?: readonly string[];
  /** The letter that a quick fix writes for those. */
  readonly written?: string;
  /** Two values of one thing stand against each other: what settles it is a value in `concord.json`, or a word on the time or scope that one is said of. */
  readonly areOfTwoValues?: true;
}

/** A comment that silences nothing, or some of whose names do not. */
export interface IdleComment {
  readonly span: Span;
  /** `all`: nothing at all. `some`: nothing of the rules in `names`. `unknown`: there are no rules of these names. `enables`: nothing was disabled. */
  readonly why: 'all' | 'some' | 'unknown' | 'enables';
  readonly names?: readonly string[];
}

export interface Problem {
  readonly span: Span;
  readonly message: string;
  /** How loudly this one speaks, where its rule as a whole is not configured. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Further places of the same problem in the chapter: its repairs are offered there, too. */
  readonly places?: readonly Span[];
  /** It says that something of the chapter has not been checked: as long as it stands, what is found is not all. */
  readonly isGap?: true;
  /** The text is superfluous and may be shown faded. */
  readonly unnecessary?: true;
  /** What scripts read; names are fixed per rule. */
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface Related {
  readonly path: KbPath;
  readonly span: Span;
  readonly message: string;
  /**
   * It is the place of the `nth` claim (from 0) that the chapter tells under a name. The span is worked out when somebody looks: an edit above it moves the
   * claim and changes nothing else.
   */
  readonly claim?: { readonly name: string; readonly nth: number };
}

/** A problem with the rule that found it, after settings and suppressions have spoken. */
export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
}

/** What a repair may look at. */
export interface FixContext {
  readonly kb: KnowledgeBase;
  readonly configuration: Configuration;
  /** Former path → present path of files that were renamed, as far as the history is known. */
  readonly renames: ReadonlyMap<KbPath, KbPath>;
  /** The text of a chapter as it is now; undefined when it cannot be read. */
  text(path: KbPath): string | undefined;
}
