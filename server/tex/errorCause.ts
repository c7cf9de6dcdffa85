import { takesArguments } from './commands.ts';
import { mathjaxExtraEnvironments, mathjaxOnly, mathjaxOnlyEnvironments } from './dialects.ts';
import { tokensOf, unbracedScript } from './scan.ts';

/** What kind of mistake keeps a formula from typesetting, read off KaTeX's words. */
export type ErrorCause =
  | { readonly kind: 'unknown command' | 'unknown environment' | 'unbraced script' | 'script in text'; readonly name: string }
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
  ['several tags', /^Multiple \\tag/],
] as const;
type Kind = (typeof kinds)[number][0];

export function causeOf(reason: string): ErrorCause {
  const command = /^Undefined control sequence: (\S+)/.exec(reason)?.[1];
  if (command !== undefined) return { kind: 'unknown command', name: command };
  const environment = /^No such environment: (.*)$/.exec(reason)?.[1];
  if (environment !== undefined) return { kind: 'unknown environment', name: environment };
  const unbraced = /^Got function '(.*)' with no arguments as (?:sub|super)script/.exec(reason)?.[1];
  // `\operatorname` is a macro of KaTeX.
  if (unbraced !== undefined) return { kind: 'unbraced script', name: unbraced.replace(/@$/, '') };
  const script = /^Expected '(?:EOF|\}|&|\\right|\\end)', got '([_^])'/.exec(reason)?.[1];
  if (script !== undefined) return { kind: 'script in text', name: script };
  const mismatch = /^Mismatch: \\begin\{(.*)\} matched by \\end\{(.*)\}$/.exec(reason);
  if (mismatch !== null) return { kind: 'mismatched environments', name: mismatch[1]!, other: mismatch[2]! };
  const known = kinds.find(([, pattern]) => pattern.test(reason));
  return known === undefined ? { kind: 'other', reason } : { kind: known[0] };
}

/** The same in a formula, where it is clearer. */
export function causeIn(source: string, reason: string): ErrorCause {
  const cause = causeOf(reason);
  const tokens = cause.kind === 'missing brace' || cause.kind === 'unbraced script' ? tokensOf(source) : [];
  // KaTeX names what one of its own macros stands for.
  if (cause.kind === 'unbraced script') return unbracedScript(tokens, cause.name) < 0 ? { kind: 'other', reason } : cause;
  if (cause.kind !== 'missing brace') return cause;
  // KaTeX calls an argument that is not there a missing brace.
  const count = (brace: string) => tokens.filter(({ text }) => text === brace).length;
  return count('{') > count('}') ? cause : { kind: 'missing argument' };
}

/** Whether MathJax typesets what keeps KaTeX from it, as a test asks both; in what is not listed, that is not known or depends on what is named. */
const typeset: Readonly<Partial<Record<ErrorCause['kind'], boolean>>> = {
  'missing brace': false,
  'missing argument': false,
  'superfluous brace': false,
  'missing right': false,
  'missing left': false,
  'missing end': false,
  'missing begin': false,
  'mismatched environments': false,
  'double superscript': false,
  'double subscript': false,
  size: false,
  delimiter: false,
  'dollar inside': true,
  'display only': true,
  'several tags': true,
};

/** Commands with arguments around which MathJax wants braces too, or which it does not know. */
const unlike = /^\\(?:[Bb]raket|[Ss]et|mathop|color|[Hcruv])$/;

/**
 * Whether MathJax, and so GitHub, typesets what keeps KaTeX from typesetting a formula; undefined where that hangs on which of its extensions GitHub
 * has, or is not known. `inText`: the mistake stands in the argument of `\text`, which MathJax may read as mere text.
 */
export function isTypesetByMathJax(cause: ErrorCause, inText: boolean): boolean | undefined {
  switch (cause.kind) {
    case 'unknown command':
      return inText ? undefined : mathjaxOnly.has(cause.name.slice(1));
    case 'unknown environment':
      return mathjaxOnlyEnvironments.has(cause.name) || (mathjaxExtraEnvironments.has(cause.name) ? undefined : false);
    case 'unbraced script':
      return takesArguments(cause.name) && !unlike.test(cause.name) ? true : undefined;
    case 'stray ampersand':
    case 'stray hash':
      return inText ? undefined : false;
    default:
      return typeset[cause.kind];
  }
}
