import type { Construct, Event, Extension, Token, TokenizeContext } from 'micromark-util-types';
import { indentedContainer } from './containerSyntax.ts';

/**
 * Sets right where micromark (4.0.3) does not follow CommonMark: an ordered list that begins with another number than 1, and an empty
 * item, must not interrupt a *paragraph* (CommonMark 0.31, 5.2 “List items”). micromark forbids it too when the list is the first thing
 * in an item or quote that interrupts the paragraph (`- 10. x` is an item with a list in it), and behind indented code, or a container with an indented body, and a blank line.
 *
 * A construct that matches nothing and is tried before lists takes the mark of interruption away in these cases.
 */
const uninterrupted: Construct = {
  name: 'uninterrupted',
  add: 'before',
  tokenize(_effects, _ok, nok) {
    if (this.interrupt && !interruptsParagraph(this)) this.interrupt = false;
    return nok;
  },
};

export const corrections: Extension = {
  document: Object.fromEntries([...'*+-0123456789'].map(marker => [marker.charCodeAt(0), uninterrupted])),
};

/** Behind these and blank lines too. */
const interruptible = new Set(['codeIndented', indentedContainer]);

function interruptsParagraph({ events }: TokenizeContext): boolean {
  const last = events.findLast(([, token]) => token.type !== 'linePrefix')?.[1];
  if (last?.type === 'listItemPrefix' || (last?.type === 'blockQuotePrefix' && begins(events))) return false;
  const flow = events.findLast(isFlow)?.[1]._tokenizer as { currentConstruct?: { name?: string } } | undefined;
  return !interruptible.has(flow?.currentConstruct?.name ?? '');
}

/** Whether the quote whose prefix is last begins on this line. */
function begins(events: readonly Event[]): boolean {
  const enter = events.findLastIndex(([kind, token]) => kind === 'enter' && token.type === 'blockQuotePrefix');
  return events[enter - 1]?.[1].type === 'blockQuote';
}

const isFlow = ([, token]: Event): boolean => (token as Token).type === 'chunkFlow';
