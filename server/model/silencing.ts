import type { Suppression } from './facts.ts';
import type { Finding, Rule, StatementRule } from './rule.ts';
import { firstFrom, type Span } from './text.ts';

/** What one comment silences. */
export interface Directive {
  readonly comment: Suppression;
  readonly stretches: readonly Scope[];
}

interface Scope {
  readonly span: Span;
  /** Undefined stands for all. */
  readonly rule: string | undefined;
  readonly statements?: Suppression['statements'];
}

/**
 * Findings, and which of them are silenced. What a comment silences is a run of those that it concerns, in the order of the text: however many comments there are and
 * however far they reach, nothing is gone through for each of them.
 */
export class Findings {
  readonly #all: readonly Finding[];
  readonly #known: ReadonlyMap<string, Pick<Rule, 'statements'>>;
  readonly #runs = new Map<string, Run>();
  /** The names of their rules. */
  readonly rules: ReadonlySet<string>;

  /** `known`: their rules, by id. */
  constructor(all: readonly Finding[], known: ReadonlyMap<string, Pick<Rule, 'statements'>>) {
    this.#all = all;
    this.#known = known;
    this.rules = new Set(all.map(({ rule }) => rule));
  }

  /** Silences what a comment does. Answers the rules of what that is. */
  silence({ stretches }: Directive): Set<string> {
    const used = new Set<string>();
    for (const { span, rule, statements } of stretches) {
      for (const name of rule === undefined ? this.rules : [rule]) {
        if (this.#run(name, statements).silence(span)) used.add(name);
      }
    }
    return used;
  }

  audible(): Finding[] {
    const silenced = new Set<Finding>();
    for (const run of this.#runs.values()) for (const finding of run.silenced()) silenced.add(finding);
    return this.#all.filter(finding => !silenced.has(finding));
  }

  /** The findings of a rule; of those on statements, which comments can name more narrowly, the ones that are meant. */
  #run(rule: string, statements: Suppression['statements']): Run {
    if (statements === undefined) return this.#kept(rule, () => this.#byRule().get(rule) ?? []);
    const known = this.#known.get(rule)?.statements;
    if (known === undefined) return this.#kept('', () => []);
    const { about, classes } = statements;
    const named = this.#named(rule, bare(about));
    if (classes.length === 0) return named;
    return this.#kept(JSON.stringify([rule, bare(about), ...classes]), () =>
      named.findings.filter(finding => isOfClass(classes, finding, known)),
    );
  }

  #named(rule: string, name: string): Run {
    return this.#kept(JSON.stringify([rule, name]), () =>
      name === '' ? (this.#byRule().get(rule) ?? []) : (this.#byName(rule).get(name) ?? []),
    );
  }

  #kept(key: string, findings: () => readonly Finding[]): Run {
    let run = this.#runs.get(key);
    run ??= new Run(findings());
    this.#runs.set(key, run);
    return run;
  }

  #rules: ReadonlyMap<string, Finding[]> | undefined;
  #byRule = (): ReadonlyMap<string, Finding[]> => (this.#rules ??= grouped(this.#all, ({ rule }) => [rule]));

  readonly #names = new Map<string, ReadonlyMap<string, Finding[]>>();
  #byName(rule: string): ReadonlyMap<string, Finding[]> {
    const names = this.#names.get(rule) ?? grouped(this.#byRule().get(rule) ?? [], namesOf);
    this.#names.set(rule, names);
    return names;
  }
}

function grouped(findings: readonly Finding[], keysOf: (finding: Finding) => Iterable<string>): ReadonlyMap<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const key of new Set(keysOf(finding))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [finding]);
      else group.push(finding);
    }
  }
  return groups;
}

/** Findings in the order of the text, stretches of which are silenced. */
class Run {
  readonly findings: readonly Finding[];
  /** How many more stretches begin than end at each of them. */
  readonly #begun: Int32Array;

  constructor(findings: readonly Finding[]) {
    this.findings = [...findings].sort((a, b) => a.span.start - b.span.start);
    this.#begun = new Int32Array(findings.length + 1);
  }

  /** Silences those that begin in a span. Answers whether there are any. */
  silence({ start, end }: Span): boolean {
    const [from, to] = [firstFrom(this.findings, start), firstFrom(this.findings, end)];
    if (from >= to) return false;
    this.#begun[from]!++;
    this.#begun[to]!--;
    return true;
  }

  *silenced(): Iterable<Finding> {
    let open = 0;
    for (const [i, finding] of this.findings.entries()) {
      open += this.#begun[i]!;
      if (open > 0) yield finding;
    }
  }
}

const isOfClass = (classes: readonly string[], { data }: Finding, { untold = [] }: StatementRule): boolean => {
  const own = (data?.classes as readonly string[] | undefined) ?? untold;
  return classes.some(letter => own.includes(letter));
};

/** What a comment may call what a finding is about: subject, metric or both. */
function namesOf({ data }: Finding): string[] {
  const { subject, metric } = { subject: String(data?.subject ?? ''), metric: String(data?.metric ?? '') };
  return [subject, metric, subject + metric].filter(name => name !== '').map(bare);
}

const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*`“”"]/gu, '');
