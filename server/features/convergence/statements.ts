import { t } from '@vscode/l10n';
import { disagreeing } from '../../claims/groups.ts';
import { isValue, type Stated, shown } from '../../claims/problem.ts';
import { type Vocabulary, vocabularyOf } from '../../claims/vocabulary.ts';
import { meets } from '../../language/interval.ts';
import { type Claim, claimKey, claimPlace, decodeClaim } from '../../model/claims.ts';
import type { Severity } from '../../model/configuration.ts';
import type { KnowledgeBase } from '../../model/knowledgeBase.ts';
import { type KbPath, nameOf } from '../../model/path.ts';
import type { Finding } from '../../model/rule.ts';
import { resting, type Steps } from '../../model/steps.ts';
import type { Span } from '../../model/text.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A statement of the knowledge base. Where it stands in its chapter is looked up when somebody wants to see it: see `placeOf`. */
export interface ClaimRef extends Stated {
  readonly path: KbPath;
  /** It is the `nth` claim, from 0, that its chapter tells under its `claimKey`. */
  readonly nth: number;
}

/** Statements of one metric of one subject that say the same. */
export interface Said {
  /** The value as a reader sees it. */
  readonly value: string;
  /** What holds it down: a time, a scope, that it is a forecast. Often empty. */
  readonly under: string;
  readonly by: readonly ClaimRef[];
}

/** By subject, then by metric, each in the order of chapters. */
export type Catalogue = ReadonlyMap<string, ReadonlyMap<string, readonly ClaimRef[]>>;

const remembered = new WeakMap<KnowledgeBase, { readonly version: number; readonly claims: object; readonly catalogue: Catalogue }>();

/** Every statement of a knowledge base that has a subject, but for those of histories. Made once per version of it. */
export function* catalogueOf({ kb, configuration: { claims } }: Workspace): Steps<Catalogue> {
  const known = remembered.get(kb);
  if (known?.version === kb.version && known.claims === claims) return known.catalogue;
  const catalogue = new Map<string, Map<string, readonly ClaimRef[]>>();
  const vocabulary = vocabularyOf(claims);
  for (const name of kb.names('claim')) {
    const [subject = '', metric] = name.split('\n');
    if (metric === undefined) continue;
    yield;
    const stated = yield* statementsOf(subject, metric, kb, vocabulary);
    if (stated.length === 0) continue;
    const metrics = catalogue.get(subject) ?? new Map<string, readonly ClaimRef[]>();
    catalogue.set(subject, metrics.set(metric, stated));
  }
  remembered.set(kb, { version: kb.version, claims, catalogue });
  return catalogue;
}

/** The knowledge bases in which anything is stated. */
export function* stating<P extends { readonly workspace: Workspace }>(places: Iterable<P>): Steps<P[]> {
  const found: P[] = [];
  for (const place of places) if ((yield* catalogueOf(place.workspace)).size > 0) found.push(place);
  return found;
}

/** What is stated of one metric of one subject; histories and rules state nothing. */
export function* statementsOf(subject: string, metric: string, kb: KnowledgeBase, { isArchive }: Vocabulary): Steps<ClaimRef[]> {
  const rest = resting();
  const found: ClaimRef[] = [];
  let [of, nth, isPast] = ['', -1, false];
  for (const { path, value } of kb.lookup('claim', claimKey(subject, metric))) {
    if (rest()) yield;
    if (path !== of) [of, nth, isPast] = [path, -1, isArchive(path)];
    nth++;
    const claim = decodeClaim(value);
    if (claim.subject === subject && claim.metric === metric && isValue(claim) && !isPast) found.push({ path, claim, nth });
  }
  return found;
}

/** Where a statement stands now. */
export function placeOf({ path, claim, nth }: ClaimRef, kb: KnowledgeBase): Span {
  const facts = kb.chapter(path)?.facts.claims;
  return (facts && claimPlace(facts, claimKey(claim.subject!, claim.metric), nth)) ?? { start: 0, end: 0 };
}

/** Where one metric of one subject is stated. */
export function* placesStating(subject: string, metric: string, { kb, configuration }: Workspace): Steps<{ path: KbPath; span: Span }[]> {
  const rest = resting();
  const found: { path: KbPath; span: Span }[] = [];
  for (const one of yield* statementsOf(subject, metric, kb, vocabularyOf(configuration.claims))) {
    if (rest()) yield;
    found.push({ path: one.path, span: placeOf(one, kb) });
  }
  return found;
}

/** Statements by what they say, the most frequent first. */
export function* byValue(stated: readonly ClaimRef[]): Steps<Said[]> {
  const rest = resting();
  const groups = new Map<string, Said & { by: ClaimRef[] }>();
  for (const one of stated) {
    if (rest()) yield;
    const [value, under] = [shown(one.claim), qualifierShown(one.claim)];
    const key = `${value}\n${under}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value, under, by: [one] });
    else group.by.push(one);
  }
  return [...groups.values()].sort((a, b) => b.by.length - a.by.length);
}

/** Those that cannot hold beside what the others are measured by. */
export function differing(stated: readonly ClaimRef[], vocabulary: Vocabulary): ReadonlySet<Stated> {
  const found = new Set<Stated>();
  const ranged = stated.filter(({ claim }) => claim.range !== undefined);
  for (const { stated: group, reference } of disagreeing(ranged, vocabulary))
    for (const one of group) if (!meets(one.claim.range!, reference.range)) found.add(one);
  return found;
}

/** What holds a statement down, in words. */
export function qualifierShown({ qualifier: { role, time, scope } }: Claim): string {
  const roles = { prediction: t('forecast'), history: t('past'), before: t('before'), after: t('after'), current: '' };
  return [time, role && roles[role], scope].filter(part => part !== undefined && part !== '').join(' · ');
}

/** How loudly findings speak of one metric of one subject, the loudest first. */
export type Disputes = ReadonlyMap<string, Severity>;

/** The subjects and metrics (`claimKey`) whose statements some finding calls into question. Hints do not count. */
export function* disputesOf(workspace: Workspace): Steps<Disputes> {
  const disputes = new Map<string, Severity>();
  const rest = resting();
  for (const { path } of workspace.kb.chapters()) {
    for (const finding of workspace.findings(path, unplaced)) {
      if (rest()) yield;
      const { subject, metric } = finding.data ?? {};
      if (typeof subject !== 'string' || typeof metric !== 'string' || finding.severity === 'hint') continue;
      const key = claimKey(subject, metric);
      const before = disputes.get(key);
      if (before === undefined || loudness[finding.severity] > loudness[before]) disputes.set(key, finding.severity);
    }
  }
  return disputes;
}

export const loudness: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

const unplaced = (finding: Finding): Finding => finding;

/** The title of a chapter, or the name of its file. */
export function titleOf(path: KbPath, kb: KnowledgeBase): string {
  return kb.record(path)?.outline.split('\n', 1)[0] || nameOf(path);
}
