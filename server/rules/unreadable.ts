import { t } from '@vscode/l10n';
import type { Damage } from '../model/chapter.ts';
import type { Subject, Unread } from '../model/facts.ts';
import type { Problem, Rule } from '../model/rule.ts';
import { span } from '../model/text.ts';

export const unreadable: Rule = {
  id: 'unreadable',
  group: 'files',
  summary: 'A chapter, or some of it, cannot be read, or is in another encoding than UTF-8 and UTF-16',
  severity: 'warning',
  isOfFile: true,
  *check({ damage, facts: { unread } }) {
    if (damage !== undefined) yield { span: span(0, 0), message: messageOf(damage), isGap: true, data: { reason: damage.kind } };
    // Once for each subject: what fails here fails everywhere.
    const failed = unread.filter(({ reason }) => reason !== '');
    for (const what of new Set(failed.map(one => one.what))) {
      if (what === 'markdown') continue;
      const missing = failed.filter(one => one.what === what);
      const { start } = missing[0]!.span;
      yield { span: span(start, start), message: missingOf(what, missing.length), data: { reason: 'failed', what } };
    }
    yield* boundsReached(unread);
  },
};

/** What would take too long to read is told where it stands. */
function* boundsReached(unread: readonly Unread[]): Iterable<Problem> {
  for (const { what, span: place, reason } of unread) {
    if (reason !== '') continue;
    const message =
      what === 'formulas'
        ? t('This formula is so long or so deeply nested that it is not checked.')
        : t('This text is so long, so deeply nested or so full of marks that links and headings in it are not read.');
    yield { span: span(place.start, place.start), severity: 'information', message, isGap: true, data: { reason: 'bound', what } };
  }
}

function missingOf(what: Subject, parts: number): string {
  const words = wordsFor(what);
  return parts === 1
    ? t('Concord has failed to read the {0} here, so they are not checked. The log says more.', words)
    : t('Concord has failed to read the {0} in several places, here first, so they are not checked. The log says more.', words);
}

function wordsFor(what: Subject): string {
  switch (what) {
    case 'links':
    case 'markdown':
      return t('links and headings');
    case 'contents':
      return t('tables of contents');
    case 'fields':
      return t('headers and footers');
    case 'comments':
      return t('comments that silence findings');
    case 'renames':
      return t('names of files that have changed');
    case 'typos':
      return t('slips of the pen');
    case 'formulas':
      return t('formulas');
    case 'symbols':
      return t('meanings of symbols');
    case 'theorems':
      return t('definitions and theorems');
    case 'claims':
      return t('statements');
    case 'arithmetic':
      return t('calculations');
  }
}

function messageOf(damage: Damage): string {
  switch (damage.kind) {
    case 'encoding':
      return t(
        'This file is neither UTF-8 nor UTF-16 (line {0}), so nothing in it is checked, and links to its headings are not either. Reopen it with the encoding that it has and save it as UTF-8, or convert it: iconv -f GB18030 -t UTF-8, for example.',
        damage.line,
      );
    case 'refused':
      return t('This file cannot be read ({0}), so nothing in it is checked, and links to its headings are not either.', damage.reason);
    case 'large':
      return t('This file is larger than 64 MB, so nothing in it is checked, and links to its headings are not either.');
    case 'failed':
      return t(
        'Concord has failed to read this file, so nothing in it is checked, and links to its headings are not either. The log says more.',
      );
  }
}
