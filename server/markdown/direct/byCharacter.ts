/** A table with a value for each ASCII character that is in one of the keys, to be asked by `charCodeAt`. */
export function byCharacter<T>(entries: Readonly<Record<string, T>>): readonly (T | undefined)[] {
  const table: (T | undefined)[] = new Array(128).fill(undefined);
  for (const [characters, value] of Object.entries(entries)) for (const one of characters) table[one.charCodeAt(0)] = value;
  return table;
}
