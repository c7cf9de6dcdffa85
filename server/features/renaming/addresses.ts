import { t } from '@vscode/l10n';
import type { Edit } from '../../model/fix.ts';
import { hasScheme } from '../../model/resolve.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import { type LinkAtCursor, linksOf } from '../leadsTo.ts';
import type { Renamable } from './renamable.ts';

/** An address outside the knowledge base, with all links to it. */
export function addressNamed({ destination, target }: LinkAtCursor, view: RequestContext): Renamable {
  return {
    place: target,
    name: destination,
    *renamed(newName) {
      if (!(hasScheme(newName) || newName.startsWith('//')) || /[\s<>]/.test(newName))
        throw new Refusal(t('An address begins like “https:” and has no spaces or angle brackets.'));
      return { edits: yield* readdressed(destination, newName, view) };
    },
  };
}

/** In every chapter. An address that Markdown reads by itself is no longer one if it needs escapes. */
function* readdressed(address: string, now: string, { workspace }: RequestContext): Steps<Edit[]> {
  const rest = resting();
  const edits: Edit[] = [];
  for (const chapter of workspace.kb.chapters()) {
    for (const { kind, destination, target, label } of linksOf(chapter)) {
      if (rest()) yield;
      if (destination !== address || (label !== undefined && kind !== 'definition') || kind === 'malformed') continue;
      edits.push({ path: chapter.path, span: target, newText: writtenFor(kind, now) });
    }
  }
  return edits;
}

function writtenFor(kind: LinkAtCursor['kind'], address: string): string {
  switch (kind) {
    case 'html':
    case 'html image':
      return address
        .replace(/&(?=#?\w+;)/g, '&amp;')
        .replace(/["'`]/g, encodeURIComponent)
        .replace(/'/g, '%27');
    case 'autolink':
      return address;
    default:
      return address.replace(/[()\\]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  }
}
