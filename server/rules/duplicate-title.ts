import { t } from '@vscode/l10n';
import type { Heading } from '../model/facts.ts';
import type { KbPath } from '../model/path.ts';
import type { Problem, Rule } from '../model/rule.ts';

export const duplicateTitle: Rule = {
  id: 'duplicate-title',
  group: 'structure',
  summary: 'Two headings of one section with the same title',
  severity: 'hint',
  *check({ path, facts }) {
    let run: Duplicate[] = [];
    for (const duplicate of duplicatesIn(facts.headings)) {
      if (run.length > 0 && !goesOn(run.at(-1)!, duplicate)) {
        yield* told(run, path);
        run = [];
      }
      run.push(duplicate);
    }
    yield* told(run, path);
  },
};

/** A heading with the title of an earlier one, both with their places among the headings of their section. */
interface Duplicate {
  readonly section: Section;
  readonly heading: Heading;
  readonly at: number;
  readonly first: Heading;
  readonly firstAt: number;
}

interface Section {
  readonly level: number;
  count: number;
  below?: Map<string, { readonly heading: Heading; readonly at: number }>;
}

function* duplicatesIn(headings: readonly Heading[]): Iterable<Duplicate> {
  const open: Section[] = [{ level: 0, count: 0 }];
  for (const heading of headings) {
    if (heading.nested) continue;
    while (open.at(-1)!.level >= heading.level) open.pop();
    const section = open.at(-1)!;
    section.below ??= new Map();
    const at = section.count++;
    const title = `${heading.level} ${heading.text.trim()}`;
    const before = section.below.get(title);
    if (before === undefined) section.below.set(title, { heading, at });
    else if (heading.text.trim() !== '') yield { section, heading, at, first: before.heading, firstAt: before.at };
    open.push({ level: heading.level, count: 0 });
  }
}

/** One right behind the other, and so are those whose titles they have. */
const goesOn = (a: Duplicate, b: Duplicate): boolean => a.section === b.section && b.at === a.at + 1 && b.firstAt === a.firstAt + 1;

/** That many headings in a row, in the same order as before: not their titles are alike, but a part of the chapter is there twice. */
const repeated = 3;

function* told(run: readonly Duplicate[], path: KbPath): Iterable<Problem> {
  if (run.length >= repeated) {
    yield {
      span: run[0]!.heading.content,
      message: t(
        '{0} headings in a row have the titles of earlier ones, from “{1}” on: this part of the chapter may be there twice.',
        run.length,
        run[0]!.heading.text,
      ),
      related: run.flatMap(({ heading, first }, i) => [
        ...(i === 0 ? [] : [{ path, span: heading.content, message: t('“{0}” again', heading.text) }]),
        { path, span: first.content, message: t('The first heading with this title') },
      ]),
      data: { count: run.length },
    };
    return;
  }
  for (const { heading, first } of run)
    yield {
      span: heading.content,
      message: t('Another heading of this section has the same title; links to this one need “#{0}”.', heading.anchor),
      related: [{ path, span: first.content, message: t('The first heading with this title') }],
    };
}
