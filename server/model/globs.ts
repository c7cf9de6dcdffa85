import picomatch from 'picomatch';

/**
 * A test for paths that any of the globs matches; one without `/` matches in every folder, one that begins with `./` or `/` from the root on, a folder's name all that is in
 * it.
 */
export function globs(patterns: readonly string[] | undefined, otherwise: (path: string) => boolean): (path: string) => boolean {
  if (patterns === undefined) return otherwise;
  const wide = patterns.flatMap(pattern => {
    const anchored = pattern.replace(/^\.?\//, '').replace(/\/$/, '/**');
    const everywhere = /^\.?\//.test(pattern) || anchored.includes('/') ? anchored : `**/${anchored}`;
    return [everywhere, `${everywhere}/**`];
  });
  return exactly(wide);
}

/**
 * The same for globs as they stand: `*`, `?`, `[…]` in a name, `**` for folders, `{a,b}`. They come from the workspace, so nothing else in them is a pattern, and those that
 * are not tame match nothing. Who writes a pattern means what it looks like, however its characters are composed.
 */
export function exactly(patterns: readonly string[]): (path: string) => boolean {
  const literal = patterns.filter(pattern => pattern !== '' && isTame(pattern)).map(pattern => pattern.replace(/[()+|@!]/g, '\\$&'));
  if (literal.length === 0) return () => false;
  const matches = picomatch(
    literal.map(pattern => pattern.normalize('NFC')),
    { dot: true, nonegate: true, noextglob: true },
  );
  return path => matches(path.normalize('NFC'));
}

/**
 * Whether a glob is matched in little time whatever the path is: the time grows with a power of its length, and the power is the number of wildcards. What people write has
 * one or two.
 */
export function isTame(pattern: string): boolean {
  if (pattern.length > 1000) return false;
  const parts = pattern.split('/');
  const deep = parts.filter(part => part === '**').length;
  const choices = pattern.split('{').length - 1;
  return deep <= 6 && choices <= 3 && parts.every(part => part === '**' || (part.match(/\*+/g)?.length ?? 0) <= 3);
}
