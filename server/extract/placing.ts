import { type Span, shifted } from '../model/text.ts';

/** The same, while it is being put together. */
export type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** The names of the fields that are spans. */
type SpanNames<T> = T extends unknown ? { [K in keyof T]-?: NonNullable<T[K]> extends Span ? K : never }[keyof T] : never;

/**
 * Declares lists of facts that pieces say by themselves. In their chapter they stand elsewhere and are the same otherwise: of each list, all fields that are spans are named. How they begin, their types and
 * how pieces are put together follow from that.
 */
export type Lists<T> = {
  readonly [K in keyof T]?: T[K] extends readonly (infer E)[] ? { readonly [F in SpanNames<E>]: true } : never;
};

type Spans<T> = { readonly [K in keyof T]?: true };

/** A fact of a piece as it is in the chapter, where the piece begins at `by`. */
export function placed<T extends object>(fact: T, spans: Spans<T>, by: number): T {
  const copy = { ...fact };
  for (const name in spans) {
    const own = fact[name] as Span | undefined;
    if (own !== undefined) copy[name] = shifted(own, by) as T[typeof name];
  }
  return copy;
}

/** Adds what pieces say to what their chapter does; most of them say nothing. */
export class Placing<D extends object> {
  readonly #lists: readonly (readonly [name: keyof D, spans: Spans<object>])[];

  constructor(lists: D) {
    this.#lists = Object.entries(lists) as [keyof D, Spans<object>][];
  }

  add(own: { readonly [K in keyof D]: readonly object[] }, by: number, into: { readonly [K in keyof D]: object[] }): void {
    for (let i = 0; i < this.#lists.length; i++) {
      const [name, spans] = this.#lists[i]!;
      const facts = own[name];
      for (let j = 0; j < facts.length; j++) into[name].push(placed(facts[j]!, spans, by));
    }
  }
}
