import type { Text } from 'mdast';
import type { Extension as MdastExtension } from 'mdast-util-from-markdown';
import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import type { Code, Construct, Effects, Extension, State } from 'micromark-util-types';
import { wikiDestination } from '../model/path.ts';
import type { Placement, WikiLink } from './nodes.ts';

/*
 * `[[note]]`, `[[note#heading]]`, `[[note|text]]` and `![[file]]` as Obsidian has them (help.obsidian.md/links). All of it stands on one line. No name has a bracket in it; the text behind the `|` may, unless it
 * is two of a kind. In a table the `|` is written `\|`. Nothing inside is code, an emphasis or a formula.
 */

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    wikiLink: 'wikiLink';
  }
}

const [SPACE, TAB, EXCLAMATION, LEFT, BACKSLASH, RIGHT, PIPE] = [32, 9, 33, 91, 92, 93, 124];

/** The one that begins at `at`, with its `!` or the first `[`; undefined where none does. Its places count from `base`. */
export function wikiLinkAt(text: string, at: number, lineEnd: number, base: number): (WikiLink & Placement) | undefined {
  const embeds = text.charCodeAt(at) === EXCLAMATION;
  const open = at + (embeds ? 3 : 2);
  if (open > lineEnd || !text.startsWith('[[', open - 2)) return undefined;
  const bar = nameEnd(text, open, lineEnd);
  if (bar === undefined) return undefined;
  const hasText = text.charCodeAt(bar) === PIPE;
  const close = hasText ? textEnd(text, bar + 1, lineEnd) : bar;
  if (close === undefined) return undefined;
  const name = trimmed(text, open, hasText && text.charCodeAt(bar - 1) === BACKSLASH ? bar - 1 : bar);
  const said = hasText ? trimmed(text, bar + 1, close) : name;
  return {
    type: 'wikiLink',
    url: wikiDestination(text.slice(...name)),
    embeds,
    children: embeds ? [] : [shown(text, said[0] < said[1] ? said : name, base)],
    data: { destination: { start: name[0] - base, end: name[1] - base } },
    from: at - base,
    to: close + 2 - base,
  };
}

type Range = readonly [from: number, to: number];

const shown = (text: string, [from, to]: Range, base: number): Text =>
  ({ type: 'text', value: text.slice(from, to), from: from - base, to: to - base }) as Text;

/** Where the `|` or the `]]` behind a name stands; undefined where it is none. */
function nameEnd(text: string, from: number, lineEnd: number): number | undefined {
  let isNamed = false;
  for (let k = from; k < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (c === PIPE) return isNamed ? k : undefined;
    if (c === RIGHT) return isNamed && k + 1 < lineEnd && text.charCodeAt(k + 1) === RIGHT ? k : undefined;
    if (c === LEFT || isLineEnding(c)) return undefined;
    isNamed ||= names(c);
  }
  return undefined;
}

/** Where the `]]` behind a text stands; undefined where another begins before that, so that each place is looked at but once. */
function textEnd(text: string, from: number, lineEnd: number): number | undefined {
  for (let k = from; k + 1 < lineEnd; k++) {
    const c = text.charCodeAt(k);
    if (isLineEnding(c)) return undefined;
    if ((c === LEFT || c === RIGHT) && text.charCodeAt(k + 1) === c) return c === RIGHT ? k : undefined;
  }
  return undefined;
}

const isLineEnding = (c: number): boolean => c === 10 || c === 13;
const names = (c: number): boolean => c !== SPACE && c !== TAB && c !== BACKSLASH;

function trimmed(text: string, start: number, end: number): Range {
  let [from, to] = [start, end];
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return [from, to];
}

const isBlank = (c: number): boolean => c === SPACE || c === TAB;

/** As constructs of micromark. */
export const wikiLinkSyntax: Extension = {
  text: {
    [LEFT]: construct(false),
    [EXCLAMATION]: construct(true),
  },
};

function construct(embeds: boolean): Construct {
  return {
    name: 'wikiLink',
    tokenize(effects, ok, nok) {
      return code => {
        effects.enter('wikiLink');
        if (!embeds) return first(code);
        effects.consume(code);
        return first;
      };

      function first(code: Code): State | undefined {
        if (code !== LEFT) return nok(code);
        effects.consume(code);
        return second;
      }

      function second(code: Code): State | undefined {
        if (code !== LEFT) return nok(code);
        effects.consume(code);
        return name(effects, closing, nok);
      }

      function closing(code: Code): State | undefined {
        if (code !== RIGHT) return nok(code);
        effects.consume(code);
        effects.exit('wikiLink');
        return ok;
      }
    },
  };
}

/** What stands between the brackets, up to and with the first `]`. */
function name(effects: Effects, closing: State, nok: State): State {
  let isNamed = false;

  return inName;

  function inName(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code) || code === LEFT) return nok(code);
    if (!isNamed && (code === PIPE || code === RIGHT)) return nok(code);
    effects.consume(code);
    if (code === RIGHT) return closing;
    if (code === PIPE) return inText;
    isNamed ||= !markdownSpace(code) && code !== BACKSLASH;
    return inName;
  }

  function inText(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) return nok(code);
    effects.consume(code);
    return code === LEFT ? behindLeft : code === RIGHT ? behindRight : inText;
  }

  function behindLeft(code: Code): State | undefined {
    return code === LEFT ? nok(code) : inText(code);
  }

  function behindRight(code: Code): State | undefined {
    return code === RIGHT ? closing(code) : inText(code);
  }
}

export const wikiLinkFromMarkdown: MdastExtension = {
  enter: {
    wikiLink(token) {
      const source = this.sliceSerialize(token);
      const { from, to, ...node } = wikiLinkAt(source, 0, source.length, -token.start.offset)!;
      const position = ({ from, to }: Placement) => ({ start: { ...token.start, offset: from }, end: { ...token.start, offset: to } });
      const children = node.children.map(({ type, value, ...place }) => ({ type, value, position: position(place as Placement & Text) }));
      this.enter({ ...node, children }, token);
    },
  },
  exit: {
    wikiLink(token) {
      this.exit(token);
    },
  },
};
