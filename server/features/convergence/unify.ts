import { t } from '@vscode/l10n';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { disagreeing } from '../../claims/groups.ts';
import { type Stated, shown } from '../../claims/problem.ts';
import { vocabularyOf } from '../../claims/vocabulary.ts';
import { meets } from '../../language/interval.ts';
import type { Claim } from '../../model/claims.ts';
import type { Edit } from '../../model/fix.ts';
import { resting, type Steps } from '../../model/steps.ts';
import type { Span } from '../../model/text.ts';
import { closed } from '../../rules/convergenceMessages.ts';
import { asWritten, speaksForOthers } from '../../rules/valueFixes.ts';
import { workshopOf } from '../../workspace/fixes.ts';
import { previewing } from '../edits.ts';
import { Refusal, type RequestContext } from '../feature.ts';
import { claimsAt } from './stated.ts';
import { type ClaimRef, placeOf, statementsOf } from './statements.ts';

/** A statement that a command is about. */
export interface StatementPlace {
  readonly uri: string;
  readonly offset: number;
  readonly subject: string;
  readonly metric: string;
}

/** The statement at a place, if it is still there. */
export const claimAt = ({ offset, subject, metric }: StatementPlace, view: RequestContext): Claim | undefined =>
  claimsAt(offset, view).find(claim => claim.subject === subject && claim.metric === metric);

/** Figures of calculations follow from others, and the edges of a diagram have none of their own. */
export const derived: ReadonlySet<string> = new Set(['formula', 'formula-factor', 'mermaid-edge', 'mermaid-subgraph']);

/** Statements that must agree with this one, do not, and stand for themselves. As far as the index tells: no other chapter is looked into. */
function* others(claim: Claim, { chapter, workspace: { kb, configuration } }: RequestContext): Steps<ClaimRef[]> {
  const vocabulary = vocabularyOf(configuration.claims);
  const stated = (yield* statementsOf(claim.subject!, claim.metric, kb, vocabulary)).filter(one => one.claim.range !== undefined);
  const rest = resting();
  const here = new Set<Stated>();
  for (const one of stated) {
    if (rest()) yield;
    if (one.path === chapter.path && placeOf(one, kb).start === claim.span.start) here.add(one);
  }
  yield;
  const group = disagreeing(stated, vocabulary).find(({ stated: members }) => members.some(one => here.has(one)));
  yield;
  const found: ClaimRef[] = [];
  for (const one of (group?.stated ?? []) as readonly ClaimRef[]) {
    if (rest()) yield;
    if (!meets(one.claim.range!, claim.range!) && !one.claim.viaGroup && !derived.has(one.claim.construct)) found.push(one);
  }
  return found;
}

/** How many statements would become others, were this the value everywhere. */
export function* unifiable(claim: Claim, view: RequestContext): Steps<number> {
  let count = 0;
  const rest = resting();
  for (const one of yield* others(claim, view)) {
    if (rest()) yield;
    if (asWritten(one.claim, claim, one.claim.raw.trim()) !== undefined) count++;
  }
  return count;
}

/** What is written at the place is said of other subjects too. */
function isShared({ path, claim }: ClaimRef, span: Span, { workspace: { kb } }: RequestContext): boolean {
  const chapter = kb.chapter(path);
  return chapter !== undefined && speaksForOthers(chapter, { ...claim, span });
}

/** Makes the value of a statement the one that all comparable statements have, in every chapter, each in the form that it has. Shown before it is made. */
export function* unify(place: StatementPlace, view: RequestContext): Steps<WorkspaceEdit> {
  const claim = claimAt(place, view);
  const { workspace } = view;
  const { text: textOf } = workshopOf(workspace);
  // A value may be stated twice by the same characters.
  const edits = new Map<string, Edit>();
  for (const one of claim === undefined ? [] : yield* others(claim, view)) {
    yield;
    const span = placeOf(one, workspace.kb);
    const key = `${span.start} ${one.path}`;
    if (edits.has(key) || isShared(one, span, view)) continue;
    const written = textOf(one.path)?.slice(span.start, span.end);
    const newText = written === undefined ? undefined : asWritten(one.claim, claim!, written);
    if (newText !== undefined && newText !== written) edits.set(key, { path: one.path, span, newText });
  }
  if (claim === undefined || edits.size === 0)
    throw new Refusal(t('No other statement is a single number or word that could be replaced.'));
  const label = closed(t('{0} of {1}: “{2}” everywhere', claim.metric, claim.subject!, shown(claim)));
  return yield* previewing([...edits.values()], label, view);
}
