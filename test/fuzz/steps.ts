/** A part of a text becomes another. Places past the end mean the end, so that a step makes sense when those before it are left out. */
export interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** When the editor learns of what has happened on the disk. */
type Told = 'now' | 'later';

/**
 * What somebody does, in words that can be written down and done again. Files are named from the temporary folder. What cannot be done at the time – since steps before it are left out –
 * is nothing.
 */
export type Step =
  | { readonly do: 'open' | 'close'; readonly file: string }
  | { readonly do: 'undo'; readonly file: string }
  /** Also a document with these line ends. `whole`: told as the whole text, not as what has changed. */
  | { readonly do: 'edit'; readonly file: string; readonly changes: readonly Change[]; readonly whole?: boolean }
  | { readonly do: 'set'; readonly file: string; readonly text: string; readonly whole?: boolean }
  | { readonly do: 'lineEnds'; readonly file: string; readonly to: '\n' | '\r\n'; readonly whole?: boolean }
  /** Lines are cut here and put in there, maybe in another chapter. */
  | {
      readonly do: 'move';
      readonly file: string;
      readonly line: number;
      readonly count: number;
      readonly to: string;
      readonly toLine: number;
    }
  | { readonly do: 'save'; readonly file: string; readonly told: Told }
  /** Somebody else changes a file. */
  | { readonly do: 'change'; readonly file: string; readonly changes: readonly Change[]; readonly told: Told }
  | { readonly do: 'write'; readonly file: string; readonly text: string; readonly encoding?: 'latin1' | 'utf16le'; readonly told: Told }
  | { readonly do: 'remove'; readonly file: string; readonly told: Told }
  /** `each`: the editor tells of every file in a folder, not of the folder alone. */
  | { readonly do: 'rename'; readonly file: string; readonly to: string; readonly each?: boolean; readonly told: Told }
  /** A file becomes a folder of the same name, with a chapter in it. */
  | { readonly do: 'becomeFolder'; readonly file: string; readonly told: Told }
  /** A symbolic link. */
  | { readonly do: 'link'; readonly file: string; readonly to: string; readonly told: Told }
  /** Of what has not been told yet, these, in this order. */
  | { readonly do: 'tell'; readonly which: readonly number[] }
  /** Tells of files of which nothing has happened, or once more. */
  | { readonly do: 'tellAgain'; readonly files: readonly string[] }
  | {
      readonly do: 'ask';
      readonly method: string;
      readonly file: string;
      readonly at: number;
      readonly cancelled?: boolean;
    }
  | { readonly do: 'addFolder' | 'removeFolder'; readonly folder: string }
  | { readonly do: 'macros'; readonly macros: Record<string, string> }
  | { readonly do: 'builtIn'; readonly on: boolean }
  | { readonly do: 'restart' | 'reload' | 'settle' | 'trust' }
  /** Everything is told, and what the server says is compared with what a fresh one says. `seed`: in which order, and what is asked. */
  | { readonly do: 'compare'; readonly seed: number };

/** What of these counts as an edit: all that changes something. */
export const isEdit = (step: Step): boolean => !['ask', 'settle', 'compare', 'tellAgain', 'tell'].includes(step.do);

/** A text with changes made to it, one after the other. */
export function changed(text: string, changes: readonly Change[]): string {
  let now = text;
  for (const change of changes) {
    const { start, end } = placed(now, change);
    now = now.slice(0, start) + change.insert + now.slice(end);
  }
  return now;
}

/** Where a change is made. The two halves of a character, and those of a line end, stay together. */
export function placed(text: string, { at, remove }: Change): { start: number; end: number } {
  const snapped = (offset: number): number => {
    const whole = Math.min(Math.max(0, offset), text.length);
    return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(whole - 1, whole + 1)) ? whole - 1 : whole;
  };
  const start = snapped(at);
  return { start, end: Math.max(start, snapped(start + remove)) };
}

/** What has to change for one text to become another: the part between what both begin and end with. */
export function difference(from: string, to: string): Change {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let common = 0;
  while (common < Math.min(from.length, to.length) - start && from.at(-1 - common) === to.at(-1 - common)) common++;
  return { at: start, remove: from.length - common - start, insert: to.slice(start, to.length - common) };
}

/** A step in a line. */
export const told = (step: Step): string => JSON.stringify(step);
