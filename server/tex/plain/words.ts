import type { Atom } from './atoms.ts';
import { functions, letters, prose, ranging } from './characters.ts';
import type { PlainToken } from './tokens.ts';

/** A letter in TeX. `next`: what stands behind it. */
export function letterAtom({ text, accent }: PlainToken, next: PlainToken | undefined): Atom {
  // The expected value of something.
  if (text === 'E' && next?.spaced === false && /^[[_]$/.test(next.text)) return { tex: '\\mathbb{E}', tall: false };
  const tex = letters[text] ?? text;
  return { tex: accent === undefined ? tex : `${accent}{${tex}}`, tall: false };
}

/** A Latin word in TeX; nothing when it belongs to prose. `isCalled`: a bracket stands right behind it. */
export function wordAtom(word: string, isCalled: boolean): Atom | undefined {
  if (prose.has(word) && !isCalled) return undefined;
  if (functions.has(word)) return { tex: `\\${word}`, tall: false };
  if (word in ranging) return { tex: ranging[word]!, tall: false };
  if (isCalled && !/^d[A-Za-z]$/.test(word)) return { tex: `\\operatorname{${word}}`, tall: false };
  // QK is a product, as is dt.
  if (word.length === 2) return { tex: word, tall: false };
  return { tex: `\\mathrm{${word}}`, tall: false, isWord: true };
}

/** snake_case, as programs are written. */
export const isCode = (word: string, mark: PlainToken | undefined, index: PlainToken | undefined): boolean =>
  word.length > 2 && mark?.text === '_' && index?.kind === 'word' && index.text.length > 2 && /^[a-z]/.test(word + index.text);
