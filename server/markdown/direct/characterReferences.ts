import { decodeNamedCharacterReference } from 'decode-named-character-reference';

const one = /&(?:#(?:(\d{1,7})|x([\da-f]{1,6}))|([\da-z]{1,31}));/iy;
const escapeOrReference = /\\([!-/:-@[-`{-~])|&(?:#(?:\d{1,7}|x[\da-f]{1,6})|[\da-z]{1,31});/gi;

/** The character reference at `at`, a `&`: what it stands for and the offset behind it. Nothing when there is none; no value where only remark should say. */
export function characterReferenceAt(text: string, at: number): { readonly value: string | undefined; readonly end: number } | undefined {
  one.lastIndex = at;
  const [, decimal, hexadecimal, name] = one.exec(text) ?? [];
  const end = one.lastIndex;
  if (name !== undefined) {
    const value = decodeNamedCharacterReference(name);
    return value === false ? undefined : { value: /[\r\n]/.test(value) ? undefined : value, end };
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
  return Number.isNaN(code) ? undefined : { value: isPlain(code) ? String.fromCodePoint(code) : undefined, end };
}

/** Whether a number stands for the character that it is in Unicode, and that is no control character, surrogate or none at all. */
const isPlain = (code: number): boolean =>
  (code >= 32 && code < 127) || (code >= 160 && code < 0xd800) || (code >= 0xe000 && code < 0xfdd0) || (code >= 0x10000 && code < 0x1fffe);

/** Source with escapes and character references as what they stand for; undefined where only remark should say. */
export function decoded(source: string): string | undefined {
  if (!/[&\\]/.test(source)) return source;
  let isKnown = true;
  const value = source.replace(escapeOrReference, (whole, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    const found = characterReferenceAt(whole, 0);
    if (found !== undefined && found.value === undefined) isKnown = false;
    return found?.value ?? whole;
  });
  return isKnown ? value : undefined;
}
