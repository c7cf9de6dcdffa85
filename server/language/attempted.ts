import { type Span, shifted } from '../model/text.ts';
import type { PlacedBlock } from './source.ts';

/** Told where something could not be read, and why. */
export type Failed = (place: Span, error: unknown) => void;

/** Where nobody takes note. */
export const thrown: Failed = (_place, error) => {
  throw error;
};

/** What is read of a block; nothing where reading it fails. */
export function attempted<T>({ start, block }: PlacedBlock, read: () => readonly T[], failed: Failed): readonly T[] {
  try {
    return read();
  } catch (error) {
    failed(shifted(block.span, start), error);
    return [];
  }
}
