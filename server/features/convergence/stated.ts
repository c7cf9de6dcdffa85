import { t } from '@vscode/l10n';
import { isValue, rangeShown, shown } from '../../claims/problem.ts';
import { chapterName } from '../../claims/telling.ts';
import { type Level, type Vocabulary, vocabularyOf } from '../../claims/vocabulary.ts';
import { holds, isPoint } from '../../language/interval.ts';
import { type Claim, claimsIn } from '../../model/claims.ts';
import type { KbPath } from '../../model/path.ts';
import { resting, type Steps } from '../../model/steps.ts';
import { contains, type Span } from '../../model/text.ts';
import { asDestination, escaped } from '../escaped.ts';
import type { RequestContext } from '../feature.ts';
import { byValue, type ClaimRef, placeOf, qualifierShown, type Said, statementsOf } from './statements.ts';
import { placesOf, valuesOf } from './tree.ts';

/** How many statements, values and other places a hover shows; each value leads to one place at least. */
const most = { statements: 4, values: 8, places: 12, ofOneValue: 5 };

/** The statements whose value stands at an offset: several when one cell speaks for several subjects. The shortest text that states something is meant. */
export function claimsAt(offset: number, { chapter: { facts } }: Pick<RequestContext, 'chapter'>): readonly Claim[] {
  const found = claimsIn(facts.claims).filter(claim => contains(claim.span, offset) && isValue(claim));
  const length = Math.min(...found.map(({ span }) => span.end - span.start));
  const known = new Set<string>();
  return found.filter(({ span, subject, metric }) => {
    const name = `${subject}\n${metric}`;
    if (span.end - span.start > length || known.has(name)) return false;
    known.add(name);
    return true;
  });
}

/** What is stated at an offset, which level that is, and what is stated elsewhere. */
export function* statedAt(offset: number, view: RequestContext): Steps<{ readonly span: Span; readonly markdown: string } | undefined> {
  const claims = claimsAt(offset, view);
  const [first] = claims;
  if (first === undefined) return undefined;
  const shown = claims.slice(0, most.statements);
  const parts: string[] = [];
  for (const claim of shown) parts.push(yield* described(claim, shown.length, view));
  if (claims.length > parts.length) parts.push(t('… {0} more not shown', claims.length - parts.length));
  return { span: first.span, markdown: parts.join('\n\n---\n\n') };
}

/** `among`: how many share the room. */
function* described(claim: Claim, among: number, view: RequestContext): Steps<string> {
  const { workspace } = view;
  const vocabulary = vocabularyOf(workspace.configuration.claims);
  const under = qualifierShown(claim);
  const value = `${escaped(claim.metric)} **${escaped(shown(claim))}**${under === '' ? '' : ` · ${escaped(under)}`}`;
  if (claim.subject === null) return `${value}\n\n${t('Nobody is named of whom this is said: it is compared with nothing.')}`;
  const level = levelShown(claim, vocabulary);
  const head = `**${escaped(claim.subject)}** · ${value}${level === '' ? '' : ` · ${level}`}`;
  const stated = yield* statementsOf(claim.subject, claim.metric, workspace.kb, vocabulary);
  if (stated.length < 2) return head;
  const groups = yield* byValue(stated);
  const isOwn = (said: Said) => said.value === shown(claim) && said.under === under;
  groups.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const values = new Set(groups.map(group => group.value)).size;
  const summary = `${placesOf(stated.length)} · ${values === 1 ? t('all the same') : valuesOf(values)}`;
  const listed = groups.slice(0, Math.ceil(most.values / among));
  let left = Math.ceil(most.places / among);
  const lines: string[] = [];
  for (const [i, group] of listed.entries()) {
    const budget = Math.max(1, Math.min(left - (listed.length - 1 - i), most.ofOneValue));
    const { line, used } = yield* placesLine(group, claim, budget, view);
    left -= used;
    lines.push(line);
  }
  if (groups.length > lines.length) lines.push(`- ${t('… {0} more not shown', groups.length - lines.length)}`);
  return [head, summary, lines.join('\n')].join('\n\n');
}

/** One value and where it is stated, this chapter first. */
function* placesLine(
  { value, under, by }: Said,
  claim: Claim,
  budget: number,
  view: RequestContext,
): Steps<{ readonly line: string; readonly used: number }> {
  const { chapter, workspace, rangeOf, uriOf } = view;
  const rest = resting();
  const ordered = [...by.filter(({ path }) => path === chapter.path), ...by.filter(({ path }) => path !== chapter.path)];
  const links: string[] = [];
  let isHere = false;
  let used = 0;
  for (const one of ordered) {
    if (rest()) yield;
    if (one.path !== chapter.path && used >= budget) break;
    const place = placeOf(one, workspace.kb);
    if (one.path === chapter.path && place.start === claim.span.start) isHere = true;
    else if (used < budget) {
      links.push(linkTo(one, rangeOf(one.path, place).start, uriOf, chapter.path));
      used++;
    }
  }
  const more = by.length - links.length - Number(isHere);
  const parts = [...(isHere ? [t('here')] : []), ...links, ...(more > 0 ? [t('… and {0} more', more)] : [])];
  const label = `**${escaped(value)}**${under === '' ? '' : ` · ${escaped(under)}`}`;
  return { line: `- ${label} · ${placesOf(by.length)} – ${parts.join(t(', '))}`, used };
}

/** `[03.2.1:163](file:///…#L163,12)`: VS Code opens the place. */
function linkTo(one: ClaimRef, at: { line: number; character: number }, uriOf: (path: KbPath) => string, here: KbPath): string {
  const name = one.path === here ? t('line {0}', at.line + 1) : `${chapterName(one.path)}:${at.line + 1}`;
  return `[${escaped(name)}](${asDestination(uriOf(one.path))}#L${at.line + 1},${at.character + 1})`;
}

/** `L3 准收敛 (80% < … ≤ 95%)`. Empty where no level is meant, or none is sure. */
function levelShown(claim: Claim, vocabulary: Vocabulary): string {
  const level = levelOf(claim, vocabulary);
  if (level === undefined) return '';
  const name = level.names[0];
  return escaped(t('{0} ({1})', `${level.label}${name === undefined ? '' : ` ${name}`}`, rangeShown(level.range)));
}

/** The level that a value of the graded metric falls in, or that is stated. Undefined for a range that reaches over several. */
export function levelOf({ metric, unit, range }: Claim, { graded, levels }: Vocabulary): Level | undefined {
  if (range === undefined) return undefined;
  if (unit === 'level') return isPoint(range) ? levels[range.low] : undefined;
  if (unit !== 'ratio' || metric !== graded?.name) return undefined;
  return levels.find(level => holds(level.range, range.low) === true && holds(level.range, range.high) === true);
}
