/** A change of a formula's source. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export const replace = (at: number, length: number, newText: string): Change => ({ start: at, end: at + length, newText });

export function changed(source: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of [...changes].sort((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + newText;
    at = end;
  }
  return result + source.slice(at);
}
