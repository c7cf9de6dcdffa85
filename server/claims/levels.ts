import { type Claim, claimKey, type Interval } from '../model/claims.ts';
import { comparableGroups, referenceOf } from './conflicts.ts';
import { holds, isPoint, meets } from './interval.ts';
import { type ClaimProblem, isValue, type Situation, type Stated, shown } from './problem.ts';
import type { Level, Vocabulary } from './vocabulary.ts';

/** Numbers, levels and words that do not fit each other: classes c, d, p, q of convergence.md §7. */
export function levelProblems(situation: Situation): ClaimProblem[] {
  return [
    ...numbersAgainstLevels(situation),
    ...wordsAgainstWords(situation),
    ...superlatives(situation),
    ...standings(situation),
    ...outOfRange(situation),
    ...memberships(situation),
  ];
}

const isCurrent = ({ qualifier }: Claim): boolean =>
  qualifier.role === undefined || qualifier.role === 'current' || qualifier.role === 'after';

/** The range that a level has here: what the chapter itself rules, else what is configured. */
function rangeOf(level: Level, scope: string | null, claims: readonly Claim[], { graded }: Vocabulary): Interval {
  const own = claims.filter(claim => claim.construct === 'rule' && claim.metric === graded?.name && claim.subject === level.label);
  const scoped = own.find(claim => claim.qualifier.scope !== undefined && claim.qualifier.scope === scope);
  return scoped?.range ?? own.find(claim => claim.qualifier.scope === undefined)?.range ?? level.range;
}

function numbersAgainstLevels({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  if (graded === undefined) return [];
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  const values = chapter.claims.filter(
    claim => claim.metric === graded.name && claim.range !== undefined && isPoint(claim.range) && isValue(claim) && isCurrent(claim),
  );
  const tell = (claim: Claim, level: Level, said: string, related: readonly Stated[]): void => {
    const range = rangeOf(level, claim.subject, chapter.claims, vocabulary);
    const fits = holds(range, claim.range!.low);
    const name = `${claim.subject} ${fits}`;
    if (fits === true || told.has(name)) return;
    told.add(name);
    const rule = chapter.claims.filter(
      other => other.construct === 'rule' && other.subject === level.label && other.metric === graded.name,
    );
    found.push({
      rule: 'convergence-level',
      class: 'c',
      severity: fits === 'edge' ? 'information' : 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: fits === 'edge' ? 'on the bound' : 'outside the level',
      words: [claim.subject!, claim.metric, shown(claim), said, level.label, rangeShown(range)],
      related: [...rule.map(other => ({ path: chapter.path, claim: other })), ...related].slice(0, 6),
    });
  };
  // A level's own value against its own bounds, at the row that defines it if there is one.
  for (const level of levels) {
    const own = values.filter(claim => claim.subject === level.label);
    const first =
      own.find(claim => claim.construct === 'kv') ?? own.find(claim => claim.construct === 'row') ?? own.find(claim => claim.home);
    if (first !== undefined) tell(first, level, level.names[0] ?? level.label, []);
  }
  // A subject's value against the level that is said of it, in one line or at home; else against a level said elsewhere.
  for (const claim of values) {
    if (claim.subject === null || claim.member || levels.some(({ label }) => label === claim.subject)) continue;
    const beside = chapter.claims.filter(
      other =>
        other.subject === claim.subject &&
        other.unit === 'level' &&
        isCurrent(other) &&
        !other.member &&
        other.range!.low === other.range!.high &&
        !isSuperlative(other, vocabulary),
    );
    const near = beside
      .filter(other => other.construct !== 'mermaid-subgraph')
      .filter(
        other =>
          other.text === claim.text ||
          (claim.construct === 'kv' && other.construct === 'kv' && Math.abs(other.span.start - claim.span.start) < 300),
      );
    const level = near[0] && levels[near[0].range!.low];
    if (level !== undefined && near[0] !== undefined && !nearWord(near[0], vocabulary))
      tell(claim, level, shown(near[0]), [{ path: chapter.path, claim: near[0] }]);
  }
  const { status } = vocabulary;
  for (const claim of status === undefined ? [] : chapter.claims) {
    if (
      claim.metric !== status!.name ||
      claim.subject === null ||
      claim.range === undefined ||
      !isPoint(claim.range) ||
      !isCurrent(claim) ||
      claim.member
    )
      continue;
    if (
      claim.loose ||
      isSuperlative(claim, vocabulary) ||
      nearWord(claim, vocabulary) ||
      levels.some(({ label }) => label === claim.subject)
    )
      continue;
    if (values.some(value => value.subject === claim.subject)) continue;
    const level = levels[claim.range.low];
    const elsewhere = statements
      .about(claimKey(claim.subject, graded.name))
      .filter(
        one =>
          one.path !== chapter.path &&
          one.claim.range !== undefined &&
          isPoint(one.claim.range) &&
          isValue(one.claim) &&
          isCurrent(one.claim),
      );
    const reference = elsewhere.length === 0 ? undefined : (referenceOf(elsewhere, vocabulary)?.by[0] ?? elsewhere[0]);
    if (level === undefined || reference === undefined) continue;
    const fits = holds(rangeOf(level, claim.subject, chapter.claims, vocabulary), reference.claim.range!.low);
    const name = `${claim.subject} ${fits} elsewhere`;
    if (fits === true || told.has(name)) continue;
    told.add(name);
    found.push({
      rule: 'convergence-level',
      class: 'c',
      severity: 'information',
      span: claim.span,
      subject: claim.subject,
      metric: graded.name,
      kind: fits === 'edge' ? 'on the bound elsewhere' : 'outside the level elsewhere',
      words: [claim.subject, graded.name, shown(claim), shown(reference.claim), level.label, rangeShown(level.range)],
      related: [reference],
      reference,
    });
  }
  return found;
}

const isSuperlative = (claim: Claim, { words }: Vocabulary): boolean =>
  claim.word !== undefined && words.levels.superlatives.includes(claim.word);

/** `接近完全收敛`: a word that holds another level's word says that it is not quite that. */
const nearWord = (claim: Claim, { levels }: Vocabulary): boolean =>
  claim.word !== undefined &&
  levels.every(({ names }) => !names.includes(claim.word!)) &&
  levels.some(({ names }) => names.some(name => claim.word!.includes(name)));

export function rangeShown({ low, high, lowOpen, highOpen }: Interval): string {
  const percent = (value: number): string => `${Number((value * 100).toPrecision(10))}%`;
  if (low === 0 && !lowOpen && (high < 1 || highOpen)) return `${highOpen ? '<' : '≤'} ${percent(high)}`;
  if (high >= 1 && !highOpen) return `${lowOpen ? '>' : '≥'} ${percent(low)}`;
  if (!Number.isFinite(low)) return `${highOpen ? '<' : '≤'} ${percent(high)}`;
  return `${percent(low)} ${lowOpen ? '<' : '≤'} … ${highOpen ? '<' : '≤'} ${percent(high)}`;
}

/** Status words and levels of one subject that exclude each other: d in one chapter, q across chapters. */
function wordsAgainstWords({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { status, label, levels } = vocabulary;
  const metrics = [status?.name, label?.name].filter(name => name !== undefined);
  const found: ClaimProblem[] = [];
  const subjects = new Set(
    chapter.claims
      .filter(claim => metrics.includes(claim.metric) && claim.subject !== null && claim.range !== undefined)
      .map(claim => claim.subject!),
  );
  for (const subject of subjects) {
    if (levels.some(level => level.label === subject)) continue;
    const stated = metrics
      .flatMap(metric => statements.about(claimKey(subject, metric)))
      .filter(({ claim }) => claim.range !== undefined && claim.unit === 'level' && !isSuperlative(claim, vocabulary));
    for (const group of comparableGroups(stated)) {
      const reference = referenceOf(group, vocabulary);
      if (reference === undefined) continue;
      const told = new Set<string>();
      for (const one of group) {
        const { claim } = one;
        if (one.path !== chapter.path || meets(claim.range!, reference.range, 0)) continue;
        const kind = claim.construct === 'row' || claim.construct === 'kv' ? 'table' : 'text';
        if (told.has(kind)) continue;
        told.add(kind);
        const sameFile = reference.by.some(other => other.path === chapter.path);
        const apart = Math.max(claim.range!.low - reference.range.high, reference.range.low - claim.range!.high);
        const soft =
          claim.loose ||
          nearWord(claim, vocabulary) ||
          reference.by.every(other => other.claim.loose) ||
          claim.construct === 'mermaid-subgraph';
        const witnesses = [
          ...reference.by.filter(other => other.path === chapter.path),
          ...reference.by.filter(other => other.path !== chapter.path),
        ];
        found.push({
          rule: 'convergence-level',
          class: sameFile ? 'd' : 'q',
          severity: soft ? 'information' : apart >= 3 ? 'error' : 'warning',
          span: claim.span,
          subject,
          metric: claim.metric,
          kind: sameFile ? 'other status here' : 'other level elsewhere',
          words: [subject, shown(claim), witnesses[0] === undefined ? reference.shown : shown(witnesses[0].claim), reference.by.length],
          related: witnesses.slice(0, 6),
          ...(witnesses[0] && { reference: witnesses[0] }),
        });
      }
    }
  }
  return found;
}

/** `最高级别的收敛` of one subject while another has more. */
function superlatives({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  const found: ClaimProblem[] = [];
  for (const claim of chapter.claims) {
    if (!isSuperlative(claim, vocabulary) || graded === undefined) continue;
    const current = chapter.claims.filter(
      other =>
        other.metric === graded.name &&
        isValue(other) &&
        isCurrent(other) &&
        other.range !== undefined &&
        isPoint(other.range) &&
        !levels.some(({ label }) => label === other.subject),
    );
    const own = current.find(other => other.subject === claim.subject);
    const higher = current.filter(
      other =>
        own !== undefined && other.construct === 'matrix' && other.subject !== claim.subject && other.range!.low > own.range!.low + 0.005,
    );
    if (own === undefined || higher.length === 0) continue;
    found.push({
      rule: 'convergence-level',
      class: 'd',
      severity: 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'not the highest',
      words: [claim.subject ?? '', claim.word!, shown(own), higher[0]!.subject ?? '', shown(higher[0]!)],
      related: [own, ...higher].slice(0, 5).map(other => ({ path: chapter.path, claim: other })),
    });
  }
  return found;
}

/** `事实标准` here, `工业标准` there: the names of two levels. */
function standings({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { standing, words } = vocabulary;
  const ranks = Object.entries(words.standings.ranks as Readonly<Record<string, number>>);
  const rankOf = (word = ''): number | undefined => ranks.find(([name]) => word.endsWith(name))?.[1];
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  for (const claim of chapter.claims) {
    if (claim.metric !== standing?.name || claim.subject === null || told.has(claim.subject)) continue;
    const rank = rankOf(claim.word);
    if (rank === undefined) continue;
    const higher = statements.about(claimKey(claim.subject, claim.metric)).filter(one => (rankOf(one.claim.word) ?? 0) > rank);
    if (higher.length === 0) continue;
    told.add(claim.subject);
    const witnesses = [...higher.filter(one => one.path === chapter.path), ...higher.filter(one => one.path !== chapter.path)];
    found.push({
      rule: 'convergence-level',
      class: 'd',
      severity: 'hint',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'two standings',
      words: [claim.subject, claim.word!, witnesses[0]!.claim.word!],
      related: witnesses.slice(0, 5),
    });
  }
  return found;
}

/** A value in the chapter on a level that the range which the chapter admits for that level excludes. */
function outOfRange({ chapter, vocabulary }: Situation): ClaimProblem[] {
  const { graded, levels } = vocabulary;
  const rules = chapter.claims.filter(
    claim =>
      claim.construct === 'rule' &&
      claim.metric !== graded?.name &&
      claim.qualifier.scope === undefined &&
      levels.some(({ label }) => label === claim.subject),
  );
  const found: ClaimProblem[] = [];
  for (const rule of rules) {
    for (const claim of chapter.claims) {
      if (claim.metric !== rule.metric || !isValue(claim) || claim.range === undefined || claim.unit !== 'ratio' || !isCurrent(claim))
        continue;
      if (claim.construct !== 'quant' && claim.construct !== 'matrix') continue;
      const isLevel = levels.some(({ label }) => label === claim.subject);
      if ((isLevel && claim.subject !== rule.subject) || meets(claim.range, rule.range!, 0)) continue;
      const edge = isPoint(claim.range) && holds(rule.range!, claim.range.low) === 'edge';
      found.push({
        rule: 'convergence-level',
        class: 'p',
        severity: edge ? 'hint' : 'warning',
        span: claim.span,
        subject: claim.subject,
        metric: claim.metric,
        kind: 'outside the admitted range',
        words: [claim.subject ?? '', claim.metric, shown(claim), rule.subject!, rangeShown(rule.range!)],
        related: [{ path: chapter.path, claim: rule }],
      });
    }
  }
  return found;
}

/** One technique that represents two layers whose values differ. */
function memberships({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { graded, words } = vocabulary;
  const found: ClaimProblem[] = [];
  for (const claim of chapter.claims) {
    if (claim.metric !== words.layer.metric || claim.subject === null || graded === undefined) continue;
    const others = statements
      .about(claimKey(claim.subject, claim.metric))
      .filter(one => one.claim.word !== claim.word && one.path <= chapter.path);
    const differing = others.filter(one => {
      const [here, there] = [claim.word, one.claim.word].map(layer =>
        statements
          .about(claimKey(layer ?? '', graded.name))
          .find(({ claim: value }) => isValue(value) && value.range !== undefined && isCurrent(value)),
      );
      return here !== undefined && there !== undefined && !meets(here.claim.range!, there.claim.range!);
    });
    if (differing.length === 0 || found.some(problem => problem.subject === claim.subject)) continue;
    found.push({
      rule: 'convergence-level',
      class: 'q',
      severity: 'hint',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'two layers',
      words: [claim.subject, claim.word!, differing[0]!.claim.word!],
      related: differing.slice(0, 4),
    });
  }
  return found;
}
