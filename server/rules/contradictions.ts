import { claimProblems } from '../claims/check.ts';
import type { ClaimProblem, RuleId, Stated, Statements } from '../claims/problem.ts';
import { type Vocabulary, vocabularyOf } from '../claims/vocabulary.ts';
import type { Chapter } from '../model/chapter.ts';
import { type Claim, claimFrom, claimsIn, keysIn } from '../model/claims.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Index } from '../model/entries.ts';
import { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { Problem, Related } from '../model/rule.ts';
import { messageOf, relatedMessage } from './convergenceMessages.ts';

/** The contradictions of a chapter that one rule tells. */
export function* contradictionsTold(rule: RuleId, chapter: Chapter, index: Index, configuration: Configuration): Iterable<Problem> {
  for (const found of contradictions(chapter, index, configuration)) if (found.rule === rule) yield problemOf(found, chapter);
}

/** The contradiction that a problem was made of. */
export const contradictionOf = (problem: Problem, chapter: Chapter, index: Index, configuration: Configuration): ClaimProblem | undefined =>
  contradictions(chapter, index, configuration).find(
    found => found.span.start === problem.span.start && found.span.end === problem.span.end && messageOf(found) === problem.message,
  );

/** Several rules tell of one check, which sees one index of its own: it is made once for all of them. */
const remembered = new WeakMap<Index, { readonly chapter: Chapter; readonly version: number; readonly found: readonly ClaimProblem[] }>();

function contradictions(chapter: Chapter, index: Index, configuration: Configuration): readonly ClaimProblem[] {
  const version = index instanceof KnowledgeBase ? index.version : 0;
  const known = remembered.get(index);
  if (known?.chapter === chapter && known.version === version) return known.found;
  const vocabulary = vocabularyOf(configuration.claims);
  const found = vocabulary.isArchive(chapter.path) ? [] : checked(chapter, index, vocabulary);
  remembered.set(index, { chapter, version, found });
  return found;
}

function checked({ path, facts: { claims: facts } }: Chapter, index: Index, vocabulary: Vocabulary): readonly ClaimProblem[] {
  if (facts.kept.length === 0 && facts.wholes.length === 0) return [];
  const claims = claimsIn(facts);
  return claimProblems({
    chapter: { path, claims, wholes: facts.wholes, only: facts.only },
    statements: statementsFor(path, claims, facts.kept.map(keysIn), index, vocabulary),
    vocabulary,
  });
}

/** Of a statement in another chapter: how to find its place when somebody wants to see it. */
const places = new WeakMap<Stated, NonNullable<Related['claim']>>();

/** What is stated, as the index has it; the chapter's own claims with their places. Histories state nothing. */
function statementsFor(
  own: string,
  claims: readonly Claim[],
  names: readonly (readonly string[])[],
  index: Index,
  { isArchive }: Vocabulary,
): Statements {
  const asked = new Map<string, readonly Stated[]>();
  return {
    about(name) {
      const known = asked.get(name);
      if (known !== undefined) return known;
      const mine = claims.filter((_, i) => names[i]!.includes(name));
      let [of, nth] = ['', 0];
      const stated = index.lookup('claim', name).flatMap(({ path, value }): Stated[] => {
        nth = path === of ? nth + 1 : 0;
        of = path;
        const claim = mine[nth];
        if (path === own) return claim === undefined ? [] : [{ path, claim }];
        if (isArchive(path)) return [];
        const one: Stated = { path, claim: claimFrom(value) };
        places.set(one, { name, nth });
        return [one];
      });
      asked.set(name, stated);
      return stated;
    },
  };
}

function problemOf(found: ClaimProblem, { path }: Chapter): Problem {
  const related = found.related.map(one => relatedOf(one)).filter(one => one.path !== path || one.span.start !== found.span.start);
  const [expression, stated, actual] = found.words;
  return {
    span: found.span,
    message: messageOf(found),
    severity: found.severity,
    ...(related.length > 0 && { related }),
    data:
      found.rule === 'wrong-arithmetic'
        ? { expression, stated: String(stated), actual: String(actual) }
        : { subject: found.subject, metric: found.metric, classes: [found.class] },
  };
}

function relatedOf(one: Stated): Related {
  const claim = places.get(one);
  return { path: one.path as Related['path'], span: one.claim.span, message: relatedMessage(one), ...(claim && { claim }) };
}
