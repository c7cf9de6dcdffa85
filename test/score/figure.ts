import type { Facts } from '../../server/model/facts.ts';
import type { KbPath } from '../../server/model/path.ts';

/** One number that says how good Concord is on a real knowledge base. Its floor stands in test/floors.json, by its name. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** How much there is to reach. */
  readonly of?: number;
  /** What is behind the number, for whoever wants to see why it is no better. */
  readonly notes?: readonly string[];
}

/** What figures are worked out from: a knowledge base, read once, and the folder of labels about it. */
export interface Material {
  readonly labels: string;
  readonly chapters: readonly { readonly path: KbPath; readonly text: string; readonly facts: Facts }[];
}

/** What those figures need besides that come from the program itself. */
export interface Runs {
  /** The folder with the knowledge base, which nobody may write to. */
  readonly corpus: string;
  /** The scripts that compare output with labels. */
  readonly scorers: string;
  /** Where to put what is made on the way. */
  readonly folder: string;
  /** Runs `concord` from dist/ and answers what it prints. */
  concord(...args: string[]): string;
  /** What `concord check` prints of the corpus as JSON: the text, and the file it lies in. */
  readonly checked: Checked;
  readonly checkFile: string;
}

/** The part of `concord check --format json` that figures look at. */
export interface Checked {
  readonly findings: readonly {
    readonly file: KbPath;
    readonly rule: string;
    readonly severity: string;
    readonly range: { readonly start: Place; readonly end: Place };
    readonly message: string;
    readonly fixes: readonly { readonly title: string; readonly preferred?: true }[];
    readonly data?: { readonly destination?: string; readonly count?: number };
  }[];
  readonly stats: { readonly files: number; readonly fixed?: number };
}

export interface Place {
  readonly line: number;
  readonly character: number;
}
