import { type Atom, type Item, itemOf } from './atoms.ts';

/** Operands and the operators between them, as they are read. */
export class Items {
  readonly #items: Item[] = [];
  /** How many of them are complete when the operand that is being read is. */
  #complete = 0;
  /** The factors of that operand. */
  run: Atom[] = [];

  /** Nothing has been read, or an operator last. */
  get needsOperand(): boolean {
    return this.run.length === 0 && (this.#items.at(-1)?.isOperator ?? this.#items.length === 0);
  }

  /** The factor read last, if nothing else was since. */
  get last(): Atom | undefined {
    return this.run.at(-1);
  }

  operate(operator: Item): void {
    this.#endRun();
    this.#items.push(operator);
  }

  multiply(atom: Atom, spaced: boolean): void {
    if (spaced && !this.last?.isWord) this.#endRun();
    this.run.push(this.run.length === 0 && atom.holdsFraction ? { tex: atom.inside!, tall: true } : atom);
  }

  /** The factors that are multiplied with those read last, and these, as one operand. */
  product(): Atom[] {
    while (this.#items.at(-1)?.isFactor) this.run.unshift(this.#items.pop()!);
    return this.run;
  }

  complete(): void {
    this.#complete = this.#items.length + 1;
  }

  /** All that is complete: an operator at the end is not. */
  completed(): Item[] {
    this.#endRun();
    return this.#items.slice(0, this.#complete);
  }

  #endRun(): void {
    if (this.run.length > 0) this.#items.push(itemOf(this.run));
    this.run = [];
  }
}
