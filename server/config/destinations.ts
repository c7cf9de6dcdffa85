import { exactly } from '../model/globs.ts';
import { percentDecoded } from '../model/path.ts';

/**
 * A test for destinations as they are written in links, by globs of three forms:
 *
 * - with a slash (`./*`, `../legacy/**`, `/img/*.png`), the path as written from its beginning, a leading `./` on either side not counted;
 * - without (`*.pdf`, `TODO*`), its last part, in whatever folder;
 * - with a fragment (`b.md#draft-*`, `#todo*`), path and fragment, each by its own glob. Without one, every fragment of the path will do, but a fragment alone (`#a`) is no path and is
 *   matched by none of the others.
 *
 * What has no wildcard in its last part (`legacy`, `../old/`) stands for a folder with all that is in it, too. Percent-encoded destinations are also compared decoded, and those with a query
 * without it.
 */
export function destinationTest(patterns: readonly string[]): (destination: string) => boolean {
  const tests = patterns.map(patternTest);
  return destination => [destination, percentDecoded(destination)].some(form => tests.some(test => test(form)));
}

function patternTest(pattern: string): (destination: string) => boolean {
  const wanted = split(pattern);
  const isPath = pathTest(wanted.path);
  const isFragment = wanted.fragment === undefined ? () => true : exactly([flat(wanted.fragment)]);
  return destination => {
    const { path, fragment } = split(destination);
    if (wanted.fragment !== undefined && (fragment === undefined || !isFragment(flat(fragment)))) return false;
    if (wanted.path === '') return path === '' && wanted.fragment !== undefined;
    if (path === '') return false;
    return isPath(path) || isPath(path.replace(/\?.*$/s, ''));
  };
}

/** Path and fragment of what is written. */
function split(written: string): { readonly path: string; readonly fragment: string | undefined } {
  const hash = written.indexOf('#');
  return hash < 0 ? { path: written, fragment: undefined } : { path: written.slice(0, hash), fragment: written.slice(hash + 1) };
}

/** A slash in a fragment divides nothing. */
const flat = (fragment: string): string => fragment.replaceAll('/', '\u2215');

const isWild = (part: string): boolean => /[*?[{]/.test(part);

function pathTest(glob: string): (path: string) => boolean {
  const plain = withoutDot(glob).replace(/\/+$/, '');
  const isForFolder = glob.endsWith('/') || !isWild(plain.slice(plain.lastIndexOf('/') + 1));
  const test = exactly([plain, ...(isForFolder ? [`${plain}/**`] : [])]);
  if (plain.startsWith('**/')) return path => test(path.replace(/^(?:\.{1,2}\/+)+/, ''));
  if (glob.startsWith('./') || plain.includes('/')) return path => test(withoutDot(path));
  // A name alone: of the file, or of a folder on the way to it.
  return path => {
    const parts = path.split('/').filter(part => part !== '' && part !== '.' && part !== '..');
    return isForFolder ? parts.some(part => test(part)) : test(parts.at(-1) ?? '');
  };
}

const withoutDot = (path: string): string => path.replace(/^(?:\.\/+)+/, '');
