import { t } from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { isCurrent, isValue, shown } from '../../claims/problem.ts';
import { vocabularyOf } from '../../claims/vocabulary.ts';
import { type Claim, claimKey, claimsIn } from '../../model/claims.ts';
import type { Heading } from '../../model/facts.ts';
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
  const { graded } = vocabulary;
  // Before all chapters are read, the count would be wrong.
  if (!workspace.isLoaded || vocabulary.isArchive(chapter.path)) return [];
  const { headings } = chapter.facts;
  const homes = new Map<Heading, Claim>();
  const rest = resting();
  for (const claim of claimsIn(chapter.facts.claims)) {
    if (rest()) yield;
    if (!claim.inOwnSection || claim.subject === null || !isValue(claim) || !isCurrent(claim) || claim.unit === 'word') continue;
    const heading = headings[firstFrom(headings, claim.span.start) - 1];
    const known = heading && homes.get(heading);
    if (heading !== undefined && (known === undefined || (claim.metric === graded?.name && known.metric !== claim.metric)))
      homes.set(heading, claim);
  }
  const titleOf = function* ({ subject, metric }: Claim): Steps<string | undefined> {
    const stated = yield* statementsOf(subject!, metric, workspace.kb, vocabulary);
    if (stated.length < 2) return undefined;
    const values = new Set(stated.map(one => shown(one.claim))).size;
    return `${subject} · ${metric} · ${placesOf(stated.length)} · ${values === 1 ? t('all the same') : valuesOf(values)}`;
  };
  // Many sections may be on one subject.
  const titles = new Map<string, string | undefined>();
  const lenses: CodeLens[] = [];
  for (const [heading, claim] of homes) {
    const key = claimKey(claim.subject!, claim.metric);
    if (!titles.has(key)) {
      yield;
      titles.set(key, yield* titleOf(claim));
    }
    const title = titles.get(key);
    if (title === undefined) continue;
    if (rest()) yield;
    const range = view.rangeOf(chapter.path, heading.span);
    const position = view.rangeOf(chapter.path, claim.span).start;
    const asked = { textDocument: { uri }, position, context: { includeDeclaration: true } };
    // Only VS Code has a command that shows places: its client asks for them when it is clicked.
    const command = view.isVsCode ? 'concord.showPlaces' : '';
    lenses.push({
      range,
      command: {
        title: view.isVsCode ? withoutIcons(title) : title,
        command,
        ...(view.isVsCode && { arguments: [uri, range.start, asked] }),
      },
    });
  }
  return lenses;
}
