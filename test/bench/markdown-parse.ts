/**
 * What reading costs, without files and without facts:
 *
 *     npx tsx test/bench/markdown-parse.ts FOLDER [--edits N]
 *
 * CPU seconds to read every Markdown file below the folder, the first time and the best of three later times, then how long reading again
 * takes after each of N one-character insertions (which stay) in the median and the five largest chapters.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Parsed, parse, reparse } from '../../server/markdown/parse.ts';
import { randomFrom } from '../markdown/edits.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { edits: { type: 'string', default: '300' } } });
const folder = positionals[0] ?? 'test/example';
const chapters = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.md'))
  .map(path => ({ path, text: decoded(readFileSync(join(folder, path))) }))
  .sort((a, b) => b.text.length - a.text.length);

const cold = cpuSeconds(readAll);
const warm = Math.min(...[0, 1, 2].map(() => cpuSeconds(readAll)));
console.log(`${chapters.length} chapters: ${cold.toFixed(2)} CPU s cold, ${warm.toFixed(2)} warm`);

const random = randomFrom(1);
for (const { path, text } of [...chapters.slice(0, 5), ...chapters.slice(chapters.length >> 1).slice(0, 1)]) {
  let parsed: Parsed = parse(text);
  const times: number[] = [];
  for (let n = 0; n < Number(values.edits); n++) {
    const at = Math.floor(random() * parsed.text.length);
    // As from an editor: one flat string.
    const next = JSON.parse(JSON.stringify(`${parsed.text.slice(0, at)}字${parsed.text.slice(at)}`)) as string;
    const start = performance.now();
    parsed = reparse(parsed, next);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const quantile = (q: number) => (times[Math.floor(times.length * q)] ?? 0).toFixed(2);
  console.log(`${text.length} characters, ${parsed.pieces.length} pieces: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms  ${path}`);
}

function readAll(): void {
  for (const { text } of chapters) parse(text);
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** UTF-16 when it begins with its byte order mark. */
function decoded(bytes: Buffer): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}
