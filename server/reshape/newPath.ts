import { isChapter } from '../model/chapter.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { foldedPath, folderOf, isReadme, type KbPath, kbPath, nameOf } from '../model/path.ts';

/** Where a new chapter of this title lies beside another, called as its neighbours are: with spaces or hyphens, in small letters or not. Never where something is already. */
export function pathFor(title: string, beside: KbPath, kb: KnowledgeBase): KbPath {
  const folder = folderOf(beside);
  const names = [...kb.paths()].flatMap(([path]) =>
    folderOf(path) === folder && isChapter(path) && !isReadme(path) ? [nameOf(path)] : [],
  );
  const most = (isSuch: (name: string) => boolean) => 2 * names.filter(isSuch).length > names.length;
  const space = most(name => name.includes(' ')) ? ' ' : most(name => name.includes('_')) ? '_' : '-';
  const words = title
    .normalize('NFC')
    .replace(/[\p{C}\\/:*?"<>|#%^`[\]{}]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .replace(/\s+/g, space);
  const stem = (names.length === 0 || most(name => name === name.toLowerCase()) ? words.toLowerCase() : words).slice(0, 80) || 'section';
  const ending = /\.[^.]+$/.exec(beside)![0];
  for (let i = 1; ; i++) {
    const path = kbPath(`${folder}/${stem}${i === 1 ? '' : `${space}${i}`}${ending}`)!;
    if (kb.lookup('folded', foldedPath(path)).length === 0) return path;
  }
}
