import type { KbPath } from './path.ts';
import type { Span } from './text.ts';

/** One repair that a writer may choose, as a rule proposes it. Its edits are all or nothing. */
export interface ProposedFix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** A file to be made, before the edits. */
  readonly create?: { readonly path: KbPath; readonly text: string };
  /** What speaks for it; nothing where it is one way out among others. */
  readonly evidence?: readonly Evidence[];
  /** What speaks for it counts against others, but it is not certain itself: it would take a guess besides. */
  readonly isDoubtful?: boolean;
  /** What was probably meant, as it would be written: `../b.md#part`. */
  readonly meant?: string;
}

/** A repair among all of a finding: at most one of them is preferred. */
export interface Fix extends ProposedFix {
  /** The single good one: what is applied when somebody fixes all. Decided by `preferredOf` alone. */
  readonly preferred?: true;
}

export interface Edit {
  readonly path: KbPath;
  readonly span: Span;
  readonly newText: string;
}

/**
 * What may speak for a repair, strongest first. `certain`: it follows from the chapter itself, as a table of contents does from its headings. The others say why what is
 * missing may be called otherwise: `renamed` in the history or by a chapter's own words (`old.md → new.md`); `depth`, the same path seen from another folder; `ending`, the
 * same path with another extension, or the page of a folder of that name; `name`; `number`, the same chapter or section number, or the same title under another one;
 * `spelling`, a slip of the keyboard; `similar`; `title`, the words of the link are somebody's title.
 */
export const kindsOfEvidence = ['certain', 'renamed', 'depth', 'ending', 'name', 'number', 'spelling', 'similar', 'title'] as const;
export type Evidence = (typeof kindsOfEvidence)[number];

/**
 * What is preferred among what may be meant, if anything is: the only one that the strongest kind of evidence speaks for, where no other kind speaks for another one without
 * speaking for it too. Mere likeness is never enough.
 */
export function preferredOf<T extends Pick<ProposedFix, 'evidence' | 'isDoubtful'>>(all: readonly T[]): T | undefined {
  const told = kindsOfEvidence.filter(kind => all.some(({ evidence }) => evidence?.includes(kind)));
  const [strongest] = told;
  if (strongest === undefined) return undefined;
  const [only, ...others] = all.filter(({ evidence }) => evidence?.includes(strongest));
  const isSure = others.length === 0 && told.every(kind => only!.evidence!.includes(kind)) && (strongest !== 'similar' || told.length > 1);
  return isSure && only!.isDoubtful !== true ? only : undefined;
}

/** Marks the one that is preferred. */
export function withPreferred(proposed: readonly ProposedFix[]): readonly Fix[] {
  const preferred = preferredOf(proposed);
  return preferred === undefined ? proposed : proposed.map(fix => (fix === preferred ? { ...fix, preferred: true as const } : fix));
}

/** The text after edits that do not overlap. Touching insertions keep their order. */
export function applied(text: string, edits: readonly Pick<Edit, 'span' | 'newText'>[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, newText } of sorted) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** The edits that make of the text after some edits the one before them. */
export function inverse(
  text: string,
  edits: readonly Pick<Edit, 'span' | 'newText'>[],
): { readonly span: Span; readonly newText: string }[] {
  let by = 0;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map(({ span: { start, end }, newText }) => {
      const at = start + by;
      by += newText.length - (end - start);
      return { span: { start: at, end: at + newText.length }, newText: text.slice(start, end) };
    });
}
