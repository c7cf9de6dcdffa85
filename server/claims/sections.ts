import { withoutYear } from '../language/dates.ts';
import { hanNumerals, oneOf, withoutOf } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import type { Text } from '../language/source.ts';
import { memoized } from '../model/memoize.ts';
import { remembering } from '../model/remembering.ts';
import { matchesIn } from '../model/text.ts';
import { canonical } from './subjects.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where in a chapter a block stands: the headings above it, outermost first. */
export interface Section {
  readonly depth: number;
  readonly title: string;
  readonly parent?: Section;
  /** Whom a statement here is about that names nobody; null when no heading says. */
  readonly subject: string | null;
  readonly subjectText: string;
}

export const outside: Section = { depth: 0, title: '', subject: null, subjectText: '' };

/** The section that a heading opens. Numbers in headings are not to be relied on: nesting decides. */
export function sectionOf(depth: number, heading: { readonly text: Text }, above: Section, vocabulary: Vocabulary): Section {
  let parent = above;
  while (parent.depth >= depth) parent = parent.parent ?? outside;
  return new Named(depth, heading, parent, vocabulary);
}

/** Most headings stand above no claim, so what they say, and whom they name, is found out when somebody asks. */
class Named implements Section {
  readonly depth: number;
  readonly parent: Section;
  readonly #heading: { readonly text: Text };
  readonly #vocabulary: Vocabulary;
  #own: string | null | undefined;

  constructor(depth: number, heading: { readonly text: Text }, parent: Section, vocabulary: Vocabulary) {
    this.depth = depth;
    this.#heading = heading;
    this.parent = parent;
    this.#vocabulary = vocabulary;
  }

  get title(): string {
    return this.#heading.text.text;
  }

  get subject(): string | null {
    return this.#name ?? this.parent.subject;
  }

  get subjectText(): string {
    return this.#name === null ? this.parent.subjectText : cleaned(this.title);
  }

  get #name(): string | null {
    if (this.#own === undefined) {
      const isOf = isGeneric(this.title, this.parent, this.#vocabulary) ? measured(this, this.#vocabulary) : this.title;
      this.#own = isOf === undefined ? null : canonical(isOf, this.#vocabulary);
    }
    return this.#own;
  }
}

/** `Llama 3.1 转化度分析`: a section on the metric of somebody. */
function measured({ title, depth, parent = outside }: Section, vocabulary: Vocabulary): string | undefined {
  if (depth < 2 || depth > 6) return undefined;
  const name = withoutGloss(cleaned(title));
  const mention = matchesIn(name, vocabulary.mention).at(-1);
  if (mention === undefined || vocabulary.metricByKey.get(keyOf(mention[0]))?.metric.unit !== 'ratio') return undefined;
  const rest = keyOf(name.slice(mention.index + mention[0].length));
  const whom = withoutOf(withoutYear(name.slice(0, mention.index)));
  return vocabulary.genericEndings.includes(rest) && whom !== '' && !isGeneric(whom, parent, vocabulary) ? whom : undefined;
}

/** `步骤1`, `Case 2`. */
const counted = new RegExp(`^${oneOf('step')}\\s*[\\d${hanNumerals}]+$`, 'iu');

/** A heading that says what kind of text follows, not about whom. */
export function isGeneric(title: string, parent: Section, vocabulary: Vocabulary): boolean {
  const kind = kindsIn(vocabulary)(title);
  if (kind !== 'sides') return kind === 'generic';
  return (
    parent.subject !== null &&
    sidesOf(plain(title))!
      .slice(1)
      .some(side => canonical(side, vocabulary) === parent.subject)
  );
}

/** Headings are asked about at every key. */
const kindsIn = memoized((vocabulary: Vocabulary) => remembering(title => kindIn(title, vocabulary)));

/** `sides`: of one thing against another, which may be about its parent. */
type Kind = 'generic' | 'sides' | 'named';

function kindIn(title: string, vocabulary: Vocabulary): Kind {
  const name = plain(title);
  const key = keyOf(name);
  if (key === '' || vocabulary.generic.has(key) || counted.test(name)) return 'generic';
  if (sidesOf(name) !== null) return 'sides';
  return vocabulary.genericEndings.some(ending => key.endsWith(ending)) ? 'generic' : 'named';
}

const plain = (title: string): string => withoutYear(withoutGloss(cleaned(title)));
const sidesOf = (name: string): RegExpExecArray | null => /^(.+?)\s*\bvs\.?\s*(.+)$/iu.exec(name);
