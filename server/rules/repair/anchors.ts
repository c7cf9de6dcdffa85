import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedAnchor, numberedTitle, squashed } from '../../model/numbering.ts';
import type { KbPath } from '../../model/path.ts';
import { likeness } from './files.ts';

export interface AnchorCandidate {
  readonly chapter: KbPath;
  readonly anchor: string;
  readonly sure: boolean;
}

interface Known {
  readonly anchor: string;
  readonly text: string;
  readonly level: number;
}

/** What a fragment that leads nowhere in a chapter may mean, best first, at most five. `text`: the link's. */
export function anchorCandidates(chapter: KbPath, fragment: string, text: string, kb: KnowledgeBase): AnchorCandidate[] {
  const facts = kb.chapter(chapter)?.facts;
  const known: Known[] = [...(facts?.headings ?? []), ...(facts?.ids ?? []).map(({ id }) => ({ anchor: id, text: '', level: 0 }))];
  const groups = [nearlyEqual(known, fragment), renumberedOrNamed(known, fragment, text), similar(known, fragment)];
  const first = groups.find(group => group.length > 0);
  const here =
    first === undefined
      ? []
      : [...new Set([...first, ...groups.flat()])].map(({ anchor }, i) => ({
          chapter,
          anchor,
          sure: i === 0 && first.length === 1 && first !== groups[2],
        }));
  return [...here, ...(here.some(({ sure }) => sure) ? [] : elsewhere(chapter, fragment, kb))].slice(0, 5);
}

/** Only dashes, punctuation, pictographs or the width of characters differ. */
const nearlyEqual = (known: readonly Known[], fragment: string): Known[] => {
  const wanted = squashed(fragment);
  return wanted === '' ? [] : known.filter(({ anchor }) => squashed(anchor) === wanted);
};

/**
 * The same title under another number, and the heading that the link's text names. Where these are two, the heading named by the text is what writers have
 * meant more often, unless it is the title of the whole chapter.
 */
function renumberedOrNamed(known: readonly Known[], fragment: string, text: string): Known[] {
  const wanted = numberedAnchor(fragment);
  const title = squashed(wanted.title);
  const renumbered = title.length < 2 ? [] : known.filter(({ anchor }) => squashed(numberedAnchor(anchor).title) === title);
  renumbered.sort((a, b) => apart(a.anchor, wanted.number) - apart(b.anchor, wanted.number));
  const told = squashed(text);
  const toldTitle = squashed(numberedTitle(text).title);
  const below = known.filter(({ level }) => level > 1);
  const exact = told === '' ? [] : below.filter(heading => squashed(heading.text) === told);
  const named =
    exact.length > 0 || toldTitle.length < 2 ? exact : below.filter(heading => squashed(numberedTitle(heading.text).title) === toldTitle);
  return [...new Set([...(named.length === 1 ? named : []), ...renumbered, ...named])];
}

const similar = (known: readonly Known[], fragment: string): Known[] => {
  const wanted = squashed(fragment);
  return known
    .map(heading => ({ heading, rank: alike(squashed(heading.anchor), wanted) }))
    .filter(({ rank }) => rank >= 0.7)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 2)
    .map(({ heading }) => heading);
};

/** Their likeness; one that begins with the other counts as nearly the same, since titles grow longer. */
function alike(a: string, b: string): number {
  const begins = Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));
  return Math.max(likeness(a, b), begins ? 0.75 : 0);
}

/** How far the digits of an anchor's number are from those wanted. */
function apart(anchor: string, wanted: string): number {
  const [a, b] = [Number.parseInt(numberedAnchor(anchor).number, 10), Number.parseInt(wanted, 10)];
  return Number.isNaN(a) || Number.isNaN(b) ? Number.MAX_SAFE_INTEGER : Math.abs(a - b);
}

const homes = new WeakMap<KnowledgeBase, { version: number; byAnchor: Map<string, KbPath[]> }>();

/** The one other chapter that has this anchor. */
function elsewhere(chapter: KbPath, fragment: string, kb: KnowledgeBase): AnchorCandidate[] {
  let home = homes.get(kb);
  if (home?.version !== kb.version) {
    home = { version: kb.version, byAnchor: new Map() };
    for (const { path, facts } of kb.chapters()) {
      for (const { anchor } of facts.headings) {
        const paths = home.byAnchor.get(anchor);
        if (paths === undefined) home.byAnchor.set(anchor, [path]);
        else paths.push(path);
      }
    }
    homes.set(kb, home);
  }
  const paths = (home.byAnchor.get(fragment) ?? []).filter(path => path !== chapter);
  return paths.length === 1 ? [{ chapter: paths[0]!, anchor: fragment, sure: false }] : [];
}
