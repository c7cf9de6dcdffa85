import { t } from '@vscode/l10n';
import { IncrementalExtraction } from '../extract/incrementalExtraction.ts';
import { blocksAround, isUnchangedBy } from '../extract/inserting.ts';
import { applied, type Edit } from '../model/fix.ts';
import type { Finding, Rule } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import { isSilenced } from '../model/suppressions.ts';
import type { RequestContext } from './feature.ts';
import { type Insertion, placesFor, type Wanted } from './suppressPlaces.ts';

/**
 * The comments that silence a finding: at its line, and in the whole chapter. A place is offered only if the chapter, read with the comment in it, says all else as before and the
 * finding is silenced: inside a formula or code there are no comments, and behind a heading one would change its anchor.
 */
export function* suppressionEdits(finding: Finding, view: RequestContext): Steps<{ title: string; edits: Edit[] }[]> {
  const { workspace, chapter, text } = view;
  const rule = workspace.rule(finding.rule);
  // Nothing in a file silences what is said of the file, and no comment what is said of comments.
  if (rule === undefined || rule.isOfFile || rule.checkComments !== undefined) return [];
  const before = workspace.reading(chapter.path) ?? new IncrementalExtraction(text, workspace.configuration.claims);
  const wanted: Wanted = {
    text,
    lines: chapter.facts.lines,
    newline: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    offset: finding.span.start,
    blocks: blocksAround(before.parse(), finding.span.start),
    rule: finding.rule,
  };
  const found: { title: string; edits: Edit[] }[] = [];
  function* offer(title: string, places: Iterable<readonly Insertion[]>): Steps<void> {
    for (const place of places) {
      yield;
      const edits = place.map(edit => ({ path: chapter.path, ...edit }));
      if (!(yield* silences(edits, finding, rule!, before))) continue;
      found.push({ title, edits });
      return;
    }
  }
  yield* offer(t('Suppress “{0}” here', finding.rule), [...statementPlaces(finding, rule, wanted), ...placesFor(wanted)]);
  yield* offer(t('Suppress “{0}” in this chapter', finding.rule), chapterPlaces(wanted));
  return found;
}

/** Whether a finding is silenced by comments that change nothing else. */
function* silences(edits: readonly Edit[], finding: Finding, rule: Rule, before: IncrementalExtraction): Steps<boolean> {
  const after = new IncrementalExtraction(applied(before.text, edits), before.words, before);
  const by = edits.reduce((sum, { span, newText }) => (span.start <= finding.span.start ? sum + newText.length : sum), 0);
  const moved = { ...finding, span: { start: finding.span.start + by, end: finding.span.end + by } };
  const { firstFacts } = after;
  yield;
  return isSilenced(moved, rule, firstFacts) && (yield* isUnchangedBy(edits, before, after));
}

/** Statements in a diagram, other code or a formula are silenced by what they say, from above the block. */
function* statementPlaces(
  { data }: Finding,
  { statements }: Rule,
  { blocks: [block], text, newline }: Wanted,
): Iterable<readonly Insertion[]> {
  if (statements === undefined) return;
  if (block?.type !== 'code' && block?.type !== 'math') return;
  const start = text.lastIndexOf('\n', block.span.start - 1) + 1;
  const margin = text.slice(start, block.span.start);
  const classes = (data?.classes as readonly string[] | undefined) ?? [statements.written ?? ''];
  const named = [classes.join(), data?.subject ?? '', data?.metric ?? ''].filter(part => part !== '').join(' ');
  const comment = `<!-- convergence: ignore${named === '' ? '' : ` ${named}`} -->`;
  if (/^[\s>]*$/.test(margin)) yield [{ span: { start, end: start }, newText: margin + comment + newline }];
}

/** At the beginning, behind the front matter, or else at the end. */
function* chapterPlaces({ text, newline, rule }: Wanted): Iterable<readonly Insertion[]> {
  const comment = `<!-- concord-disable-file ${rule} -->`;
  const top = /^---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
  for (const start of new Set([top, 0])) yield [{ span: { start, end: start }, newText: comment + newline + newline }];
  yield [
    { span: { start: text.length, end: text.length }, newText: (/[\r\n]$/.test(text) ? newline : newline + newline) + comment + newline },
  ];
}
