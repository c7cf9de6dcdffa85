/** What kind of mistake keeps a formula from typesetting, read off KaTeX's words. */
export type Cause =
  | { readonly kind: 'unknown command' | 'unknown environment'; readonly name: string }
  | { readonly kind: 'mismatched environments'; readonly name: string; readonly other: string }
  | { readonly kind: Kind }
  | { readonly kind: 'other'; readonly reason: string };

const kinds = [
  ['missing brace', /^Expected '\}'|^Unexpected end of input in a macro argument|^Unexpected end of input.*'\}'/],
  ['superfluous brace', /^Expected '(?:EOF|\\end|\\right|&)', got '\}'|^Extra \}/],
  ['stray ampersand', /^Expected '(?:EOF|\}|\\right)', got '&'/],
  ['stray hash', /^Expected '(?:EOF|\}|\\right)', got '#'/],
  ['missing right', /^Expected '\\right'/],
  ['missing left', /^Expected '(?:EOF|\}|&|\\end)', got '\\right'/],
  ['missing end', /^Expected & or/],
  ['missing begin', /^Expected '(?:EOF|\})', got '\\end'/],
  ['double superscript', /^Double superscript/],
  ['double subscript', /^Double subscript/],
  ['dollar inside', /^Can't use function '\$' in math mode/],
  ['missing argument', /^Expected group (?:after|as)|^Missing argument|^Got group of unknown type/],
  ['size', /^Invalid size/],
  ['delimiter', /^Invalid delimiter|^Missing .*delim/],
  ['display only', /can be used only in display mode/],
  ['too deep', /^Too deeply nested/],
  ['endless macro', /^Too many expansions/],
] as const;
type Kind = (typeof kinds)[number][0];

export function causeOf(reason: string): Cause {
  const command = /^Undefined control sequence: (\S+)/.exec(reason)?.[1];
  if (command !== undefined) return { kind: 'unknown command', name: command };
  const environment = /^No such environment: (.*)$/.exec(reason)?.[1];
  if (environment !== undefined) return { kind: 'unknown environment', name: environment };
  const mismatch = /^Mismatch: \\begin\{(.*)\} matched by \\end\{(.*)\}$/.exec(reason);
  if (mismatch !== null) return { kind: 'mismatched environments', name: mismatch[1]!, other: mismatch[2]! };
  const known = kinds.find(([, pattern]) => pattern.test(reason));
  return known === undefined ? { kind: 'other', reason } : { kind: known[0] };
}
