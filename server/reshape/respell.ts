import { callIn } from '../model/calls.ts';
import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import { type KbPath, percentDecoded } from '../model/path.ts';
import type { Span } from '../model/text.ts';
import type { LinkSite } from '../rules/linkSites.ts';
import { destinationIn, type EditableLink, rewrite, spotOf } from '../rules/repair/editableLink.ts';
import { pathForms } from '../rules/repair/pathForms.ts';
import type { Places } from './movedIndex.ts';

/** A destination that is to lead elsewhere, and all that tells how it is to be written. */
export interface Spelling {
  /** The chapter at the place from which the new destination counts. */
  readonly chapter: Pick<Chapter, 'path' | 'facts'>;
  readonly site: LinkSite;
  /** What the chapter says now. */
  readonly text: string;
  readonly configuration: Configuration;
}

/**
 * The edit that makes a destination lead to a path, in the manner in which it is written: in `<…>`, percent-encoded or as it is, from the top or from the chapter, with `./`, without an ending. What stands behind the
 * path – query, fragment, title – stays as it is. Undefined where no way to write it leads there, which `leadsThere` says.
 */
export function respelled(
  { chapter, site, text, configuration }: Spelling,
  to: KbPath,
  after: Places,
  leadsThere: (destination: string) => boolean,
): { span: Span; newText: string } | undefined {
  const { target, form } = site;
  const angled = form !== 'html' && text[target.start - 1] === '<' && text[target.end] === '>';
  const whole = text.slice(target.start, target.end);
  const { calls } = after.siteAt(chapter.path).dialect;
  const call = callIn(whole, calls);
  const written = call === undefined ? pathIn(whole, form) : whole;
  // What a template says behind the path is kept as it is, too.
  const rest = whole.slice(written.length);
  const place = { start: target.start, end: target.start + written.length };
  const spot = spotOf(place, form, written, angled, calls);
  for (const path of formsOf(chapter, spot, to, after, configuration)) {
    const { newText } = rewrite(spot, chapter.path, to, call?.fragment, configuration, path);
    if (!leadsThere(destinationIn(newText, spot))) continue;
    const bare = newText.replace(/^<(.*)>$/s, '$1');
    if (angled || !newText.startsWith('<')) return { span: place, newText: bare };
    return { span: target, newText: `<${bare}${rest}>` };
  }
  return undefined;
}

/** What of a destination stands before its query and fragment. The `#` of `&#45;` begins none; a wiki link knows neither queries nor entities. */
const pathIn = (written: string, form: LinkSite['form']): string => (form === 'wiki' ? /^[^#]*/ : /^(?:[^?#&]|&#?)*/).exec(written)![0];

/** How a path may be written where another one is, best first. */
export function formsOf(
  chapter: Spelling['chapter'],
  spot: EditableLink,
  to: KbPath,
  after: Places,
  { links }: Configuration,
): readonly string[] {
  const { written } = spot;
  const forms = pathForms(chapter, spot, to, after);
  const isPlain = after.siteAt(chapter.path).goals === undefined;
  if (!isPlain || !percentDecoded(written).startsWith('/')) return forms;
  const top = links.root;
  const fromTop = top === '' ? `/${to}` : to.startsWith(`${top}/`) ? to.slice(top.length) : undefined;
  return fromTop === undefined ? forms : [/\/$/.test(written) && after.chapter(to) === undefined ? `${fromTop}/` : fromTop, ...forms];
}
