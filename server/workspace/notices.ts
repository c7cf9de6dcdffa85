import { t } from '@vscode/l10n';
import type { Unheeded } from '../host/host.ts';
import { type Chapter, ClosedChapter } from '../model/chapter.ts';
import type { Checker } from '../model/check.ts';
import { type KbPath, kbPath, root } from '../model/path.ts';
import * as counted from './counted.ts';
import type { Failures } from './failures.ts';
import { type Fault, messageOf } from './faults.ts';

/** Something that has not been done and that nobody would notice: a file that was not checked, a memory that was not kept. */
export interface Notice {
  /** The file or folder that it is about; the root where it is about all. */
  readonly path: KbPath;
  readonly message: string;
  /** Something has not been checked that should have been: what was found is not all. */
  readonly isGap: boolean;
  /** It holds of every file of a kind, and there is nothing to be done about it: it is said, and warns of nothing. */
  readonly isLimit?: true;
}

/** What of a knowledge base has not been checked, but for what nobody could read at all, which the disk knows, and rules that have failed, which the checker does. */
export class Notices {
  /** The writer has stopped the reading. */
  isStopped = false;
  /** Why the version history does not tell what was renamed. */
  withoutHistory: string | undefined;
  readonly #failures: Failures;
  /** Chapters of which a reader has failed to read something. */
  readonly #partly = new Set<KbPath>();
  /** Files that name what is to be left out and could not be read, and why. */
  #unheeded = new Map<string, string>();

  constructor(failures: Failures) {
    this.#failures = failures;
  }

  /** The files are about to be listed: what could not be heeded before may be now. */
  listing(): Unheeded {
    const unheeded = new Map<string, string>();
    this.#unheeded = unheeded;
    return (file, reason) => void unheeded.set(file, reason);
  }

  /** This has become of a file. */
  apply(path: KbPath, next: Chapter | string | undefined): void {
    const chapter = typeof next === 'object' ? next : undefined;
    const unread = chapter instanceof ClosedChapter ? chapter.unread : (chapter?.facts.unread ?? []);
    // A bound that was reached is no failure.
    const failed = unread.filter(({ reason }) => reason !== '');
    for (const { what, reason } of failed) this.#failures.tell(`Reading (${what})`, path, reason);
    if (failed.length > 0 && chapter?.damage === undefined) this.#partly.add(path);
    else this.#partly.delete(path);
  }

  /**
   * `unread`: what could not be read at all; `checked`: the rules that have failed on a chapter, and chapters of which a finding says that something is not checked. Of what `isLeftOut`
   * nothing is missing; nor is anything, once that finding, which `isTold`, is switched off or accepted.
   */
  *all(
    unread: Iterable<readonly [KbPath, Fault]>,
    { failed, gaps }: Pick<Checker, 'failed' | 'gaps'>,
    isLeftOut: (path: KbPath) => boolean,
    isTold: (path: KbPath) => boolean,
  ): Iterable<Notice> {
    if (this.isStopped) yield missing(root, t('Reading was cancelled: chapters that are not open are not checked.'));
    const refused = [...unread].filter(([path]) => !isLeftOut(path));
    for (const [path, fault] of refused)
      if (isTold(path) || !canBeAccepted.has(fault.kind)) yield { path, message: messageOf(path, fault), isGap: !harmless.has(fault.kind) };
    yield* this.#notHeeded(isLeftOut);
    const partly = [...this.#partly].filter(path => !isLeftOut(path));
    for (const path of partly) yield missing(path, t('Concord has failed to read some of “{0}”. The log says more.', path));
    const named = new Set([...refused.map(([path]) => path), ...partly]);
    const others = [...gaps].filter(path => !named.has(path) && !isLeftOut(path) && isTold(path));
    for (const path of others) yield missing(path, t('Some of “{0}” is not checked: a finding says where, and why.', path));
    for (const [path, rules] of failed) for (const rule of rules) yield missing(path, failure(rule, path));
    if (this.withoutHistory !== undefined)
      yield { path: root, message: t('The version history does not tell what was renamed: {0}.', this.withoutHistory), isGap: false };
  }

  *#notHeeded(isLeftOut: (path: KbPath) => boolean): Iterable<Notice> {
    for (const [file, reason] of this.#unheeded) {
      const path = kbPath(file) ?? root;
      if (isLeftOut(path)) continue;
      yield { path, message: t('“{0}” cannot be read ({1}), so what it leaves out is not left out.', file, reason), isGap: false };
    }
  }
}

/** What is not read of chapters of some kinds. */
export function limitsOf(chapters: readonly KbPath[], isLeftOut: (path: KbPath) => boolean): Notice[] {
  const mdx = chapters.filter(path => /\.mdx$/i.test(path) && !isLeftOut(path)).length;
  if (mdx === 0) return [];
  const message =
    mdx === 1 ? t('1 .mdx file is read without its JSX.') : t('{0} .mdx files are read without their JSX.', counted.digits(mdx));
  return [{ path: root, message, isGap: false, isLimit: true }];
}

const missing = (path: KbPath, message: string): Notice => ({ path, message, isGap: true });

/** What a finding says as well. What the machine refuses, or we have failed to read, can be left out only. */
const canBeAccepted: ReadonlySet<Fault['kind']> = new Set(['encoding', 'large']);

/**
 * What is told and is nobody's fault. Who has made a link out of the knowledge base has not put a chapter into it: git and the like do not follow it either; of what a link leads to here, nothing is missing when it is not there. What was saved of a chapter is none.
 */
const harmless: ReadonlySet<Fault['kind']> = new Set(['outer folder', 'outer file', 'dead link', 'saved']);

const failure = (rule: string, path: KbPath): string =>
  t('The rule “{0}” has failed on “{1}”: what it would have found is missing. The log says more.', rule, path);
