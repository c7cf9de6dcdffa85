import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Fix } from '../model/fix.ts';
import { type KbPath, nameOf, percentDecoded } from '../model/path.ts';
import { anchorAt, chapterAt, isFreeFragment } from '../model/resolve.ts';
import type { Workshop } from '../model/rule.ts';
import type { Place } from './places.ts';
import { anchorCandidates } from './repair/anchors.ts';
import { fileCandidates } from './repair/files.ts';
import { newChapter } from './repair/newChapter.ts';
import { rewrite, type Spot, spotOf } from './repair/written.ts';

/** Where a broken link may be meant to lead. */
export interface Lead {
  readonly path: KbPath;
  readonly fragment: string | undefined;
  readonly sure: boolean;
}

/** The places a destination without a file may mean, each with the fragment that leads somewhere there. Best first. */
export function leads(from: KbPath, destination: string, text: string, workshop: Workshop): Lead[] {
  const hash = destination.indexOf('#');
  const fragment = hash < 0 ? undefined : percentDecoded(destination.slice(hash + 1));
  const files = hash === 0 ? [{ path: from, sure: true }] : fileCandidates(from, destination, text, workshop);
  return files.map(({ path, sure }) => {
    const chapter = chapterAt(path, workshop.kb);
    if (fragment === undefined || isFreeFragment(fragment) || chapter === undefined) return { path, fragment, sure };
    if (anchorAt(chapter, fragment, workshop.kb) !== undefined) return { path, fragment, sure };
    const [nearest] = anchorCandidates(chapter, fragment, text, workshop.kb);
    const own = nearest?.chapter === chapter ? nearest : undefined;
    return { path, fragment: own?.anchor, sure: sure && own?.sure === true };
  });
}

/** The fixes that make a place lead to one of these. */
export function leadFixes(chapter: Chapter, spot: Spot, found: readonly Lead[], workshop: Workshop): Fix[] {
  return found.map(({ path, fragment, sure }) => {
    const edit = rewrite(spot, chapter.path, path, fragment, workshop.configuration);
    return {
      title: t('Change to “{0}”', edit.newText),
      ...(sure ? { preferred: true as const } : {}),
      edits: [{ path: chapter.path, ...edit }],
    };
  });
}

/** Takes the link away and leaves its text. Nothing for places that have no text to leave. */
export function unlinkFixes(chapter: Chapter, place: Place, workshop: Workshop): Fix[] {
  const text = workshop.text(chapter.path);
  if (text === undefined || place.content === undefined || place.form !== 'link') return [];
  return [
    {
      title: t('Remove the link and keep its text'),
      edits: [{ path: chapter.path, span: place.span, newText: text.slice(place.content.start, place.content.end) }],
    },
  ];
}

/** Makes the chapter that is missing. */
export function createFixes(path: KbPath, place: Place): Fix[] {
  if (!/\.(?:md|markdown)$/i.test(path)) return [];
  return [{ title: t('Create “{0}”', nameOf(path)), edits: [], create: { path, text: newChapter(path, place.text) } }];
}

export function spotAt(chapter: Chapter, place: Place, workshop: Workshop): Spot | undefined {
  const text = workshop.text(chapter.path);
  return text === undefined ? undefined : spotOf(text, place.target, place.form);
}
