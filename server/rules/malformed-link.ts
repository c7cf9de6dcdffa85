import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { MalformedLink } from '../model/facts.ts';
import type { Edit, ProposedFix } from '../model/fix.ts';
import { startingAt } from '../model/grouping.ts';
import { percentDecoded } from '../model/path.ts';
import { hasScheme } from '../model/resolve.ts';
import type { FixContext, Rule } from '../model/rule.ts';
import { checkDestination } from './checkDestination.ts';
import { leadFixes, leads } from './links.ts';
import { type EditableLink, writeDestination } from './repair/editableLink.ts';

export const malformedLink: Rule = {
  id: 'malformed-link',
  group: 'links',
  summary: 'Written as a link, but Markdown does not read it as one',
  severity: 'error',
  repairs: 'certain',
  options: ['links'],
  *check(chapter, _index, configuration) {
    for (const { flaw, span, destination } of chapter.facts.malformed) {
      if (!configuration.links.isIgnored(destination)) yield { span, message: messages[flaw](), data: { destination } };
    }
  },
  fixes(problem, chapter, workshop) {
    const text = workshop.text(chapter.path);
    const [malformed] = startingAt(chapter.facts.malformed, problem.span.start);
    if (text === undefined || malformed === undefined) return [];
    return fixesOf(malformed, text, chapter, workshop);
  },
};

const messages: Readonly<Record<MalformedLink['flaw'], () => string>> = {
  space: () => t('Not a link: a destination with spaces must stand in “<…>” or have them written as “%20”.'),
  bracket: () => t('Not a link: its brackets do not match.'),
  fullwidth: () => t('Not a link: its brackets are full-width.'),
};

function fixesOf(malformed: MalformedLink, text: string, chapter: Chapter, workshop: FixContext): ProposedFix[] {
  const { configuration, kb } = workshop;
  const spot: EditableLink = {
    target: malformed.target,
    outer: malformed.target,
    angled: false,
    form: 'link',
    written: malformed.destination,
  };
  const hash = malformed.destination.indexOf('#');
  const path = noAddress(percentDecoded(hash < 0 ? malformed.destination : malformed.destination.slice(0, hash)));
  const asWritten = { path, fragment: hash < 0 ? undefined : malformed.destination.slice(hash + 1) };
  const verdict = checkDestination(
    chapter.path,
    `${encodePath(path)}${asWritten.fragment === undefined ? '' : `#${asWritten.fragment}`}`,
    kb,
    configuration.links,
  );
  const mend = (edit: Pick<Edit, 'span' | 'newText'>, speaking: Pick<ProposedFix, 'evidence' | 'isDoubtful'>): ProposedFix => ({
    title: t('Make it a link to “{0}”', edit.newText.replace(/^<|>$/g, '')),
    ...speaking,
    edits: [...bracketEdits(malformed, text), edit]
      .filter(({ span, newText }) => text.slice(span.start, span.end) !== newText)
      .map(change => ({ path: chapter.path, ...change })),
  });
  const plain = mend(writeDestination(spot, asWritten, configuration), verdict === undefined ? { evidence: ['certain'] } : {});
  if (verdict === undefined) return [plain];
  const found = leadFixes(chapter, spot, leads(chapter.path, malformed.destination, malformed.text, workshop), workshop);
  return [...found.map(({ edits, evidence = [], isDoubtful = false }) => mend(edits[0]!, { evidence, isDoubtful })), plain];
}

/** As a link, `note: one.md` would be an address. */
const noAddress = (path: string): string => (hasScheme(path) ? `./${path}` : path);

/** So that the resolver reads `%` and `?` in what was written as they are meant. */
const encodePath = (path: string): string => path.replace(/[%?#]/g, encodeURIComponent);

/** The edits that put ASCII brackets where others stand, or the closing one where none stands. */
function bracketEdits({ span, content, target }: MalformedLink, text: string): Pick<Edit, 'span' | 'newText'>[] {
  const closed = /[)）]/.test(text[span.end - 1]!) && span.end > target.end;
  return [
    { span: { start: span.start, end: span.start + 1 }, newText: '[' },
    { span: { start: content.end, end: content.end + 2 }, newText: '](' },
    { span: { start: closed ? span.end - 1 : target.end, end: closed ? span.end : target.end }, newText: ')' },
  ];
}
