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
    {
      title: t('Suppress “{0}” here', finding.rule),
      edit: {
        path,
        ...(aboveBlock(finding, line, facts.lines, text, newline) ?? lineComment(finding.rule, line, facts.lines, text, newline)),
      },
    },
    {
      title: t('Suppress “{0}” in this chapter', finding.rule),
      edit: { path, span: { start: top, end: top }, newText: `<!-- concord-disable-file ${finding.rule} -->${newline}${newline}` },
    },
  ];
}

/** A comment is none inside a diagram, other code or a formula: statements there are silenced by what they say, from above the block. */
function aboveBlock(
  { rule, data }: Finding,
  line: number,
  lines: readonly number[],
  text: string,
  newline: string,
): Pick<Edit, 'span' | 'newText'> | undefined {
  if (!rule.startsWith('convergence-') && rule !== 'wrong-arithmetic') return undefined;
  const first = blockAround(line, lines, text);
  if (first === undefined) return undefined;
  const start = lines[first]!;
  const indent = /^[ \t]*/.exec(text.slice(start, lines[first + 1]))![0];
  const classes = (data?.classes as readonly string[] | undefined) ?? (rule === 'wrong-arithmetic' ? ['j'] : []);
  const named = [classes.join(), data?.subject ?? '', data?.metric ?? ''].filter(part => part !== '').join(' ');
  return { span: { start, end: start }, newText: `${indent}<!-- convergence: ignore${named === '' ? '' : ` ${named}`} -->${newline}` };
}

/** The first line of the fence, or of the formula between lines of dollars, that a line stands in. */
function blockAround(line: number, lines: readonly number[], text: string): number | undefined {
  let open: { readonly line: number; readonly mark: string } | undefined;
  for (let i = 0; i <= line; i++) {
    const written = text.slice(lines[i]!, lines[i + 1] ?? text.length).trim();
    if (open === undefined) {
      const mark = /^(?:`{3,}|~{3,})/.exec(written)?.[0] ?? (/^\$\$(?!.*\$\$)/.test(written) ? '$$' : undefined);
      if (mark !== undefined) open = { line: i, mark };
    } else if (i < line && (open.mark === '$$' ? written.endsWith('$$') : written.startsWith(open.mark) && /^[`~]+$/.test(written)))
      open = undefined;
  }
  return open?.line;
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
