import { t } from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { isCurrent, isValue, shown } from '../../claims/problem.ts';
import { type Vocabulary, vocabularyOf } from '../../claims/vocabulary.ts';
import { type Claim, claimKey, claimsIn } from '../../model/claims.ts';
import type { Facts, Heading } from '../../model/facts.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { firstFrom } from '../../model/text.ts';
import { withoutIcons } from '../escaped.ts';
import type { RequestContext } from '../feature.ts';
import { statementsOf } from './statements.ts';
import { placesOf, valuesOf } from './tree.ts';

/** Above each section on a subject whose value other places state too: in how many places, and how many values. One a section, not one a row. */
export function* convergenceLenses(uri: string, view: RequestContext): Steps<CodeLens[]> {
  const { chapter, workspace } = view;
  const vocabulary = vocabularyOf(workspace.configuration.claims);
  // Before all chapters are read, the count would be wrong.
  if (!workspace.isLoaded || vocabulary.isArchive(chapter.path)) return [];
  // Many sections may be on one subject.
  const titles = new Map<string, string | undefined>();
  const lenses: CodeLens[] = [];
  const rest = resting();
  for (const [heading, claim] of yield* valuesBySection(chapter.facts, vocabulary)) {
    const key = claimKey(claim.subject!, claim.metric);
    if (!titles.has(key)) {
      yield;
      titles.set(key, yield* titleOf(claim, workspace.kb, vocabulary));
    }
    const title = titles.get(key);
    if (title === undefined) continue;
    if (rest()) yield;
    lenses.push(lensAt(heading, claim, title, uri, view));
  }
  return lenses;
}

/** What the sections of a chapter state of their own subjects: of several values the first one of the measure that is graded, or else the first. */
function* valuesBySection({ headings, claims }: Facts, { graded }: Vocabulary): Steps<ReadonlyMap<Heading, Claim>> {
  const values = new Map<Heading, Claim>();
  const rest = resting();
  for (const claim of claimsIn(claims)) {
    if (rest()) yield;
    if (!claim.inOwnSection || claim.subject === null || !isValue(claim) || !isCurrent(claim) || claim.unit === 'word') continue;
    const heading = headings[firstFrom(headings, claim.span.start) - 1];
    if (heading === undefined) continue;
    const known = values.get(heading);
    if (known === undefined || (claim.metric === graded?.name && known.metric !== claim.metric)) values.set(heading, claim);
  }
  return values;
}

/** Nothing where no other place states the same. */
function* titleOf({ subject, metric }: Claim, kb: KnowledgeBase, vocabulary: Vocabulary): Steps<string | undefined> {
  const stated = yield* statementsOf(subject!, metric, kb, vocabulary);
  if (stated.length < 2) return undefined;
  const values = new Set(stated.map(one => shown(one.claim))).size;
  return `${subject} · ${metric} · ${placesOf(stated.length)} · ${values === 1 ? t('all the same') : valuesOf(values)}`;
}

/** Only VS Code has a command that shows places: its client asks for them when it is clicked. */
function lensAt(heading: Heading, claim: Claim, title: string, uri: string, view: RequestContext): CodeLens {
  const range = view.rangeOf(view.chapter.path, heading.span);
  if (!view.isVsCode) return { range, command: { title, command: '' } };
  const position = view.rangeOf(view.chapter.path, claim.span).start;
  const asked = { textDocument: { uri }, position, context: { includeDeclaration: true } };
  return { range, command: { title: withoutIcons(title), command: 'concord.showPlaces', arguments: [uri, range.start, asked] } };
}
