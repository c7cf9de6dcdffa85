import { t } from '@vscode/l10n';
import { groupedBy } from '../model/grouping.ts';
import { remembering } from '../model/remembering.ts';
import type { Format } from './formats.ts';
import type { Range, Report, Reported, ReportedFix } from './report.ts';
import { jsonInPieces } from './say.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** GitHub refuses a run with more results: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
export const mostResults = 25_000;

/** SARIF 2.1.0 (OASIS), lines and columns from 1, columns in UTF-16 units. */
export const sarif: Format = function* ({ findings, rules, leftOut, notices }) {
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
  };
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const whole = (results: readonly unknown[]) => ({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ ...run, results }],
  });
  yield* jsonInPieces(
    whole,
    mapped(findings, finding => resultOf(finding, indexes)),
  );
};

/** What was left out, in words. */
export const leftOutOf = (leftOut: number): string =>
  t('{0} findings are left out, the least severe: GitHub takes no more than {1} in a run.', leftOut, mostResults);

const invocationWith = (leftOut: number, notices: Report['notices']) => ({
  executionSuccessful: !notices.some(({ isGap }) => isGap),
  toolExecutionNotifications: [
    ...(leftOut === 0 ? [] : [{ level: 'warning', message: { text: leftOutOf(leftOut) } }]),
    ...notices.map(({ file, message, isGap, isLimit }) => ({
      level: isGap ? 'error' : isLimit ? 'note' : 'warning',
      message: { text: message },
      ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(file) } }] }),
    })),
  ],
});

function* mapped<T, U>(all: Iterable<T>, change: (one: T) => U): Iterable<U> {
  for (const one of all) yield change(one);
}

const resultOf = (finding: Reported, indexes: ReadonlyMap<string, number>) => ({
  ruleId: finding.rule,
  ruleIndex: indexes.get(finding.rule) ?? -1,
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
  artifactChanges: Array.from(
    groupedBy(edits, ({ file }) => file),
    ([file, changes]) => ({
      artifactLocation: artifact(file),
      replacements: changes.map(({ range, newText }) => ({ deletedRegion: region(range), insertedContent: { text: newText } })),
    }),
  ),
});

const place = (file: string, range: Range) => ({ artifactLocation: artifact(file), region: region(range) });

const artifact = (file: string) => ({ uri: uriOf(file), uriBaseId: 'SRCROOT' });

/** Most findings and edits are of the file before. */
const uriOf = remembering(file => file.split('/').map(encodeURIComponent).join('/'));

const region = ({ start, end }: Range) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});
