import { type Change, changed, replace } from './change.ts';
import { type Fault, faultOf } from './check.ts';
import { endAfter, renamedEnvironment, unended } from './environments.ts';
import { causeOf, type ErrorCause } from './errorCause.ts';
import type { Macros } from './macros.ts';
import { groupEnd, isInText, type Token, tokensOf, unbracedScript } from './scan.ts';
import { likelyNames } from './spelling.ts';
import { narrowed } from './typos.ts';

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
export function repairsOf(source: string, display: boolean, fault: Fault, cause: ErrorCause, macros: Macros): Repair[] {
  const candidates = [...candidatesFor(source, fault, cause, tokensOf(source))];
  const left = candidates.map(repair => ({ repair, fault: faultOf(changed(source, repair.changes), display, macros) }));
  const whole = left.filter(({ fault }) => fault === undefined);
  const part = left.filter(
    ({ repair, fault }) => repair.sure && fault !== undefined && JSON.stringify(causeOf(fault.reason)) !== JSON.stringify(cause),
  );
  const prose = isProse(source);
  return (whole.length > 0 ? whole : part).slice(0, 4).map(({ repair }) => (prose ? { ...repair, sure: false } : repair));
}

/** Whether dollar signs that were no formula's have taken prose for one: four words in a row over a line end. What would make it typeset would only spoil the prose. */
const isProse = (source: string): boolean =>
  source.includes('\n') && /(?:\p{L}{2,}[,;:]?\s+){3}\p{L}{2,}/u.test(source.replace(/\\\w+\*?\s*\{[^{}]*\}/g, ''));

function* candidatesFor(source: string, fault: Fault, cause: ErrorCause, tokens: readonly Token[]): Iterable<Repair> {
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
    case 'unbraced script':
      yield* braced(source, tokens, cause.name);
      return;
    case 'script in text':
      if (cause.name === '_') {
        const signs = all(tokens, '_').filter(at => isInText(source, at));
        yield { kind: 'escape', what: '\\_', changes: signs.map(at => replace(at, 1, '\\_')), sure: true };
      }
      return;
    case 'unknown environment':
      for (const { name, changes } of renamedEnvironment(cause.name, tokens))
        yield { kind: 'replace', what: `\\begin{${name}}`, changes, sure: true };
      return;
    case 'unknown command':
      yield* insteadOf(cause.name, fault, tokens);
      return;
    default:
      return;
  }
}

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

/** `x_\boldsymbol w` as `x_{\boldsymbol w}`: the command with as much behind it as makes it whole. */
function* braced(source: string, tokens: readonly Token[], name: string): Iterable<Repair> {
  const first = unbracedScript(tokens, name);
  // What is coloured may be one group behind the colour, or all that follows.
  if (first < 0 || name === '\\color') return;
  const start = tokens[first]!.at;
  for (let next = groupEnd(tokens, first + 1), tried = 0; next <= tokens.length && tried < 50; next = groupEnd(tokens, next), tried++) {
    const end = source.slice(0, tokens[next]?.at ?? source.length).trimEnd().length;
    const whole = source.slice(start, end);
    if (faultOf(whole, true) !== undefined) continue;
    yield { kind: 'replace', what: `{${whole}}`, changes: [replace(start, 0, '{'), replace(end, 0, '}')], sure: true };
    return;
  }
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
  for (const other of likelyNames(name.slice(1)))
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
