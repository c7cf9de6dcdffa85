import { visible } from '../model/visible.ts';

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What the command line reads and writes. */
export interface Streams {
  readonly out: Stream;
  readonly err: Stream;
  /** Standard input, where it is not the process's own. */
  readonly in?: AsyncIterable<Uint8Array>;
}

/**
 * A text that may be printed in a line: what a terminal obeys is shown instead, and the old form of GitHub's workflow commands, which is obeyed wherever it stands in a line of a log, is torn
 * apart.
 */
export const printable = (text: string): string => visible(text).replaceAll('##[', '## [');

/** A name that a line begins with: one like `::warning::` would be a workflow command. */
export const printableName = (name: string): string => printable(name).replace(/^(?=\s*::)/, './');

/** Writes a line. */
export function say(stream: Stream, line: string): void {
  stream.write(`${printable(line)}\n`);
}

/** Writes a text of several lines. */
export function sayAll(stream: Stream, text: string): void {
  for (const line of text.split('\n')) say(stream, line);
}

/** JSON of a value, exact, with nothing in it that is obeyed: JSON has escapes for that. */
export const json = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
