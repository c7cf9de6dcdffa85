import { distance } from 'fastest-levenshtein';
import { type Cause, causeOf } from './causes.ts';
import { type Fault, faultOf } from './check.ts';
import commands from './commands.json' with { type: 'json' };
import { katexOnly } from './dialects.ts';
import type { Macros } from './macros.ts';
import { groupEnd, type Token, tokensOf } from './scan.ts';
import { narrowed } from './slips.ts';

/** A change of a formula's source. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** What would make a formula typeset. */
export interface Repair {
  readonly kind: 'escape' | 'insert' | 'remove' | 'replace' | 'aligned';
  /** What is inserted, removed, escaped or put there, as writers see it. */
  readonly what: string;
  readonly changes: readonly Change[];
  /** For what is inserted: what it comes before, if not the end. */
  readonly before?: string;
  /** Hardly anything else can have been meant. */
  readonly sure: boolean;
}

/** The changes that mend a fault, likeliest first. Each has been tried; the formula may have another fault behind it. */
export function repairsOf(source: string, display: boolean, fault: Fault, cause: Cause, macros: Macros): Repair[] {
  const candidates = [...candidatesFor(source, fault, cause, tokensOf(source))];
  const left = candidates.map(repair => ({ repair, fault: faultOf(changed(source, repair.changes), display, macros) }));
  const whole = left.filter(({ fault }) => fault === undefined);
  const part = left.filter(
    ({ repair, fault }) => repair.sure && fault !== undefined && JSON.stringify(causeOf(fault.reason)) !== JSON.stringify(cause),
  );
  return (whole.length > 0 ? whole : part).slice(0, 4).map(({ repair }) => repair);
}

export function changed(source: string, changes: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of [...changes].sort((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + newText;
    at = end;
  }
  return result + source.slice(at);
}

function* candidatesFor(source: string, fault: Fault, cause: Cause, tokens: readonly Token[]): Iterable<Repair> {
  // A comment that swallows a brace looks like a missing brace.
  const percents = [...source.matchAll(/(?<=[\d}\p{L}] ?)(?<!\\)%/gu)].map(({ index }) => index);
  if (percents.length > 0) yield { kind: 'escape', what: '\\%', changes: percents.map(at => replace(at, 1, '\\%')), sure: true };
  const narrow = narrowed(source);
  if (narrow.length > 0)
    yield { kind: 'replace', what: [...new Set(narrow.map(({ newText }) => newText))].join(' '), changes: narrow, sure: true };
  switch (cause.kind) {
    case 'stray hash':
      yield { kind: 'escape', what: '\\#', changes: all(tokens, '#').map(at => replace(at, 1, '\\#')), sure: true };
      return;
    case 'stray ampersand': {
      const changes = [
        replace(source.length - source.trimStart().length, 0, '\\begin{aligned} '),
        replace(source.trimEnd().length, 0, ' \\end{aligned}'),
      ];
      const hasRows = tokens.some(({ text }) => text === '\\\\');
      if (hasRows) yield { kind: 'aligned', what: 'aligned', changes, sure: true };
      yield { kind: 'escape', what: '\\&', changes: all(tokens, '&').map(at => replace(at, 1, '\\&')), sure: !hasRows };
      return;
    }
    case 'superfluous brace':
      yield { kind: 'remove', what: '}', changes: [replace(fault.start, 1, '')], sure: false };
      return;
    case 'missing brace':
      yield* closing(source, tokens);
      return;
    case 'missing end': {
      const end = unended(tokens)
        .map(name => `\\end{${name}}`)
        .join(' ');
      yield { kind: 'insert', what: end, changes: [replace(source.trimEnd().length, 0, ` ${end}`)], sure: true };
      return;
    }
    case 'missing right':
      yield { kind: 'insert', what: '\\right.', changes: [replace(source.trimEnd().length, 0, ' \\right.')], sure: false };
      return;
    case 'missing left':
      yield { kind: 'remove', what: '\\right', changes: [replace(fault.start, '\\right'.length, '')], sure: false };
      return;
    case 'dollar inside':
      yield { kind: 'remove', what: '$', changes: all(tokens, '$').map(at => replace(at, 1, '')), sure: true };
      return;
    case 'size':
      yield { kind: 'replace', what: '10em', changes: [replace(fault.start, fault.end - fault.start, '{10em}')], sure: false };
      return;
    case 'mismatched environments':
      yield { kind: 'replace', what: `\\end{${cause.name}}`, changes: [endAfter(source, fault, cause.other, cause.name)], sure: true };
      return;
    case 'double superscript':
    case 'double subscript':
      yield { kind: 'insert', what: '{}', before: source[fault.start]!, changes: [replace(fault.start, 0, '{}')], sure: false };
      return;
    case 'unknown command':
      yield* insteadOf(cause.name, fault, tokens);
      return;
    default:
      return;
  }
}

const replace = (at: number, length: number, newText: string): Change => ({ start: at, end: at + length, newText });

const all = (tokens: readonly Token[], text: string): number[] => tokens.filter(token => token.text === text).map(({ at }) => at);

/** Where a brace that is never closed may have been meant to close: before the next `&`, `\\` or `\end`, or at the end. */
function* closing(source: string, tokens: readonly Token[]): Iterable<Repair> {
  const open: number[] = [];
  tokens.forEach(({ text }, i) => {
    if (text === '{') open.push(i);
    else if (text === '}') open.pop();
  });
  const last = open.at(-1);
  if (last === undefined) return;
  const insert = (at: number, braces: string): Change[] => [replace(source.slice(0, at).trimEnd().length, 0, braces)];
  const border = tokens.slice(last).find(({ text }) => text === '&' || text === '\\\\' || text === '\\end' || text === '\\right');
  if (border !== undefined) yield { kind: 'insert', what: '}', before: border.text, changes: insert(border.at, '}'), sure: false };
  yield { kind: 'insert', what: '}'.repeat(open.length), changes: insert(source.length, '}'.repeat(open.length)), sure: false };
}

/** The environments that are never ended, innermost first. */
function unended(tokens: readonly Token[]): string[] {
  const open: string[] = [];
  tokens.forEach(({ text }, i) => {
    if (text !== '\\begin' && text !== '\\end') return;
    const name = tokens
      .slice(i + 2, groupEnd(tokens, i + 1) - 1)
      .map(token => token.text)
      .join('');
    if (text === '\\begin') open.unshift(name);
    else if (open[0] === name) open.shift();
  });
  return open;
}

/** `\end{other}` behind the fault as `\end{name}`. */
function endAfter(source: string, fault: Fault, other: string, name: string): Change {
  const at = source.indexOf(`\\end{${other}}`, Math.max(0, fault.start - 5));
  return at < 0 ? replace(fault.start, 0, '') : replace(at, `\\end{${other}}`.length, `\\end{${name}}`);
}

/** What may have been meant by a command that nobody knows. */
function* insteadOf(name: string, fault: Fault, tokens: readonly Token[]): Iterable<Repair> {
  if (/^\\[[\]()]$/.test(name)) {
    const escaped = tokens.filter(({ text }) => /^\\[[\]()]$/.test(text));
    yield { kind: 'replace', what: name.slice(1), changes: escaped.map(({ at, text }) => replace(at, 2, text.slice(1))), sure: true };
    return;
  }
  if (/^\\\p{Script=Han}/u.test(name)) yield { kind: 'remove', what: '\\', changes: [replace(fault.start, 1, '')], sure: true };
  const end = fault.start + name.length;
  const known = knownAs[name];
  if (known !== undefined) {
    const after = tokens.findIndex(({ at }) => at >= end);
    const isGroup = known.endsWith('{') && tokens[after]?.text === '{' && groupEnd(tokens, after) <= tokens.length;
    if (!known.endsWith('{') || isGroup)
      yield {
        kind: 'replace',
        what: known.replace(/\{$/, ''),
        changes: [replace(fault.start, name.length, known.replace(/\{$/, ''))],
        sure: true,
      };
  }
  const near = nearest(name.slice(1));
  for (const other of near)
    yield { kind: 'replace', what: `\\${other}`, changes: [replace(fault.start, name.length, `\\${other}`)], sure: false };
}

/** Names of other systems; one that ends with `{` needs an argument. */
const knownAs: Readonly<Record<string, string>> = {
  '\\mbox': '\\text{',
  '\\mathbold': '\\boldsymbol{',
  '\\textunderscore': '\\_',
  '\\pmatrix': '\\begin{pmatrix}',
  '\\overparen': '\\overgroup{',
  '\\underparen': '\\undergroup{',
  '\\dslash': '/\\!\\!/',
};

/** The known commands that differ least, at most by two fifths of their letters; those that every renderer knows. */
function nearest(name: string): string[] {
  const most = Math.max(1, Math.round(name.length * 0.4));
  return Object.keys(commands)
    .filter(other => Math.abs(other.length - name.length) <= most && !katexOnly.has(other))
    .map(other => ({ other, far: other.toLowerCase() === name.toLowerCase() ? 0.5 : distance(other, name) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ other }) => other);
}
