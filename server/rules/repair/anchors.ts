import type { Facts } from '../../model/facts.ts';
import type { Evidence } from '../../model/fix.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedAnchor, numberedTitle, squashed } from '../../model/numbering.ts';
import type { KbPath } from '../../model/path.ts';
import { type Candidate, Candidates, most, mostCompared } from './evidence.ts';
import { isSlip, likeness } from './files.ts';

/** A place in a chapter. */
export interface AnchorPlace {
  readonly chapter: KbPath;
  readonly anchor: string;
}

/** A heading or explicit anchor, with what is compared of it. */
interface Known {
  readonly anchor: string;
  readonly level: number;
  /** Squashed: the anchor, the same without its number, the heading's text, the same without its number. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly textTitle: string;
}

const remembered = new WeakMap<Facts, readonly Known[]>();

/** Each dead link of a chapter asks for them. */
function knownIn(facts: Facts): readonly Known[] {
  let known = remembered.get(facts);
  if (known === undefined) {
    const ids = facts.ids.map(({ id }) => ({ anchor: id, text: '', level: 0 }));
    known = [...facts.headings, ...ids].map(({ anchor, text, level }) => ({
      anchor,
      level,
      name: squashed(anchor),
      title: squashed(numberedAnchor(anchor).title),
      text: squashed(text),
      textTitle: squashed(numberedTitle(text).title),
    }));
    remembered.set(facts, known);
  }
  return known;
}

/** What a fragment that leads nowhere in a chapter may mean, best first, with what speaks for each. `text`: the link's. */
export function anchorCandidates(chapter: KbPath, fragment: string, text: string, kb: KnowledgeBase): Candidate<AnchorPlace>[] {
  const facts = kb.chapter(chapter)?.facts;
  const known = facts === undefined ? [] : knownIn(facts);
  const found = new Candidates<AnchorPlace>(({ chapter: path, anchor }) => `${path}#${anchor}`);
  const take = (evidence: Evidence | undefined, all: readonly Known[]) =>
    found.add(
      evidence,
      all.map(({ anchor }) => ({ chapter, anchor })),
    );
  const [wanted, told] = [squashed(fragment), squashed(text)];
  const compared = known.length > mostCompared ? [] : known;
  take('name', nearlyEqual(known, wanted));
  take(
    'spelling',
    compared.filter(({ name }) => isSlip(name, wanted, told)),
  );
  // Where the text names one heading and the number another, writers have meant the first more often; which it is remains theirs to say.
  const others = renumbered(known, fragment);
  const isNameKnown = !found.isEmpty || others.length > 0;
  take('title', named(known, text));
  take('number', others);
  if (!isNameKnown) take('similar', similar(compared, wanted));
  if (found.isEmpty) found.add(undefined, elsewhere(chapter, fragment, kb));
  return found.all().slice(0, most);
}

/** Only dashes, punctuation, pictographs or the width of characters differ. */
const nearlyEqual = (known: readonly Known[], wanted: string): Known[] =>
  wanted === '' ? [] : known.filter(({ name }) => name === wanted);

/** The same title under another number, the nearest first. */
function renumbered(known: readonly Known[], fragment: string): Known[] {
  const wanted = numberedAnchor(fragment);
  const title = squashed(wanted.title);
  if (title.length < 2) return [];
  const found = known.filter(other => other.title === title);
  return found.sort((a, b) => apart(a.anchor, wanted.number) - apart(b.anchor, wanted.number));
}

/** The headings that the link's text names, but for the title of the whole chapter; with another number, where none has the same. */
function named(known: readonly Known[], text: string): Known[] {
  const told = squashed(text);
  const title = squashed(numberedTitle(text).title);
  const below = known.filter(({ level }) => level > 1);
  const exact = told === '' ? [] : below.filter(heading => heading.text === told);
  return exact.length > 0 || title.length < 2 ? exact : below.filter(({ textTitle }) => textTitle === title);
}

const similar = (known: readonly Known[], wanted: string): Known[] =>
  known
    .map(heading => ({ heading, rank: alike(heading.name, wanted) }))
    .filter(({ rank }) => rank >= 0.7)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 2)
    .map(({ heading }) => heading);

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
function elsewhere(chapter: KbPath, fragment: string, kb: KnowledgeBase): AnchorPlace[] {
  let home = homes.get(kb);
  if (home?.version !== kb.version) {
    home = { version: kb.version, byAnchor: new Map() };
    for (const { path } of kb.chapters()) {
      for (const { value: anchor } of kb.lookup('anchor', path)) {
        const paths = home.byAnchor.get(anchor);
        if (paths === undefined) home.byAnchor.set(anchor, [path]);
        else paths.push(path);
      }
    }
    homes.set(kb, home);
  }
  const paths = (home.byAnchor.get(fragment) ?? []).filter(path => path !== chapter);
  return paths.length === 1 ? [{ chapter: paths[0]!, anchor: fragment }] : [];
}
