import { t } from '@vscode/l10n';
import type { Edit } from '../model/fix.ts';
import type { Finding } from '../model/rule.ts';
import { unusedSuppression } from '../model/suppressions.ts';
import { positionAt } from '../model/text.ts';
import type { View } from './feature.ts';

/** The comments that silence a finding: at its line, and in the whole chapter. */
export function suppressionEdits(finding: Finding, { chapter: { path, facts }, text }: View): { title: string; edit: Edit }[] {
  if (finding.rule === unusedSuppression.id) return [];
  const { line } = positionAt(facts.lines, finding.span.start);
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const top = /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(text)?.[0].length ?? 0;
  return [
    { title: t('Suppress “{0}” here', finding.rule), edit: { path, ...lineComment(finding.rule, line, facts.lines, text, newline) } },
    {
      title: t('Suppress “{0}” in this chapter', finding.rule),
      edit: { path, span: { start: top, end: top }, newText: `<!-- concord-disable-file ${finding.rule} -->${newline}${newline}` },
    },
  ];
}

/**
 * Above a line that begins a paragraph; inside the last cell of a table's row; at the end of any other line, where a line of its own would tear a list or
 * paragraph apart.
 */
function lineComment(rule: string, line: number, lines: readonly number[], text: string, newline: string): Pick<Edit, 'span' | 'newText'> {
  const start = lines[line]!;
  const written = text.slice(start, lines[line + 1] ?? text.length).replace(/[\r\n]+$/, '');
  const above = line === 0 ? '' : text.slice(lines[line - 1], start);
  const isParagraph = /^[^\s>|#]/.test(written) && !/^(?:[-*+]|\d+[.)])\s/.test(written) && !written.includes('|');
  if (isParagraph && above.trim() === '')
    return { span: { start, end: start }, newText: `<!-- concord-disable-next-line ${rule} -->${newline}` };
  const comment = ` <!-- concord-disable-line ${rule} -->`;
  const body = written.trimEnd();
  const end = start + (body.endsWith('|') ? body.slice(0, -1).trimEnd().length : body.length);
  return { span: { start: end, end }, newText: comment };
}
