import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOf } from '../random.ts';
import type { Runs } from './figure.ts';

interface Label {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly destination: string;
}

/** Some labelled links, chosen by chance but always the same, each with its line and its first fix: for reading. */
export function sample(count: number, labels: string, { checked, corpus }: Runs): string {
  const random = randomOf(count);
  const left: Label[] = readFileSync(join(labels, 'links.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const chosen = Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)[0]!);
  return chosen.map((label, i) => `${String(i + 1).padStart(3)}  ${shown(label, checked, corpus)}\n`).join('');
}

function shown({ file, line, rule, destination }: Label, { findings }: Runs['checked'], corpus: string): string {
  const finding = findings.find(
    found => found.file === file && found.range.start.line === line - 1 && found.data?.destination === destination,
  );
  const text = readFileSync(join(corpus, file), 'utf8').split('\n')[line - 1]?.trim() ?? '';
  const [first] = finding?.fixes ?? [];
  const fix = finding === undefined ? 'not reported' : first === undefined ? 'no fix' : `${first.preferred ? '*' : ' '} ${first.title}`;
  return `${file}:${line} ${rule}\n       ${text.slice(0, 240)}\n     ${fix}`;
}
