import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { claimProblems, keysOf } from '../../server/claims/check.ts';
import type { Stated } from '../../server/claims/problem.ts';
import { vocabulary } from '../../server/claims/vocabulary.ts';
import { type ClaimFacts, claimFacts } from '../../server/extract/claims.ts';
import { parse } from '../../server/markdown/parse.ts';
import { lineStarts, positionAt, type Span } from '../../server/model/text.ts';
import { messageOf, miscalculationMessage, relatedMessage } from '../../server/rules/convergenceMessages.ts';

/**
 * Reads the claims of a folder and writes them and their contradictions in the shapes of `concord claims` and `concord check`:
 * `npx tsx test/claims/json.ts FOLDER PREFIX` makes PREFIX-claims.json and PREFIX-check.json, and prints figures and CPU time.
 */
const [folder = '.', prefix = 'claims'] = process.argv.slice(2);
const words = vocabulary();
const silent = /(?:^|\/)archive\/|CHANGELOG|REPORT[^/]*\.md$/;

const cpu = (): number => Object.values(process.cpuUsage()).reduce((a, b) => a + b, 0) / 1000;
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
  .map(entry => join(entry.parentPath, entry.name))
  .sort();
const parsed = files.map(file => {
  const bytes = readFileSync(file);
  const text = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
  return { path: relative(folder, file).split(sep).join('/'), parsed: parse(text) };
});
const start = cpu();
const chapters = new Map<string, ClaimFacts & { readonly path: string; readonly place: (span: Span) => object }>();
for (const { path, parsed: chapter } of parsed) {
  const lines = lineStarts(chapter.text);
  const place = (span: Span): object => ({ start: positionAt(lines, span.start), end: positionAt(lines, span.end) });
  chapters.set(path, { path, place, ...claimFacts(chapter, words) });
}
const read = cpu();
const index = new Map<string, Stated[]>();
for (const { path, claims } of chapters.values())
  if (!silent.test(path))
    for (const claim of claims) for (const key of keysOf(claim, words)) index.set(key, [...(index.get(key) ?? []), { path, claim }]);
const statements = { about: (key: string): readonly Stated[] => index.get(key) ?? [] };

const finite = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);
const claims = [...chapters.values()].flatMap(({ path: file, claims: own, place }) =>
  own.map(({ span, dates, range, construct, subject, subjectText, metric, unit, qualifier, text }) => ({
    file,
    range: place(span),
    construct,
    subject,
    subjectText,
    metric,
    low: dates?.from ?? finite(range?.low),
    high: dates?.to ?? finite(range?.high),
    lowOpen: range?.lowOpen ?? false,
    highOpen: range?.highOpen ?? false,
    unit,
    qualifier,
    text,
  })),
);
const findings = [...chapters.values()].flatMap(chapter => {
  const { path: file, place, miscalculations } = chapter;
  const contradictions = silent.test(file) ? [] : claimProblems({ chapter, statements, vocabulary: words });
  return [
    ...contradictions.map(problem => ({
      file,
      range: place(problem.span),
      rule: problem.rule,
      severity: problem.severity,
      message: messageOf(problem),
      related: problem.related.map(one => ({
        file: one.path,
        range: chapters.get(one.path)!.place(one.claim.span),
        message: relatedMessage(one),
      })),
      data:
        problem.rule === 'wrong-arithmetic'
          ? { expression: problem.words[0], stated: String(problem.words[1]), actual: String(problem.words[2]) }
          : { subject: problem.subject, metric: problem.metric, classes: [problem.class] },
    })),
    ...miscalculations.map(wrong => ({
      file,
      range: place(wrong.span),
      rule: wrong.kind === 'rounding' ? 'convergence-composite' : wrong.kind.startsWith('share') ? 'convergence-sum' : 'wrong-arithmetic',
      severity: wrong.kind === 'equation' && wrong.metric === undefined ? 'error' : 'warning',
      message: miscalculationMessage(wrong),
      related: [],
      data: { expression: wrong.expression, stated: wrong.stated, actual: wrong.actual },
    })),
  ];
});
const checked = cpu();
writeFileSync(`${prefix}-claims.json`, JSON.stringify({ version: 1, claims }));
writeFileSync(`${prefix}-check.json`, JSON.stringify({ version: 1, findings }));
const nobody = claims.filter(claim => claim.subject === null).length;
const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
console.log(`${claims.length} statements, ${nobody} without subject; ${findings.length} findings, ${loud} warnings and errors`);
console.log(`CPU: claims and arithmetic ${(read - start).toFixed(0)} ms, index and check ${(checked - read).toFixed(0)} ms`);
