import type { Facts, Heading, Suppression } from './facts.ts';
import type { Finding, IdleComment, Rule } from './rule.ts';
import { type Directive, Findings } from './silencing.ts';
import { firstFrom, positionAt, type Span } from './text.ts';

/** What comments leave of findings, and the comments that silence nothing. */
export interface Suppressed {
  readonly audible: readonly Finding[];
  readonly idle: readonly IdleComment[];
}

/** `rules`: those that have run; `areAll`: all that are on; `known`: all there are, by id. */
export function suppressed(
  findings: readonly Finding[],
  facts: Facts,
  rules: readonly Rule[],
  areAll: boolean,
  known: ReadonlyMap<string, Rule>,
): Suppressed {
  if (facts.suppressions.length === 0) return { audible: findings, idle: [] };
  const concerned = new Findings(findings, known);
  const { silences, idle } = silencesOf(facts, [...concerned.rules]);
  const ran = new Set(rules.map(({ id }) => id));
  // Every comment is asked, so that all that silence something are known to.
  const unneeded = [
    ...silences.flatMap(silence => unused(silence.comment, concerned.silence(silence), ran, areAll)),
    ...facts.suppressions.flatMap(comment => unknownNames(comment, known)),
    ...idle.map(({ span }): IdleComment => ({ span, why: 'enables' })),
  ];
  return { audible: concerned.audible(), idle: unneeded };
}

/** Whether a comment silences a finding of a rule. */
export function isSilenced(finding: Finding, rule: Rule, facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>): boolean {
  const findings = new Findings([finding], new Map([[rule.id, rule]]));
  for (const silence of silencesOf(facts, [finding.rule]).silences) findings.silence(silence);
  return findings.audible().length === 0;
}

function unused({ rules, span }: Suppression, used: ReadonlySet<string>, ran: ReadonlySet<string>, areAll: boolean): IdleComment[] {
  if (rules.length === 0) return used.size > 0 || !areAll ? [] : [{ span, why: 'all' }];
  // A rule that is switched off finds nothing: a comment for it is not to blame.
  const names = rules.filter(name => !used.has(name) && ran.has(name));
  return names.length === 0 ? [] : [{ span, why: 'some', names }];
}

function unknownNames({ rules, span }: Suppression, known: ReadonlyMap<string, Rule>): IdleComment[] {
  const names = rules.filter(name => !known.has(name));
  return names.length === 0 ? [] : [{ span, why: 'unknown', names }];
}

/** Where each comment silences what, of the rules in question. `idle`: the `enable` comments that end nothing. */
function silencesOf(
  facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>,
  rules: readonly string[],
): { silences: Directive[]; idle: Suppression[] } {
  const reach = new Reach(facts);
  const silences: Directive[] = [];
  // From the last comment back, so that where a rule is enabled again is known.
  const ends = new Map<string, number>();
  let end = Number.MAX_SAFE_INTEGER;
  for (const comment of facts.suppressions.toReversed()) {
    const { form, span, statements } = comment;
    if (form === 'enable') {
      for (const rule of comment.rules) ends.set(rule, span.start);
      if (comment.rules.length > 0) continue;
      end = span.start;
      ends.clear();
      continue;
    }
    const named = comment.rules.length === 0 ? undefined : comment.rules;
    const stretches =
      form === 'disable'
        ? (named ?? rules).map(rule => ({ rule, span: { start: span.end, end: ends.get(rule) ?? end } }))
        : (named ?? [undefined]).map(rule => ({ rule, span: reach.of(comment), ...(statements && { statements }) }));
    silences.push({ comment, stretches });
  }
  return { silences: silences.reverse(), idle: idleIn(facts.suppressions) };
}

/** The comments that enable what is enabled. */
function idleIn(comments: readonly Suppression[]): Suppression[] {
  const disabled = new Disabled();
  return comments.filter(({ form, rules }) => {
    if (form === 'disable') disabled.disable(rules);
    return form === 'enable' && !disabled.enable(rules);
  });
}

/** The rules that are disabled at a place; where none is named, all are meant. */
class Disabled {
  readonly #named = new Set<string>();
  /** Since all were disabled, these have been enabled. */
  #except: Set<string> | undefined;

  disable(rules: readonly string[]): void {
    for (const rule of rules) this.#named.add(rule);
    if (rules.length === 0) this.#except = new Set();
  }

  /** Whether any of them was disabled. */
  enable(rules: readonly string[]): boolean {
    const wasDisabled =
      rules.length === 0
        ? this.#except !== undefined || this.#named.size > 0
        : rules.some(rule => this.#named.has(rule) || this.#except?.has(rule) === false);
    if (rules.length === 0) {
      this.#named.clear();
      this.#except = undefined;
    }
    for (const rule of rules) {
      this.#named.delete(rule);
      this.#except?.add(rule);
    }
    return wasDisabled;
  }
}

/** The text that a comment for a file, a section or a line silences. */
class Reach {
  readonly #lines: Facts['lines'];
  /** The headings of the outline, and where the section of each ends. */
  readonly #outline: readonly Heading[];
  readonly #ends: readonly number[];

  constructor({ lines, headings }: Pick<Facts, 'lines' | 'headings'>) {
    this.#lines = lines;
    this.#outline = headings.filter(({ nested }) => nested !== true);
    const ends: number[] = this.#outline.map(() => Number.MAX_SAFE_INTEGER);
    const open: number[] = [];
    for (const [i, { level, span }] of this.#outline.entries()) {
      while (open.length > 0 && this.#outline[open.at(-1)!]!.level >= level) ends[open.pop()!] = span.start;
      open.push(i);
    }
    this.#ends = ends;
  }

  of({ form, span }: Suppression): Span {
    const lines = this.#lines;
    // Before the first heading the section is the chapter.
    if (form === 'section')
      return { start: span.end, end: this.#ends[firstFrom(this.#outline, span.start) - 1] ?? Number.MAX_SAFE_INTEGER };
    if (form === 'file') return { start: 0, end: Number.MAX_SAFE_INTEGER };
    const line = form === 'line' ? positionAt(lines, span.start).line : positionAt(lines, span.end).line + 1;
    return { start: lines[line] ?? Number.MAX_SAFE_INTEGER, end: lines[line + 1] ?? Number.MAX_SAFE_INTEGER };
  }
}
