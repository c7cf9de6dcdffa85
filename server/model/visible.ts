/** Characters that a terminal, a log or an editor obeys instead of showing: C0, DEL, C1, line and paragraph separators, what turns the direction of text. */
const obeyed = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** The text on one line with nothing in it that is obeyed: Unicode's pictures of control characters (`␛`, `␤`) stand for them, `<U+202E>` for those that have none. */
export const visible = (text: string): string => text.replace(obeyed, picture);

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n') return '␤';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
