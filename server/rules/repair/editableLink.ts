import { type Call, type CallForm, callIn, callingFor } from '../../model/calls.ts';
import type { Configuration } from '../../model/configuration.ts';
import { folderOf, type KbPath, relativePath, wikiDestination } from '../../model/path.ts';
import { hasScheme } from '../../model/resolve.ts';
import type { Span } from '../../model/text.ts';
import type { LinkSite } from '../linkSites.ts';

/** A place where a destination is written, seen for the sake of writing another one there. */
export interface EditableLink {
  readonly target: Span;
  /** Between the outer edges of what may stand for the destination: `target`, or with its `<…>`. */
  readonly outer: Span;
  readonly angled: boolean;
  readonly form: LinkSite['form'];
  /** The text that stands there now. */
  readonly written: string;
  /** The template of the site that it is. */
  readonly call?: Call;
}

/** `calls`: the templates by which the site names pages. */
export function spotOf(target: Span, form: EditableLink['form'], written: string, angled: boolean, calls?: CallForm): EditableLink {
  const call = callIn(written, calls);
  const outer = angled ? { start: target.start - 1, end: target.end + 1 } : target;
  return { target, outer, angled, form, written, ...(call && { call }) };
}

/**
 * The edit that makes a place lead to a path and fragment, in the manner in which it is written now: with `./` or without, percent-encoded or in `<…>`
 * where it was, with its query; where spaces need either and it had none, the configuration says which. Only what must be encoded is, and what was. `form`: how the path may be written there (`pathForms`).
 */
export function rewrite(
  spot: EditableLink,
  from: KbPath,
  to: KbPath,
  fragment: string | undefined,
  configuration: Configuration,
  form: string = filePath(from, to, spot.written),
): { span: Span; newText: string } {
  if (spot.call !== undefined) return { span: spot.target, newText: callingFor(spot.written, spot.call, form, fragment) };
  const ownAnchor = to === from && fragment !== undefined && (spot.written.startsWith('#') || spot.written === '');
  const path = ownAnchor ? '' : spot.form === 'wiki' ? form : dotted(form, spot.written);
  const { span, newText } = writeDestination(spot, { path, fragment }, configuration);
  return { span, newText: ownAnchor || spot.form === 'wiki' ? newText : withQuery(asEncoded(newText, spot.written), spot.written) };
}

/** Of an address, the query that another one has: `b.svg` and `a.svg?v=1` make `b.svg?v=1`. A `?` behind the `#` begins none. */
function withQuery(address: string, written: string): string {
  const query = /^[^?#]*(\?[^#]*)/.exec(written)?.[1];
  return query === undefined ? address : address.replace(/(?=#)|(?=>$)|$/, () => query);
}

/** An address whose letters beyond ASCII are percent-encoded, where those of another one are. */
const asEncoded = (address: string, written: string): string =>
  /%[c-f][0-9a-f]%[89ab]/i.test(written) && !/[^\x00-\x7f]/.test(written) ? encodedWhere(address, /[^\x00-\x7f]+/g) : address;

/** The edit that writes an undecoded path and fragment at a place. */
export function writeDestination(
  spot: EditableLink,
  { path, fragment }: { path: string; fragment: string | undefined },
  configuration: Configuration,
): { span: Span; newText: string } {
  if (spot.form === 'wiki') return { span: spot.target, newText: fragment === undefined ? path : `${path}#${fragment}` };
  const address = encodedWhere(path, /[%#?]/g) + (fragment === undefined ? '' : `#${encodedWhere(fragment, percentSign)}`);
  if (spot.form === 'html') return { span: spot.target, newText: encodedWhere(address, unsafeInHtml) };
  const wasEncoded = !spot.angled && /%[0-9a-f]{2}/i.test(spot.written);
  const needsCare = /\s/.test(address) || !isBalanced(address);
  const angled = spot.angled || (needsCare && !wasEncoded && configuration.links.spaces === 'angle');
  return { span: spot.outer, newText: angled ? `<${encodedWhere(address, unsafe)}>` : bare(address) };
}

/** The destination that an edit writes, as a resolver takes it. */
export const destinationIn = (newText: string, { form }: Pick<EditableLink, 'form'>): string =>
  form === 'wiki' ? wikiDestination(newText) : newText.replace(/^<(.*)>$/s, '$1');

/** The path from one file to another, with a `/` behind a folder where there was one. */
export function filePath(from: KbPath, to: KbPath, written: string): string {
  const relative = relativePath(folderOf(from), to);
  return /\/(?:#|$)/.test(written) && !/\.[^./]+$/.test(relative) ? `${relative}/` : relative;
}

/** With `./` where it was written, and before a name that begins like an address (`note:1.md`). */
const dotted = (relative: string, written: string): string =>
  (/^\.[\\/]/.test(written) && !relative.startsWith('.')) || hasScheme(relative) ? `./${relative}` : relative;

/** A fragment as it may stand in place of the one that is written. */
export function writtenFragment(fragment: string, { angled, form }: EditableLink): string {
  if (form === 'wiki') return fragment;
  const literal = encodedWhere(fragment, percentSign);
  if (form === 'html') return encodedWhere(literal, unsafeInHtml);
  return angled ? encodedWhere(literal, unsafe) : bare(literal);
}

/** Where the fragment begins in a destination as it is written, behind its `#`; undefined without one. The `#` of `&#45;` is none. */
export function fragmentStart(written: string): number | undefined {
  const hash = written.search(/(?<!&)#/);
  return hash < 0 ? undefined : hash + 1;
}

/** Where the fragment stands in what is written at a place. */
export function fragmentSpan({ written, call, target }: EditableLink): Span | undefined {
  const start = fragmentStart(written);
  const inside = call === undefined ? start !== undefined && { start, end: written.length } : call.fragmentAt;
  return inside ? { start: target.start + inside.start, end: target.start + inside.end } : undefined;
}

/** What would be read as an escape that it is not meant to be: GitHub answers “bad request” also where no two digits follow. */
const percentSign = /%/g;
/** What means something of its own in a destination of Markdown: brackets, escapes, entities, code, formulas, the borders of cells. */
const unsafe = /[<>\\`|$\r\n]|&(?=#?\w+;)/g;
/** The same for an attribute, be it in quotes of either kind or in none. */
const unsafeInHtml = /[\s<>"'=`|]|&(?=#?\w+;)/g;

const encodedWhere = (text: string, pattern: RegExp): string =>
  text.replace(pattern, found =>
    Array.from(new TextEncoder().encode(found), byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );

/** A destination without `<…>`. */
function bare(address: string): string {
  const encoded = encodedWhere(encodedWhere(address, unsafe), /\s/g);
  return isBalanced(encoded) ? encoded : encodedWhere(encoded, /[()]/g);
}

/** Parentheses that CommonMark lets stand in a bare destination. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    else if (c === ')' && depth-- === 0) return false;
  }
  return depth === 0;
}
