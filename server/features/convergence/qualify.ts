import { t } from '@vscode/l10n';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { vocabularyOf } from '../../claims/vocabulary.ts';
import { IncrementalExtraction } from '../../extract/incrementalExtraction.ts';
import { type Claim, claimsIn, encodeClaim, keysIn } from '../../model/claims.ts';
import type { Entry, Index, IndexKinds } from '../../model/entries.ts';
import type { Facts } from '../../model/facts.ts';
import { groupedBy } from '../../model/grouping.ts';
import type { KbPath } from '../../model/path.ts';
import type { Problem } from '../../model/rule.ts';
import type { Steps } from '../../model/steps.ts';
import type { Span } from '../../model/text.ts';
import { rules } from '../../rules/index.ts';
import { editing } from '../edits.ts';
import { withoutIcons } from '../escaped.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import { statementsOf } from './statements.ts';
import { claimAt, type StatementPlace } from './unify.ts';

/** One way to say what a statement is limited to, as the text would read, and the change that makes it. */
export interface Qualification {
  readonly label: string;
  readonly description: string;
  readonly edit: WorkspaceEdit;
}

/**
 * The ways to mark a statement as said of another time or scope after which it is no longer called into question. Each has been read back: none of them is offered in vain, and none turns the statement
 * into another. `year`: now.
 */
export function* qualifications(place: StatementPlace, view: RequestContext, year: number): Steps<Qualification[]> {
  const claim = claimAt(place, view);
  if (claim === undefined) return [];
  const { chapter, text, workspace } = view;
  const reading = workspace.reading(chapter.path) ?? new IncrementalExtraction(text, workspace.configuration.claims);
  const before = yield* troubles(claim, chapter.facts, chapter.path, view);
  const found: Qualification[] = [];
  for (const qualifier of yield* qualifiers(claim, view, year)) {
    for (const { start, end, newText } of forms(qualifier, claim, text)) {
      yield;
      const changed = text.slice(0, start) + newText + text.slice(end);
      const read = new IncrementalExtraction(changed, reading.words, reading);
      if (!(yield* settles(claim, read, start + newText.length - end, before, view))) continue;
      const line = changed.slice(changed.lastIndexOf('\n', start) + 1).split(/\r?\n/, 1)[0]!;
      const edit = yield* editing({ edits: [{ path: chapter.path, span: { start, end }, newText }] }, view);
      found.push({ label: qualifier, description: withoutIcons(line.trim().slice(0, 80)), edit });
      break;
    }
  }
  if (found.length === 0)
    throw new Refusal(
      t('No time or scope beside this value would be understood here. Say in a sentence of its own what it is limited to.'),
    );
  return found;
}

/** Years up to now, forecasts, and the scopes that others have been given. */
function* qualifiers(
  { subject, metric, qualifier: { scope, time } }: Claim,
  { workspace, text }: RequestContext,
  year: number,
): Steps<string[]> {
  const vocabulary = vocabularyOf(workspace.configuration.claims);
  const isChinese = /\p{Script=Han}/u.test(text);
  const stated = yield* statementsOf(subject!, metric, workspace.kb, vocabulary);
  const scopes = stated.flatMap(one => one.claim.qualifier.scope ?? []);
  const years = [0, 1, 2, 3].map(ago => String(year - ago)).filter(other => other !== time);
  const words = vocabulary.words.scopes.filter(word => /\p{Script=Han}/u.test(word) === isChinese);
  return [
    ...years.map(one => (isChinese ? `${one} 年` : one)),
    ...[year + 1, year + 2].map(one => (isChinese ? `预计 ${one} 年` : `expected to be reached in ${one}`)),
    isChinese ? '预测' : 'forecast',
    ...new Set([...scopes, ...words].filter(other => other !== scope)),
  ];
}

/** How a qualifier may be written beside a value: behind it, before it, or more explicitly. */
function forms(qualifier: string, { span }: Claim, text: string): (Span & { newText: string })[] {
  const isChinese = /\p{Script=Han}/u.test(qualifier);
  const value = text.slice(span.start, span.end);
  const isTime = /^20\d\d/.test(qualifier);
  const written = isChinese
    ? [`${value}（${qualifier}）`, ...(isTime ? [`${qualifier} ${value}`, `${value}（截至 ${qualifier}的数据）`] : [])]
    : [`${value} (${qualifier})`, ...(isTime ? [`${value} (according to data of ${qualifier})`] : [])];
  return written.map(newText => ({ ...span, newText }));
}

/** Whether, with the text changed so, the statement still says the same and there is less trouble than before. `by`: so much longer is it written. */
function* settles(
  claim: Claim,
  changed: IncrementalExtraction,
  by: number,
  before: readonly Problem[],
  view: RequestContext,
): Steps<boolean> {
  const facts = yield* changed.reading();
  const isSame = (other: Claim) =>
    other.subject === claim.subject &&
    other.metric === claim.metric &&
    other.range?.low === claim.range?.low &&
    other.range?.high === claim.range?.high &&
    other.span.start >= claim.span.start &&
    other.span.end <= claim.span.end + by;
  return claimsIn(facts.claims).some(isSame) && (yield* troubles(claim, facts, view.chapter.path, view)).length < before.length;
}

const ofTwoValues = rules.filter(({ statements }) => statements?.areOfTwoValues);

/** What the rule about such statements says of the chapter with these facts. */
function* troubles(
  { metric }: Claim,
  facts: Facts,
  path: KbPath,
  { workspace: { kb, configuration } }: RequestContext,
): Steps<readonly Problem[]> {
  const index = withClaims(facts, path, kb);
  const found: Problem[] = [];
  for (const rule of ofTwoValues)
    for (const problem of rule.check({ path, facts }, index, configuration)) {
      if (problem === undefined) yield;
      else if (problem.data?.['metric'] === metric) found.push(problem);
    }
  return found;
}

/** The index with what a chapter would tell of its claims. */
function withClaims({ claims }: Facts, path: KbPath, index: Index): Index {
  const answers = new Map<string, readonly Entry<'claim'>[]>();
  const own = groupedBy(
    claims.kept.flatMap(claim => keysIn(claim).map(name => ({ name, claim }))),
    ({ name }) => name,
  );
  return {
    siteAt: at => index.siteAt(at),
    lookup<K extends keyof IndexKinds>(kind: K, name: string) {
      if (kind !== 'claim') return index.lookup(kind, name);
      let answer = answers.get(name);
      if (answer === undefined) {
        const others = index.lookup('claim', name).filter(entry => entry.path !== path);
        const told = (own.get(name) ?? []).map(({ claim }) => ({ path, value: encodeClaim(claim) }));
        answer = [...others, ...told].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
        answers.set(name, answer);
      }
      return answer as unknown as readonly Entry<K>[];
    },
  };
}
