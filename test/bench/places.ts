/** Where a word is typed, and how an answer shows that it has been seen. Positions as in LSP: lines and UTF-16 columns from 0. */
export interface Place {
  readonly name: 'middle' | 'top' | 'table of contents' | 'table' | 'Mermaid block';
  /** The chapter as it is opened: as on the disk, but for one dead link just behind the place. Every edit moves it, so every edit changes findings. */
  readonly text: string;
  readonly line: number;
  readonly character: number;
  /** What is typed, an edit each. */
  readonly keys: readonly string[];
  /** The end of the dead link before anything is typed. */
  readonly markEnd: { readonly line: number; readonly character: number };
}

const mark = '[bench](no-such-chapter-of-this-benchmark.md)';
const word = [...'measure'];

/** The places that a chapter has. */
export function placesIn(text: string): Place[] {
  const lines = text.split('\n');
  return [middle(lines), top(lines), tableOfContents(lines), table(lines), diagram(lines)].filter(place => place !== undefined);
}

/** In the paragraph that is nearest to the middle. */
function middle(lines: readonly string[]): Place | undefined {
  const isPlain = (i: number) =>
    /^\p{L}[^|`$<[]*$/u.test(lines[i]!) && lines[i - 1]?.trim() === '' && lines[i + 1]?.trim() === '' && !inFence(lines, i);
  const half = lines.length >> 1;
  for (let away = 0; away < half; away++) {
    for (const i of [half - away, half + away]) if (i > 0 && i < lines.length && isPlain(i)) return behind(lines, i, 'middle');
  }
  return undefined;
}

/** In a paragraph of its own before all headings, behind the front matter. */
function top(lines: readonly string[]): Place | undefined {
  const frontMatter = /^---\s*$/.test(lines[0] ?? '') ? lines.findIndex((line, i) => i > 0 && /^---\s*$/.test(line)) : -1;
  const at = frontMatter + 1;
  return behind([...lines.slice(0, at), ...(at > 0 ? [''] : []), 'bench', '', ...lines.slice(at)], at > 0 ? at + 1 : at, 'top');
}

/** In the text of an entry halfway down; its anchor is the dead link. */
function tableOfContents(lines: readonly string[]): Place | undefined {
  const entries = lines.flatMap((line, i) => (/^\s*- \[[^\][]+\]\(#[^)\s]+\)\s*$/.test(line) && !inFence(lines, i) ? [i] : []));
  const first = entries.findIndex((at, i) => entries[i + 3] === at + 3);
  if (first < 0) return undefined;
  let end = first;
  while (entries[end + 1] === entries[end]! + 1) end++;
  const at = entries[(first + end) >> 1]!;
  const entry = lines[at]!;
  const character = entry.indexOf('](');
  const dead = `${entry.slice(0, character)}](#no-such-heading-of-this-benchmark)`;
  return {
    name: 'table of contents',
    text: lines.with(at, dead).join('\n'),
    line: at,
    character,
    keys: word,
    markEnd: { line: at, character: dead.length },
  };
}

/** At the end of the row halfway down the longest table. */
function table(lines: readonly string[]): Place | undefined {
  let [best, length] = [0, 0];
  for (let i = 0; i < lines.length; i++) {
    let end = i;
    while (/^\|.*\|\s*$/.test(lines[end] ?? '')) end++;
    if (end - i > length && /^[|\s:-]+$/.test(lines[i + 1] ?? '') && !inFence(lines, i)) [best, length] = [i, end - i];
    if (end > i) i = end;
  }
  if (length < 3) return undefined;
  const at = best + 2 + ((length - 2) >> 1);
  const row = lines[at]!.trimEnd();
  const cell = row.slice(0, -1).trimEnd();
  return {
    name: 'table',
    text: lines.with(at, `${cell} ${mark} |`).join('\n'),
    line: at,
    character: cell.length,
    keys: word,
    markEnd: { line: at, character: cell.length + 1 + mark.length },
  };
}

/** Lines in the middle of a block; the dead link follows the block. */
function diagram(lines: readonly string[]): Place | undefined {
  const begin = lines.findIndex(line => /^```mermaid\s*$/.test(line));
  const end = lines.findIndex((line, i) => i > begin && /^```\s*$/.test(line));
  if (begin < 0 || end < begin + 2) return undefined;
  const at = begin + 1 + ((end - begin) >> 1);
  return {
    name: 'Mermaid block',
    text: [...lines.slice(0, end + 1), '', mark, '', ...lines.slice(end + 1)].join('\n'),
    line: at,
    character: 0,
    keys: word.map((letter, i) => `    ${letter}${i} --> ${letter}${i + 1}\n`),
    markEnd: { line: end + 2, character: mark.length },
  };
}

/** At the end of a line, with the dead link put behind it. */
function behind(lines: readonly string[], line: number, name: Place['name']): Place {
  const before = lines[line]!.trimEnd();
  return {
    name,
    text: lines.with(line, `${before} ${mark}`).join('\n'),
    line,
    character: before.length,
    keys: word,
    markEnd: { line, character: before.length + 1 + mark.length },
  };
}

function inFence(lines: readonly string[], line: number): boolean {
  let fences = 0;
  for (let i = 0; i < line; i++) if (/^\s*(```|~~~)/.test(lines[i]!)) fences++;
  return fences % 2 === 1;
}
