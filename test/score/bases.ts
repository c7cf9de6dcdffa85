import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Checked, Figure, Material, Runs } from './figure.ts';
import { writableCopy } from './repairs.ts';

/** A finding that somebody has judged at its place. Lines count from 1. */
interface Judged {
  readonly base: string;
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly verdict: 'true' | 'false' | 'debatable';
}

/** What these say of a link depends on the program that makes a site of the chapters. */
const routed: readonly string[] = ['missing-file', 'missing-anchor', 'path-case', 'outside-root'];
const onGitHub = 'kcommunity';

/** What is told of public knowledge bases that other programs and people render: nothing where they are not at hand. */
export function baseFigures(_material: Material, { corpus, folder, concord }: Runs): Figure[] {
  const bases = join(dirname(corpus), 'bases');
  if (!existsSync(join(bases, 'judged.jsonl'))) return [];
  const judged = readFileSync(join(bases, 'judged.jsonl'), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map((line): Judged => JSON.parse(line));
  const names = [...new Set(judged.map(({ base }) => base))].sort();
  const told = new Map(names.map(name => [name, checked(concord, join(bases, name))]));
  const isTold = (one: Judged) => told.get(one.base)!.findings.some(finding => tells(finding, one));
  const falseTold = judged.filter(one => one.verdict === 'false' && isTold(one));
  const trueLost = judged.filter(one => one.verdict === 'true' && !isTold(one));
  const statements = names.flatMap(name => JSON.parse(concord('claims', join(bases, name), '--format', 'json', '--no-cache')).claims);
  const copy = join(folder, onGitHub);
  writableCopy(join(bases, onGitHub), copy);
  const fix = () => checked(concord, copy, '--fix').stats.fixed ?? Number.NaN;
  const [once, twice] = [fix(), fix()];
  return [
    { name: 'public knowledge bases: false findings told, of those judged', value: falseTold.length, notes: falseTold.map(placed) },
    { name: 'public knowledge bases: true findings not told, of those judged', value: trueLost.length, notes: trueLost.map(placed) },
    { name: 'public knowledge bases: statements where there are none', value: statements.length },
    { name: 'public knowledge bases: edits of check --fix', value: once },
    ...names.flatMap(name => {
      const loud = told
        .get(name)!
        .findings.filter(({ rule, severity }) => routed.includes(rule) && (severity === 'error' || severity === 'warning'));
      return name === onGitHub ? [] : [{ name: `public knowledge bases: dead links told in ${name}`, value: loud.length }];
    }),
    { name: 'public knowledge bases: edits of a second check --fix', value: twice },
  ];
}

const checked = (concord: Runs['concord'], root: string, ...more: string[]): Checked =>
  JSON.parse(concord('check', root, '--no-git', '--no-cache', '--format', 'json', '--fail-on', 'never', ...more));

/** Headings that are repeated in a row are told by one finding for all of them. */
const tells = ({ file, rule, range, data }: Checked['findings'][number], one: Judged): boolean =>
  file === one.file &&
  rule === one.rule &&
  (range.start.line + 1 === one.line || (rule === 'duplicate-title' && data?.count !== undefined));

const placed = ({ base, file, line, rule }: Judged): string => `${base}/${file}:${line} ${rule}`;
