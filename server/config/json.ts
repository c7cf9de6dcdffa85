import { t } from '@vscode/l10n';
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode, type SyntaxKind } from 'jsonc-parser';
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
      message: t('This is not valid JSON: {0}.', printParseErrorCode(error)),
    })),
  };
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
