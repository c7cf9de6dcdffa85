import type { Evidence } from '../../model/fix.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedAnchor, numberedTitle, squashed } from '../../model/numbering.ts';
import type { KbPath } from '../../model/path.ts';
import { type Candidate, Candidates, most } from './evidence.ts';
import { type Anchors, anchorsIn, Group, type Known } from './knownAnchors.ts';
import { isSlip, leastDistance, lettersOf, likeness } from './likeness.ts';

/** A place in a chapter. */
export interface AnchorPlace {
  readonly chapter: KbPath;
  readonly anchor: string;
}

/** What a fragment that leads nowhere in a chapter may mean, best first, with what speaks for each. `text`: the link's. */
export function anchorCandidates(chapter: KbPath, fragment: string, text: string, kb: KnowledgeBase): Candidate<AnchorPlace>[] {
  const known = anchorsIn(chapter, kb);
  const found = new Candidates<Pick<Known, 'anchor'>>(({ anchor }) => anchor, most);
  const take = (evidence: Evidence, group: Group, inOrder: Iterable<Known> = group.all) =>
    found.add(evidence, inOrder, anchor => group.has(anchor));
  const [wanted, told] = [squashed(fragment), squashed(text)];
  const letters = lettersOf(wanted);
  const compared = known.alike.near(wanted);
  // Only dashes, punctuation, pictographs or the width of characters differ.
  take('name', (wanted === '' ? undefined : known.byName.get(wanted)) ?? nobody);
  found.add(
    'spelling',
    compared.filter(other => leastDistance(other.letters, letters) <= 1 && isSlip(other.name, wanted, told)),
  );
  // Where the text names one heading and the number another, writers have meant the first more often; which it is remains theirs to say.
  const others = renumbered(known, fragment);
  const isNameKnown = !found.isEmpty || others.all.length > 0;
  take('title', named(known, text));
  take('number', others, others.nearest(Number.parseInt(numberedAnchor(fragment).number, 10)));
  if (!isNameKnown) found.add('similar', similar(compared, wanted, letters));
  if (found.isEmpty) return elsewhere(chapter, fragment, kb).map(meant => ({ meant, evidence: [] }));
  return found.all().map(({ meant: { anchor }, evidence }) => ({ meant: { chapter, anchor }, evidence }));
}

const nobody = new Group();

/** The same title under another number. */
function renumbered({ byTitle }: Anchors, fragment: string): Group {
  const title = squashed(numberedAnchor(fragment).title);
  return (title.length < 2 ? undefined : byTitle.get(title)) ?? nobody;
}

/** The headings that the link's text names, but for the title of the whole chapter; with another number, where none has the same. */
function named({ byText, byTextTitle }: Anchors, text: string): Group {
  const told = squashed(text);
  const title = squashed(numberedTitle(text).title);
  return (told === '' ? undefined : byText.get(told)) ?? (title.length < 2 ? undefined : byTextTitle.get(title)) ?? nobody;
}

const similar = (known: readonly Known[], wanted: string, letters: number): Known[] =>
  known
    .filter(
      ({ name, letters: others }) =>
        begins(name, wanted) || leastDistance(others, letters) <= 0.3 * Math.max(name.length, wanted.length) + 1e-9,
    )
    .map(heading => ({ heading, rank: alike(heading.name, wanted) }))
    .filter(({ rank }) => rank >= 0.7)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 2)
    .map(({ heading }) => heading);

/** Their likeness; one that begins with the other counts as nearly the same, since titles grow longer. */
const alike = (a: string, b: string): number => Math.max(likeness(a, b), begins(a, b) ? 0.75 : 0);

const begins = (a: string, b: string): boolean => Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));

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
  const all = home.byAnchor.get(fragment) ?? [];
  const paths = all.length > 2 ? [] : all.filter(path => path !== chapter);
  return paths.length === 1 ? [{ chapter: paths[0]!, anchor: fragment }] : [];
}
