import { letters } from './characters.ts';
import type { PlainToken } from './tokens.ts';

/** A place among the tokens of a formula, and what can be told of it from those right around it. */
export class Cursor {
  readonly #tokens: readonly PlainToken[];
  at = 0;

  constructor(tokens: readonly PlainToken[]) {
    this.#tokens = tokens;
  }

  /** How many tokens there are in all. */
  get count(): number {
    return this.#tokens.length;
  }

  /** The token that was read last. */
  get previous(): PlainToken | undefined {
    return this.#tokens[this.at - 1];
  }

  /** The next token, or one further on. */
  ahead(by = 0): PlainToken | undefined {
    return this.#tokens[this.at + by];
  }

  /** `<x, y>`: an inner product, no comparison. */
  opensAngle(): boolean {
    const [open, first] = [this.ahead(), this.ahead(1)];
    if (open?.text !== '<' || first === undefined || first.spaced) return false;
    const inside = this.#tokens.slice(this.at + 1, this.at + 40);
    const end = inside.findIndex(({ kind }) => kind === 'relation');
    return inside[end]?.text === '>' && inside.slice(0, end).some(({ text }) => text === ',');
  }

  /** Whether something follows a large operator to be summed; a letter that looks like one stands alone. */
  isApplied(): boolean {
    const next = this.ahead();
    const written = this.previous!.text;
    if (!(written in letters)) return true;
    return next !== undefined && (!/^(?:relation|operator|other)$/.test(next.kind) || this.opensAngle()) && !/^[,;:/)\]}|]/.test(next.text);
  }

  /** Whether no operand follows: a star is no product then. */
  endsOperand(): boolean {
    const next = this.ahead();
    return next === undefined || next.kind === 'relation' || /^[)\],;|}(]$/.test(next.text) || (next.kind === 'operator' && next.spaced);
  }
}
