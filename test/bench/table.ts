import type { Measurement, Who } from './measurement.ts';
import type { Verdict } from './targets.ts';

const names: Readonly<Record<Who, string>> = { concord: 'Concord', rumdl: 'rumdl', vscode: 'VS Code', remark: 'remark' };

/** Every measurement in a row: median, and the range of the samples; p95 where there are enough of them. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const who = (Object.keys(names) as Who[]).filter(name => measurements.some(({ figures }) => figures[name] !== undefined));
  const rows = measurements.map(({ name, unit, figures }) => [
    `${name}, ${unit}`,
    ...who.map(one => {
      const figure = figures[one];
      if (figure === undefined) return '–';
      const { median, p95, low, high, count } = figure;
      if (count === 1) return number(median);
      return count >= 20 ? `${number(median)}  p95 ${number(p95)}  (${count})` : `${number(median)}  ${number(low)}–${number(high)}`;
    }),
  ]);
  return table(['median  range, or p95 (count)', ...who.map(one => names[one])], rows);
}

export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ what, against, ours, theirs, value, least, aim, result }) => [
    what,
    against === undefined ? '' : names[against],
    number(ours),
    theirs === undefined ? '' : number(theirs),
    ratio(value, against),
    `≤ ${ratio(least, against)}`,
    `≤ ${ratio(aim, against)}`,
    { aim: '✔ aim reached', met: '✔ met', missed: '✖ missed' }[result],
  ]);
  return table(['target', 'against', 'ours', 'theirs', 'ratio', 'at least', 'aim', ''], rows);
}

const ratio = (value: number, against: Who | undefined): string =>
  against === undefined ? number(value) : value < 0.29 ? `1/${number(1 / value)}` : `${number(value)}×`;

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map(row => width(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell + ' '.repeat(widths[i]! - width(cell)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map(length => '─'.repeat(length)).join('  '), ...rows.map(line)].join('\n');
}

/** In columns of a terminal, where a Chinese character takes two. */
const width = (text: string): number => [...text].reduce((sum, character) => sum + (/[\u2e80-\uffdf]/.test(character) ? 2 : 1), 0);
