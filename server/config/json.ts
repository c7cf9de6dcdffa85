import { t } from '@vscode/l10n';
import { createScanner, type Node, type ParseError, type ParseErrorCode, parseTree, type SyntaxKind } from 'jsonc-parser';
import type { Span } from '../model/text.ts';

/** The text as JSON with comments and trailing commas. Where `errors` is not empty, it is none, and `tree` what could be made of it. */
export interface Parsed {
  readonly tree: Node | undefined;
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}

/** No configuration is nested nearly as deep; the parser calls itself for each level, and would exhaust the stack at some thousands. */
const deepest = 64;

export function parsed(text: string): Parsed {
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined)
    return { tree: undefined, errors: [{ span: { start: tooDeep, end: tooDeep + 1 }, message: t('This is nested too deeply.') }] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  return {
    tree,
    errors: errors.map(({ error, offset, length }) => ({
      span: { start: offset, end: offset + length },
      message: t('This is not valid JSON: {0}.', explained(error)),
    })),
  };
}

/** What the parser has against a text, in words. Its codes are an ambient const enum. */
function explained(code: ParseErrorCode): string {
  switch (code as number) {
    case 1:
      return t('this means nothing; names and texts stand between double quotes');
    case 2:
    case 13:
      return t('this is no number');
    case 3:
      return t('a name between double quotes is missing');
    case 4:
      return t('a value is missing');
    case 5:
      return t('between a name and its value, “:” is missing');
    case 6:
      return t('“,” is missing');
    case 7:
      return t('“}” is missing');
    case 8:
      return t('“]” is missing');
    case 9:
      return t('nothing may follow here, the configuration is complete');
    case 11:
      return t('the comment is not closed, “*/” is missing');
    case 12:
      return t('the text is not closed, a double quote is missing');
    case 14:
      return t('behind “\\u”, four hexadecimal digits must stand');
    case 15:
      return t('this character needs no backslash before it; a backslash itself is written “\\\\”');
    case 16:
      return t('a tab or another control character cannot stand in a text');
    default:
      return t('this cannot be read');
  }
}

// An ambient const enum in jsonc-parser.
const opening: readonly SyntaxKind[] = [1, 3];
const closing: readonly SyntaxKind[] = [2, 4];
const end: SyntaxKind = 17;

/** Where the first object or list begins that lies too deep. */
function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== end; token = scanner.scan()) {
    if (closing.includes(token)) depth--;
    else if (opening.includes(token) && ++depth > deepest) return scanner.getTokenOffset();
  }
  return undefined;
}
