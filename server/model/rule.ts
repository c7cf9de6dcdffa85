import type { Chapter } from './chapter.ts';
import type { Configuration, Severity } from './configuration.ts';
import type { Index } from './entries.ts';
import type { Subject } from './facts.ts';
import type { ProposedFix } from './fix.ts';
import type { KnowledgeBase } from './knowledgeBase.ts';
import type { Part } from './parts.ts';
import type { KbPath } from './path.ts';
import type { Span } from './text.ts';

/** One thing that writers are told about. A rule is one value in one file; it sees other chapters only through the index. */
export interface Rule {
  /** Its name in settings, comments and output: fixed once published. */
  readonly id: string;
  /** One sentence for settings and documentation: the English text, which is the key of its translation. */
  readonly summary: string;
  readonly severity: Severity | 'off';
  /** The parts of the facts that it reads beside links and headings. */
  readonly needs?: readonly Part[];
  /**
   * It takes what a chapter does not say for missing: it is not asked where something of these, or of links, could not be read.
   */
  readonly wholly?: readonly Subject[];
  /** It speaks of the file and not of what it says: only such rules are asked about one that is damaged, and nothing in it silences them. */
  readonly isOfFile?: true;
  /**
   * All problems of a chapter. Pure: what it has looked up in the index, and the chapter, decide. The check may rest wherever it yields; where it goes through very many things
   * and finds nothing, it yields `undefined` now and then (`resting`).
   */
  check(chapter: Chapter, index: Index, configuration: Configuration): Iterable<Problem | undefined>;
  /** The repairs of one of its problems that say what was meant (`ProposedFix.meant`), best first. Asked for when somebody wants to see them, or the message. */
  corrections?(problem: Problem, chapter: Chapter, workshop: Workshop): readonly ProposedFix[];
  /** All other repairs of it, best first. Asked for only when somebody wants to see or apply them. */
  fixes?(problem: Problem, chapter: Chapter, workshop: Workshop): readonly ProposedFix[];
}

export interface Problem {
  readonly span: Span;
  readonly message: string;
  /** How loudly this one speaks, where its rule as a whole is not configured. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Further places of the same problem in the chapter: its repairs are offered there, too. */
  readonly places?: readonly Span[];
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
export interface Workshop {
  readonly kb: KnowledgeBase;
  readonly configuration: Configuration;
  /** Former path → present path of files that were renamed, as far as the history is known. */
  readonly renames: ReadonlyMap<KbPath, KbPath>;
  /** The text of a chapter as it is now; undefined when it cannot be read. */
  text(path: KbPath): string | undefined;
}
