import { type Change, replace } from './change.ts';
import type { Fault } from './check.ts';
import { groupEnd, type Token } from './scan.ts';

/** Environments that only MathJax knows, by those of both that mean the same. */
const sameElsewhere: Readonly<Record<string, string>> = {
  eqnarray: 'aligned',
  'eqnarray*': 'aligned',
  flalign: 'aligned',
  'flalign*': 'aligned',
};

/** The name of the environment that a `\begin` or `\end` names. */
const nameAt = (tokens: readonly Token[], i: number): string =>
  tokens
    .slice(i + 2, groupEnd(tokens, i + 1) - 1)
    .map(({ text }) => text)
    .join('');

/**
 * An environment that only MathJax knows as one that both know. `eqnarray` has a column for the sign between both sides (`a &=& b`), which the others have not
 * (`a &= b`).
 */
export function* renamedEnvironment(name: string, tokens: readonly Token[]): Iterable<{ name: string; changes: readonly Change[] }> {
  const other = sameElsewhere[name];
  if (other === undefined) return;
  const names = tokens.flatMap(({ text }, i) =>
    (text === '\\begin' || text === '\\end') && nameAt(tokens, i) === name ? [replace(tokens[i + 2]!.at, name.length, other)] : [],
  );
  const columns = name.startsWith('eqnarray') ? secondColumns(name, tokens).map(({ at }) => replace(at, 1, '')) : [];
  yield { name: other, changes: [...names, ...columns].sort((a, b) => a.start - b.start) };
}

/** The `&` that begin the column behind the sign, in each row of the environments of a name. */
function secondColumns(name: string, tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  /** The environments that are open, and how many columns the row has begun in each. */
  const open: { readonly name: string; columns: number }[] = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    const { text } = token;
    if (text === '\\begin') open.push({ name: nameAt(tokens, i), columns: 0 });
    else if (text === '\\end') open.pop();
    depth += Number(text === '{') - Number(text === '}');
    const row = open.at(-1);
    if (row?.name !== name || depth > 0) return;
    if (text === '\\\\') row.columns = 0;
    else if (text === '&' && ++row.columns === 2) found.push(token);
  });
  return found;
}

/** The environments that are never ended, innermost first. */
export function unended(tokens: readonly Token[]): string[] {
  const open: string[] = [];
  tokens.forEach(({ text }, i) => {
    if (text !== '\\begin' && text !== '\\end') return;
    const name = nameAt(tokens, i);
    if (text === '\\begin') open.unshift(name);
    else if (open[0] === name) open.shift();
  });
  return open;
}

/** `\end{other}` behind the fault as `\end{name}`. */
export function endAfter(source: string, fault: Fault, other: string, name: string): Change {
  const at = source.indexOf(`\\end{${other}}`, Math.max(0, fault.start - 5));
  return at < 0 ? replace(fault.start, 0, '') : replace(at, `\\end{${other}}`.length, `\\end{${name}}`);
}
