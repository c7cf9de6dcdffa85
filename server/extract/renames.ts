import type { ToldRename } from '../model/facts.ts';

const told =
  /([^\s`"'“”‘’<>|()[\]（）【】*→⇒]+\.(?:md|markdown))[`"'”’*]{0,3}\s*(?:→|⇒|->|=>|➜|➔|改名为|重命名为|更名为|renamed to|moved to)\s*[`"'“‘*]{0,3}([^\s`"'“”‘’<>|()[\]（）【】*→⇒]+\.(?:md|markdown))/giu;

/** What a change log or plan says in passing: `old.md → new.md`. `text`: of a piece. */
export function toldRenames(text: string): ToldRename[] {
  if (!/\.(?:md|markdown)[`"'”’*]{0,3}\s*(?:→|⇒|->|=>|➜|➔|改名为|重命名为|更名为|renamed to|moved to)/i.test(text)) return [];
  return [...text.matchAll(told)].map(match => ({ before: match[1]!, after: match[2]! }));
}
