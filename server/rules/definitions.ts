import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Definition, Facts } from '../model/facts.ts';
import type { ProposedFix } from '../model/fix.ts';
import { groupedBy, startingAt } from '../model/grouping.ts';
import { memoized } from '../model/memoize.ts';
import type { FixContext, Problem } from '../model/rule.ts';
import { positionAt } from '../model/text.ts';

export const definitionAt = ({ span }: Problem, { facts }: Chapter): Definition | undefined => startingAt(facts.definitions, span.start)[0];

const byLabel = memoized((definitions: Facts['definitions']) => groupedBy(definitions, ({ label }) => label));

/** The definitions of a chapter that have a label. */
export const labelled = (label: string, { definitions }: Facts): readonly Definition[] => byLabel(definitions).get(label) ?? [];

/** Takes the whole lines of definitions away; nothing where one shares its line with something else. */
export function removal(definitions: readonly Definition[], { path, facts: { lines } }: Chapter, workshop: FixContext): ProposedFix[] {
  const text = workshop.text(path);
  if (text === undefined || definitions.length === 0) return [];
  const edits = definitions.map(({ span }) => {
    const start = lines[positionAt(lines, span.start).line]!;
    const end = lines[positionAt(lines, span.end).line + 1] ?? text.length;
    return { path, span: { start, end }, newText: '', rest: text.slice(start, span.start) + text.slice(span.end, end) };
  });
  if (edits.some(({ rest }) => rest.trim() !== '')) return [];
  const title = edits.length === 1 ? t('Remove the definition') : t('Remove the {0} definitions', edits.length);
  return [{ title, edits: edits.map(({ rest, ...edit }) => edit) }];
}
