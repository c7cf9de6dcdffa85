/** Commands that say how a formula looks and nothing else, with the blank that they leave. */
export const layout: ReadonlyMap<string, '' | ' '> = new Map([
  ...[
    'left',
    'right',
    'displaystyle',
    'textstyle',
    '!',
    ...['big', 'Big', 'bigg', 'Bigg'].flatMap(size => [size, `${size}l`, `${size}r`]),
  ].map(name => [name, ''] as const),
  ...['quad', 'qquad', ',', ';', ':', ' ', '\n'].map(name => [name, ' '] as const),
]);

/** Commands that set what is behind them in another style. */
export const styles: ReadonlySet<string> = new Set(['text', 'mathrm', 'mathbf', 'operatorname', 'mathit', 'mathsf', 'mathcal', 'mathbb']);
