import { t } from '@vscode/l10n';
import { type CallForm, callIn } from '../model/calls.ts';
import type { ProposedFix } from '../model/fix.ts';
import { fragmentTo } from '../model/resolve.ts';
import type { Rule } from '../model/rule.ts';
import { type Span, span } from '../model/text.ts';
import { linksWith } from './checkDestination.ts';
import type { LinkSite } from './linkSites.ts';
import { flawAt, leadFixes, unlinkFixes } from './links.ts';
import { anchorCandidates } from './repair/anchors.ts';
import { fragmentSpan, writtenFragment } from './repair/editableLink.ts';

export const missingAnchor: Rule = {
  id: 'missing-anchor',
  group: 'links',
  summary: 'A link leads to a heading or anchor that its file does not have',
  severity: 'error',
  repairs: 'certain',
  options: ['links'],
  saidByVsCode: true,
  check: (chapter, index, configuration) =>
    linksWith('no anchor', chapter, index, configuration, ({ place, verdict }) => {
      const message =
        verdict.chapter === chapter.path
          ? t('This chapter has no heading or anchor “#{0}”.', verdict.fragment)
          : verdict.bare
            ? t('The folder “{0}” has no README that could have an anchor “#{1}”.', verdict.chapter || '/', verdict.fragment)
            : t('“{0}” has no heading or anchor “#{1}”.', verdict.chapter, verdict.fragment);
      return { span: fragmentOf(place, index.siteAt(chapter.path).dialect.calls), message, data: { destination: place.destination } };
    }),
  corrections(problem, chapter, workshop) {
    const found = flawAt('no anchor', problem, chapter, workshop);
    if (found === undefined) return [];
    const { place, spot, verdict } = found;
    const at = fragmentSpan(spot);
    return anchorCandidates(verdict.chapter, verdict.fragment, place.text, workshop.kb).flatMap(({ meant, evidence }): ProposedFix[] => {
      const { chapter: path, anchor } = meant;
      const there = workshop.kb.chapter(path);
      const fragment = there === undefined ? anchor : fragmentTo(anchor, there, workshop.kb);
      if (path !== verdict.chapter || at === undefined) return leadFixes(chapter, spot, [{ path, fragment, evidence }], workshop);
      // Only the fragment is wrong: the path stays as it is written.
      const edit = {
        path: chapter.path,
        span: at,
        newText: writtenFragment(fragment, spot),
      };
      return [{ title: t('Change to “{0}”', `#${fragment}`), edits: [edit], evidence, meant: `#${fragment}` }];
    });
  },
  fixes(problem, chapter, workshop) {
    const found = flawAt('no anchor', problem, chapter, workshop);
    return found === undefined ? [] : unlinkFixes(chapter, found.place, workshop);
  },
};

/** From the `#` on, where the destination is written without escapes; else all of it. */
function fragmentOf({ destination, target }: LinkSite, calls: CallForm | undefined): Span {
  const called = callIn(destination, calls)?.fragmentAt;
  if (called !== undefined && target.end - target.start === destination.length)
    return span(target.start + called.start - 1, target.start + called.end);
  const hash = destination.indexOf('#');
  return target.end - target.start === destination.length ? span(target.start + hash, target.end) : target;
}
