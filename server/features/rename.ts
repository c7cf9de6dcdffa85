import { t } from '@vscode/l10n';
import type { PrepareRenameParams, Range, RenameParams, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { editing } from './edits.ts';
import { type Feature, Refusal, type RequestContext } from './feature.ts';
import { namedAt } from './leadsTo.ts';
import { movingEdit } from './moving.ts';
import { anchorNamed, headingAt } from './renaming/headings.ts';
import { footnoteNamed, labelNamed } from './renaming/labels.ts';
import { placeNamed } from './renaming/places.ts';
import type { Renamable } from './renaming/renamable.ts';
import { symbolNamed } from './renaming/symbols.ts';
import { symbolAt } from './symbols.ts';

/** Says what would be renamed, so that the editor asks for its new name; or why nothing can be. */
export const prepareRename: Feature<PrepareRenameParams, { range: Range; placeholder: string }> = {
  handle({ position }, view) {
    const { place, name } = renamableAt(view.offsetAt(position), view);
    const range = view.rangeOf(view.chapter.path, place);
    // VS Code asks for a name only on the line of the cursor.
    const isHere = range.start.line <= position.line && position.line <= range.end.line;
    return { range: isHere ? range : { start: position, end: position }, placeholder: name };
  },
};

/**
 * Gives another name to what stands under the cursor, everywhere: a heading or explicit anchor with every link in every chapter that leads to it, a label with its references, a symbol with the formulas
 * that mean it, a file with all that leads to it, an address.
 */
export const rename: Feature<RenameParams, WorkspaceEdit> = {
  *handle({ position, newName }, view) {
    const renaming = yield* renamableAt(view.offsetAt(position), view).renamed(newName.trim());
    if ('move' in renaming) return yield* movingEdit(renaming.move, view.workspace, view);
    return yield* editing(renaming, view);
  },
};

function renamableAt(offset: number, view: RequestContext): Renamable {
  const found = namedHere(offset, view);
  if (found === undefined)
    throw new Refusal(t('Nothing here has a name: put the cursor on a heading, a link, an anchor, a label, a footnote or a symbol.'));
  return found;
}

function namedHere(offset: number, view: RequestContext): Renamable | undefined {
  const { chapter } = view;
  const symbol = symbolAt(offset, view);
  if (symbol !== undefined) return symbolNamed(symbol, view);
  const named = namedAt(chapter, offset);
  switch (named?.kind) {
    case 'footnote':
      return footnoteNamed(named.label, offset, view);
    case 'label':
      return labelNamed(named.label, offset, view);
    case 'heading':
      return headingAt(named.heading, offset, view);
    case 'id':
      return anchorNamed(named.id.id, chapter, view, named.id.span);
    case 'place':
      return placeNamed(named.leading, offset, view);
    default:
      return undefined;
  }
}
