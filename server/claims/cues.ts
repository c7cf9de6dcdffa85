/** The longest run of Han characters that stand outside every group and choice. */
export function cueOf(phrase: string): string {
  let flat = phrase;
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\((?:[^()\\]|\\.)*\)[?*+]?|\[[^\]]*\](?:\{[^}]*\}|[?*+])?|\\./gu, ' ');
  }
  if (flat.includes('|')) return '';
  const runs = [...flat.matchAll(/\p{Script=Han}+(?![?*])/gu)].map(match => match[0]);
  return runs.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** The same, also where one group holds the whole phrase. */
export function needOf(phrase: string): string {
  const cue = cueOf(phrase);
  const inside = /^\((?:\?(?::|<\w+>))?(.*)\)$/su.exec(phrase)?.[1];
  return cue === '' && inside !== undefined && isBalanced(inside) ? cueOf(inside) : cue;
}

function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const [bracket] of pattern.replace(/\\.|\[(?:\\.|[^\]])*\]/gsu, '').matchAll(/[()]/g)) {
    depth += bracket === '(' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
