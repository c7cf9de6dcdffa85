const digits = '零一二三四五六七八九';

/** The value of a Chinese numeral below a thousand (`七`, `十二`, `二十`, `一百零三`); undefined for what is none. */
export function chineseValue(written: string): number | undefined {
  const match = /^(?:([一二三四五六七八九])百[零〇]?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(written);
  if (match === null || written === '') return /^[零〇]$/.test(written) ? 0 : undefined;
  const [, hundreds, tens, ten, ones] = match;
  const digit = (c: string | undefined): number => (c === undefined ? 0 : digits.indexOf(c));
  return 100 * digit(hundreds) + 10 * (ten === undefined ? 0 : tens === undefined ? 1 : digit(tens)) + digit(ones);
}

/** The Chinese numeral of a number from 0 to 999. */
export function chineseNumeral(value: number): string {
  if (value < 10) return digits[value]!;
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const head = hundreds > 0 ? `${digits[hundreds]}百` : '';
  const middle = tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : digits[tens]}十` : hundreds > 0 && ones > 0 ? '零' : '';
  return `${head}${middle}${ones > 0 ? digits[ones] : ''}`;
}
