import { t } from '@vscode/l10n';
import type { Format } from './formats.ts';
import type { Range, Report, Reported, ReportedFix } from './report.ts';
import { json } from './say.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** GitHub refuses a run with more results: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
export const mostResults = 25_000;

/** SARIF 2.1.0 (OASIS), lines and columns from 1, columns in UTF-16 units. */
export const sarif: Format = ({ findings, rules, leftOut, notices }) => {
  const driver = {
    name: 'Concord',
    informationUri: 'https://marketplace.visualstudio.com/items?itemName=concord.concord-kb',
    rules: rules.map(({ id, summary, severity }) => ({
      id,
      shortDescription: { text: t(summary) },
      defaultConfiguration: severity === 'off' ? { enabled: false } : { level: levels[severity] },
    })),
  };
  const run = {
    tool: { driver },
    ...(leftOut === 0 && notices.length === 0 ? {} : { invocations: [invocationWith(leftOut, notices)] }),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: t('The root of the knowledge base.') } } },
    results: findings.map(finding => resultOf(finding, rules)),
  };
  return `${json({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
};

/** What was left out, in words. */
export const leftOutOf = (leftOut: number): string =>
  t('{0} findings are left out, the least severe: GitHub takes no more than {1} in a run.', leftOut, mostResults);

const invocationWith = (leftOut: number, notices: Report['notices']) => ({
  executionSuccessful: !notices.some(({ isGap }) => isGap),
  toolExecutionNotifications: [
    ...(leftOut === 0 ? [] : [{ level: 'warning', message: { text: leftOutOf(leftOut) } }]),
    ...notices.map(({ file, message, isGap }) => ({
      level: isGap ? 'error' : 'warning',
      message: { text: message },
      ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(file) } }] }),
    })),
  ],
});

const resultOf = (finding: Reported, rules: Report['rules']) => ({
  ruleId: finding.rule,
  ruleIndex: rules.findIndex(rule => rule.id === finding.rule),
  level: levels[finding.severity],
  message: { text: finding.message },
  locations: [{ physicalLocation: place(finding.file, finding.range) }],
  ...(finding.related.length === 0
    ? {}
    : {
        relatedLocations: finding.related.map((other, id) => ({
          id,
          message: { text: other.message },
          physicalLocation: place(other.file, other.range),
        })),
      }),
  ...(finding.fixes.some(isEditing) ? { fixes: finding.fixes.filter(isEditing).map(fixOf) } : {}),
});

const isEditing = (fix: ReportedFix): boolean => fix.edits.length > 0;

const fixOf = ({ title, edits }: ReportedFix) => ({
  description: { text: title },
  artifactChanges: [...new Set(edits.map(({ file }) => file))].map(file => ({
    artifactLocation: artifact(file),
    replacements: edits
      .filter(edit => edit.file === file)
      .map(({ range, newText }) => ({ deletedRegion: region(range), insertedContent: { text: newText } })),
  })),
});

const place = (file: string, range: Range) => ({ artifactLocation: artifact(file), region: region(range) });

const artifact = (file: string) => ({ uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' });

const region = ({ start, end }: Range) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});
