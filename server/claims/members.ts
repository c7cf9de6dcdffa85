import type { Text } from '../language/source.ts';
import { type Subject, subjectOf } from './context.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One of several that a cell lists, and where it stands in it. */
export interface Member {
  readonly subject: Subject;
  readonly cell: Text;
  readonly start: number;
  readonly end: number;
}

/** The members that a cell lists: bold names side by side, or names between commas; `A vs B` is one. */
export function membersOf(cell: Text, vocabulary: Vocabulary): Member[] {
  const names: { text: string; start: number }[] = [];
  const { text, strong } = cell;
  if (strong.length > 0) {
    for (const { start, end } of strong) {
      const previous = names.at(-1);
      const between = previous === undefined ? '' : text.slice(previous.start + previous.text.length, start);
      if (previous !== undefined && /(?:^|\s|[)）])vs\.?\s*$/iu.test(between)) previous.text = text.slice(previous.start, end);
      else names.push({ text: text.slice(start, end), start });
    }
  } else {
    let at = 0;
    for (const part of text.split(/[、,，;；]/u)) {
      const name = part.trim();
      if (name !== '') names.push({ text: name, start: text.indexOf(name, at) });
      at += part.length + 1;
    }
  }
  return names.map(({ text: name, start }) => ({
    subject: { ...subjectOf(withoutBrackets(name), vocabulary), member: true as const },
    cell,
    start,
    end: start + name.length,
  }));
}

const withoutBrackets = (text: string): string => text.replace(/\s*[（(][^（）()]*[)）]\s*(?=\S)/gu, ' ').trim();
