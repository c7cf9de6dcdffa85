import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 optimize a function only after it has run through so many bytes of its code. Node 20 does so after 66 kB, often for code that is no longer needed when it is ready, and on
 * another thread that the editor has use for. `soon`, for a program that ends after a second or two: a cold check takes a quarter less CPU. `late`, for a server that mostly waits: in the
 * first minute a key costs half. Newer versions decide otherwise, late by themselves, and have no such flag.
 */
export function optimize(when: 'soon' | 'late'): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${when === 'soon' ? 400_000 : 1_000_000}`);
}
