import type { Steps } from '../model/steps.ts';
import type { Form } from './construct.ts';
import { constructs } from './constructs/index.ts';
import type { Context, Surroundings } from './context.ts';
import type { Stated } from './stated.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a block says, by every construct that reads one of its forms. `start`: from its offsets to the chapter's. */
export function* readBlock(forms: readonly Form[], start: number, surroundings: Surroundings, vocabulary: Vocabulary): Steps<Stated> {
  const context: Context = { ...surroundings, vocabulary, start, claims: [] };
  for (const { form, of } of forms)
    for (const construct of constructs) {
      const steps = construct.form === form ? construct.read(of as never, context) : undefined;
      if (steps !== undefined) yield* steps;
    }
  return context;
}
