import { t } from '@vscode/l10n';
import { hasTitle } from '../headings/foreignNumbers.ts';
import { headingEdits } from '../headings/renameHeadings.ts';
import type { Heading } from '../model/facts.ts';
import { folderOf, isReadme, type KbPath, nameOf, stemOf } from '../model/path.ts';
import type { Rule } from '../model/rule.ts';
import { span } from '../model/text.ts';

export const titleNumber: Rule = {
  id: 'title-number',
  group: 'structure',
  summary: 'The number in the title is not the one in the file name',
  severity: 'warning',
  repairs: 'offered',
  *check({ path, facts }) {
    const found = disagreement(path, facts.headings);
    if (found === undefined) return;
    const { title, at, stated, expected } = found;
    const place = title.source === undefined ? span(title.content.start + at, title.content.start + at + stated.length) : title.content;
    yield {
      span: place,
      message: t('The title has the number “{0}”, but the file has “{1}”.', stated, expected),
      data: { stated, expected },
    };
  },
  *fixes(_problem, chapter, workshop) {
    const found = disagreement(chapter.path, chapter.facts.headings);
    if (found === undefined) return;
    const edits = yield* headingEdits(
      chapter,
      [{ heading: found.title, at: found.at, before: found.stated, after: found.expected }],
      workshop,
    );
    if (edits.length > 0) yield { title: t('Change the title to “{0}”, with all links to it', found.expected), edits };
  },
};

/** A number in parts, at the beginning of a name. */
const number = /^\s*(\d{1,3}(?:\.\d{1,3})+)(?![\d.])/;

/** Only numbers in parts count: a file name may begin with a single one just to be sorted. */
function disagreement(
  path: KbPath,
  headings: readonly Heading[],
): { title: Heading; at: number; stated: string; expected: string } | undefined {
  const title = headings.find(({ level, nested }) => level === 1 && !nested);
  const filed = number.exec(isReadme(path) ? nameOf(folderOf(path)) : stemOf(path))?.[1];
  const stated = title && number.exec(title.text)?.[1];
  if (title === undefined || filed === undefined || stated === undefined || same(filed, stated)) return undefined;
  const at = title.text.indexOf(stated);
  // A version or a date, perhaps.
  if (!hasTitle(title.text, { at, written: stated })) return undefined;
  // A title that leaves out the zeros keeps leaving them out.
  const expected = stated.startsWith('0') ? filed : filed.replace(/^0+(?=\d)/, '');
  return { title, at, stated, expected };
}

const same = (a: string, b: string): boolean => a.split('.').map(Number).join('.') === b.split('.').map(Number).join('.');
