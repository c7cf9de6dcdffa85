import { claimProblems } from '../claims/check.ts';
import type { ClaimProblem, Stated, Statements } from '../claims/problem.ts';
import { type Vocabulary, vocabularyOf } from '../claims/vocabulary.ts';
import type { Chapter } from '../model/chapter.ts';
import { type Claim, type ClaimFacts, claimsIn, decodeClaim, keysIn } from '../model/claims.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Entry, Index } from '../model/entries.ts';
import { startingAt } from '../model/grouping.ts';
import type { Problem, Related, StatementRule } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import type { Span } from '../model/text.ts';
import { closed, relatedMessage } from './convergenceMessages.ts';

/** The contradictions of a chapter that a rule of these classes tells, each with what scripts read of it. */
export function* contradictionsTold(
  { classes }: StatementRule,
  chapter: Chapter,
  index: Index,
  configuration: Configuration,
  dataOf: (found: ClaimProblem) => Problem['data'] = classified,
): Iterable<Problem | undefined> {
  for (const found of yield* contradictions(chapter, index, configuration))
    if (found.class in classes) yield problemOf(found, dataOf(found), chapter);
}

const classified = (found: ClaimProblem) => ({ subject: found.subject, metric: found.metric, classes: [found.class] });

/** The contradiction that a problem was made of. */
export function* contradictionOf(
  problem: Problem,
  chapter: Chapter,
  index: Index,
  configuration: Configuration,
): Steps<ClaimProblem | undefined> {
  const here = startingAt(yield* contradictions(chapter, index, configuration), problem.span.start);
  return here.find(found => found.span.end === problem.span.end && isSaidBy(found, problem));
}

const isSaidBy = ({ class: letter, subject, metric }: ClaimProblem, { data }: Problem): boolean =>
  data?.subject === subject && data?.metric === metric && (data?.classes as readonly string[] | undefined)?.includes(letter) === true;

const placeOf = ({ span: { start, end } }: { readonly span: Span }): string => `${start} ${end}`;

/** Several rules tell of one check, which sees one index of its own: it is made once for all of them. */
const remembered = new WeakMap<Index, { readonly chapter: Chapter; readonly version: number; readonly found: readonly ClaimProblem[] }>();

function* contradictions(chapter: Chapter, index: Index, configuration: Configuration): Steps<readonly ClaimProblem[]> {
  const { version = 0 } = index;
  const known = remembered.get(index);
  if (known?.chapter === chapter && known.version === version) return known.found;
  const { kept, wholes } = chapter.facts.claims;
  // The words are not made ready for a chapter that claims nothing, or whose claims are not read yet.
  const vocabulary = kept.length === 0 && wholes.length === 0 ? undefined : vocabularyOf(configuration.claims);
  const found = vocabulary === undefined || vocabulary.isArchive(chapter.path) ? [] : yield* checked(chapter, index, vocabulary);
  remembered.set(index, { chapter, version, found });
  return found;
}

function* checked({ path, facts: { claims: facts } }: Chapter, index: Index, vocabulary: Vocabulary): Steps<readonly ClaimProblem[]> {
  const claims = claimsIn(facts);
  const found = yield* claimProblems({
    chapter: { path, claims, wholes: facts.wholes, only: facts.only },
    statements: statementsFor(path, claims, facts, index, vocabulary),
    vocabulary,
  });
  return notOvershadowed(found, facts);
}

/** A remark about a number gives way to a warning about the same: it is computed wrongly, or does not fit in another way. */
function notOvershadowed(found: readonly ClaimProblem[], { miscalculations }: ClaimFacts): readonly ClaimProblem[] {
  const isRemark = ({ severity }: ClaimProblem): boolean => severity === 'information' || severity === 'hint';
  const miscalculated = new Set(miscalculations.map(placeOf));
  const warned = new Set(found.flatMap(problem => (isRemark(problem) ? [] : `${placeOf(problem)} ${problem.subject}`)));
  return found.filter(
    problem => !isRemark(problem) || !(miscalculated.has(placeOf(problem)) || warned.has(`${placeOf(problem)} ${problem.subject}`)),
  );
}

/** What is stated, as the index has it; the chapter's own claims with their places. Histories state nothing. */
function statementsFor(own: string, claims: readonly Claim[], facts: ClaimFacts, index: Index, vocabulary: Vocabulary): Statements {
  let mine: ReadonlyMap<string, readonly Claim[]> | undefined;
  return {
    about: name => statedIn(index.lookup('claim', name), name, vocabulary),
    placed(one) {
      if (one.path !== own || one.name === undefined) return one;
      mine ??= byName(claims, facts);
      const claim = mine.get(one.name)?.[one.nth!];
      return claim === undefined ? one : { path: own, claim };
    },
  };
}

/** The index answers with the same list as long as nothing has changed: what stands in it is read once for all chapters that ask. */
const read = new WeakMap<Vocabulary, WeakMap<readonly Entry<'claim'>[], readonly Stated[]>>();

function statedIn(entries: readonly Entry<'claim'>[], name: string, vocabulary: Vocabulary): readonly Stated[] {
  const known = read.get(vocabulary) ?? new WeakMap<readonly Entry<'claim'>[], readonly Stated[]>();
  read.set(vocabulary, known);
  const before = known.get(entries);
  if (before !== undefined) return before;
  let [of, nth, isArchive] = ['', 0, false];
  const stated: Stated[] = [];
  for (const { path, value } of entries) {
    nth = path === of ? nth + 1 : 0;
    if (path !== of) isArchive = vocabulary.isArchive(path);
    of = path;
    if (!isArchive) stated.push({ path, claim: decodeClaim(value), name, nth });
  }
  known.set(entries, stated);
  return stated;
}

function byName(claims: readonly Claim[], { kept }: ClaimFacts): ReadonlyMap<string, readonly Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const [i, claim] of claims.entries()) {
    for (const name of keysIn(kept[i]!)) {
      const same = found.get(name);
      if (same === undefined) found.set(name, [claim]);
      else same.push(claim);
    }
  }
  return found;
}

function problemOf(found: ClaimProblem, data: Problem['data'], { path }: Chapter): Problem {
  const related = found.related.map(one => relatedOf(one)).filter(one => one.path !== path || one.span.start !== found.span.start);
  return {
    span: found.span,
    message: closed(found.message()),
    severity: found.severity,
    ...(related.length > 0 && { related }),
    ...(data && { data }),
  };
}

function relatedOf(one: Stated): Related {
  const { path, claim, name, nth } = one;
  return {
    path: path as Related['path'],
    span: claim.span,
    message: relatedMessage(one),
    ...(name !== undefined && nth !== undefined && { claim: { name, nth } }),
  };
}
