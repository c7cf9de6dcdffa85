import type { Subject, Unread } from '../model/facts.ts';
import { reasonOf } from '../model/reason.ts';
import type { Span } from '../model/text.ts';
import type { Failure } from './pieceFacts.ts';

/** Lets a reader read. Should it fail, what it has found until then stands, and it is noted that there may be more: once for each subject. */
export function attempt(what: Subject, { unread }: { readonly unread: Failure[] }, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!unread.some(known => known.what === what && known.reason !== '')) unread.push({ what, reason: reasonOf(error) });
  }
}

/** The same for what is read of more than a piece. */
export function attemptAt(what: Subject, span: Span, unread: Unread[], read: () => void): void {
  try {
    read();
  } catch (error) {
    unread.push({ what, span, reason: reasonOf(error) });
  }
}
