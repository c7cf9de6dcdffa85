import type { CheckCall } from './call.ts';
import { github } from './formatGithub.ts';
import { sarif } from './formatSarif.ts';
import { text } from './formatText.ts';
import type { Report } from './report.ts';
import { jsonInPieces } from './say.ts';

/** How a report is printed, piece by piece. `colour`: the output is a terminal that shows colours. */
export type Format = (report: Report, colour: boolean) => Iterable<string>;

export const formatted: Readonly<Record<CheckCall['format'], Format>> = {
  text,
  json: ({ findings, notices, sites, stats }) => jsonInPieces(items => ({ version: 1, findings: items, notices, sites, stats }), findings),
  sarif,
  github,
};
