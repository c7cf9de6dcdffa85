/** Text that can change what is around it. */
export const snippets = [
  ...['a', '中', ' ', '  ', '    ', '\n', '\n\n', '\n\n\n', '\t', '\r\n', '\\', '𠀀', '\u{fe0f}'],
  ...['*', '**', '_', '`', '``', '```', '```\n', '~~~\n', '~', '~~', '$', '$$', '$$\n', '\n$$\n', '$x$', '$$x$$', '<', '>', '<b>', '</b>'],
  ...[
    '<!--',
    '-->',
    '<div>\n',
    '</div>\n',
    '<pre>\n',
    '<https://a.example>',
    '&amp;',
    '&',
    'https://a.example',
    'a@b.example',
    'www.a.example',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '[a]',
    '[a](b)',
    '](',
    '![',
    '[^1]',
    '[a][b]',
    '\n[a]: b\n',
    '\n\n[a]: /c "d"\n\n',
    '\n\n[^1]: note\n\n',
    ']:',
    '^',
  ],
  ...[
    '- ',
    '\n- ',
    '\n- a\n',
    '\n\n- a\n\n- b\n',
    '\n* ',
    '\n+ ',
    '\n1. ',
    '\n2) b\n',
    '\n  - c',
    '\n    - d',
    '\n- [ ] e',
    '\n- [x] ',
    '8. x',
    '\n-\n',
  ],
  ...['# ', '\n# ', '\n## h\n', '###### ', ' #', '\n===\n', '\n---\n', '\n---', '***', '\n> ', '> ', '\n>\n', '\n> a\n> b\n', '\n>> c'],
  ...[
    '|',
    '\n|',
    '\n| a | b |\n|---|---|\n',
    '\n|-|\n',
    '| c | d |\n',
    '\n| e |',
    '\\|',
    ':-:',
    '  \n',
    '!',
    '=',
    '+++\n',
    '\u0000',
    '\r',
    '\ufeff',
  ],
];

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The text with a snippet put in, a range or line taken out, or a piece of it moved. `more`: snippets besides. */
export function randomEdit(text: string, random: () => number, more: readonly string[] = []): string {
  const all = [...snippets, ...more, ...more];
  const at = Math.floor(random() * (text.length + 1));
  const choice = random();
  if (choice < 0.55) return text.slice(0, at) + all[Math.floor(random() * all.length)] + text.slice(at);
  const end = Math.min(text.length, at + 1 + Math.floor(random() ** 3 * 80));
  if (choice < 0.7) return text.slice(0, at) + text.slice(end);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (choice < 0.8) {
    const lineEnd = text.indexOf('\n', at);
    return text.slice(0, lineStart) + (lineEnd < 0 ? '' : text.slice(lineEnd + 1));
  }
  // At the beginning of a line, where blocks begin.
  if (choice < 0.92) return text.slice(0, lineStart) + all[Math.floor(random() * all.length)]!.trimStart() + text.slice(lineStart);
  const to = Math.floor(random() * (text.length + 1));
  return text.slice(0, to) + text.slice(at, end) + text.slice(to);
}
