import { codeAction } from './codeAction.ts';
import { codeLens } from './codeLens.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { documentLink } from './documentLink.ts';
import { documentSymbol } from './documentSymbol.ts';
import type { AnyFeature } from './feature.ts';
import { hover } from './hover.ts';
import type { Method } from './offered.ts';
import { references } from './references.ts';
import { prepareRename, rename } from './rename.ts';

/** What answers each request about a chapter. */
export const features: Readonly<Record<Method, AnyFeature>> = {
  'textDocument/definition': definition,
  'textDocument/references': references,
  'textDocument/documentLink': documentLink,
  'textDocument/documentSymbol': documentSymbol,
  'textDocument/hover': hover,
  'textDocument/codeAction': codeAction,
  'textDocument/completion': completion,
  'textDocument/rename': rename,
  'textDocument/prepareRename': prepareRename,
  'textDocument/codeLens': codeLens,
};
