/** What many measurements of one thing come to, in the unit of the samples. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Undefined when there is nothing to sum up. */
export function summary(samples: readonly number[]): Summary | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), low: sorted[0]!, high: sorted.at(-1)!, count: sorted.length };
}

/** Of ascending samples, interpolated between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
