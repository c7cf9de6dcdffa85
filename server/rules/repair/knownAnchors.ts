import { groupedBy } from '../../model/grouping.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { numberedAnchor, numberedTitle, squashed } from '../../model/numbering.ts';
import type { KbPath } from '../../model/path.ts';
import { countOfFirst } from '../../model/text.ts';
import { LikeNames } from './likeNames.ts';
import { lettersOf } from './likeness.ts';

/** A heading or explicit anchor of a chapter, with what is compared of it. */
export interface Known {
  readonly anchor: string;
  /** Its place among those of the chapter. */
  readonly place: number;
  /** The anchor, squashed, and which characters that has. */
  readonly name: string;
  readonly letters: number;
}

interface Run {
  readonly number: number;
  readonly members: readonly Known[];
}

/** Some of the anchors of a chapter, in order. */
export class Group {
  readonly all: Known[] = [];
  #anchors: ReadonlySet<string> | undefined;
  #runs: readonly Run[] | undefined;

  has(anchor: string): boolean {
    this.#anchors ??= new Set(this.all.map(known => known.anchor));
    return this.#anchors.has(anchor);
  }

  /** Those whose numbers begin with the digits nearest to these first, then those without; without a number, all in order. */
  *nearest(number: number): Iterable<Known> {
    if (Number.isNaN(number)) {
      yield* this.all;
      return;
    }
    this.#runs ??= runsOf(this.all);
    for (const members of outwards(this.#runs, number)) yield* members;
  }
}

/** The members of runs, from the number nearest to this one outwards; those of two that are as near are put in order. */
function* outwards(runs: readonly Run[], number: number): Iterable<Iterable<Known>> {
  let right = countOfFirst(runs, run => run.number < number);
  let left = right - 1;
  while (left >= 0 || right < runs.length) {
    const down = number - (runs[left]?.number ?? Number.NEGATIVE_INFINITY);
    const up = (runs[right]?.number ?? Number.POSITIVE_INFINITY) - number;
    if (down < up) yield runs[left--]!.members;
    else if (up < down) yield runs[right++]!.members;
    else yield merged(runs[left--]!.members, runs[right++]!.members);
  }
}

/** Those of each number, rising; those without last, infinitely far from all. */
function runsOf(all: readonly Known[]): Run[] {
  const byNumber = groupedBy(all, ({ anchor }) => {
    const digits = Number.parseInt(numberedAnchor(anchor).number, 10);
    return Number.isNaN(digits) ? Number.MAX_VALUE : digits;
  });
  return [...byNumber].map(([number, members]) => ({ number, members })).sort((a, b) => a.number - b.number);
}

function* merged(a: readonly Known[], b: readonly Known[]): Iterable<Known> {
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; )
    yield j >= b.length || (i < a.length && a[i]!.place < b[j]!.place) ? a[i++]! : b[j++]!;
}

/** The anchors of a chapter by what may be told of them. All names are squashed. */
export interface Anchors {
  readonly alike: LikeNames<Known>;
  readonly byName: ReadonlyMap<string, Group>;
  /** Without its number. */
  readonly byTitle: ReadonlyMap<string, Group>;
  /** By the text of a heading, but for the title of the chapter; the same without its number. */
  readonly byText: ReadonlyMap<string, Group>;
  readonly byTextTitle: ReadonlyMap<string, Group>;
}

const made = new WeakMap<KnowledgeBase, { readonly version: number; readonly byChapter: Map<KbPath, Anchors> }>();

/** Each dead link to a chapter asks for them: they are made once for a version of the knowledge base, be the facts of the chapter unpacked or not. */
export function anchorsIn(chapter: KbPath, kb: KnowledgeBase): Anchors {
  let known = made.get(kb);
  if (known?.version !== kb.version) {
    known = { version: kb.version, byChapter: new Map() };
    made.set(kb, known);
  }
  const anchors = known.byChapter.get(chapter) ?? make(chapter, kb);
  known.byChapter.set(chapter, anchors);
  return anchors;
}

function make(chapter: KbPath, kb: KnowledgeBase): Anchors {
  const facts = kb.chapter(chapter)?.facts;
  const all: Known[] = [];
  const [byName, byTitle] = [new Map<string, Group>(), new Map<string, Group>()];
  const [byText, byTextTitle] = [new Map<string, Group>(), new Map<string, Group>()];
  const ids = facts?.ids.map(({ id }) => ({ anchor: id, text: '', level: 0 })) ?? [];
  for (const { anchor, text, level } of [...(facts?.headings ?? []), ...ids]) {
    const name = squashed(anchor);
    const known = { anchor, place: all.length, name, letters: lettersOf(name) };
    all.push(known);
    add(byName, name, known);
    add(byTitle, squashed(numberedAnchor(anchor).title), known);
    if (level <= 1) continue;
    add(byText, squashed(text), known);
    add(byTextTitle, squashed(numberedTitle(text).title), known);
  }
  return { alike: new LikeNames(all, ({ name }) => name), byName, byTitle, byText, byTextTitle };
}

function add(groups: Map<string, Group>, key: string, known: Known): void {
  const group = groups.get(key) ?? new Group();
  groups.set(key, group);
  group.all.push(known);
}
