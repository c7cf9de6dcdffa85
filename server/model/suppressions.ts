import { t } from '@vscode/l10n';
import type { Configuration, Severity } from './configuration.ts';
import type { Facts, Heading, Suppression } from './facts.ts';
import type { Finding, Problem, Rule } from './rule.ts';
import { Findings, type Silence } from './silencing.ts';
import { firstFrom, positionAt, type Span } from './text.ts';

/** The comments that silence findings are checked here, with the findings at hand; its place among the rules carries name and severity. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  summary: 'A comment that suppresses findings where there are none to suppress',
  severity: 'hint',
  check: () => [],
  fixes: (problem, { path }, workshop) => {
    const { span } = problem;
    const idle = namesToDrop(problem, workshop.text(path)?.slice(span.start, span.end) ?? '');
    if (idle === undefined)
      return [{ title: t('Remove the comment'), evidence: ['certain'] as const, edits: [{ path, span, newText: '' }] }];
    return [{ title: t('Remove “{0}” from the comment', idle.names.join(', ')), edits: [{ path, span, newText: idle.left }] }];
  },
};

/** The rest of a comment some of whose names silence nothing; undefined when nothing is left of it. */
function namesToDrop({ data }: Problem, comment: string): { names: string[]; left: string } | undefined {
  const names = data?.rules as string[] | undefined;
  const parts = /^(<!--\s*\S+\s+)([\s\S]*?)(\s*-->)$/.exec(comment);
  if (names === undefined || parts === null) return undefined;
  const left = parts[2]!.split(/[\s,]+/).filter(name => !names.includes(name));
  return left.length === 0 ? undefined : { names, left: parts[1]! + left.join(' ') + parts[3]! };
}

/**
 * The findings that no comment silences, and one for each comment that silences nothing. `rules`: those that have run; `areAll`: all that are on; `known`: the names of all there are.
 */
export function suppressed(
  findings: readonly Finding[],
  facts: Facts,
  rules: readonly Rule[],
  areAll: boolean,
  known: ReadonlySet<string>,
  configuration: Configuration,
): Finding[] {
  if (facts.suppressions.length === 0) return [...findings];
  const concerned = new Findings(findings);
  const { silences, idle } = silencesOf(facts, [...concerned.rules]);
  const severity = configuration.rules[unusedSuppression.id] ?? unusedSuppression.severity;
  const ran = new Set(rules.map(({ id }) => id));
  // Every comment is asked, so that all that silence something are known to.
  const unneeded = [
    ...silences.flatMap(silence => unused(silence.comment, concerned.silence(silence), ran, areAll)),
    ...facts.suppressions.flatMap(comment => unknownNames(comment, known)),
    ...idle.map(comment => about(comment, t('Nothing is disabled here that could be enabled.'))),
  ];
  const audible = concerned.audible();
  return severity === 'off' ? audible : [...audible, ...unneeded.map(found => ({ ...found, severity: severity as Severity }))];
}

/** Whether a comment silences a finding. */
export function isSilenced(finding: Finding, facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>): boolean {
  const findings = new Findings([finding]);
  for (const silence of silencesOf(facts, [finding.rule]).silences) findings.silence(silence);
  return findings.audible().length === 0;
}

type Unneeded = Omit<Finding, 'severity'>;

const about = ({ span }: Suppression, message: string, names?: readonly string[]): Unneeded => ({
  rule: unusedSuppression.id,
  span,
  message,
  unnecessary: true,
  ...(names === undefined ? {} : { data: { rules: names } }),
});

function unused(comment: Suppression, used: ReadonlySet<string>, ran: ReadonlySet<string>, areAll: boolean): Unneeded[] {
  if (comment.rules.length === 0) return used.size > 0 || !areAll ? [] : [about(comment, t('This comment suppresses nothing.'))];
  // A rule that is switched off finds nothing: a comment for it is not to blame.
  const idle = comment.rules.filter(name => !used.has(name) && ran.has(name));
  return idle.length === 0 ? [] : [about(comment, t('This comment suppresses nothing of “{0}”.', idle.join(', ')), idle)];
}

function unknownNames(comment: Suppression, known: ReadonlySet<string>): Unneeded[] {
  const names = comment.rules.filter(name => !known.has(name));
  return names.length === 0 ? [] : [about(comment, t('There is no rule “{0}”.', names.join(', ')), names)];
}

/** Where each comment silences what, of the rules in question. `idle`: the `enable` comments that end nothing. */
function silencesOf(
  facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>,
  rules: readonly string[],
): { silences: Silence[]; idle: Suppression[] } {
  const reach = new Reach(facts);
  const silences: Silence[] = [];
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
  const idle: Suppression[] = [];
  const disabled = new Set<string>();
  // Since all were disabled, these have been enabled.
  let except: Set<string> | undefined;
  for (const comment of comments) {
    const { form, rules } = comment;
    if (form === 'disable') {
      for (const rule of rules) disabled.add(rule);
      if (rules.length === 0) except = new Set();
    } else if (form === 'enable') {
      const isUsed =
        rules.length === 0
          ? except !== undefined || disabled.size > 0
          : rules.some(rule => disabled.has(rule) || except?.has(rule) === false);
      if (!isUsed) idle.push(comment);
      if (rules.length === 0) {
        disabled.clear();
        except = undefined;
      }
      for (const rule of rules) {
        disabled.delete(rule);
        except?.add(rule);
      }
    }
  }
  return idle;
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
