/**
 * What the direct reader leaves to remark, and why:
 *
 *     npm run reader -- FOLDER…
 *
 * For each folder, read as its site does, the share of the characters of its chapters that remark reads, then by reason: the function that declines, or, of text,
 * what stands where reading ended. `--examples N` shows as many of each.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { observer } from '../../server/markdown/direct/lineReader.ts';
import { parse } from '../../server/markdown/parse.ts';
import { siteIn } from '../sites/siteIn.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { examples: { type: 'string', default: '0' }, top: { type: 'string', default: '12' } },
});

interface Reason {
  characters: number;
  readonly examples: string[];
}

for (const folder of positionals.length > 0 ? positionals : ['test/example']) measure(folder);

function measure(folder: string): void {
  const reasons = new Map<string, Reason>();
  let reason = 'front matter';
  observer.declined = at => {
    reason = at === undefined ? declinedBy() : `text at ${JSON.stringify([...at].slice(0, 2).join(''))}`;
  };
  observer.left = text => {
    const known = reasons.get(reason) ?? { characters: 0, examples: [] };
    reasons.set(reason, known);
    known.characters += text.length;
    known.examples.push(text);
  };
  let characters = 0;
  const syntax = siteIn(folder)?.dialect ?? {};
  for (const text of chaptersIn(folder)) {
    characters += text.length;
    reason = 'front matter';
    parse(text, syntax);
  }
  tell(
    basename(folder),
    characters,
    [...reasons].sort(([, a], [, b]) => b.characters - a.characters),
  );
}

function tell(name: string, characters: number, reasons: readonly (readonly [string, Reason])[]): void {
  const share = (part: number): string => `${((100 * part) / Math.max(1, characters)).toFixed(2).padStart(6)} %`;
  console.log(`${share(reasons.reduce((sum, [, one]) => sum + one.characters, 0))}  ${name}, ${characters} characters`);
  for (const [reason, { characters: part, examples }] of reasons.slice(0, Number(values.top))) {
    console.log(`  ${share(part)}  ${String(examples.length).padStart(5)}×  ${reason}`);
    for (let k = 0; k < Number(values.examples); k++) {
      const example = examples[Math.floor((k * examples.length) / Number(values.examples))];
      if (example !== undefined) console.log(`             ${JSON.stringify(example.slice(0, 150))}`);
    }
  }
}

/** The function of the direct reader that called `declareUnsupported`, and where. */
function declinedBy(): string {
  const frames = (new Error().stack ?? '').split('\n');
  const [frame, caller] = frames.slice(frames.findIndex(line => line.includes('declareUnsupported')) + 1);
  return `${named(frame)} < ${named(caller)}`;
}

function named(frame = ''): string {
  return /at (?:Object\.|_?[A-Z]\w*\.)?(.+) \(.*\/(\w+\.ts:\d+)/.exec(frame)?.slice(1).join(' ') ?? frame.trim();
}

function chaptersIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md') && !path.includes('node_modules'))
    .map(path => new TextDecoder().decode(readFileSync(join(folder, path))));
}
