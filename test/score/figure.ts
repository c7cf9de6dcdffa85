import type { Facts } from '../../server/model/facts.ts';
import type { KbPath } from '../../server/model/path.ts';

/** One number that says how good Concord is on a real knowledge base. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** How much there is to reach. */
  readonly of?: number;
}

/** What figures are worked out from: a knowledge base, read once, and the folder of labels about it. */
export interface Material {
  readonly labels: string;
  readonly chapters: readonly { readonly path: KbPath; readonly text: string; readonly facts: Facts }[];
}
