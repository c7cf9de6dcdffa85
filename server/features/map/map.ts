import { t } from '@vscode/l10n';
import { groupedBy } from '../../model/grouping.ts';
import { html } from '../../model/html.ts';
import type { KbPath } from '../../model/path.ts';
import type { Steps } from '../../model/steps.ts';
import { type Layout, layoutOf } from '../../overview/layout.ts';
import { type LinkMap, linkMapOf, type Mapped } from '../../overview/linkMap.ts';
import * as counted from '../../workspace/counted.ts';
import type { Page, Panel, Placed, Seen } from '../panel.ts';
import { colors, style } from './mapPage.ts';
import { script } from './mapScript.ts';

/** One knowledge base in the picture. */
interface Drawn {
  readonly root: string;
  readonly map: LinkMap;
  readonly layout: Layout;
}

/** What was worked out for the picture before. */
interface Kept {
  readonly cursor: Seen['cursor'];
  readonly drawn: readonly Drawn[];
}

/** The room between two knowledge bases. */
const gap = 300;

/** Chapters and the links between them, as a picture and as a list. */
export const map: Panel<undefined> = {
  id: 'map',
  follows: true,
  initially: undefined,

  *page(seen, _state, before): Steps<Page> {
    const kept = before?.kept as Kept | undefined;
    // The cursor has moved: nothing else has.
    const isSame = kept !== undefined && seen.cursor !== undefined && seen.cursor !== kept.cursor;
    const drawn = isSame ? kept.drawn : yield* drawnOf([...seen.places()], kept?.drawn ?? []);
    return {
      title: t('Knowledge Map'),
      top: top(),
      body: bodyOf(drawn, seen),
      style,
      script,
      kept: { cursor: seen.cursor, drawn } satisfies Kept,
    };
  },

  received(message, seen) {
    const { go } = (message ?? {}) as { readonly go?: unknown };
    const [root, path] = Array.isArray(go) ? go : [];
    const place = [...seen.places()].find(({ workspace }) => workspace.root === root);
    if (place?.workspace.kb.chapter(path as KbPath) === undefined) return {};
    const start = { line: 0, character: 0 };
    return { goTo: { uri: place.uriOf(path as KbPath), range: { start, end: start } } };
  },
};

function* drawnOf(places: readonly Placed[], before: readonly Drawn[]): Steps<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const { workspace } of places) {
    const { root } = workspace;
    const last = before.find(one => one.root === root);
    const now = yield* linkMapOf(workspace);
    const layout = last !== undefined && sameShape(last.map, now) ? last.layout : yield* layoutOf(now, placesIn(last));
    drawn.push({ root, map: now, layout });
  }
  return drawn;
}

const placesIn = (drawn: Drawn | undefined): Map<string, Layout[number]> =>
  new Map((drawn?.map.chapters ?? []).map(({ path }, i) => [path, drawn!.layout[i]!]));

const sameShape = (a: LinkMap, b: LinkMap): boolean =>
  a.chapters.length === b.chapters.length &&
  a.links.length === b.links.length &&
  a.chapters.every(({ path }, i) => path === b.chapters[i]!.path) &&
  a.links.every(([from, to], i) => from === b.links[i]![0] && to === b.links[i]![1]);

const top = (): string => `<header><form>
<input type="search" name="search" placeholder="${html(t('Search chapters…'))}" aria-label="${html(t('Search chapters…'))}">
${toggle('orphan', t('No other leads to it'))}${toggle('end', t('Leads to no other'))}${toggle('fault', t('Findings on its links'))}
<button type="button" name="fit">${html(t('Show everything'))}</button>
</form></header>
<div class="picture"><canvas tabindex="0" role="img" aria-describedby="help"></canvas><p id="help">${html(t('Drag to move, scroll to zoom, click to see with whom a chapter is linked, double-click to open it. Keys: arrows, + and -, 0 for everything.'))}</p><div class="tip" hidden></div></div>`;

const toggle = (name: string, label: string): string =>
  `<label class="${name}"><input type="checkbox" name="mark" value="${name}"><i></i>${html(label)}</label>`;

/** The numbers that the picture is drawn from, and the same as a list. */
function bodyOf(drawn: readonly Drawn[], { cursor, places, view }: Seen): string {
  const folders = [...new Set(drawn.flatMap(({ map: { chapters } }) => chapters.map(({ folder }) => folder)))];
  const active = cursor && view(cursor.uri);
  const data = { nodes: [] as unknown[], links: [] as number[], active: -1, said: '' };
  const items: string[] = [];
  let right = 0;
  for (const { root, map: own, layout } of drawn) {
    const first = data.nodes.length;
    const left = Math.min(...layout.map(([x]) => x));
    const shift = first === 0 ? 0 : right + gap - left;
    for (const [i, { path, title, folder, from, to, faults, isOrphan }] of own.chapters.entries()) {
      const [x, y] = layout[i]!;
      right = Math.max(right, x + shift);
      if (active?.workspace.root === root && active.chapter.path === path) data.active = data.nodes.length;
      data.nodes.push([x + shift, y, folders.indexOf(folder) % colors, from, to, faults, Number(isOrphan), title, path, root]);
    }
    for (const [from, to] of own.links) data.links.push(first + from, first + to);
    items.push(...listOf(own, first, folders));
  }
  const [chapters, links] = [data.nodes.length, drawn.reduce((sum, { map: { count } }) => sum + count, 0)];
  data.said = `${counted.chapters(chapters)} · ${counted.links(links)}`;
  // Data, which no browser runs.
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  const empty =
    [...places()].length === 0 ? `<p>${html(t('Open a folder with Markdown files: how its chapters are linked is shown here.'))}</p>` : '';
  return `<p class="said">${html(data.said)}</p>${empty}${items.join('')}<script type="application/json">${json}</script>`;
}

/** The chapters by their folders. */
function listOf({ chapters }: LinkMap, first: number, folders: readonly string[]): string[] {
  const byFolder = groupedBy([...chapters.entries()], ([, { folder }]) => folder);
  return folders.flatMap((folder, nth) => {
    const within = byFolder.get(folder);
    if (within === undefined) return [];
    const name = folder === '' ? t('(top)') : folder.slice(0, -1);
    const swatch = `<i class="f${nth % colors}"></i>`;
    const head = `<h2><button class="folder" data-folder="${nth}" aria-pressed="false">${swatch}${html(name)}</button></h2>`;
    return [`${head}<ul data-of="${nth}">`, ...within.map(([i, chapter]) => itemOf(chapter, first + i)), '</ul>'];
  });
}

/** A chapter in the list: shortly for who sees it, in words for who hears it. */
function itemOf({ title, path, from, to, faults, isOrphan }: Mapped, nth: number): string {
  const marks = Object.entries({ orphan: isOrphan, end: to === 0, fault: faults > 0 }).flatMap(([mark, on]) => (on ? mark : []));
  const short = [t('← {0}', counted.digits(from)), t('→ {0}', counted.digits(to)), ...(faults === 0 ? [] : [counted.findings(faults)])];
  const words = [
    title,
    from === 0 ? t('No other leads to it') : t('Others that lead to it: {0}', counted.digits(from)),
    to === 0 ? t('Leads to no other') : t('Others that it leads to: {0}', counted.digits(to)),
    ...(faults === 0 ? [] : [t('Findings on its links: {0}', counted.digits(faults))]),
  ];
  const attributes = `data-n="${nth}" title="${html(path)}" aria-label="${html(words.join('. '))}"`;
  return `<li class="${marks.join(' ')}"><button class="chapter" ${attributes}>${html(title)} <small>${html(short.join(' · '))}</small></button>`;
}
