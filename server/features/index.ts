import { codeAction } from './codeAction.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { documentLink } from './documentLink.ts';
import { documentSymbol } from './documentSymbol.ts';
import type { AnyFeature } from './feature.ts';
import { hover } from './hover.ts';
import { references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { tocLens } from './toc.ts';

/** Every request about a chapter that the server answers. */
export const features: readonly AnyFeature[] = [
  definition,
  references,
  documentLink,
  documentSymbol,
  hover,
  codeAction,
  completion,
  rename,
  prepareRename,
  tocLens,
];
