/**
 * Compares direct reading with remark's reading of whole chapters, and reading again with reading anew.
 *
 *     npx tsx test/markdown/equality.ts [folder] [--edits N] [--seed N] [--wiki]
 *
 * Every Markdown file below the folder (default: the project's tests) is compared as it is; then N random edits are made to parts of
 * these files, each compared after each edit. `--wiki`: read with wiki links. Exits with 1 when anything differs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mdastOf } from '../../server/markdown/mdastOf.ts';
import { parse, reparse } from '../../server/markdown/parse.ts';
import type { ReadPiece } from '../../server/markdown/pieces.ts';
import { difference, differenceFromRemark } from './compare.ts';
import { randomEdit, randomFrom } from './edits.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { edits: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, wiki: { type: 'boolean' } },
});
const syntax = values.wiki ? ({ wikiLinks: true } as const) : {};
const folder = positionals[0] ?? 'test';
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.md'))
  .sort()
  .map(path => ({ path, text: decoded(readFileSync(join(folder, path))) }));

let different = 0;
let characters = 0;
let declined = 0;
for (const { path, text } of texts) {
  const parsed = parse(text, syntax);
  characters += text.length;
  for (const { piece } of parsed.pieces) declined += (piece as ReadPiece).declined;
  report(path, differenceFromRemark(parsed));
}
console.log(`${texts.length} files, ${texts.length - different} equal`);
console.log(`${characters} characters, ${declined} left to remark (${((100 * declined) / Math.max(1, characters)).toFixed(2)} %)`);

const edits = Number(values.edits);
const random = randomFrom(Number(values.seed));
let editsDifferent = 0;
for (let n = 0; n < edits && texts.length > 0; ) {
  const { path, text } = texts[Math.floor(random() * texts.length)]!;
  // A part that is small enough to be read by remark after each edit.
  const from = text.lastIndexOf('\n', Math.floor(random() * text.length)) + 1;
  let parsed = parse(text.slice(from, from + 200 + Math.floor(random() * 3000)), syntax);
  for (let k = 0; k < 25 && n < edits; k++, n++) {
    const before = parsed.text;
    parsed = reparse(parsed, randomEdit(before, random));
    const found = difference(mdastOf(parsed), mdastOf(parse(parsed.text, syntax))) ?? differenceFromRemark(parsed);
    if (!found) continue;
    editsDifferent++;
    report(`${path}, edit ${n} of seed ${values.seed}\n  ${JSON.stringify(before)}\n  ${JSON.stringify(parsed.text)}`, found);
    break;
  }
}
if (edits > 0) console.log(`${edits} edits, ${editsDifferent} with a difference`);
process.exitCode = different > 0 ? 1 : 0;

function report(where: string, found: string | undefined): void {
  if (!found) return;
  different++;
  if (different <= 10) console.log(`${where}\n  ${found}`);
}

/** UTF-16 when it begins with its byte order mark. */
function decoded(bytes: Buffer): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}
