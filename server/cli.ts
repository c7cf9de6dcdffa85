import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CallError, localeIn, readCall, usage } from './cli/call.ts';
import { check } from './cli/check.ts';
import { claims } from './cli/claims.ts';
import { say, sayAll } from './cli/say.ts';
import { toc } from './cli/toc.ts';
import { tuneFor } from './host/engine.ts';
import { speak } from './host/locale.ts';

/** The command line: `concord`. Exit status 2 when the call or the machine is at fault, with one line that says what and what to do. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  speak(localeIn(args) ?? process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG);
  const call = readCall(args);
  if (call.command === 'help') {
    process.stdout.write(usage());
    return 0;
  }
  if (call.command === 'version') {
    const manifest = join(dirname(fileURLToPath(import.meta.url)), '..', 'package.json');
    process.stdout.write(`${JSON.parse(readFileSync(manifest, 'utf8')).version}\n`);
    return 0;
  }
  const streams = { out: process.stdout, err: process.stderr };
  if (call.command === 'toc') return toc(call, streams);
  return call.command === 'claims' ? claims(call, streams) : check(call, streams);
}

tuneFor('command');

// A reader that has seen enough (`concord check | head`) is no fault.
process.stdout.on('error', () => process.exit(0));

main().then(
  status => {
    process.exitCode = status;
  },
  error => {
    if (error instanceof CallError) say(process.stderr, `concord: ${error.message}`);
    else sayAll(process.stderr, `concord: ${error?.stack ?? error}`);
    process.exitCode = 2;
  },
);
