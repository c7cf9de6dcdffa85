import { t } from '@vscode/l10n';
import type { Stamp } from '../host/host.ts';
import { type Chapter, ClosedChapter } from '../model/chapter.ts';
import type { Checker } from '../model/check.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { Parts } from '../model/parts.ts';
import { type KbPath, root } from '../model/path.ts';
import type { Notice } from './notices.ts';
import type { WorkspaceOptions } from './options.ts';
import { type Remembered, readSnapshot, type ToRemember, writeSnapshot } from './snapshot.ts';

/** What is known of a knowledge base: what each file tells, which findings it has, and which state of the disk that is. */
export interface Knowledge {
  readonly kb: KnowledgeBase;
  readonly checker: Checker;
  readonly stamps: Map<KbPath, Stamp>;
  /** What was read of chapters, and under which configuration: where they differ, what is known is of no use. */
  readonly parts: Parts;
  readonly configuration: string;
  /** Takes what a file is now. */
  apply(path: KbPath, next: Chapter | 'unread' | 'file' | 'ignored'): void;
}

/** What is kept of a knowledge base from one start to the next. */
export class Memory {
  readonly #around: Pick<WorkspaceOptions, 'store' | 'identity' | 'rules'>;
  /** Why nothing could be recalled, or is kept. */
  readonly #notices = new Map<'recall' | 'remember', Notice>();
  /** What is known is what is kept. */
  isCurrent = false;

  constructor(around: Pick<WorkspaceOptions, 'store' | 'identity' | 'rules'>) {
    this.#around = around;
  }

  /** Something is known that is not kept. */
  outdate = (): void => {
    this.isCurrent = false;
  };

  notices = (): Iterable<Notice> => this.#notices.values();

  /** Takes what was known at the last start, as it was then; what has changed since is applied to it like any other change. Answers the chapters with findings. */
  async recall(knowledge: () => Knowledge, breathe: () => Promise<void>): Promise<readonly KbPath[]> {
    const { store } = this.#around;
    const identity = this.#identityOf(knowledge());
    const files = store && (await readSnapshot(store, identity, breathe));
    const isRead = Array.isArray(files);
    // Somebody may have configured it otherwise meanwhile.
    const isRecalled = isRead && identity === this.#identityOf(knowledge());
    const reason = isRead ? undefined : files?.reason;
    this.#note('recall', reason && t('What the last start has kept cannot be read ({0}), so everything is read anew.', reason));
    this.isCurrent = isRecalled;
    return isRecalled ? restore(files, knowledge()) : [];
  }

  /**
   * Keeps what is known, if it differs from what is kept. Of open chapters, which may differ from their files, it is only kept what they told others, who have been checked with it; of those that
   * wait to be checked, not the findings.
   */
  async remember(knowledge: Knowledge, isWaiting: (path: KbPath) => boolean): Promise<void> {
    const { store } = this.#around;
    if (store === undefined || this.isCurrent) return;
    this.isCurrent = true;
    const refused = await writeSnapshot(store, this.#identityOf(knowledge), records(knowledge, isWaiting));
    this.#note('remember', refused && t('What is known cannot be kept for the next start: {0}.', refused.reason));
  }

  #note(what: 'recall' | 'remember', message: string | undefined): void {
    if (message === undefined) this.#notices.delete(what);
    else this.#notices.set(what, { path: root, message, isGap: false });
  }

  /** Differs where what is known of the disk does. */
  *state(knowledge: Knowledge, renames: ReadonlyMap<KbPath, KbPath>): Iterable<string> {
    yield this.#identityOf(knowledge);
    for (const [path, type] of knowledge.kb.paths()) {
      const { size, hash } = knowledge.stamps.get(path) ?? {};
      yield JSON.stringify([path, type, size, hash]);
    }
    yield JSON.stringify([...renames]);
  }

  #identityOf = ({ parts, configuration }: Knowledge): string =>
    JSON.stringify([this.#around.identity, [...parts], this.#around.rules.map(({ id }) => id), configuration]);
}

/**
 * Puts what was known at the last start into a knowledge base that is still empty, but for open chapters that somebody has asked about, and files that have been looked at since: what those
 * are now comes after that, as a change, since others have looked up what they were then. Answers the chapters with findings.
 */
function restore(files: readonly Remembered[], { kb, checker, stamps, apply }: Knowledge): KbPath[] {
  const present = [...kb.files()];
  for (const [path] of present) kb.apply(path, undefined);
  const found: KbPath[] = [];
  for (const { path, type, exports, outline, chapter } of files) {
    kb.restore(path, { type, exports, outline, ...(chapter === undefined ? {} : { chapter: new ClosedChapter(path, chapter.bytes) }) });
    if (chapter === undefined) continue;
    stamps.set(path, chapter.stamp);
    if (chapter.checked === undefined) continue;
    checker.restore(path, chapter.checked);
    if (chapter.checked.findings.length > 0) found.push(path);
  }
  for (const [path, file] of present) apply(path, file);
  return found;
}

function* records({ kb, checker, stamps }: Knowledge, isWaiting: (path: KbPath) => boolean): Iterable<ToRemember> {
  for (const [path] of [...kb.paths()]) {
    const record = kb.record(path);
    if (record === undefined) continue;
    const { type, exports, outline, chapter } = record;
    if (type === 'folder') continue;
    const stamp = stamps.get(path);
    // What could not be read, or not all of it, is looked at again at every start.
    if (!(chapter instanceof ClosedChapter) || chapter.damage !== undefined || stamp === undefined || chapter.unread.length > 0) {
      yield { path, type, exports, outline };
      continue;
    }
    const checked = isWaiting(path) ? undefined : checker.checked(path);
    // Where a rule has failed, the next start checks again, and says so again.
    yield {
      path,
      type,
      exports,
      outline,
      chapter: { stamp, closed: chapter, checked: checked?.failed === undefined ? checked : undefined },
    };
  }
}
