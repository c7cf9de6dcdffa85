import type { CallForm } from '../model/calls.ts';
import { span } from '../model/text.ts';
import type { PieceCall } from './pieceFacts.ts';

/** What a fragment behind a call goes on with. */
const fragment = /#[^\s)"'<>\]}]*/y;

const calls: Readonly<Record<CallForm, RegExp>> = {
  shortcode: /\{\{[<%]\s*(?:ref|relref)\s[^{}\n]{1,500}?[>%]\}\}/g,
  tag: /\{%-?\s*(?:link|post_url)\s[^{}\n%]{1,500}?%\}/g,
};

/** What a template engine leaves as it is, or takes out. */
const literal = /\{%-?\s*(raw|comment)\s*-?%\}[\s\S]{0,5000}?(?:\{%-?\s*end\1\s*-?%\}|$)/g;

/** A link whose destination, up to its end here, is a call: the text of one, and templates before the call. No label or text is longer. */
const linkBefore = /!?\[((?:[^[\]\n\\]|\\.){0,999})\]\([ \t]*(?:\{\{[^{}\n]{0,200}\}\})?$/;
const linkBehind = /^[ \t]*(?:"[^"\n]{0,200}")?[ \t]*\)/;
/** So much before a call is looked at. */
const most = 1300;

/**
 * What templates say a page by in a text in which code is covered up: to CommonMark it is text, since it has blanks; to the site it is a link. `source`: see `plainSource`; `at`: its offset in the piece.
 */
export function callsIn(source: string, at: number): PieceCall[] {
  const plain = source.replace(literal, hidden => ' '.repeat(hidden.length));
  return (['shortcode', 'tag'] as const).flatMap(form =>
    Array.from(plain.matchAll(calls[form]))
      .filter(([whole]) => !whole.includes('\uFFFC'))
      .map(({ 0: whole, index }) => callAt(form, whole, index, plain, at)),
  );
}

function callAt(form: CallForm, whole: string, index: number, source: string, at: number): PieceCall {
  fragment.lastIndex = index + whole.length;
  const destination = whole + (fragment.exec(source)?.[0] ?? '');
  const end = index + destination.length;
  const target = span(at + index, at + end);
  const before = linkBefore.exec(source.slice(Math.max(0, index - most), index));
  const behind = before && linkBehind.exec(source.slice(end, end + 400));
  if (!before || !behind) return { form, link: { kind: 'call', span: target, text: '', destination, target } };
  const start = index - before[0].length;
  const opening = before[0].startsWith('!') ? 2 : 1;
  return {
    form,
    link: {
      kind: opening === 2 ? 'image' : 'link',
      span: span(at + start, at + end + behind[0].length),
      text: before[1]!.replaceAll('\uFFFC', ''),
      content: span(at + start + opening, at + start + opening + before[1]!.length),
      destination,
      target,
    },
  };
}

/** The labels of definitions whose destination is a template, and of those right below: to CommonMark they are all one paragraph. */
export function templateLabels(source: string): string[] {
  const lines = source.split('\n');
  const first = lines.findIndex(line => /^ {0,3}\[[^[\]\n]{1,999}\]:[^\n]*\{[{%]/.test(line));
  if (first < 0) return [];
  return lines.slice(first).flatMap(line => /^ {0,3}\[([^[\]\n]{1,999})\]:/.exec(line)?.[1] ?? []);
}
