import type { Position, Range } from 'vscode-languageserver-protocol';
import type { Pictures } from '../formula/picture.ts';
import type { Chapter } from '../model/chapter.ts';
import type { KbPath } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** One consistent state of a knowledge base, seen from the chapter that a request is about. Positions are LSP's, spans offsets. */
export interface RequestContext {
  readonly workspace: Workspace;
  readonly chapter: Chapter;
  /** The text of the chapter. */
  readonly text: string;
  /** The editor is VS Code, which completes destinations of links by itself and shows findings in hovers: to do so too would show everything twice. */
  readonly isVsCode: boolean;
  offsetAt(position: Position): number;
  /** Of a span in any chapter; of a file that is no chapter, its start. */
  rangeOf(path: KbPath, span: Span): Range;
  uriOf(path: KbPath): string;
}

/** What the editor has set for the chapter that a request is about, by the name of the setting; undefined when it cannot say. */
export type Setting = (name: string) => Promise<unknown>;

/**
 * What the server does for one kind of request about a chapter. What it looks at it looks at before it first waits, so that it sees one state; only what draws
 * formulas has to wait. Where there may be very much to do, it answers with steps: they are made in turns, and begun anew when anything has changed in between.
 */
export interface Feature<P extends { textDocument: { uri: string } }, R> {
  /** It answers from the findings of the chapter, which have to be those of its text as it is now. */
  readonly isOfFindings?: true;
  handle(
    params: P,
    view: RequestContext,
    pictures: Pictures,
    setting: Setting,
  ): R | undefined | Promise<R | undefined> | Steps<R | undefined | Promise<R | undefined>>;
}

/** What a feature throws when it cannot do what the writer wants, in words for the writer. */
export class Refusal extends Error {}

// biome-ignore lint/suspicious/noExplicitAny: a list of features of every kind
export type AnyFeature = Feature<any, unknown>;
