import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOf, speak } from '../host/locale.ts';
import { reasonOf } from '../model/reason.ts';
import { CallError, localeIn, readCall, usage } from './call.ts';
import { check } from './check.ts';
import { claims } from './claims.ts';
import { move } from './move.ts';
import { ownStreams } from './output.ts';
import { type Streams, say, sayAll } from './say.ts';
import { report } from './standing.ts';
import { toc } from './toc.ts';

/** What is asked for. Exit status 2 when the call or the machine is at fault, with one line that says what and what to do. */
async function main(streams: Streams): Promise<number> {
  const args = process.argv.slice(2);
  const asked = localeIn(args);
  // One that there is not is complained about in the language of the environment.
  speak(
    asked !== undefined && languageOf(asked) !== undefined ? asked : (process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG),
  );
  const call = readCall(args);
  if (call.command === 'help') {
    streams.out.write(usage());
    return 0;
  }
  if (call.command === 'version') {
    const manifest = join(dirname(fileURLToPath(import.meta.url)), '..', 'package.json');
    streams.out.write(`${JSON.parse(readFileSync(manifest, 'utf8')).version}\n`);
    return 0;
  }
  if (call.command === 'toc') return toc(call, streams);
  if (call.command === 'report') return report(call, streams);
  if (call.command === 'move') return move(call, streams);
  return call.command === 'claims' ? claims(call, streams) : check(call, streams);
}

/** The command line: `concord`, once. Answers when all of it is done and said. */
export async function run(): Promise<void> {
  /** Something has failed that nobody has waited for, or was not said. */
  let hasFailed = false;
  const streams = ownStreams(() => {
    hasFailed = true;
    process.exitCode = 2;
  });

  /** What nobody has foreseen is no finding. */
  function fail(error: unknown): void {
    if (error instanceof CallError) say(streams.err, `concord: ${error.message}`);
    else sayAll(streams.err, `concord: ${reasonOf(error)}`);
    hasFailed = true;
    process.exitCode = 2;
  }

  // Whoever has it waits for it no more: what was to come of it is missing, and the rest is said.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, fail);

  await main(streams).then(status => {
    process.exitCode = hasFailed ? 2 : status;
  }, fail);
}
