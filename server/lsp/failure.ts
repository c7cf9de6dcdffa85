import type { Connection } from 'vscode-languageserver';
import { reasonOf } from '../model/reason.ts';

/** Told what has gone wrong, and what it was done for. */
export type Failed = (what: string, error: unknown) => void;

/** So many are told apart; of more, the log says once that there are. */
const most = 200;

/** Logs what goes wrong, each only once: what fails at one key fails at the next. */
export function failures({ console }: Pick<Connection, 'console'>): Failed {
  const logged = new Set<string>();
  return (what, error) => {
    const words = `${what}: ${error}`;
    if (logged.has(words) || logged.size > most) return;
    logged.add(words);
    const isTooMuch = logged.size > most;
    try {
      console.error(isTooMuch ? `What fails from now on is not logged: ${most} failures are.` : `${what}: ${reasonOf(error)}`);
    } catch {
      // Nobody is there any more who could read it.
      process.stderr.write(`${words}\n`);
    }
  };
}
