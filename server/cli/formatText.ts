import { t } from '@vscode/l10n';
import { groupedBy } from '../model/grouping.ts';
import * as counted from '../workspace/counted.ts';
import { rendered } from '../workspace/rendered.ts';
import type { Format } from './formats.ts';
import { printable, printableName } from './say.ts';

const styles = { error: 31, warning: 33, information: 36, hint: 90, dim: 90, bold: 1 } as const;

/** For people: grouped by file, lines and characters from 1, a summary by rule. */
export const text: Format = ({ findings: all, notices, sites, stats }, colour) => {
  const findings = [...all];
  const paint = (style: keyof typeof styles, words: string) => (colour ? `\x1b[${styles[style]}m${words}\x1b[0m` : words);
  const lines: string[] = [];
  for (const [file, found] of groupedBy(findings, finding => finding.file)) {
    lines.push(paint('bold', printableName(file)));
    for (const { range, severity, message, rule } of found) {
      const place = `${range.start.line + 1}:${range.start.character + 1}`;
      lines.push(`  ${place.padEnd(8)} ${paint(severity, severity.padEnd(11))}  ${printable(message)}  ${paint('dim', rule)}`);
    }
    lines.push('');
  }
  const byRule = [...groupedBy(findings, finding => finding.rule)].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  for (const [rule, found] of byRule) lines.push(`${String(found.length).padStart(6)}  ${rule}`);
  if (findings.length > 0) lines.push('');
  lines.push(...rendered(sites).map(line => paint('dim', printable(line))));
  const files = new Set(findings.map(finding => finding.file)).size;
  lines.push(
    findings.length === 0
      ? t('No findings in {0}.', counted.chapters(stats.files))
      : t('{0} in {1} of {2}.', counted.found(counted.countsOf(findings)), files, counted.chapters(stats.files)),
  );
  if (notices.some(({ isGap }) => isGap))
    lines.push(paint('error', t('Not everything has been checked: the messages before say what, and why.')));
  if (stats.fixed !== undefined) lines.push(t('{0} made.', counted.edits(stats.fixed)));
  return lines.map(line => `${line}\n`);
};
