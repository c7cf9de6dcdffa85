/**
 * A path inside a knowledge base: from its root, `/` between parts, no leading or trailing `/`, no `.` or `..`. The root itself is the
 * empty path. Paths are compared as they are written, code point by code point: case counts on every system, and so does the way characters are composed (`é` or `e` and
 * an accent), as they do on GitHub.
 */
export type KbPath = string & { readonly brand: unique symbol };

export const root = '' as KbPath;

/** The path that parts joined by `/` name, seen from the root; undefined when they climb out of it. `\` is an ordinary character. */
export function kbPath(written: string): KbPath | undefined {
  const parts: string[] = [];
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/') as KbPath;
}

/** What paths have in common that look alike but for case: every name in lower case, its characters composed. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

/** Whether two paths are made of different characters that look the same: `é`, and `e` with an accent. */
export const looksAlike = (a: KbPath, b: KbPath): boolean => a !== b && a.normalize('NFC') === b.normalize('NFC');

/** The folder that a file or folder lies in; the root for what lies in the root. */
export const folderOf = (path: KbPath): KbPath => path.slice(0, Math.max(0, path.lastIndexOf('/'))) as KbPath;

/** The last part of a path. */
export const nameOf = (path: KbPath): string => path.slice(path.lastIndexOf('/') + 1);

/** The chapter that stands for its folder. */
export const isReadme = (path: KbPath): boolean => /^(?:readme|index)\.[a-z]+$/i.test(nameOf(path));

/** The name without its last extension: `03.1-Title` of `a/03.1-Title.md`. */
export const stemOf = (path: KbPath): string => nameOf(path).replace(/(?<=.)\.[^.]*$/, '');

/** What to write in a link in a chapter of `folder` to reach `to`: `../b/c.md`, `d.md`, `.` for the folder itself. Not percent-encoded. */
export function relativePath(folder: KbPath, to: KbPath): string {
  const from = folder === '' ? [] : folder.split('/');
  const parts = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < from.length && same < parts.length && from[same] === parts[same]) same++;
  const written = [...from.slice(same).map(() => '..'), ...parts.slice(same)].join('/');
  return written === '' ? '.' : written;
}

/** Percent-decoding that leaves what is no valid UTF-8 escape as it stands (`100%`, `%zz`). */
export function percentDecoded(written: string): string {
  if (!written.includes('%')) return written;
  return written.replace(/(?:%[0-9a-f]{2})+/gi, run => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** What a wiki link names as a destination of Markdown says it, in which `%`, `?` and what is before a `:` have a meaning of their own. */
export function wikiDestination(name: string): string {
  const hash = name.indexOf('#');
  const [path, fragment] = hash < 0 ? [name, ''] : [name.slice(0, hash), name.slice(hash)];
  const encoded = path.replace(/%/g, '%25').replace(/\?/g, '%3F');
  // An address is one here, too.
  return (/^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? path : encoded.replace(/:/g, '%3A')) + fragment.replace(/%/g, '%25');
}
