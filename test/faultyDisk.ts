import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Fs = typeof fs;

/** What a system says that refuses a call. */
export const refusal = (code: string, message = 'refused'): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: ${message}`), { code });

/** Runs something while functions of `node:fs` are others, also where they are imported by name. `others` is given the true ones. */
export async function onDiskWith<T>(others: (real: Fs) => Partial<Record<keyof Fs, unknown>>, body: () => T | Promise<T>): Promise<T> {
  const real = { ...fs };
  const set = (functions: object) => {
    Object.assign(fs, functions);
    syncBuiltinESMExports();
  };
  const replaced = others(real);
  set(replaced);
  try {
    return await body();
  } finally {
    set(Object.fromEntries(Object.keys(replaced).map(name => [name, real[name as keyof Fs]])));
  }
}
