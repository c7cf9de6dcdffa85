/**
 * How git, and so GitHub, spells the names that a system answers. They are what they are, code point by code point; only macOS takes every composition of a character for the same, may answer
 * decomposed names, and has git record them composed (`core.precomposeunicode`), so that is how a link has to name them.
 */
export const spellingOn = (platform: NodeJS.Platform): ((name: string) => string) =>
  platform === 'darwin' ? name => name.normalize('NFC') : name => name;

export const asGitSpells = spellingOn(process.platform);
