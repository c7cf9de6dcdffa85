import { escaped, oneOf, wordsFor } from '../language/lexicon.ts';

/** What says something to the reading of claims: words, and forms such as `3x`. Letters count in either case. */
export interface Triggers {
  /** All of it. Sticky. */
  readonly pattern: RegExp;
  /** By character: whether it may begin some of it, be the second character, or be all. */
  readonly roles: Uint8Array;
}

/** By its first character something is of one of three kinds: a first character says which, a second one of which it goes on with. */
const [digit, latin, other, alone] = [1, 2, 4, 64];
const second = 3;
const digits = '0123456789';
const blanks =
  ' \t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** What says something in every vocabulary. */
const always = ['%', '％', '★', '☆', '⭐', '=', '≈', '\\approx', 'milestone'];

const multiples = `×${wordsFor('multiple')
  .filter(word => word.length === 1)
  .join('')}`;
const afterDigits = multiples + wordsFor('month').join('');

/** The words of a vocabulary, as they are, and the mark of its levels. */
export function triggersOf(words: readonly string[], mark: string): Triggers {
  const roles = new Uint8Array(0x10000);
  const spoken = [...always, ...words];
  for (const [a = '', b = ''] of spoken.map(word => word.split(''))) give(roles, a, b);
  give(roles, digits, `${afterDigits}${blanks}`);
  give(roles, 'Q', '1234');
  give(roles, mark[0] ?? digits + blanks, mark === '' ? '' : (mark[1] ?? digits + blanks));
  const forms = [`\\d\\s?[${multiples}]`, 'Q[1-4]', `\\d\\s*${oneOf('month')}[*\\s]*[:：]`, levelPattern(mark)];
  return { pattern: new RegExp([...spoken.map(escaped), ...forms].join('|'), 'iy'), roles };
}

/** `L4`, not the end of a word. */
export const levelPattern = (mark: string): string => `(?<![a-z])${escaped(mark)}\\s?[0-9]`;

/** Something may begin with any of some characters and go on with any of others; without others it may be one alone. */
function give(roles: Uint8Array, beginnings: string, others: string): void {
  if (beginnings === '') roles.fill(alone);
  let kinds = 0;
  each(beginnings, c => {
    kinds |= kindOf(c);
    roles[c]! |= others === '' ? alone : kindOf(c);
  });
  each(others, c => (roles[c]! |= kinds << second));
}

const kindOf = (c: number): number => (c >= 0x30 && c <= 0x39 ? digit : c < 0x80 ? latin : other);

function each(characters: string, given: (code: number) => void): void {
  for (const variant of [characters, characters.toLowerCase(), characters.toUpperCase()])
    for (let i = 0; i < variant.length; i++) given(variant.charCodeAt(i));
  // Outside ASCII it is a long story which letters differ by their case alone: the pattern knows.
  if (!/^[\0-\x7f]*$/.test(characters) && characters.toLowerCase() !== characters.toUpperCase())
    for (let c = 0x80; c < 0x10000; c++) given(c);
}

/** Where a text says something. It is asked about one stretch after the other, and most say nothing: it is read once for all of them. */
export class TriggerScanner {
  readonly #triggers: Triggers;
  readonly #text: string;
  /** Nothing is said from one to the other; at the other something is, up to the last. */
  #from = 0;
  #next = -1;
  #end = 0;

  constructor(triggers: Triggers, text: string) {
    this.#triggers = triggers;
    this.#text = text;
  }

  isIn(from: number, to: number): boolean {
    if (from < this.#from || from > this.#next) this.#find(from);
    this.#from = from;
    if (this.#next >= to) return false;
    // What is said across the end of a stretch is not said in it, but something else may be.
    return this.#end <= to || new TriggerScanner(this.#triggers, this.#text.slice(from, to)).isIn(0, to - from);
  }

  #find(from: number): void {
    const { roles } = this.#triggers;
    const text = this.#text;
    let before = 0;
    for (let i = from; i < text.length; i++) {
      const role = roles[text.charCodeAt(i)]!;
      if ((before & (role >> second) & (digit | latin | other)) !== 0 && this.#is(i - 1)) return;
      if ((role & alone) !== 0 && this.#is(i)) return;
      before = role;
    }
    this.#next = Number.POSITIVE_INFINITY;
  }

  #is(at: number): boolean {
    const { pattern } = this.#triggers;
    pattern.lastIndex = at;
    if (!pattern.test(this.#text)) return false;
    this.#next = at;
    this.#end = pattern.lastIndex;
    return true;
  }
}
