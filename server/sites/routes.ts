import { folderOf, type KbPath, kbPath } from '../model/path.ts';
import type { Goal } from '../model/site.ts';

/** An address of a site, from its top: `/a/b`. `.`, `..` and doubled slashes are resolved; undefined above the top. `url`: what a relative one counts from; with a slash at its end, it is a folder. */
export function addressAt(url: string, written: string): string | undefined {
  const parts: string[] = [];
  const whole = written.startsWith('/') ? written : `${url.slice(0, url.lastIndexOf('/') + 1)}${written}`;
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return `/${parts.join('/')}${/(?:^|\/)\.{0,2}$/.test(whole) && parts.length > 0 ? '/' : ''}`;
}

/** The one form of the addresses under which servers show the same page: `/a`, `/a/`, `/a.html`, `/a/index.html`. */
export const canonical = (address: string): string =>
  address
    .replace(/(?:\.(?:html?|mdx?|markdown|mdown))$/i, '')
    .replace(/\/(?:_?index|readme)$/i, '')
    .replace(/\/+$/, '');

/** What a destination may name as a file, as source and as GitHub shows it. Absolute ones are looked up below all of these folders. */
export function filesAt(from: KbPath, written: string, tops: readonly string[] = ['']): Goal[] {
  const starts = written.startsWith('/') ? tops : [folderOf(from)];
  return starts.flatMap(start => {
    const file = kbPath(`${start}/${written}`);
    return file === undefined ? [] : [{ file }];
  });
}

/** The path of a file below a folder; undefined when it lies elsewhere. */
export const below = (folder: string, path: KbPath): string | undefined =>
  folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;

export const joined = (folder: string, path: string): KbPath => (kbPath(`${folder}/${path}`) ?? '') as KbPath;
