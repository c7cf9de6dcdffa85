import { constructs } from './constructs.ts';
import { type Figure, measured } from './figures.ts';
import { modes } from './modes.ts';

/** Measures what its parent asks for, one thing after the other. */
process.on('message', async ({ construct, mode, length }: { construct: string; mode: string; length: number }) => {
  try {
    const { make, ...one } = constructs.find(({ name }) => name === construct)!;
    const tell = (figures: readonly Figure[], next: number) => process.send!({ figures, next });
    process.send!({ figures: await measured({ ...one, make }, n => modes[mode]!(make(n)), tell, length) });
  } catch (error) {
    process.send!({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => process.exit());
