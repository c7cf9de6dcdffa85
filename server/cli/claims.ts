import { t } from '@vscode/l10n';
import { shown } from '../claims/problem.ts';
import type { Chapter } from '../model/chapter.ts';
import { type Claim, claimsIn } from '../model/claims.ts';
import type { KbPath } from '../model/path.ts';
import { positionAt } from '../model/text.ts';
import type { ClaimsCall } from './call.ts';
import { opened } from './open.ts';
import type { Range } from './report.ts';
import { json, printable, printableName, type Streams } from './say.ts';

/** A claim and where it stands. */
interface Listed {
  readonly file: KbPath;
  readonly range: Range;
  readonly claim: Claim;
}

/** Runs `concord claims`; answers the exit status. */
export async function claims(call: ClaimsCall, { out, err }: Streams): Promise<number> {
  const workspace = await opened({ ...call, all: true, anyBaseline: true }, err);
  const chapters = [...workspace.kb.chapters()]
    .filter(({ path }) => workspace.configuration.isChecked(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const listed = chapters.flatMap(chapter => workspace.failures.guard('Listing statements', chapter.path, [], () => listedOf(chapter)));
  out.write(formats[call.format](listed));
  return workspace.failures.any || workspace.notices().some(({ isGap }) => isGap) ? 2 : 0;
}

const listedOf = ({ path, facts }: Chapter): Listed[] =>
  [...claimsIn(facts.claims)]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map(claim => ({
      file: path,
      range: { start: positionAt(facts.lines, claim.span.start), end: positionAt(facts.lines, claim.span.end) },
      claim,
    }));

const formats: Readonly<Record<ClaimsCall['format'], (listed: readonly Listed[]) => string>> = {
  text: listed => `${listed.map(line).join('')}${coverage(listed)}\n`,
  json: listed => `${json({ version: 1, claims: listed.map(asJson) })}\n`,
  csv: listed => [columns, ...listed.map(row)].map(cells => `${cells.map(quoted).join(',')}\r\n`).join(''),
};

const line = ({ file, range: { start }, claim }: Listed): string =>
  `${printableName(file)}:${start.line + 1}:${start.character + 1}  ${printable(`${claim.subject ?? '–'} · ${claim.metric}: ${shown(claim)}${limits(claim)}`)}\n`;

/** What holds a claim down, in brackets. */
function limits({ qualifier: { role, time, scope } }: Claim): string {
  const all = [role === 'current' ? undefined : role, time, scope].filter(limit => limit !== undefined);
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}

/** How much of the statements takes part in comparisons. */
function coverage(listed: readonly Listed[]): string {
  const nobody = listed.filter(({ claim }) => claim.subject === null).length;
  return t('{0} statements, {1} of them without subject.', listed.length, nobody);
}

function asJson({ file, range, claim }: Listed): object {
  const { construct, subject, subjectText, metric, unit, qualifier, text } = claim;
  const { approximate, time, scope, role, source, confidence } = qualifier;
  return {
    file,
    range,
    construct,
    subject,
    subjectText,
    metric,
    ...ends(claim),
    unit,
    qualifier: { time, scope, role, source, confidence, approximate },
    text,
  };
}

/** Of a range without an end, that end is null; of dates, the first and the last day. */
function ends({ range, dates }: Claim): { low: number | string | null; high: number | string | null; lowOpen: boolean; highOpen: boolean } {
  const finite = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);
  return {
    low: dates?.from ?? finite(range?.low),
    high: dates?.to ?? finite(range?.high),
    lowOpen: range?.lowOpen ?? false,
    highOpen: range?.highOpen ?? false,
  };
}

const columns = ['file', 'line', 'subject', 'metric', 'value', 'low', 'high', 'unit', 'role', 'time', 'scope', 'construct', 'text'];

function row({ file, range, claim }: Listed): string[] {
  const { subject, metric, unit, qualifier, construct, text } = claim;
  const { low, high } = ends(claim);
  const { role, time, scope } = qualifier;
  const cells = [file, range.start.line + 1, subject, metric, shown(claim), low, high, unit, role, time, scope, construct, text];
  return cells.map(cell => (cell === null || cell === undefined ? '' : String(cell)));
}

/** As RFC 4180 has it; a cell that a spreadsheet would take for a formula is told to be text. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
