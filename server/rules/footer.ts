import { t } from '@vscode/l10n';
import type { Index } from '../model/entries.ts';
import type { Field } from '../model/facts.ts';
import { folderOf, isReadme, type KbPath } from '../model/path.ts';
import type { Problem, Rule } from '../model/rule.ts';
import { type Span, span } from '../model/text.ts';

export const footer: Rule = {
  id: 'footer',
  group: 'structure',
  summary: 'A date to be filled in, a field that a chapter has twice, or one that it lacks',
  severity: 'hint',
  repairs: 'offered',
  options: ['footer'],
  needs: ['fields'],
  wholly: ['fields'],
  *check({ path, facts }, index, { footer: { fields: required } }) {
    const { fields } = facts;
    const isField = (key: string) => known.test(key) || required.includes(key);
    yield* unfilled(fields.filter(({ key }) => isField(key)));
    const lastHeading = facts.headings.at(-1)?.span.end ?? 0;
    yield* twice(
      fields.filter(({ key, atEnd, line }) => atEnd && line.start > lastHeading && isField(key)),
      path,
    );
    const has = new Set(fields.map(({ key }) => key));
    const place = fields.findLast(({ key }) => isField(key))?.line ?? facts.headings[0]?.content ?? span(0, 0);
    const missing = (key: string, message: string): Problem => ({ span: place, message, data: { field: key } });
    for (const key of required) if (!has.has(key)) yield missing(key, t('The field “{0}” is missing.', key));
    if (fields.length === 0) return;
    for (const key of commonFields(path, index))
      if (!has.has(key) && known.test(key) && !required.includes(key))
        yield missing(key, t('The field “{0}” is missing; every other chapter in this folder has it.', key));
  },
  fixes({ span: at }, { path, facts }) {
    const date = facts.fields.find(field => field.span.start <= at.start && at.end <= field.span.end)?.value;
    if (date === undefined || !placeholder.test(date)) return [];
    const today = todayLike(placeholder.exec(date)![0]);
    return [{ title: t('Set the date to “{0}”', today), edits: [{ path, span: at, newText: today }] }];
  },
};

/** Fields that tell of a chapter as a whole. */
const known =
  /^(?:最后更新|最近更新|更新(?:日期|时间)|下次更新|更新频率|创建(?:日期|时间)|维护(?:者|人)?|作者|(?:文档)?版本|last updated?|updated|created|maintainers?|authors?|version|next update)$/i;

/** `2025-01-XX`, `YYYY-MM-DD`, `20XX年X月`. */
const placeholder =
  /(?<![\p{L}\d])(?=[\dXYMD年月日/.-]*[XYMD])(?:\d{4}|\d{2}[XY]{2}|[XY]{4})(?:[-/.年](?:\d{1,2}|[XM]{1,2}))(?:[-/.月](?:\d{1,2}|[XD]{1,2})日?|月)?(?![\p{L}\d])/iu;

/** So many other chapters of a folder must agree before one that differs is told. */
const fewestSiblings = 3;

function* unfilled(fields: readonly Field[]): Iterable<Problem> {
  for (const { key, value, span: at } of fields) {
    const date = placeholder.exec(value);
    if (date === null) continue;
    yield {
      span: span(at.start + date.index, at.start + date.index + date[0].length),
      message: t('The date of “{0}” is still to be filled in.', key),
      data: { field: key },
    };
  }
}

/** The fields that every other chapter of the folder has. The page of a folder is of another kind. */
function commonFields(path: KbPath, index: Index): readonly string[] {
  if (isReadme(path)) return [];
  const siblings = index.lookup('fields', folderOf(path)).filter(entry => entry.path !== path);
  if (siblings.length < fewestSiblings) return [];
  const [first, ...others] = siblings.map(({ value }) => value.split('\n'));
  return first!.filter(key => others.every(keys => keys.includes(key)));
}

function* twice(fields: readonly Field[], path: KbPath): Iterable<Problem> {
  const first = new Map<string, Span>();
  for (const { key, span: at, line } of fields) {
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    else
      yield {
        span: at,
        message: t('The field “{0}” stands here twice.', key),
        related: [{ path, span: before, message: t('The first one') }],
        data: { field: key },
      };
  }
}

/** The date of today, written as the placeholder is. */
function todayLike(written: string): string {
  const now = new Date();
  const [year, month, day] = [
    String(now.getFullYear()),
    String(now.getMonth() + 1).padStart(2, '0'),
    String(now.getDate()).padStart(2, '0'),
  ];
  if (written.includes('年')) return `${year}年${Number(month)}月${/[月].+/.test(written) ? `${Number(day)}日` : ''}`;
  const mark = /[-/.]/.exec(written)?.[0] ?? '-';
  return written.split(mark).length === 2 ? `${year}${mark}${month}` : [year, month, day].join(mark);
}
