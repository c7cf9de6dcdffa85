import { t } from '@vscode/l10n';
import { extract } from '../../extract/extract.ts';
import { type Ordinal, ordinalOf, writtenLike } from '../../headings/ordinal.ts';
import { anchorEdits, type Change, headingEdits } from '../../headings/renameHeadings.ts';
import type { Chapter } from '../../model/chapter.ts';
import type { Heading } from '../../model/facts.ts';
import type { Edit } from '../../model/fix.ts';
import { anchorAt } from '../../model/resolve.ts';
import type { Steps } from '../../model/steps.ts';
import { contains, type Span, span } from '../../model/text.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import type { Renamable } from './renamable.ts';

/** A heading of any chapter. `place`: where the cursor is, when that is on a link to it. What a heading in HTML says is left to its writer: it may be spread over several blocks. */
export function headingNamed(heading: Heading, chapter: Chapter, view: RequestContext, place: Span = heading.content): Renamable {
  if (heading.html) throw new Refusal(t('What a heading in HTML says can be changed only where it stands.'));
  const name = textOf(chapter, view).slice(heading.content.start, heading.content.end);
  return { place, name, renamed: retitled };

  function* retitled(source: string): Steps<{ edits: Edit[] }> {
    const read = /[\r\n]/.test(source) ? undefined : readAs(heading, source, textOf(chapter, view));
    if (read === undefined || read.text === '') throw new Refusal(t('A heading is one line of text.'));
    const repeated = read.source === undefined ? {} : { repeated: read.source };
    const change: Change = { heading, at: 0, before: heading.text, after: read.text, source, ...repeated };
    const changes = [change, ...numbersBelow(change, chapter.facts.headings)];
    return { edits: yield* headingEdits(chapter, changes, view.workspace.workshop) };
  }
}

const textOf = ({ path }: Chapter, view: RequestContext): string =>
  path === view.chapter.path ? view.text : (view.workspace.text(path) ?? '');

/** A heading with other words in it, as it would be read; undefined where they would make it none, such as `- a` above an underline, or several. */
function readAs({ span, content, text }: Heading, source: string, chapterText: string): Heading | undefined {
  const around = (words: string) => chapterText.slice(span.start, content.start) + words + chapterText.slice(content.end, span.end);
  const read = (written: string) => {
    const { headings } = extract(`${written}\n`);
    return headings.length === 1 ? headings[0] : undefined;
  };
  const isWhole = read(around(chapterText.slice(content.start, content.end)))?.text === text;
  // In a quote or list, and where references need their definitions, it cannot be read by itself.
  return read(isWhole ? around(source) : `# ${source}`);
}

/** A section that gets another number gives it to those inside it that begin with its own: `3.2.1` below `3.2`. */
function numbersBelow({ heading, after }: Change, headings: readonly Heading[]): Change[] {
  const [was, now] = [ordinalOf(heading.text), ordinalOf(after)];
  if (was === undefined || now === undefined || was.parts.join() === now.parts.join()) return [];
  const rest = headings.slice(headings.indexOf(heading) + 1);
  const end = rest.findIndex(({ level, nested }) => !nested && level <= heading.level);
  return rest.slice(0, end < 0 ? undefined : end).flatMap(below => {
    const own = ordinalOf(below.text);
    return own !== undefined && isBelow(own, was) ? [renumbered(below, own, was, now)] : [];
  });
}

const isBelow = ({ parts }: Ordinal, above: Ordinal): boolean =>
  parts.length > above.parts.length && above.parts.every((part, i) => part === parts[i]);

const renumbered = (heading: Heading, own: Ordinal, was: Ordinal, now: Ordinal): Change => ({
  heading,
  at: own.at,
  before: own.written,
  after: writtenLike(own.written, [...now.parts, ...own.parts.slice(was.parts.length)]),
});

/** An explicit anchor of any chapter. `place`: where the cursor is. */
export function anchorNamed(anchor: string, chapter: Chapter, view: RequestContext, place: Span): Renamable {
  return {
    place,
    name: anchor,
    *renamed(given) {
      // The name of a block, `^a`, keeps its mark.
      const newName = anchor.startsWith('^') ? given.replace(/^\^?/, '^') : given;
      if (!/^\^?[\p{L}\p{M}\p{N}_.:-]+$/u.test(newName))
        throw new Refusal(t('An anchor has letters, digits and any of “-”, “_”, “.” and “:”.'));
      const other = anchorAt(chapter.path, newName, view.workspace.kb);
      if (other !== undefined && other !== anchor) throw new Refusal(t('There is an anchor “{0}” already.', other));
      return { edits: yield* anchorEdits(chapter, anchor, writtenAt(anchor, chapter, view), newName, view.workspace.workshop) };
    },
  };
}

/** Where an anchor is written by hand: in HTML, a list of attributes, or behind a heading. */
function writtenAt(anchor: string, chapter: Chapter, view: RequestContext): Span[] {
  const { ids, headings } = chapter.facts;
  const behind = headings.filter(heading => heading.byHand && heading.anchor === anchor).flatMap(one => idBehind(one, chapter, view) ?? []);
  return [...ids.filter(({ id }) => id === anchor).map(id => id.span), ...behind];
}

/** Where the anchor that a heading is given by hand stands: behind its text. */
export function idBehind({ anchor, content, span: whole }: Heading, chapter: Chapter, view: RequestContext): Span | undefined {
  const rest = textOf(chapter, view).slice(content.end, whole.end);
  const at = rest.lastIndexOf(anchor);
  return at < 0 ? undefined : span(content.end + at, content.end + at + anchor.length);
}

/** A heading of this chapter at an offset: its text, or the anchor behind it. */
export function headingAt(heading: Heading, offset: number, view: RequestContext): Renamable {
  const { chapter } = view;
  const id = heading.byHand && offset > heading.content.end ? idBehind(heading, chapter, view) : undefined;
  return id !== undefined && contains(id, offset) ? anchorNamed(heading.anchor, chapter, view, id) : headingNamed(heading, chapter, view);
}
