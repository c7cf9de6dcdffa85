import { t } from '@vscode/l10n';
import { extract } from '../../extract/extract.ts';
import { contains, type Span } from '../../model/text.ts';
import { labelWithin } from '../../reshape/labels.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import type { Renamable } from './renamable.ts';

/** A label of this chapter, or of a footnote, with all that refers to it. */
interface Label {
  readonly label: string;
  readonly places: readonly Span[];
  readonly defined: readonly { readonly label: string }[];
  readonly mark: '' | '^';
}

/** A footnote, on itself or a call of it. */
export function footnoteNamed(label: string, offset: number, view: RequestContext): Renamable | undefined {
  const { facts } = view.chapter;
  const places = facts.footnotes.filter(footnote => footnote.label === label).map(({ span }) => labelWithin(span, view.text));
  return labelAt(offset, { label, places, defined: facts.footnotes, mark: '^' }, view);
}

/** A label of definitions, on any part of one that is not its destination, or on a reference. */
export function labelNamed(label: string, offset: number, view: RequestContext): Renamable | undefined {
  const { facts } = view.chapter;
  const definitions = facts.definitions.filter(definition => definition.label === label).map(({ labelSpan }) => labelSpan);
  const uses = facts.links.filter(link => link.label === label);
  const places = [...definitions, ...uses.map(({ target }) => labelWithin(target, view.text))];
  // From the text of a reference, its label.
  const use = uses.find(({ span }) => contains(span, offset));
  const at = use === undefined || places.some(place => contains(place, offset)) ? offset : labelWithin(use.target, view.text).start;
  return labelAt(at, { label, places, defined: facts.definitions, mark: '' }, view);
}

function labelAt(offset: number, label: Label, { chapter: { path }, text }: RequestContext): Renamable | undefined {
  const place = label.places.find(span => contains(span, offset)) ?? label.places[0];
  if (place === undefined) return undefined;
  return {
    place,
    name: text.slice(place.start, place.end),
    *renamed(newName) {
      assertLabel(newName, label);
      return { edits: label.places.map(span => ({ path, span, newText: newName })) };
    },
  };
}

function assertLabel(newName: string, { label, defined, mark }: Label): void {
  const read = extract(`[${mark}${newName}]: x\n`);
  const [now, ...others] = mark === '' ? read.definitions : read.footnotes;
  if (now === undefined || others.length > 0 || /[\r\n]/.test(newName))
    throw new Refusal(t('A label has no brackets and stands on one line.'));
  if (now.label !== label && defined.some(other => other.label === now.label))
    throw new Refusal(t('There is a definition “{0}” already.', newName));
}
