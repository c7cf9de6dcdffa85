import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { FormulaFacts } from '../model/facts.ts';
import type { Problem } from '../model/rule.ts';

type Tag = FormulaFacts['tags'][number];

/**
 * Numbers that several formulas of one section have, told once for a chapter. Another section may begin anew, a formula that is repeated keeps its number, and a mark such as `*`
 * may stand anywhere.
 */
export function* tagProblems({ path, facts }: Chapter): Iterable<Problem> {
  const [first, ...others] = doubled(facts);
  if (first === undefined) return;
  const [before, { name, span }] = first as [Tag, Tag, ...Tag[]];
  const message = t('Another formula of this section has “{0}” too.', `\\tag{${name}}`);
  yield {
    span,
    message:
      others.length === 0 ? message : t('{0} Numbers of this chapter that are given several times: {1}.', message, others.length + 1),
    severity: 'hint',
    related: [{ path, span: before.span, message: t('The other formula') }],
    data: { cause: 'tag' },
  };
}

/** The tags that number more than one thing in a section, together. */
function doubled({ headings, formulas: { tags } }: Chapter['facts']): Tag[][] {
  if (tags.length < 2) return [];
  const sections = headings.filter(({ level, nested }) => level <= 2 && nested !== true);
  const found = new Map<string, Map<string, Tag>>();
  let section = -1;
  for (const tag of tags) {
    while ((sections[section + 1]?.span.start ?? Number.POSITIVE_INFINITY) <= tag.span.start) section++;
    if (!/[\p{L}\p{N}]/u.test(tag.name)) continue;
    const key = `${section} ${tag.name}`;
    const alike = found.get(key) ?? new Map<string, Tag>();
    found.set(key, alike);
    if (!alike.has(tag.row)) alike.set(tag.row, tag);
  }
  return [...found.values()].flatMap(alike => (alike.size > 1 ? [[...alike.values()]] : []));
}
