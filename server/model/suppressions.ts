import { t } from '@vscode/l10n';
import type { Configuration, Severity } from './configuration.ts';
import type { Facts, Suppression } from './facts.ts';
import type { Finding, Problem, Rule } from './rule.ts';
import { positionAt, type Span } from './text.ts';

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

/** What one comment silences. */
interface Silence {
  readonly comment: Suppression;
  readonly stretches: Stretch[];
  /** The rules of findings that it has silenced. */
  readonly used: Set<string>;
}

interface Stretch {
  readonly span: Span;
  /** Undefined stands for all. */
  readonly rules: readonly string[] | undefined;
  /** Enabled again. */
  readonly except: readonly string[];
  readonly statements?: Suppression['statements'];
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
  const { silences, idle } = silencesOf(facts);
  const audible = findings.filter(finding => {
    const silencing = silences.filter(({ stretches }) => stretches.some(stretch => silencesIn(stretch, finding)));
    for (const silence of silencing) silence.used.add(finding.rule);
    return silencing.length === 0;
  });
  const severity = configuration.rules[unusedSuppression.id] ?? unusedSuppression.severity;
  if (severity === 'off') return audible;
  const unneeded = [
    ...silences.flatMap(silence => unused(silence, rules, areAll)),
    ...facts.suppressions.flatMap(comment => unknownNames(comment, known)),
    ...idle.map(comment => about(comment, t('Nothing is disabled here that could be enabled.'))),
  ];
  return [...audible, ...unneeded.map(found => ({ ...found, severity: severity as Severity }))];
}

const silencesIn = ({ span, rules, except, statements }: Stretch, finding: Finding): boolean =>
  span.start <= finding.span.start &&
  finding.span.start < span.end &&
  (rules === undefined || rules.includes(finding.rule)) &&
  !except.includes(finding.rule) &&
  (statements === undefined || isMeant(statements, finding));

/** Whether a comment silences a finding. */
export const isSilenced = (finding: Finding, facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>): boolean =>
  silencesOf(facts).silences.some(({ stretches }) => stretches.some(stretch => silencesIn(stretch, finding)));

/** The classes of findings that do not name theirs (convergence.md §7). */
const classesOf: Readonly<Record<string, readonly string[]>> = {
  'wrong-arithmetic': ['j', 'k'],
  'convergence-sum': ['l', 's'],
  'convergence-composite': ['f'],
};

/** Whether a finding is one of those that a comment on statements names, by class and by subject, metric or both. */
function isMeant({ classes, about }: NonNullable<Suppression['statements']>, { rule, data }: Finding): boolean {
  if (!rule.startsWith('convergence-') && rule !== 'wrong-arithmetic') return false;
  const own = (data?.classes as readonly string[] | undefined) ?? classesOf[rule] ?? [];
  if (classes.length > 0 && !classes.some(letter => own.includes(letter))) return false;
  const { subject, metric } = { subject: String(data?.subject ?? ''), metric: String(data?.metric ?? '') };
  return about === '' || [subject, metric, subject + metric].some(name => name !== '' && sameName(name, about));
}

const sameName = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*`“”"]/gu, '');

type Unneeded = Omit<Finding, 'severity'>;

const about = ({ span }: Suppression, message: string, names?: readonly string[]): Unneeded => ({
  rule: unusedSuppression.id,
  span,
  message,
  unnecessary: true,
  ...(names === undefined ? {} : { data: { rules: names } }),
});

function unused({ comment, used }: Silence, rules: readonly Rule[], areAll: boolean): Unneeded[] {
  if (comment.rules.length === 0) return used.size > 0 || !areAll ? [] : [about(comment, t('This comment suppresses nothing.'))];
  // A rule that is switched off finds nothing: a comment for it is not to blame.
  const idle = comment.rules.filter(name => !used.has(name) && rules.some(rule => rule.id === name));
  return idle.length === 0 ? [] : [about(comment, t('This comment suppresses nothing of “{0}”.', idle.join(', ')), idle)];
}

function unknownNames(comment: Suppression, known: ReadonlySet<string>): Unneeded[] {
  const names = comment.rules.filter(name => !known.has(name));
  return names.length === 0 ? [] : [about(comment, t('There is no rule “{0}”.', names.join(', ')), names)];
}

/** Where each comment silences what. `idle`: the `enable` comments that end nothing. */
function silencesOf(facts: Pick<Facts, 'suppressions' | 'lines' | 'headings'>): { silences: Silence[]; idle: Suppression[] } {
  const silences: Silence[] = [];
  const idle: Suppression[] = [];
  let open: { silence: Silence; start: number; rules: readonly string[] | undefined; except: readonly string[] }[] = [];
  for (const comment of facts.suppressions) {
    const rules = comment.rules.length === 0 ? undefined : comment.rules;
    if (comment.form === 'enable') {
      const [still, ended] = [[] as typeof open, comment.span.start];
      let endsAny = false;
      for (const disabled of open) {
        const left = enabled(disabled, rules);
        if (left === disabled) still.push(disabled);
        else {
          endsAny = true;
          disabled.silence.stretches.push({ span: { start: disabled.start, end: ended }, rules: disabled.rules, except: disabled.except });
          if (left !== undefined) still.push({ ...disabled, ...left, start: comment.span.end });
        }
      }
      if (!endsAny) idle.push(comment);
      open = still;
      continue;
    }
    const silence: Silence = { comment, stretches: [], used: new Set() };
    silences.push(silence);
    if (comment.form === 'disable') open.push({ silence, start: comment.span.end, rules, except: [] });
    else
      silence.stretches.push({
        span: reachOf(comment, facts),
        rules,
        except: [],
        ...(comment.statements && { statements: comment.statements }),
      });
  }
  for (const { silence, start, rules, except } of open) {
    silence.stretches.push({ span: { start, end: Number.MAX_SAFE_INTEGER }, rules, except });
  }
  return { silences, idle };
}

/** What stays disabled once some rules are enabled: the same object when none of them was disabled, undefined when nothing stays. */
function enabled<T extends Pick<Stretch, 'rules' | 'except'>>(
  disabled: T,
  rules: readonly string[] | undefined,
): Pick<Stretch, 'rules' | 'except'> | T | undefined {
  if (rules === undefined) return undefined;
  if (disabled.rules === undefined) {
    const fresh = rules.filter(name => !disabled.except.includes(name));
    return fresh.length === 0 ? disabled : { rules: undefined, except: [...disabled.except, ...fresh] };
  }
  const left = disabled.rules.filter(name => !rules.includes(name));
  if (left.length === disabled.rules.length) return disabled;
  return left.length === 0 ? undefined : { rules: left, except: [] };
}

/** The text that a comment for a file, a section or a line silences. Before the first heading the section is the chapter. */
function reachOf({ form, span }: Suppression, { lines, headings }: Pick<Facts, 'lines' | 'headings'>): Span {
  if (form === 'section') {
    const level = headings.findLast(heading => heading.nested !== true && heading.span.start < span.start)?.level ?? 0;
    const next = headings.find(heading => heading.nested !== true && heading.span.start > span.start && heading.level <= level);
    return { start: span.end, end: next?.span.start ?? Number.MAX_SAFE_INTEGER };
  }
  if (form === 'file') return { start: 0, end: Number.MAX_SAFE_INTEGER };
  const line = form === 'line' ? positionAt(lines, span.start).line : positionAt(lines, span.end).line + 1;
  return { start: lines[line] ?? Number.MAX_SAFE_INTEGER, end: lines[line + 1] ?? Number.MAX_SAFE_INTEGER };
}
