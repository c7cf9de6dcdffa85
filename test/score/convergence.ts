import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Figure, Material, Runs } from './figure.ts';

/** What the scorer prints with `--json`, as far as it is looked at here. Shares from 0 to 1; null when there is nothing to count. */
interface Scored {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly conflicts: { readonly unmatched: number; readonly possibleShare: number };
  readonly nonconflicts: { readonly pairs: number; readonly violated: number };
}

const shares = [
  ['claims: numbers, stars, levels: precision', 'claims.numeric.precision'],
  ['claims: numbers, stars, levels: recall', 'claims.numeric.recall'],
  ['claims: status words: precision', 'claims.word.precision'],
  ['claims: status words: recall', 'claims.word.recall'],
  ['contradictions found', 'conflicts.definite.recall'],
  ['values on a bound found', 'conflicts.boundary.recall'],
  ['contradictions reported that are labelled', 'conflicts.precision'],
  ['calculations: equations, weights, composites: precision', 'arithmetic.core.precision'],
  ['calculations: equations, weights, composites: recall', 'arithmetic.core.recall'],
  ['calculations: tables and changes: recall', 'arithmetic.other.recall'],
  ['calculations: precision', 'arithmetic.precision'],
] as const;

/** How well claims are read and contradictions found, by the labels. Shares in percent, rounded down. */
export function convergenceFigures({ labels }: Material, { corpus, scorers, folder, concord, checkFile, checked }: Runs): Figure[] {
  const seeds = join(dirname(corpus), 'seeds');
  const bases = existsSync(seeds) ? [corpus, seeds] : [corpus];
  const claimFiles = bases.map((base, i) => {
    const file = join(folder, `claims-${i}.json`);
    writeFileSync(file, concord('claims', base, '--format', 'json', '--no-cache'));
    return file;
  });
  const checkFiles = bases.map((base, i) => {
    if (i === 0) return checkFile;
    const file = join(folder, `check-${i}.json`);
    writeFileSync(file, concord('check', base, '--format', 'json', '--fail-on', 'never', '--no-git', '--no-cache'));
    return file;
  });
  const script = join(scorers, 'convergence.mjs');
  const scored: Scored = JSON.parse(
    execFileSync(
      process.execPath,
      [script, '--labels', labels, '--check', checkFiles.join(), '--claims', claimFiles.join(), '--json', '--list', '1000'],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    ),
  );
  const toldOfSeeds: readonly Finding[] = bases.length > 1 ? JSON.parse(readFileSync(checkFiles[1]!, 'utf8')).findings.filter(isOurs) : [];
  const claims: readonly { readonly subject: string | null }[] = JSON.parse(readFileSync(claimFiles[0]!, 'utf8')).claims;
  const told = checked.findings.filter(isOurs);
  return [
    ...shares.map(([name, key]) => ({ name, value: Math.floor(100 * (scored.figures[key] ?? 0)), of: 100 })),
    { name: 'compatible pairs reported as contradictions', value: scored.nonconflicts.violated, of: scored.nonconflicts.pairs },
    ...seedFigures(labels, toldOfSeeds),
    { name: 'statements', value: claims.length },
    { name: 'statements without subject', value: claims.filter(({ subject }) => subject === null).length },
    { name: 'contradictions and wrong calculations', value: told.length, notes: told.map(shown) },
  ];
}

type Finding = Runs['checked']['findings'][number] & {
  readonly severity?: string;
  readonly data?: { readonly classes?: readonly string[] };
};

const isOurs = ({ rule }: { readonly rule: string }): boolean => rule.startsWith('convergence-') || rule === 'wrong-arithmetic';

interface Group {
  readonly id: string;
  readonly scope: string;
  readonly class: string;
  readonly severity: string;
  readonly subject: string;
  readonly members: readonly { readonly file: string; readonly line: number; readonly alsoLines?: readonly number[] }[];
}

/** The five articles are labelled whole: each group is told once, with its class and severity, and nothing else is. */
function seedFigures(labels: string, told: readonly Finding[]): Figure[] {
  const groups = readFileSync(join(labels, 'conflicts.jsonl'), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map((line): Group => JSON.parse(line))
    .filter(({ scope }) => scope === 'seeds');
  const fits = ({ file, range, severity, data }: Finding, group: Group): boolean =>
    severity === group.severity &&
    (data?.classes?.[0] ?? 'j') === group.class &&
    group.members.some(
      member => member.file === `seeds/${file}` && [member.line, ...(member.alsoLines ?? [])].includes(range.start.line + 1),
    );
  const once = groups.filter(group => told.filter(finding => fits(finding, group)).length === 1);
  const beyond = told.filter(finding => !groups.some(group => fits(finding, group)));
  return [
    {
      name: 'the five articles: contradictions told once, as labelled',
      value: once.length,
      of: groups.length,
      notes: groups.filter(group => !once.includes(group)).map(({ id, class: letter, subject }) => `${id} ${letter} ${subject}`),
    },
    { name: 'the five articles: anything else told', value: beyond.length, notes: beyond.map(shown) },
  ];
}

const shown = ({ file, range, rule, message }: Runs['checked']['findings'][number]): string =>
  `${file}:${range.start.line + 1} ${rule} ${message}`;
