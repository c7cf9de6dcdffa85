import { t } from '@vscode/l10n';
import type { PrepareRenameParams, Range, RenameParams, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { extract } from '../extract/extract.ts';
import { anchorEdits, headingEdits } from '../headings/renameHeadings.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Heading } from '../model/facts.ts';
import type { Edit } from '../model/fix.ts';
import { anchorAt } from '../model/resolve.ts';
import type { Steps } from '../model/steps.ts';
import { contains, type Span } from '../model/text.ts';
import { editing } from './edits.ts';
import { type Feature, Refusal, type RequestContext } from './feature.ts';
import { type LinkAtCursor, namedAt, targetOf } from './leadsTo.ts';

/** What may get another name: a heading or an explicit anchor, from itself or from a link to it, or a label of this chapter with all that refers to it. */
type Renamable = { readonly place: Span; readonly name: string } & (
  | { readonly kind: 'heading'; readonly chapter: Chapter; readonly heading: Heading }
  | { readonly kind: 'id'; readonly chapter: Chapter }
  | {
      readonly kind: 'label';
      readonly label: string;
      readonly places: readonly Span[];
      readonly defined: readonly { readonly label: string }[];
      readonly mark: '' | '^';
    }
);

/** Says what would be renamed, so that the editor asks for its new name. */
export const prepareRename: Feature<PrepareRenameParams, { range: Range; placeholder: string }> = {
  handle({ position }, view) {
    const found = renamableAt(view.offsetAt(position), view);
    return found && { range: view.rangeOf(view.chapter.path, found.place), placeholder: found.name };
  },
};

/** Renames a heading or explicit anchor with every link in every chapter that leads to it, and the entries of tables of contents; or a label with its references. */
export const rename: Feature<RenameParams, WorkspaceEdit> = {
  *handle({ position, newName }, view) {
    const found = renamableAt(view.offsetAt(position), view);
    return found && (yield* editing({ edits: yield* renamed(found, newName.trim(), view) }, view));
  },
};

function* renamed(found: Renamable, newName: string, view: RequestContext): Steps<Edit[]> {
  if (found.kind === 'heading') return yield* retitled(found, newName, view);
  return found.kind === 'id' ? yield* reanchored(found, newName, view) : relabelled(found, newName, view);
}

function renamableAt(offset: number, view: RequestContext): Renamable | undefined {
  const { chapter } = view;
  const named = namedAt(chapter, offset);
  switch (named?.kind) {
    case 'footnote':
      return footnoteNamed(named.label, offset, view);
    case 'label':
      return labelNamed(named.label, offset, view);
    case 'heading':
      return headingNamed(named.heading, chapter, named.heading.content, view);
    case 'id':
      return { kind: 'id', chapter, place: named.id.span, name: named.id.id };
    case 'place':
      return placeNamed(named.leading, view);
    default:
      return undefined;
  }
}

function footnoteNamed(label: string, offset: number, { chapter: { facts }, text }: RequestContext): Renamable | undefined {
  const places = facts.footnotes.filter(footnote => footnote.label === label).map(({ span }) => labelWithin(span, text));
  return labelAt(offset, { label, places, defined: facts.footnotes, mark: '^' }, text);
}

function labelNamed(label: string, offset: number, { chapter: { facts }, text }: RequestContext): Renamable | undefined {
  const definitions = facts.definitions.filter(definition => definition.label === label).map(({ labelSpan }) => labelSpan);
  const uses = facts.links.filter(link => link.label === label);
  const places = [...definitions, ...uses.map(({ target }) => labelWithin(target, text))];
  // From the text of a reference, its label.
  const use = uses.find(({ span }) => contains(span, offset));
  const at = use === undefined || places.some(place => contains(place, offset)) ? offset : labelWithin(use.target, text).start;
  return labelAt(at, { label, places, defined: facts.definitions, mark: '' }, text);
}

type Label = Extract<Renamable, { kind: 'label' }>;

function labelAt(offset: number, label: Omit<Label, 'kind' | 'place' | 'name'>, text: string): Label | undefined {
  const place = label.places.find(span => contains(span, offset)) ?? label.places[0];
  return place && { ...label, kind: 'label', place, name: text.slice(place.start, place.end) };
}

/** A label without the brackets and `^` around it. */
function labelWithin({ start, end }: Span, text: string): Span {
  const written = text.slice(start, end);
  const bare = /^!?\[\^?([^\]]*)\](?:\[\])?$/.exec(written)?.[1];
  if (bare === undefined) return { start, end };
  const at = start + written.indexOf(bare);
  return { start: at, end: at + bare.length };
}

/** The heading or explicit anchor that a link leads to. */
function placeNamed({ destination, target }: LinkAtCursor, view: RequestContext): Renamable | undefined {
  const { kb, configuration } = view.workspace;
  const arrival = targetOf(view.chapter.path, destination, kb, configuration.links);
  const chapter = arrival && kb.chapter(arrival.path);
  if (arrival?.anchor === undefined || chapter === undefined) return undefined;
  const { anchor, heading } = arrival;
  if (heading === undefined) return { kind: 'id', chapter, place: target, name: anchor };
  return headingNamed(heading, chapter, target, view);
}

/** `place`: where the cursor is. What a heading in HTML says is left to its writer: it may be spread over several blocks. */
function headingNamed(heading: Heading, chapter: Chapter, place: Span, view: RequestContext): Renamable | undefined {
  const { start, end } = heading.content;
  const text = textOf(chapter, view);
  if (heading.html) return undefined;
  return { kind: 'heading', chapter, heading, place, name: text.slice(start, end) };
}

const textOf = ({ path }: Chapter, view: RequestContext): string =>
  path === view.chapter.path ? view.text : (view.workspace.text(path) ?? '');

function* retitled({ chapter, heading }: Extract<Renamable, { kind: 'heading' }>, source: string, view: RequestContext): Steps<Edit[]> {
  const after = /[\r\n]/.test(source) ? undefined : readAs(heading, source, textOf(chapter, view));
  if (after === undefined || after === '') throw new Refusal(t('A heading is one line of text.'));
  return yield* headingEdits(chapter, [{ heading, at: 0, before: heading.text, after, source }], view.workspace.workshop);
}

/** The text of a heading with other words in it, as it would be read; undefined where they would make it none, such as `- a` above an underline, or several. */
function readAs({ span, content, text }: Heading, source: string, chapterText: string): string | undefined {
  const around = (words: string) => chapterText.slice(span.start, content.start) + words + chapterText.slice(content.end, span.end);
  const read = (written: string) => {
    const { headings } = extract(`${written}\n`);
    return headings.length === 1 ? headings[0]?.text : undefined;
  };
  const isWhole = read(around(chapterText.slice(content.start, content.end))) === text;
  // In a quote or list, and where references need their definitions, it cannot be read by itself.
  return read(isWhole ? around(source) : `# ${source}`);
}

function* reanchored({ chapter, name }: Extract<Renamable, { kind: 'id' }>, newName: string, view: RequestContext): Steps<Edit[]> {
  if (!/^[\p{L}\p{M}\p{N}_.:-]+$/u.test(newName)) throw new Refusal(t('An anchor has letters, digits and any of “-”, “_”, “.” and “:”.'));
  const other = anchorAt(chapter.path, newName, view.workspace.kb);
  if (other !== undefined && other !== name) throw new Refusal(t('There is an anchor “{0}” already.', other));
  return yield* anchorEdits(chapter, name, newName, view.workspace.workshop);
}

function relabelled({ label, places, defined, mark }: Label, newName: string, view: RequestContext): Edit[] {
  const read = extract(`[${mark}${newName}]: x\n`);
  const [now, ...others] = mark === '' ? read.definitions : read.footnotes;
  if (now === undefined || others.length > 0 || /[\r\n]/.test(newName))
    throw new Refusal(t('A label has no brackets and stands on one line.'));
  if (now.label !== label && defined.some(other => other.label === now.label))
    throw new Refusal(t('There is a definition “{0}” already.', newName));
  return places.map(span => ({ path: view.chapter.path, span, newText: newName }));
}
