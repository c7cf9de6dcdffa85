import type { Stamp, Store } from '../host/host.ts';
import { ClosedChapter } from '../model/chapter.ts';
import type { Checker } from '../model/check.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import type { KbPath } from '../model/path.ts';
import { readSnapshot, type ToRemember, writeSnapshot } from './snapshot.ts';

/** What is known of a knowledge base: what each file tells, which findings it has, and which state of the disk that is. */
export interface Knowledge {
  readonly kb: KnowledgeBase;
  readonly checker: Checker;
  readonly stamps: Map<KbPath, Stamp>;
}

/** Puts what was known at the last start into a knowledge base that is still empty, but for open chapters. Answers the chapters with findings; nothing without a memory. */
export async function recall(
  store: Store,
  identity: string,
  { kb, checker, stamps }: Knowledge,
  breathe: () => Promise<void>,
): Promise<KbPath[] | undefined> {
  const files = await readSnapshot(store, identity, breathe);
  const found: KbPath[] = [];
  for (const { path, type, told, outline, chapter } of files ?? []) {
    if (kb.lookup('file', path).length > 0) continue;
    kb.restore(path, { type, told, outline, ...(chapter === undefined ? {} : { chapter: new ClosedChapter(path, chapter.bytes) }) });
    if (chapter === undefined) continue;
    stamps.set(path, chapter.stamp);
    if (chapter.checked === undefined) continue;
    checker.restore(path, chapter.checked);
    if (chapter.checked.findings.length > 0) found.push(path);
  }
  return files && found;
}

/** Keeps what is known for the next start. Open chapters are left out; of those that wait to be checked, the findings. */
export function remember(store: Store, identity: string, knowledge: Knowledge, isWaiting: (path: KbPath) => boolean): Promise<void> {
  return writeSnapshot(store, identity, records(knowledge, isWaiting));
}

function* records({ kb, checker, stamps }: Knowledge, isWaiting: (path: KbPath) => boolean): Iterable<ToRemember> {
  for (const [path] of [...kb.paths()]) {
    const record = kb.record(path);
    if (record === undefined) continue;
    const { type, told, outline, chapter } = record;
    if (type === 'file' || type === 'ignored') yield { path, type, told, outline };
    const stamp = stamps.get(path);
    if (!(chapter instanceof ClosedChapter) || stamp === undefined) continue;
    yield { path, type, told, outline, chapter: { stamp, closed: chapter, checked: isWaiting(path) ? undefined : checker.checked(path) } };
  }
}
