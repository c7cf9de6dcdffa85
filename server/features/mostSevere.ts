import { t } from '@vscode/l10n';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import type { Finding } from '../model/rule.ts';
import { digits } from '../workspace/counted.ts';

/** VS Code shows no more findings of one file, and tens of thousands keep the server and the editor busy at every key. The entry that tells of the others is one of them. */
export const mostShown = 1000;

const bySeverity = ['error', 'warning', 'information', 'hint'] as const;

/** The findings of a chapter that the editor is told, the most severe ones where there are too many, in the order that they had; and the first of the others, with their number. */
export function mostSevere(findings: readonly Finding[]): { shown: readonly Finding[]; firstLeft?: Finding; left: number } {
  if (findings.length <= mostShown) return { shown: findings, left: 0 };
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  let room = mostShown - 1;
  for (const severity of bySeverity) {
    counts[severity] = Math.min(counts[severity], room);
    room -= counts[severity];
  }
  const shown = findings.filter(({ severity }) => counts[severity]-- > 0);
  let at = 0;
  while (findings[at] === shown[at]) at++;
  return { shown, firstLeft: findings[at]!, left: findings.length - shown.length };
}

/** Tells of those that are not shown. */
export const andMore = (left: number, range: Diagnostic['range']): Diagnostic => ({
  range,
  severity: 3,
  source: 'Concord',
  message: t(
    '{0} more findings of this chapter are not shown, only the {1} most severe ones. The command line prints all.',
    digits(left),
    mostShown - 1,
  ),
});
