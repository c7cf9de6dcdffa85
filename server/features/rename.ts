import { t } from '@vscode/l10n';
import type { PrepareRenameParams, Range, RenameParams, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { extract } from '../extract/extract.ts';
import { headingEdits } from '../headings/renameHeadings.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Heading } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import { contains, type Span } from '../model/text.ts';
import { workspaceEdit } from './edits.ts';
import { type Feature, Refusal, type View } from './feature.ts';
import { arrivalOf, leadingAt } from './leadsTo.ts';

/** What may get another name: a heading, from itself or from a link to it, or a label of this chapter with all that refers to it. */
type Named = { readonly place: Span; readonly name: string } & (
  | { readonly kind: 'heading'; readonly chapter: Chapter; readonly heading: Heading }
  | { readonly kind: 'label'; readonly places: readonly Span[] }
);

/** Says what would be renamed, so that the editor asks for its new name. */
export const prepareRename: Feature<PrepareRenameParams, { range: Range; placeholder: string }> = {
  handle({ position }, view) {
    const named = namedAt(view.offsetAt(position), view);
    return named && { range: view.rangeOf(view.chapter.path, named.place), placeholder: named.name };
  },
};

/** Renames a heading with every link in every chapter that leads to it, and the entries of tables of contents; or a label with its references. */
export const rename: Feature<RenameParams, WorkspaceEdit> = {
  handle({ position, newName }, view) {
    const named = namedAt(view.offsetAt(position), view);
    if (named === undefined) return undefined;
    return workspaceEdit(
      { edits: named.kind === 'heading' ? retitled(named, newName, view) : relabelled(named.places, newName, view) },
      view,
    );
  },
};

function namedAt(offset: number, view: View): Named | undefined {
  const { chapter, workspace } = view;
  const { headings, footnotes } = chapter.facts;
  const heading = headings.find(({ span }) => contains(span, offset));
  const leading = leadingAt(chapter, offset);
  if (leading?.label !== undefined) return labelNamed(leading.label, offset, view);
  const footnote = footnotes.find(({ span }) => contains(span, offset));
  if (footnote !== undefined) {
    const places = footnotes.filter(({ label }) => label === footnote.label).map(place => labelWithin(place.span, view.text));
    return { kind: 'label', name: footnote.label, place: labelWithin(footnote.span, view.text), places };
  }
  if (leading === undefined) {
    return heading && { kind: 'heading', chapter, heading, place: heading.content, name: sourceOf(heading, chapter, view) };
  }
  const arrival = arrivalOf(chapter.path, leading.destination, workspace.kb, workspace.configuration.links);
  const other = arrival?.heading && workspace.kb.chapter(arrival.path);
  if (arrival?.heading === undefined || other === undefined) return undefined;
  return { kind: 'heading', chapter: other, heading: arrival.heading, place: leading.target, name: sourceOf(arrival.heading, other, view) };
}

function labelNamed(label: string, offset: number, { chapter: { facts }, text }: View): Named | undefined {
  const definitions = facts.definitions.filter(definition => definition.label === label).map(({ labelSpan }) => labelSpan);
  const uses = facts.links.filter(link => link.label === label).map(({ target }) => labelWithin(target, text));
  const places = [...definitions, ...uses];
  const place = places.find(span => contains(span, offset)) ?? definitions[0];
  return place && { kind: 'label', name: text.slice(place.start, place.end), place, places };
}

/** A label without the brackets and `^` around it. */
function labelWithin({ start, end }: Span, text: string): Span {
  const written = text.slice(start, end);
  const bare = /^!?\[\^?([^\]]*)\](?:\[\])?$/.exec(written)?.[1];
  if (bare === undefined) return { start, end };
  const at = start + written.indexOf(bare);
  return { start: at, end: at + bare.length };
}

const sourceOf = ({ content }: Heading, { path }: Chapter, view: View): string =>
  (path === view.chapter.path ? view.text : (view.workspace.text(path) ?? '')).slice(content.start, content.end);

function retitled({ chapter, heading }: Extract<Named, { kind: 'heading' }>, newName: string, view: View): Edit[] {
  const source = newName.trim();
  const text = extract(`# ${source}\n`).headings[0]?.text;
  if (/[\r\n]/.test(source) || text === undefined || text === '') throw new Refusal(t('A heading is one line of text.'));
  return headingEdits(chapter, [{ heading, at: 0, before: heading.text, after: text, source }], view.workspace.workshop);
}

function relabelled(places: readonly Span[], newName: string, view: View): Edit[] {
  if (newName.trim() === '' || /[[\]\r\n]/.test(newName)) throw new Refusal(t('A label has no brackets and stands on one line.'));
  return places.map(span => ({ path: view.chapter.path, span, newText: newName.trim() }));
}
