import { setFlagsFromString } from 'node:v8';

/**
 * How V8 is to run a program of ours. Node 20 optimizes a function after it has run through 66 kB of its code, often for code that is no longer needed when it is ready, and on another thread
 * that the editor has use for. A `command` ends after a second or two: with twelve times that, a cold check takes a third less CPU. A `server` mostly waits: with fifteen times, a key costs half in the
 * first minute. Newer versions decide otherwise, late by themselves, and have no such flag. A server stays for hours, too: while it reads a knowledge base, its heap is cleared up when a quarter has been added to it, not the double.
 */
export function tuneFor(program: 'command' | 'server'): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${program === 'command' ? 800_000 : 1_000_000}`);
  if (program === 'command') return;
  setFlagsFromString('--heap-growing-percent=25');
  // Which would take ten milliseconds at a stretch; what is allocated pays for marking as well.
  setFlagsFromString('--no-incremental-marking-task');
}

/** As V8 likes it from now on: somebody who types would feel so much clearing up. */
export const growFreely = (): void => setFlagsFromString('--heap-growing-percent=0');
