import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 optimize functions later, for a program that runs for a second or two: what it optimizes early is mostly thrown away again, or never earns back what
 * compiling it has cost. On Node 20 a cold check then takes a quarter less CPU; newer ones decide otherwise and have no such flag, so they are left alone.
 */
export function optimizeLate(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000');
}
