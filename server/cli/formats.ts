import type { CheckCall } from './call.ts';
import { github } from './formatGithub.ts';
import { sarif } from './formatSarif.ts';
import { text } from './formatText.ts';
import type { Report } from './report.ts';
import { json } from './say.ts';

/** How a report is printed. `colour`: the output is a terminal that shows colours. */
export type Format = (report: Report, colour: boolean) => string;

export const formatted: Readonly<Record<CheckCall['format'], Format>> = {
  text,
  json: ({ findings, notices, stats }) => `${json({ version: 1, findings, notices, stats })}\n`,
  sarif,
  github,
};
