/**
 * The fewest steps that were found to fail still: leaves out longer and longer and then shorter and shorter runs of them, as long as what is left fails (“delta debugging”). The last step
 * stays. `budget`: milliseconds after which it is content with what it has.
 */
export async function shrunken<T>(
  steps: readonly T[],
  fails: (steps: readonly T[]) => Promise<boolean>,
  budget: number,
): Promise<readonly T[]> {
  const end = performance.now() + budget;
  let left = steps;
  for (let length = Math.ceil(left.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let start = Math.max(0, left.length - 1 - length); ; start = Math.max(0, start - length)) {
      if (performance.now() > end) return left;
      const without = [...left.slice(0, start), ...left.slice(Math.min(start + length, left.length - 1))];
      if (without.length < left.length && (await fails(without))) left = without;
      if (start === 0) break;
    }
  }
  return left;
}
