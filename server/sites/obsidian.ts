import { type KbPath, root } from '../model/path.ts';
import { tailRoute } from '../model/resolve.ts';
import type { Site } from '../model/site.ts';
import type { SiteKind, Surroundings } from './kind.ts';
import { below, filesAt } from './routes.ts';
import { obsidian as obsidianScheme } from './slugs/obsidian.ts';

/** Obsidian (help.obsidian.md/links): a destination is the end of a path, in the whole vault. */
export const obsidian: SiteKind = {
  id: 'obsidian',
  title: 'Obsidian',
  marks: path => /(?:^|\/)\.obsidian$/.test(path),
  assumed: { mark: '.obsidian', text: '' },
  open: evidence => vaultAt(evidence.replace(/\/?\.obsidian$/, '') as KbPath, evidence),
};

/** Notes are called as they are titled, with blanks, or lie beside what only such programs have: else nothing is read to find out. */
const ofNotes = /(?:^|\/)(?:[^/]* [^/]*\.md|[^/]*\.(?:canvas|base)|\.foam|attachments)(?:$|\/)/i;

/** A vault without `.obsidian`, which many do not commit: where links between notes are wiki links. */
export function vaultByText({ files, read }: Surroundings): Site | undefined {
  if (![...files.keys()].some(path => ofNotes.test(path))) return undefined;
  const chapters = [...files].flatMap(([path, type]) => (type === 'chapter' || type === 'unread' ? [path] : []));
  const step = Math.max(1, Math.floor(chapters.length / sample));
  let [wiki, plain] = [0, 0];
  for (let i = 0; i < chapters.length; i += step) {
    const text = (read(chapters[i]!) ?? '').slice(0, longest).replace(/^(`{3,}|~{3,})[\s\S]*?^\1|`[^`\n]*`/gm, '');
    wiki += text.match(/\[\[[^[\]\n]+\]\]/g)?.length ?? 0;
    plain += text.match(/\]\((?![a-z][a-z0-9+.-]*:|#)[^()\n]+\)/gi)?.length ?? 0;
  }
  return wiki > 2 && wiki > plain ? vaultAt(root) : undefined;
}

/** So many chapters tell how links are written. */
const sample = 24;
/** So much of each, in UTF-16 units. */
const longest = 20_000;

function vaultAt(folder: KbPath, evidence?: KbPath): Site {
  return {
    kind: 'obsidian',
    title: 'Obsidian',
    folder,
    roots: [folder],
    ...(evidence !== undefined && { evidence }),
    meaning: `obsidian ${folder}`,
    isStrict: true,
    dialect: { anchors: { scheme: 'obsidian' }, ids: ['caret'], includes: [], wikiLinks: true },
    fragment: anchorsNamed,
    // What means something in a wiki link is taken off, which does not count when texts are compared.
    fragmentFor: heading =>
      heading
        .replace(/[#^|[\]\\]|%%/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    routesOf: (path, type) => {
      if (type === 'folder' || below(folder, path) === undefined) return [];
      const whole = tailRoute(path);
      return /\.(?:md|mdx|markdown|mdown)$/i.test(whole) ? [whole, tailRoute(whole.slice(2).replace(/\.[^.]*$/, ''))] : [whole];
    },
    goals(from, _, { path: written }) {
      // First a note: where none is there, it is one that is not there yet.
      const named = /\.[a-z0-9]+$/i.test(written) ? [written] : [`${written}.md`, written];
      const places = named.flatMap(name => filesAt(from, name, [folder]));
      const inVault = /^\.{0,2}\//.test(written) ? [] : named.flatMap(name => filesAt(from, `/${name}`, [folder]));
      return { goals: [...places, ...inVault, { tail: written.replace(/^(?:\.{0,2}\/)+/, '') }] };
    },
  };
}

/** `a#b` is the heading b below a. A block's name is compared as it is. */
const anchorsNamed = (fragment: string): readonly string[] =>
  fragment
    .split('#')
    .filter(part => part.trim() !== '')
    .map(part => (part.startsWith('^') ? part : obsidianScheme.slug(part)));
