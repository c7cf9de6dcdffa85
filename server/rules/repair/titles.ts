import { squashed } from '../../model/numbering.ts';
import { folderOf, type KbPath } from '../../model/path.ts';
import { type Catalogue, commonHead } from './catalogue.ts';
import { isGenericTitle } from './wellKnown.ts';

/** The titles of a knowledge base by what is in them. */
interface Titles {
  /** In the order of the catalogue. */
  readonly all: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly byLength: ReadonlyMap<number, readonly string[]>;
  /** Places of the titles in which three characters stand side by side. */
  readonly byGram: ReadonlyMap<string, readonly number[]>;
  /** What was found, by folder and words. */
  readonly answers: Map<string, readonly KbPath[]>;
}

const made = new WeakMap<Catalogue, Titles>();

function titlesOf(catalogue: Catalogue): Titles {
  const known = made.get(catalogue);
  if (known !== undefined) return known;
  const all = [...catalogue.byTitle.keys()];
  const byLength = new Map<number, string[]>();
  const byGram = new Map<string, number[]>();
  for (const [place, title] of all.entries()) {
    const alike = byLength.get(title.length);
    if (alike === undefined) byLength.set(title.length, [title]);
    else alike.push(title);
    for (let i = 0; i + gram <= title.length; i++) {
      const places = byGram.get(title.slice(i, i + gram));
      if (places === undefined) byGram.set(title.slice(i, i + gram), [place]);
      else if (places.at(-1) !== place) places.push(place);
    }
  }
  const titles: Titles = { all, placeOf: new Map(all.map((title, place) => [title, place])), byLength, byGram, answers: new Map() };
  made.set(catalogue, titles);
  return titles;
}

const gram = 3;

/** The three chapters with titles that are a part of these words, or of which these are one, and at least half as long; the likest first, then those that are nearest. `wanted`: squashed, at least of four characters. */
export function chaptersTitledLike(wanted: string, from: KbPath, catalogue: Catalogue): readonly KbPath[] {
  const titles = titlesOf(catalogue);
  const question = `${folderOf(from)}\0${wanted}`;
  const known = titles.answers.get(question);
  if (known !== undefined) return known;
  const places = [...new Set([...within(wanted, titles), ...around(wanted, titles)])].sort((a, b) => a - b);
  const found = places.flatMap(place => {
    const title = titles.all[place]!;
    const rank = Math.min(title.length, wanted.length) / Math.max(title.length, wanted.length);
    return (catalogue.byTitle.get(title) ?? []).map(path => ({ path, rank: rank + commonHead(path, from) / 100 }));
  });
  const answer = [...new Set(found.sort((a, b) => b.rank - a.rank).map(({ path }) => path))].slice(0, 3);
  titles.answers.set(question, answer);
  return answer;
}

/** Titles that are a part of the words: looked up length by length. */
function* within(wanted: string, { byLength, placeOf }: Titles): Iterable<number> {
  for (const length of byLength.keys()) {
    if (length > wanted.length || 2 * length < wanted.length) continue;
    for (let at = 0; at + length <= wanted.length; at++) {
      const place = placeOf.get(wanted.slice(at, at + length));
      if (place !== undefined) yield place;
    }
  }
}

/** Titles that the words are a part of: among those that have the three characters that fewest have. */
function around(wanted: string, { all, byGram }: Titles): readonly number[] {
  let fewest: readonly number[] | undefined;
  for (let i = 0; i + gram <= wanted.length; i++) {
    const places = byGram.get(wanted.slice(i, i + gram)) ?? [];
    if (fewest === undefined || places.length < fewest.length) fewest = places;
  }
  return (fewest ?? []).filter(place => all[place]!.length <= 2 * wanted.length && all[place]!.includes(wanted));
}

const votes = new WeakMap<Catalogue, Map<string, readonly KbPath[]>>();

/** The chapters whose titles the texts of the links to a missing file are, those of most links first. */
export function chaptersVotedFor(name: string, textsTo: (name: string) => readonly string[], catalogue: Catalogue): readonly KbPath[] {
  const answers = votes.get(catalogue) ?? new Map<string, readonly KbPath[]>();
  votes.set(catalogue, answers);
  const known = answers.get(name);
  if (known !== undefined) return known;
  const counts = new Map<KbPath, number>();
  for (const text of textsTo(name)) {
    const paths = catalogue.byTitle.get(squashed(text)) ?? [];
    if (paths.length === 1 && squashed(text).length >= 4 && !isGenericTitle(text)) counts.set(paths[0]!, (counts.get(paths[0]!) ?? 0) + 1);
  }
  const answer = [...counts].sort((a, b) => b[1] - a[1]).map(([path]) => path);
  answers.set(name, answer);
  return answer;
}
