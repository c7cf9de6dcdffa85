import { t } from '@vscode/l10n';
import type { Link } from '../model/facts.ts';
import type { Rule } from '../model/rule.ts';
import { placeOn } from './linkSites.ts';
import { unlinkFixes } from './links.ts';

export const emptyLink: Rule = {
  id: 'empty-link',
  group: 'links',
  summary: 'A link without destination or without text, an image without address',
  severity: 'warning',
  repairs: 'offered',
  *check({ facts }) {
    for (const link of facts.links) {
      if (isAbsent(link))
        yield {
          span: link.span,
          message: isImage(link) ? t('This image has no address.') : t('This link leads nowhere: it has no destination.'),
        };
      // `[](#part)` beside a heading is a place to link to.
      else if (link.kind === 'link' && isBlank(link) && !/^(?:#|\s*$)/.test(link.destination))
        yield { span: link.span, severity: 'information', message: t('This link has no text: nobody can see or click it.') };
    }
    for (const { destination, comment, span } of facts.definitions)
      if (destination === '' && !comment) yield { span, message: t('This link leads nowhere: it has no destination.') };
  },
  fixes(problem, chapter, workshop) {
    const place = placeOn(chapter, problem.span);
    return place?.form === 'link' && place.destination === '' ? unlinkFixes(chapter, place, workshop) : [];
  },
};

const isImage = ({ kind }: Link): boolean => kind === 'image' || kind === 'html image';

/**
 * Nothing where an address should be. `[]()` shows nothing at all: templates and anchors (`[](){#part}`) have such; and `[&]()` is code.
 */
function isAbsent(link: Link): boolean {
  if (link.destination.trim() !== '' || link.label !== undefined || link.kind === 'autolink') return false;
  return link.kind !== 'link' || (!isBlank(link) && (/[\p{L}\p{N}]/u.test(link.text) || link.text === ''));
}

/** Neither text nor picture. A space that does not break is meant to be there. */
const isBlank = ({ text, content }: Link): boolean =>
  content !== undefined && /^[ \t\r\n]*$/.test(text) && content.end - content.start === text.length;
