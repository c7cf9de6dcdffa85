import { t } from '@vscode/l10n';
import { groupedBy } from '../model/grouping.ts';
import type { Site } from '../model/site.ts';

/** So many places are named for each kind. */
const mostNamed = 3;

/** Who renders the chapters, in words: a line for each kind of site, with the files that tell it. Nothing where that is GitHub. */
export function rendered(sites: readonly Pick<Site, 'title' | 'evidence'>[]): string[] {
  return [...groupedBy(sites, ({ title }) => title)].map(([title, ofKind]) => {
    const marks = ofKind.flatMap(({ evidence }) => evidence ?? []);
    const more = marks.length > mostNamed ? ', …' : '';
    return t('Rendered by {0}', marks.length === 0 ? title : `${title} (${marks.slice(0, mostNamed).join(', ')}${more})`);
  });
}
