import type { ToldRename } from '../model/facts.ts';

/** What stands between a former name and the present one, with the marks that may close the one and open the other. */
const becomes = /\.(?:md|markdown)([`"'”’*]{0,3}\s*(?:→|⇒|->|=>|➜|➔|改名为|重命名为|更名为|renamed to|moved to)\s*[`"'“‘*]{0,3})/gi;
const ends = /[\s`"'“”‘’<>|()[\]（）【】*→⇒]/;
const presentName = /^[^\s`"'“”‘’<>|()[\]（）【】*→⇒]+\.(?:md|markdown)/iu;

/** No path is longer; looking no further keeps odd text from costing its square. */
const longest = 400;

/** What a change log or plan says in passing: `old.md → new.md`. `text`: of a piece. */
export function toldRenames(text: string): ToldRename[] {
  const found: ToldRename[] = [];
  let from = 0;
  for (const match of text.matchAll(becomes)) {
    const end = match.index + match[0].length;
    const dot = end - match[1]!.length;
    const start = nameStart(text, match.index, from);
    const after = presentName.exec(text.slice(end, end + longest))?.[0];
    if (start >= match.index || after === undefined) continue;
    found.push({ before: text.slice(start, dot), after });
    // A name is told once: of `a.md → b.md → c.md` the first two.
    from = end + after.length;
  }
  return found;
}

/** Where the name that ends at `end` begins, not before `from`. */
function nameStart(text: string, end: number, from: number): number {
  const least = Math.max(from, end - longest);
  let start = end;
  while (start > least && !ends.test(text[start - 1]!)) start--;
  return start;
}
