import { t } from '@vscode/l10n';
import { type Chapter, isChapter } from '../model/chapter.ts';
import { type Evidence, type ProposedFix, preferredOf } from '../model/fix.ts';
import { type KbPath, nameOf, percentDecoded } from '../model/path.ts';
import { anchorAt, chapterAt, fragmentTo, isFreeFragment, resolve, typeAt } from '../model/resolve.ts';
import type { FixContext, Problem } from '../model/rule.ts';
import { checkDestination, type LinkError } from './checkDestination.ts';
import { type LinkSite, placeAt } from './linkSites.ts';
import { anchorCandidates } from './repair/anchors.ts';
import { extensionOf } from './repair/catalogue.ts';
import { destinationIn, type EditableLink, rewrite, spotOf } from './repair/editableLink.ts';
import { fileCandidates } from './repair/files.ts';
import { newChapter } from './repair/newChapter.ts';
import { pathForms } from './repair/pathForms.ts';
import { isHost } from './repair/wellKnown.ts';

/** Where a broken link may be meant to lead, and what speaks for it. */
export interface Lead {
  readonly path: KbPath;
  readonly fragment: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly isDoubtful?: boolean;
}

/**
 * The places that a destination without a file may mean, each with the fragment that leads somewhere there. Best first. `written`: the destination as it stands in the text,
 * or with its escapes resolved; `text`: the words of the link that may tell a title.
 */
export function leads(from: KbPath, written: string, text: string, workshop: FixContext): Lead[] {
  const hash = written.indexOf('#');
  const fragment = hash < 0 ? undefined : percentDecoded(written.slice(hash + 1));
  if (written.includes('://') || isHost(written)) return [];
  if (hash === 0) return anchored(from, fragment, ['certain'], text, workshop);
  return fileCandidates(from, written, text, workshop).flatMap(({ meant, evidence }) =>
    anchored(meant, fragment, evidence, text, workshop),
  );
}

/** A fragment that leads nowhere there may be meant otherwise; where that is not certain, the whole is not. */
function anchored(path: KbPath, fragment: string | undefined, evidence: Lead['evidence'], text: string, { kb }: FixContext): Lead[] {
  const chapter = chapterAt(path, kb);
  if (
    fragment === undefined ||
    isFreeFragment(fragment, kb.siteAt(path)) ||
    chapter === undefined ||
    anchorAt(chapter, fragment, kb) !== undefined
  )
    return [{ path, fragment, evidence }];
  const candidates = anchorCandidates(chapter, fragment, text, kb).filter(({ meant }) => meant.chapter === chapter);
  const [nearest] = candidates;
  const isSure = nearest !== undefined && preferredOf(candidates) === nearest;
  const there = kb.chapter(chapter);
  const found = nearest && there && fragmentTo(nearest.meant.anchor, there, kb);
  return [{ path, fragment: found, evidence, isDoubtful: !isSure }];
}

/** The fixes that make a place lead to one of these; none that would not. One that changes the extension takes a guess: many a site does without, or renders `.html`. */
export function leadFixes(chapter: Chapter, spot: EditableLink, found: readonly Lead[], { kb, configuration }: FixContext): ProposedFix[] {
  const hasPages = kb.siteAt(chapter.path).urlOf !== undefined;
  return found.flatMap(({ path: meantPath, fragment, evidence, isDoubtful = false }) => {
    // Where pages are shown by their addresses, a folder without one shows nothing.
    const path = hasPages && typeAt(meantPath, kb) === 'folder' ? chapterAt(meantPath, kb) : meantPath;
    if (path === undefined) return [];
    const leadsThere = (meant: string): boolean => {
      const target = resolve(chapter.path, meant, configuration.links, kb);
      return (
        target.where === 'inside' && target.path === path && checkDestination(chapter.path, meant, kb, configuration.links) === undefined
      );
    };
    for (const form of pathForms(chapter, spot, path, kb)) {
      const edit = rewrite(spot, chapter.path, path, fragment, configuration, form);
      const meant = destinationIn(edit.newText, spot);
      if (!leadsThere(meant)) continue;
      const title = t('Change to “{0}”', edit.newText);
      const doubt = isDoubtful || !keepsEnding(spot.call?.argument ?? spot.written, form, path, kb);
      return [{ title, edits: [{ path: chapter.path, ...edit }], evidence, isDoubtful: doubt, meant }];
    }
    return [];
  });
}

/** `form`: what is to be written for the path. */
function keepsEnding(written: string, form: string, path: KbPath, kb: FixContext['kb']): boolean {
  const named = nameOf(written.replace(/\/?(?:[?#].*)?$/s, '') as KbPath);
  const [before, after] = [extensionOf(named), extensionOf(nameOf(form.replace(/\/$/, '') as KbPath))];
  return (
    named === '' || before.toLowerCase() === after.toLowerCase() || typeAt(path, kb) === 'folder' || (isChapter(before) && isChapter(after))
  );
}

/** An address that lacks its scheme, `www.example.org/x`, or stands in brackets of its own, `[https://example.org]`. */
export function addressFixes(chapter: Chapter, { destination }: LinkSite, { outer, form }: EditableLink): ProposedFix[] {
  const inBrackets = /^\[(https?:\/\/[^\s[\]()<>]+)\]$/i.exec(destination)?.[1];
  const address = inBrackets ?? (isHost(destination) ? `https://${destination}` : undefined);
  if (address === undefined || form === 'html' || form === 'wiki' || /[\s<>\\()]/.test(address)) return [];
  return [{ title: t('Change to “{0}”', address), edits: [{ path: chapter.path, span: outer, newText: address }], meant: address }];
}

/** Takes the link away and leaves its text. Nothing for places that have no text to leave. */
export function unlinkFixes(chapter: Chapter, place: LinkSite, workshop: FixContext): ProposedFix[] {
  const text = workshop.text(chapter.path);
  const kept = place.content ?? (place.form === 'wiki' ? place.target : undefined);
  if (text === undefined || kept === undefined || place.embeds || !['link', 'wiki'].includes(place.form)) return [];
  return [
    {
      title: t('Remove the link and keep its text'),
      edits: [{ path: chapter.path, span: place.span, newText: text.slice(kept.start, kept.end) }],
    },
  ];
}

/** Makes the chapter that is missing. */
export function createFixes(path: KbPath, place: LinkSite, workshop: FixContext): ProposedFix[] {
  if (!/\.(?:md|markdown)$/i.test(path) || /\\|^[a-z]:/i.test(path)) return [];
  return [{ title: t('Create “{0}”', nameOf(path)), edits: [], create: { path, text: newChapter(path, place.text, workshop) } }];
}

/** What a destination says where it stands, for who looks for what it meant: a `\\` that a path of Windows has is no escape there, and a wiki link leaves out the ending of a note. */
export function wordsOf({ destination }: LinkSite, { written, call, form }: EditableLink): string {
  if (call !== undefined) return call.fragment === undefined ? call.argument : `${call.argument}#${call.fragment}`;
  if (form !== 'wiki') return written.includes('\\') ? written : destination;
  const path = destination.replace(/#.*$/s, '');
  return path === '' || extensionOf(nameOf(path as KbPath)) !== '' ? destination : `${path}.md${destination.slice(path.length)}`;
}

/** The place that a problem of one flaw was found at, as it is written and judged now. */
export function flawAt<F extends LinkError['flaw']>(flaw: F, { span }: Problem, chapter: Chapter, workshop: FixContext) {
  const place = placeAt(chapter, span);
  const spot = place && spotAt(chapter, place, workshop);
  const verdict =
    place && checkDestination(chapter.path, place.destination, workshop.kb, workshop.configuration.links, place.form === 'html');
  return place === undefined || spot === undefined || verdict?.flaw !== flaw
    ? undefined
    : { place, spot, verdict: verdict as Extract<LinkError, { flaw: F }> };
}

/** The text is not read where the facts tell all: a destination of a link as long as what it means has no escapes in it. */
function spotAt({ path }: Chapter, { target, form, destination, angled }: LinkSite, workshop: FixContext): EditableLink | undefined {
  const { calls } = workshop.kb.siteAt(path).dialect;
  if (form !== 'definition' && target.end - target.start === destination.length) return spotOf(target, form, destination, angled, calls);
  const text = workshop.text(path);
  if (text === undefined) return undefined;
  const isAngled = form !== 'html' && text[target.start - 1] === '<' && text[target.end] === '>';
  return spotOf(target, form, text.slice(target.start, target.end), isAngled, calls);
}
