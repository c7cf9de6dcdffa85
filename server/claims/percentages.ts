import { Decimal } from './value.ts';

/** A ratio and the percentage in brackets behind it, or the other way round, that are not the same number. */
export interface WrongPercentage {
  readonly expression: string;
  readonly stated: string;
  readonly actual: string;
  readonly start: number;
  readonly end: number;
}

const ratio = String.raw`(?<![\w.^_\-–~+])(0\.\d{2,6})(?![\d.])`;
const percent = String.raw`(\d{1,2}(?:\.\d{1,4})?)\s*[%％]`;
const says = String.raw`\s*[（(]\s*(?:即|也就是|约|i\.e\.,?)?\s*`;
const pairs = [
  new RegExp(`${ratio}${says}(?<stated>${percent})\\s*[)）]`, 'gu'),
  new RegExp(`(?<![\\w.\\-–~+])${percent}${says}(?<stated>${ratio})\\s*[)）]`, 'gu'),
];

/** `0.9875（98.57%）`: class k of convergence.md §7. Numbers that are nowhere near each other measure different things. */
export function wrongPercentages(text: string): WrongPercentage[] {
  if (!/0\.\d/.test(text) || !/[%％]/.test(text)) return [];
  return pairs.flatMap((pattern, i) =>
    [...text.matchAll(pattern)].flatMap(match => {
      const [first, second] = i === 0 ? [match[1]!, match[3]!] : [match[1]!, match[3]!];
      const [plain, hundred] = i === 0 ? [first, second] : [second, first];
      const [a, b] = [new Decimal(plain), new Decimal(hundred).div(100)];
      const off = a.minus(b).abs();
      const slack = half(plain).plus(half(hundred).div(100));
      if (off.lte(slack) || off.gt(0.1) || off.gt(a.times(0.2)) || a.plus(b).minus(1).abs().lte(slack)) return [];
      const stated = match.groups!.stated!;
      const start = match.index + match[0].lastIndexOf(stated);
      return [
        {
          expression: i === 0 ? plain : `${hundred}%`,
          stated: i === 0 ? `${hundred}%` : plain,
          actual: i === 0 ? `${a.times(100)}%` : b.toString(),
          start,
          end: start + stated.length,
        },
      ];
    }),
  );
}

/** Half a unit of the last digit. */
const half = (written: string): Decimal => new Decimal(10).pow(-(written.split('.')[1]?.length ?? 0)).div(2);
