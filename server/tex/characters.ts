// What a character may be in a formula, as bits: an argument by itself, a part of a list of atoms, a part of text, a letter of a command; behind a backslash, a sign or a space.
export const ARGUMENT = 1;
export const LISTED = 2;
export const TEXT = 4;
export const LETTER = 8;
export const ESCAPED = 16;
export const SPACING = 32;
export const SPACE = 64;

/** What KaTeX takes a UTF-16 unit for; no bits for what is more, or less, than a sign by itself. */
export function bitsOf(c: number): number {
  if (c < 128) return ascii[c]!;
  let i = 1;
  while (c > ranges[i]!) i += 2;
  return c >= ranges[i - 1]! ? ARGUMENT | LISTED | TEXT : 0;
}

const ascii = new Uint8Array(128).map((_, c) => {
  const char = String.fromCharCode(c);
  const bit = (chars: string, bits: number): number => (chars.includes(char) ? bits : 0);
  const isSign = c > 32 && !bit("#$%&'\\^_{}~\x7F", 1);
  return (
    (isSign ? ARGUMENT | LISTED | TEXT : 0) |
    (/[A-Za-z]/.test(char) ? LETTER : 0) |
    bit("'", TEXT) |
    bit(' \t\r\n', LISTED | TEXT | SPACE) |
    bit(' #$%&_{}', ESCAPED) |
    bit(',:;!>|', SPACING)
  );
});

/** Ranges of characters that KaTeX takes for signs and nothing else: no macros (≠, ↤), big operators (∑), subscripts (₁), combining marks. */
const ranges = [
  0xb1, 0xb1, 0xb7, 0xb7, 0xd7, 0xd7, 0x370, 0x3ff, 0x2010, 0x2027, 0x2190, 0x21a3, 0x21a5, 0x2208, 0x2212, 0x222a, 0x223a, 0x2253, 0x2261,
  0x22bf, 0x2e80, 0xd7ff, 0xf900, 0xffff,
];
