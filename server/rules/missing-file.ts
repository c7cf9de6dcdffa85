import { t } from '@vscode/l10n';
import { arrivalOf } from '../model/resolve.ts';
import type { Rule } from '../model/rule.ts';
import { linksWith } from './checkDestination.ts';
import { addressFixes, createFixes, flawAt, leadFixes, leads, unlinkFixes, wordsOf } from './links.ts';

export const missingFile: Rule = {
  id: 'missing-file',
  group: 'links',
  summary: 'A link or image names a file or folder that does not exist',
  severity: 'error',
  repairs: 'certain',
  options: ['links'],
  saidByVsCode: true,
  needsFolder: true,
  check: (chapter, index, configuration) =>
    linksWith('no file', chapter, index, configuration, ({ place, verdict }) => {
      const message = verdict.isFile
        ? t('“{0}” is a file: with “/” behind it, it leads nowhere.', verdict.path)
        : t('“{0}” does not exist.', verdict.path);
      // To link to a note is how one begins it; what is to be shown here and is not there is missing.
      const isToCome = place.form === 'wiki' && !place.embeds;
      return { span: place.target, message, data: { destination: place.destination }, ...(isToCome && { severity: 'warning' as const }) };
    }),
  *checkList(entries, path, index, { links }) {
    for (const entry of entries) {
      const target = arrivalOf(entry, path, index);
      const isThere = target.where !== 'inside' || target.type !== undefined;
      if (isThere || links.isIgnored(entry.written)) continue;
      yield { span: entry.span, message: t('“{0}” does not exist.', target.path), data: { destination: entry.written } };
    }
  },
  corrections(problem, chapter, workshop) {
    const found = flawAt('no file', problem, chapter, workshop);
    if (found === undefined) return [];
    const { place, spot } = found;
    const meant = leads(chapter.path, wordsOf(place, spot), place.text, workshop);
    return [...addressFixes(chapter, place, spot), ...leadFixes(chapter, spot, meant, workshop)];
  },
  fixes(problem, chapter, workshop) {
    const found = flawAt('no file', problem, chapter, workshop);
    return found === undefined
      ? []
      : [...createFixes(found.verdict.path, found.place, workshop), ...unlinkFixes(chapter, found.place, workshop)];
  },
};
