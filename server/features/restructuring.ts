import { t } from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import { numberingOf } from '../headings/numbering.ts';
import { ordinalOf } from '../headings/ordinal.ts';
import { renumbering } from '../headings/renumber.ts';
import type { Edit } from '../model/fix.ts';
import { type KbPath, nameOf } from '../model/path.ts';
import type { Steps } from '../model/steps.ts';
import { contains, type Span } from '../model/text.ts';
import { pathFor } from '../reshape/newPath.ts';
import type { Reshaped } from '../reshape/relocate.ts';
import {
  extracted,
  hasFrontMatter,
  inlinable,
  inlined,
  movedTo,
  numberedHeadings,
  type Scheme,
  shiftedSection,
} from '../reshape/restructure.ts';
import { type Section, sectionAt } from '../reshape/sections.ts';
import { reshaping } from './edits.ts';
import { Refusal, type RequestContext } from './feature.ts';

/** What may be done with the section, or to it, that an offset of a chapter lies in. Each is also a command, `concord.` and its name. */
export interface Restructuring {
  /** Behind `refactor.`. */
  readonly kind: string;
  /** What the writer sees, where it may be offered for the cursor; looked at at every move of it, so nothing is worked out. */
  title(place: Place): string | undefined;
  edit(place: Place, choice: string | undefined): Steps<WorkspaceEdit | undefined>;
  /** What is to be chosen before. */
  readonly asks?: true;
}

interface Place {
  readonly view: RequestContext;
  readonly offset: number;
  /** The section whose heading the cursor is on. */
  readonly section: Section | undefined;
}

export const restructurings = {
  extractSection: {
    kind: 'extract.section',
    title: ({ section }) => (section && section.heading.level > 1 ? t('Extract section to a new chapter') : undefined),
    *edit(place) {
      const { view } = place;
      const section = sectionFor(place);
      const path = pathFor(section.heading.text, view.chapter.path, view.workspace.kb);
      const made = yield* extracted(view.chapter, section, path, view.workspace.workshop);
      return yield* changing(made, t('Extract “{0}” to “{1}”', section.heading.text, nameOf(path)), view);
    },
  },
  moveSection: {
    kind: 'move.section',
    asks: true,
    title: ({ section }) => section && t('Move section to another chapter…'),
    *edit(place, choice) {
      const { view } = place;
      const section = sectionFor(place);
      const target = choice === undefined ? undefined : view.workspace.kb.chapter(choice as KbPath);
      if (target === undefined || target.damage !== undefined) return undefined;
      const made = yield* movedTo(view.chapter, section, target, view.workspace.workshop);
      return yield* changing(made, t('Move “{0}” to “{1}”', section.heading.text, target.path), view);
    },
  },
  inlineChapter: {
    kind: 'inline.chapter',
    title: place => {
      const found = inliningAt(place);
      return found && t('Inline chapter “{0}” here', nameOf(found.chapter.path));
    },
    *edit(place) {
      const { view } = place;
      const found = inliningAt(place);
      if (found === undefined) throw new Refusal(t('Put the cursor on a link to a chapter that stands alone in its paragraph.'));
      const { path, damage } = found.chapter;
      if (damage !== undefined) throw new Refusal(t('“{0}” cannot be read.', path));
      if (hasFrontMatter(view.workspace.text(path) ?? '')) throw new Refusal(t('“{0}” has front matter, which would be lost.', path));
      return yield* changing(yield* inlined(view.chapter, found, view.workspace.workshop), t('Inline “{0}”', path), view);
    },
  },
  promoteSection: {
    kind: 'rewrite.promote',
    title: ({ section }) => (section && section.heading.level > 1 ? t('Promote section') : undefined),
    *edit(place) {
      return yield* shifting(place, -1);
    },
  },
  demoteSection: {
    kind: 'rewrite.demote',
    title: ({ section }) => (section && section.heading.level < 6 ? t('Demote section') : undefined),
    *edit(place) {
      return yield* shifting(place, 1);
    },
  },
  numberSections: {
    kind: 'rewrite.number',
    title: ({ section, view }) => (section && hasUnnumbered(view) ? t('Insert section numbers (1., 1.1)') : undefined),
    *edit({ view }) {
      return yield* numbering('digits', view);
    },
  },
  numberSectionsInChinese: {
    kind: 'rewrite.numberInChinese',
    title: ({ section, view }) => (section && hasUnnumbered(view) ? t('Insert section numbers (一、, （一）)') : undefined),
    *edit({ view }) {
      return yield* numbering('chinese', view);
    },
  },
  renumberSections: {
    kind: 'rewrite.renumber',
    title: ({ section, view }) =>
      section && numberingOf(view.chapter.facts.headings).wrong.length > 0 ? t('Renumber sections') : undefined,
    *edit({ view }) {
      const edits = yield* renumbering(view.chapter, view.workspace.workshop);
      if (edits.length === 0) throw new Refusal(t('Every section has the number that follows.'));
      return yield* changing({ edits }, t('Renumber the headings, with all links to them'), view);
    },
  },
} satisfies Record<string, Restructuring>;

export type RestructuringName = keyof typeof restructurings;

/** What may be done here, as actions of the editor. */
export function restructuringActions(asked: Span, uri: string, view: RequestContext, wanted: (kind: string) => boolean): CodeAction[] {
  const place = placeAt(asked.start, view);
  return Object.entries(restructurings).flatMap(([name, { kind: own, title: titleOf }]) => {
    const kind = `${CodeActionKind.Refactor}.${own}`;
    const title = wanted(kind) ? titleOf(place) : undefined;
    if (title === undefined) return [];
    return [{ title, kind, command: { title, command: `concord.${name}`, arguments: [asked.start, uri] } }];
  });
}

/** The chapters that a section may be moved to. */
export const targetsFor = ({ chapter, workspace }: RequestContext): KbPath[] =>
  [...workspace.kb.allChapters()]
    .map(({ path }) => path)
    .filter(path => path !== chapter.path)
    .sort();

/** What a restructuring changes. */
export const restructured = (name: RestructuringName, offset: number, choice: string | undefined, view: RequestContext) =>
  (restructurings[name] as Restructuring).edit(placeAt(offset, view), choice);

function placeAt(offset: number, view: RequestContext): Place {
  const section = sectionAt(offset, view.chapter.facts, view.text);
  const isOn = section !== undefined && contains(section.heading.span, offset);
  return { view, offset, section: isOn ? section : undefined };
}

function sectionFor({ section }: Place): Section {
  if (section === undefined) throw new Refusal(t('Put the cursor on the heading of a section.'));
  return section;
}

function inliningAt({ view: { chapter, workspace }, offset }: Place) {
  const link = chapter.facts.links.find(({ kind, span }) => kind === 'link' && contains(span, offset));
  return link && inlinable(chapter, link, workspace.workshop);
}

const hasUnnumbered = ({ chapter: { facts } }: RequestContext): boolean => {
  const numbered = facts.headings.filter(({ nested, level }) => !nested && level > 1);
  return numbered.length > 1 && numbered.every(({ text }) => ordinalOf(text) === undefined);
};

function* shifting(place: Place, by: number): Steps<WorkspaceEdit> {
  const { view } = place;
  const edits = shiftedSection(sectionFor(place), by, view.chapter, view.text);
  return yield* changing(edits && { edits }, '', view);
}

function* numbering(scheme: Scheme, view: RequestContext): Steps<WorkspaceEdit> {
  const edits: Edit[] = yield* numberedHeadings(view.chapter, scheme, view.workspace.workshop);
  if (edits.length === 0) throw new Refusal(t('Every section has a number.'));
  return yield* changing({ edits }, t('Insert section numbers'), view);
}

/** As the editor makes it; shown before where it changes more files than the one in front of the writer. */
function* changing(made: Reshaped | undefined, label: string, view: RequestContext): Steps<WorkspaceEdit> {
  if (made === undefined) throw new Refusal(t('Headings have six levels: one of these would have none of them.'));
  return yield* reshaping(made, label, view.chapter.path, view);
}
