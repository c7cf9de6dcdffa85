import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A chapter of the knowledge base to measure with. `path` is from its root, with `/`. */
export interface ChapterFile {
  readonly path: string;
  readonly bytes: number;
}

/** All files of a folder but those of version control and installed packages, from its root with `/`, sorted. */
export function filesIn(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk('');
  return found.sort();
}

/** The chapters, the largest first. */
export const chaptersIn = (root: string): ChapterFile[] =>
  filesIn(root)
    .filter(path => path.endsWith('.md'))
    .map(path => ({ path, bytes: statSync(join(root, path)).size }))
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));

/** A copy to work in: measuring writes configurations and never touches the original. */
export function copy(from: string, into: string): string {
  for (const path of filesIn(from)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    cpSync(join(from, path), join(into, path));
  }
  return into;
}

/** Also at this many copies the first one is as it was. */
const folderOfCopy = (number: number): string => `copy-${String(number).padStart(2, '0')}`;

/**
 * A knowledge base `times` as large: the files as they are, and beside them folders with copies whose numbered files and folders have other numbers
 * (`05-x` becomes `305-x`), with all links in them. So no name comes twice that did not before, and what was right or wrong stays so.
 */
export function multiply(from: string, into: string, times: number): string {
  copy(from, into);
  for (let number = 1; number < times; number++) {
    const folder = folderOfCopy(number);
    const renumbered = (path: string) => path.replace(/(^|\/)(?=\d)/g, `$1${number}`);
    for (const path of filesIn(from)) {
      // A copy is no knowledge base of its own.
      if (path.endsWith('concord.json')) continue;
      const target = join(into, folder, renumbered(path));
      mkdirSync(dirname(target), { recursive: true });
      if (!path.endsWith('.md')) {
        linkSync(join(into, path), target);
        continue;
      }
      const text = readFileSync(join(from, path));
      writeFileSync(target, isUtf8(text) ? renumberedLinks(text.toString(), folder, renumbered) : text);
    }
  }
  return into;
}

function renumberedLinks(text: string, folder: string, renumbered: (path: string) => string): string {
  return text.replace(/(\]\(<?)([^)#\s>]+)/g, (whole, before: string, path: string) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return whole;
    return before + (path.startsWith('/') ? `/${folder}${renumbered(path)}` : renumbered(path));
  });
}

const isUtf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString()).equals(bytes);

/** Chapters to measure typing in, each with the reason why. */
export function chosenChapters(root: string): readonly { readonly name: string; readonly file: ChapterFile }[] {
  const chapters = chaptersIn(root).filter(({ path }) => isUtf8(readFileSync(join(root, path))));
  const text = (file: ChapterFile) => readFileSync(join(root, file.path), 'utf8');
  const nearest = (bytes: number) => [...chapters].sort((a, b) => Math.abs(a.bytes - bytes) - Math.abs(b.bytes - bytes))[0]!;
  const chosen = [
    { name: 'long', file: nearest(123_865) },
    ...chapters.slice(0, 5).map((file, i) => ({ name: `largest ${i + 1}`, file })),
    { name: 'median', file: chapters[chapters.length >> 1]! },
    ...chapters
      .filter(file => /^```mermaid/m.test(text(file)))
      .slice(0, 1)
      .map(file => ({ name: 'diagram', file })),
  ];
  return chosen.filter(({ file }, i) => chosen.findIndex(other => other.file.path === file.path) === i);
}

/** The folder of a real knowledge base that may lie beside the project. */
export const neighbour = (project: string): string | undefined => {
  const path = join(project, '..', 'shared', 'corpus');
  return existsSync(path) ? path : undefined;
};
