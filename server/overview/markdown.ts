import { t } from '@vscode/l10n';
import { severities } from '../model/configuration.ts';
import * as counted from '../workspace/counted.ts';
import { talliesOf } from './page.ts';
import type { Repairable } from './repairable.ts';
import { listed, type Standing } from './standing.ts';
import { severityName, severityNames } from './words.ts';

/** So many chapters that nobody leads to are named. */
const mostOrphans = 50;

/** How a knowledge base stands, as Markdown that GitHub and others show: for the summary of a run. */
export function markdownOf(standing: Standing, repairable: Repairable | undefined): string {
  const { name, chapters, renderers, tally, baseline, kinds, folders, worst, orphans, notices } = standing;
  const blocks = [
    `## ${plain(name)}`,
    [counted.chapters(chapters), talliesOf(tally) || t('no findings'), ...renderers].map(plain).join(' · '),
    ...(baseline === undefined
      ? []
      : [
          plain(
            t(
              'Accepted in “{0}”: {1}. New since then: {2}.',
              baseline.path,
              counted.digits(baseline.accepted),
              counted.digits(listed(tally) + tally.hint),
            ),
          ),
        ]),
    ...section(
      t('By kind'),
      kinds.map(({ rule, severity, findings, chapters: within }) => [
        plain(severityName(severity)),
        `${plain(t(rule.summary))} \`${rule.id}\``,
        counted.digits(findings),
        counted.digits(within),
        rule.repairs !== 'certain' || repairable === undefined ? '–' : counted.digits(repairable.get(rule.id) ?? 0),
      ]),
      ['', t('Kind'), t('Findings'), t('Chapters'), t('Can be repaired')],
    ),
    ...section(
      t('By folder'),
      folders.map(({ path, chapters: within, tally: of }) => [
        plain(path === '' ? t('(top)') : path),
        counted.digits(within),
        ...severities.map(severity => counted.digits(of[severity])),
      ]),
      [t('Folder'), t('Chapters'), ...severities.map(severity => severityNames(severity))],
    ),
    ...section(
      t('Chapters with most findings'),
      worst.map(({ path, tally: of }) => [plain(path), plain(talliesOf(of))]),
      [t('Chapter'), t('Findings')],
    ),
    ...listOf(t('Chapters that no other leads to: {0}', counted.digits(orphans.length)), orphans.slice(0, mostOrphans), orphans.length),
    ...listOf(
      t('Not checked, or not kept'),
      notices.map(({ message }) => message),
      notices.length,
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(title: string, rows: readonly (readonly string[])[], head: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`### ${plain(title)}`, [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')];
}

function listOf(title: string, items: readonly string[], count: number): string[] {
  if (items.length === 0) return [];
  const more = count > items.length ? [`- ${t('… {0} more not shown', counted.digits(count - items.length))}`] : [];
  return [`### ${plain(title)}`, [...items.map(item => `- ${plain(item)}`), ...more].join('\n')];
}

/** Text that Markdown takes for nothing else, in one line. */
const plain = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>|#~$&]/g, '\\$&');
