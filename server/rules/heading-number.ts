import { t } from '@vscode/l10n';
import { type Misnumbered, numberingOf, renumberedText } from '../headings/numbering.ts';
import { renumbering } from '../headings/renumber.ts';
import type { Rule } from '../model/rule.ts';
import { type Span, span } from '../model/text.ts';

export const headingNumber: Rule = {
  id: 'heading-number',
  group: 'structure',
  summary: 'Numbers of headings that repeat, jump, or are those of another section',
  severity: 'information',
  repairs: 'offered',
  wholly: [],
  *check({ path, facts }) {
    const { wrong, numbering } = numberingOf(facts.headings);
    const [first, ...others] = wrong;
    if (first === undefined) return;
    const byHeading = new Map(numbering.map(one => [one.heading, one]));
    const expected = ({ heading }: Misnumbered): string => renumberedText(byHeading.get(heading)!);
    const message = messageOf(first, expected(first));
    yield {
      span: placeOf(first),
      message: withOthers(message, others.length),
      related: others.map(found => ({ path, span: placeOf(found), message: messageOf(found, expected(found)) })),
      ...(others.length > 0 && { places: others.map(placeOf) }),
      data: { stated: first.ordinal.written, expected: expected(first), count: wrong.length },
    };
  },
  *fixes(_problem, chapter, workshop) {
    const edits = yield* renumbering(chapter, workshop);
    if (edits.length > 0) yield { title: t('Renumber the headings, with all links to them'), edits };
  },
};

function messageOf({ ordinal: { written }, flaw }: Misnumbered, expected: string): string {
  if (flaw === 'repeated') return t('“{0}” is the number of the heading before, too. It would be “{1}”.', written, expected);
  if (flaw === 'jump') return t('“{0}” does not follow the number before. It would be “{1}”.', written, expected);
  return t('“{0}” does not begin with the number of the section it is in. It would be “{1}”.', written, expected);
}

function withOthers(message: string, others: number): string {
  if (others === 0) return message;
  return others === 1
    ? t('{0} One more number in this chapter does not fit.', message)
    : t('{0} {1} more numbers in this chapter do not fit.', message, others);
}

/** The number; what stands before it in the source may be markup, and is no longer than in the text. */
function placeOf({ heading, ordinal }: Misnumbered): Span {
  const start = heading.content.start + ordinal.at;
  return heading.source === undefined ? span(start, start + ordinal.written.length) : heading.content;
}
