import type { Connection } from 'vscode-languageserver';

/** Told what has gone wrong, and what it was done for. */
export type Failed = (what: string, error: unknown) => void;

/** So many are told apart. */
const most = 200;

/** Logs what goes wrong, each only once: what fails at one key fails at the next. */
export function failures({ console }: Pick<Connection, 'console'>): Failed {
  const logged = new Set<string>();
  return (what, error) => {
    const words = `${what}: ${error}`;
    if (logged.has(words) || logged.size >= most) return;
    logged.add(words);
    console.error(error instanceof Error ? `${what}: ${error.stack ?? error}` : words);
  };
}
