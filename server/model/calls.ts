import { type Span, span } from './text.ts';

/** How the templates of a site name a page: `shortcode` as Hugo's `{{< ref "a" >}}`, `tag` as Jekyll's `{% link a.md %}`. */
export type CallForm = 'shortcode' | 'tag';

/** A template that stands for the address of a page, as a destination or in one. All spans are offsets in that. */
export interface Call {
  /** `ref`, `relref`, `link`, `post_url`. */
  readonly name: string;
  /** What it names, without a fragment; empty for the page itself. */
  readonly argument: string;
  readonly at: Span;
  /** Without its `#`. */
  readonly fragment?: string;
  readonly fragmentAt?: Span;
}

/** Each form of a call, with no braces in it: those are of another template, which nobody can resolve. */
const written: Readonly<Record<CallForm, RegExp>> = {
  shortcode: /\{\{[<%]\s*(ref|relref)\s([^{}\n]{1,500}?)\s*\/?[<%>]\}\}/d,
  tag: /\{%-?\s*(link|post_url)\s([^{}\n%]{1,500}?)\s*-?%\}/d,
};

/** Of a shortcode's parameters the one that names the page: `path="a"`, or the first without a name. */
const page = /(?<![\w-])path\s*=\s*(?:"([^"]*)"|`([^`]*)`|([^\s"`]+))|^\s*(?:"([^"]*)"|`([^`]*)`|([^\s"`=]+)(?=\s|$))/d;

/** The call in a destination; nothing where the site has none of that form. */
export function callIn(destination: string, form: CallForm | undefined): Call | undefined {
  const found = form === undefined || !destination.includes('{') ? null : written[form].exec(destination);
  if (found === null) return undefined;
  const start = found.indices![2]![0];
  const named = form === 'shortcode' ? argumentIn(found[2]!, start) : trimmed(found[2]!, start);
  if (named === undefined) return undefined;
  const inside = form === 'shortcode' ? named.argument.indexOf('#') : -1;
  if (inside >= 0) {
    const hash = named.at.start + inside;
    return {
      name: found[1]!,
      argument: named.argument.slice(0, inside),
      at: span(named.at.start, hash),
      fragment: named.argument.slice(inside + 1),
      fragmentAt: span(hash + 1, named.at.end),
    };
  }
  const end = found.index + found[0].length;
  const behind = destination[end] === '#' ? { fragment: destination.slice(end + 1), fragmentAt: span(end + 1, destination.length) } : {};
  return { name: found[1]!, ...named, ...behind };
}

type Argument = Pick<Call, 'argument' | 'at'>;

function argumentIn(parameters: string, by: number): Argument | undefined {
  const found = page.exec(parameters);
  const group = found?.findIndex((value, i) => i > 0 && value !== undefined) ?? -1;
  if (found === null || group < 0) return undefined;
  const [start, end] = found.indices![group]!;
  return { argument: found[group]!, at: span(by + start, by + end) };
}

function trimmed(parameters: string, by: number): Argument {
  const argument = parameters.trim();
  const start = by + parameters.indexOf(argument);
  return { argument, at: span(start, start + argument.length) };
}

/** A destination whose call names another page and fragment. */
export function callingFor(destination: string, call: Call, argument: string, fragment: string | undefined): string {
  const { at, fragmentAt } = call;
  const behind = fragment === undefined ? '' : `#${fragment}`;
  if (fragmentAt === undefined && behind !== '' && /^\{%/.test(destination.trimStart()))
    return `${destination.slice(0, at.start)}${argument}${destination.slice(at.end)}${behind}`;
  if (fragmentAt === undefined) return `${destination.slice(0, at.start)}${argument}${behind}${destination.slice(at.end)}`;
  const between = destination.slice(at.end, fragmentAt.start - 1);
  return `${destination.slice(0, at.start)}${argument}${between}${behind}${destination.slice(fragmentAt.end)}`;
}
