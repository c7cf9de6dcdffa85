import { URI } from 'vscode-uri';
import { asGitSpells } from '../host/spelling.ts';
import { type KbPath, kbPath, nameOf } from '../model/path.ts';

/** An absolute path in the machine's own spelling, from a `file:` URI; undefined for every other scheme, and for what is no URI. */
export function fileOf(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a document, be it a file or not. */
export function documentName(uri: string): string {
  const file = fileOf(uri);
  return file === undefined ? 'untitled.md' : nameOf(file.replace(/\\/g, '/') as KbPath);
}

/** The path of a file below a root; undefined when it lies elsewhere. The root itself is the empty path. */
export function pathBelow(root: string, file: string): KbPath | undefined {
  const [base, whole] = [slashed(root), slashed(file)];
  if (whole === base) return '' as KbPath;
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return whole.startsWith(prefix) ? kbPath(whole.slice(prefix.length)) : undefined;
}

/** Separators as `/`, drive letters in lower case, so that the same file is written the same. */
const slashed = (path: string): string => asGitSpells(URI.file(path).path.replace(/^\/[A-Z](?=:)/, drive => drive.toLowerCase()));

export const uriBelow = (root: string, path: KbPath): string =>
  URI.file(path === '' ? root : `${root.replace(/[\\/]+$/, '')}/${path}`).toString();
