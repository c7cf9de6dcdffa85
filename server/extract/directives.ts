import type { Suppression } from '../model/facts.ts';
import type { Span } from '../model/text.ts';
import type { Collected } from './pieceFacts.ts';

// Of the trimmed inside of a comment: with its end in the pattern, white space before that would be tried in every way.
const directive = /^concord-(disable-next-line|disable-line|disable-file|disable|enable)(?:\s+(.*))?$/s;
/** `convergence: ignore b,e AdamW 采用率`: letters of classes, a subject, a metric, each of which may be left out. */
const ignoring = /^convergence:\s*ignore(?:\s+([a-s](?:\s*,\s*[a-s])*)(?=\s|$))?\s*(.*)$/s;
/** Reads a comment that silences findings. `text`: the piece; `place`: where it stands in it. */
export function collectDirective(comment: string, place: Span, text: string, into: Collected): void {
  const inside = comment.slice('<!--'.length, -'-->'.length).trim();
  if (inside.includes('>')) return;
  const ignored = ignoring.exec(inside);
  if (ignored !== null) {
    const statements = { classes: ignored[1]?.split(/[\s,]+/) ?? [], about: ignored[2] ?? '' };
    into.suppressions.push({ form: isAlone(text, place) ? 'section' : 'line', rules: [], statements, span: place });
    return;
  }
  const match = directive.exec(inside);
  if (match === null) return;
  const form = match[1]!.replace(/^disable-(?=.)/, '') as Suppression['form'];
  into.suppressions.push({ form, rules: (match[2] ?? '').split(/[\s,]+/).filter(name => name !== ''), span: place });
}

/** Nothing else stands on the line, but the marks of quotes and lists. */
function isAlone(text: string, { start, end }: Span): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?$/.test(before) && /^[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 200));
}
