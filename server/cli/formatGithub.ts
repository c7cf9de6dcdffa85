import { visible } from '../model/visible.ts';
import type { Format } from './formats.ts';
import type { Reported, ReportedNotice } from './report.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands that GitHub shows as annotations on the lines. */
export const github: Format = ({ findings, notices }) => [...Array.from(findings, annotation), ...notices.map(noticed)];

function annotation({ file, range, rule, severity, message }: Reported): string {
  const place = [`file=${property(file)}`, `line=${range.start.line + 1}`, `endLine=${range.end.line + 1}`];
  // Columns are allowed on a single line only.
  if (range.start.line === range.end.line) place.push(`col=${range.start.character + 1}`, `endColumn=${range.end.character + 1}`);
  return `::${commands[severity]} ${place.join(',')},title=${property(rule)}::${escaped(message)}\n`;
}

function noticed({ file, message, isGap, isLimit }: ReportedNotice): string {
  const place = file === undefined ? [] : [`file=${property(file)}`];
  return `::${isGap ? 'error' : isLimit ? 'notice' : 'warning'} ${[...place, 'title=Concord'].join(',')}::${escaped(message)}\n`;
}

const escaped = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** Line ends are encoded, and decoded by GitHub; what else a log obeys is shown. */
const property = (text: string): string =>
  escaped(text.replace(/[^\r\n]+/g, visible))
    .replace(/:/g, '%3A')
    .replace(/,/g, '%2C');
