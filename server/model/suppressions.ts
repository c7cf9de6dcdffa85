import { t } from '@vscode/l10n';
import type { Configuration, Severity } from './configuration.ts';
import type { Facts, Suppression } from './facts.ts';
import type { Finding, Rule } from './rule.ts';
import { positionAt, type Span } from './text.ts';

/** The comments that silence findings are checked here, with the findings at hand; its place among the rules carries name and severity. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  summary: 'A comment that suppresses findings where there are none to suppress',
  severity: 'hint',
  check: () => [],
  fixes: (problem, chapter) => [
    {
      title: t('Remove the comment'),
      preferred: true,
      edits: [{ path: chapter.path, span: problem.span, newText: '' }],
    },
  ],
};

/** A stretch of the chapter in which one comment silences some rules. */
interface Silence {
  readonly comment: Suppression;
  readonly span: Span;
  /** None stands for all. */
  readonly rules: readonly string[];
  readonly used: Set<string>;
}

/** The findings that no comment silences, and one for each comment that silences nothing. */
export function suppressed(findings: readonly Finding[], facts: Facts, rules: readonly Rule[], configuration: Configuration): Finding[] {
  if (facts.suppressions.length === 0) return [...findings];
  const { silences, idle } = silencesOf(facts);
  const audible = findings.filter(finding => {
    const silencing = silences.filter(s => isIn(finding.span, s.span) && (s.rules.length === 0 || s.rules.includes(finding.rule)));
    for (const silence of silencing) silence.used.add(finding.rule);
    return silencing.length === 0;
  });
  const severity = configuration.rules[unusedSuppression.id] ?? unusedSuppression.severity;
  if (severity === 'off') return audible;
  return [
    ...audible,
    ...[...silences.flatMap(silence => unused(silence, rules)), ...idle.map(nothingToEnable)].map(found => ({
      ...found,
      severity: severity as Severity,
    })),
  ];
}

type Unused = Omit<Finding, 'severity'>;

function unused({ comment, rules: named, used }: Silence, rules: readonly Rule[]): Unused[] {
  const found = (message: string): Unused => ({ rule: unusedSuppression.id, span: comment.span, message, unnecessary: true });
  if (named.length === 0) return used.size > 0 ? [] : [found(t('This comment suppresses nothing.'))];
  // A rule that is switched off finds nothing: a comment for it is not to blame.
  const idle = named.filter(name => !used.has(name) && rules.some(rule => rule.id === name));
  if (idle.length === 0) return [];
  return [found(t('This comment suppresses nothing of “{0}”.', idle.join(', ')))];
}

const nothingToEnable = (comment: Suppression): Unused => ({
  rule: unusedSuppression.id,
  span: comment.span,
  message: t('Nothing is disabled here that could be enabled.'),
  unnecessary: true,
});

/** Where each comment silences what. `idle`: the `enable` comments that end nothing. */
function silencesOf(facts: Facts): { silences: Silence[]; idle: Suppression[] } {
  const lineSpan = (line: number): Span => ({
    start: facts.lines[line] ?? Number.MAX_SAFE_INTEGER,
    end: facts.lines[line + 1] ?? Number.MAX_SAFE_INTEGER,
  });
  const silences: Silence[] = [];
  const idle: Suppression[] = [];
  let open: { comment: Suppression; rules: readonly string[] }[] = [];
  const close = (end: number, which: typeof open) => {
    for (const { comment, rules } of which) silences.push({ comment, rules, span: { start: comment.span.end, end }, used: new Set() });
    open = open.filter(disabled => !which.includes(disabled));
  };
  for (const comment of facts.suppressions) {
    const { form, rules } = comment;
    if (form === 'file') silences.push({ comment, rules, span: { start: 0, end: Number.MAX_SAFE_INTEGER }, used: new Set() });
    else if (form === 'line')
      silences.push({ comment, rules, span: lineSpan(positionAt(facts.lines, comment.span.start).line), used: new Set() });
    else if (form === 'next-line')
      silences.push({ comment, rules, span: lineSpan(positionAt(facts.lines, comment.span.end).line + 1), used: new Set() });
    else if (form === 'disable') open.push({ comment, rules });
    else {
      const ended = open.filter(disabled => rules.length === 0 || sameNames(disabled.rules, rules));
      if (ended.length === 0) idle.push(comment);
      close(comment.span.start, ended);
    }
  }
  close(Number.MAX_SAFE_INTEGER, open);
  return { silences, idle };
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every(name => b.includes(name));

const isIn = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.start < outer.end;
