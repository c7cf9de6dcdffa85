import { t } from '@vscode/l10n';
import type { Refusal, Stamp, Store } from '../host/host.ts';
import type { ClosedChapter } from '../model/chapter.ts';
import type { Checked } from '../model/check.ts';
import { severities } from '../model/configuration.ts';
import type { FileType, Key } from '../model/entries.ts';
import type { Exports } from '../model/exports.ts';
import { isPacked } from '../model/packed.ts';
import type { KbPath } from '../model/path.ts';

/** One file as a snapshot knows it: what it tells others and, of a chapter, the facts, the findings and what these depend on. */
export interface Remembered {
  readonly path: KbPath;
  readonly type: FileType;
  readonly exports: Exports;
  readonly outline: string;
  readonly chapter?: { readonly stamp: Stamp; readonly bytes: Uint8Array; readonly checked?: Checked };
}

/** The same, ready to be written. */
export interface ToRemember {
  readonly path: KbPath;
  readonly type: FileType;
  readonly exports: Exports;
  readonly outline: string;
  readonly chapter?: { readonly stamp: Stamp; readonly closed: ClosedChapter; readonly checked?: Checked | undefined };
}

interface Record {
  readonly path: KbPath;
  readonly type: FileType;
  readonly exports: [Key, unknown[]][];
  readonly outline: string;
  readonly stamp?: Stamp;
  readonly findings?: Checked['findings'];
  readonly read?: readonly Key[];
  /** How many bytes of facts follow. */
  readonly length: number;
}

/** Larger snapshots are not worth reading. */
const largest = 1024 * 1024 * 1024;

/**
 * Writes what is known of a knowledge base, so that the next start has only to read what has changed since. `identity` says what all of it depends on (program,
 * rules, configuration, language): a snapshot of another identity is of no use. Gives way to others between files. Answers why it is not kept, if so.
 */
export const writeSnapshot = (store: Store, identity: string, files: Iterable<ToRemember>): Promise<Refusal | undefined> =>
  store.write(records(identity, files));

async function* records(identity: string, files: Iterable<ToRemember>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${JSON.stringify({ identity })}\n`);
  for (const { path, type, exports, outline, chapter } of files) {
    const bytes = chapter?.closed.bytes ?? new Uint8Array();
    const record: Record = {
      path,
      type,
      exports: [...exports].map(([key, values]) => [key, [...values]]),
      outline,
      ...(chapter === undefined ? {} : { stamp: chapter.stamp }),
      ...(chapter?.checked === undefined ? {} : { findings: chapter.checked.findings, read: chapter.checked.read }),
      length: bytes.length,
    };
    yield encoder.encode(`${JSON.stringify(record)}\n`);
    yield bytes;
  }
}

/** Reads a snapshot of this identity; nothing when there is none, why not when it cannot be read or is damaged, be its checksum right or not. Gives way to others between files. */
export async function readSnapshot(
  store: Store,
  identity: string,
  breathe: () => Promise<void>,
): Promise<Remembered[] | Refusal | undefined> {
  const bytes = await store.read(largest);
  if (bytes === undefined || !(bytes instanceof Uint8Array)) return bytes;
  try {
    return await remembered(bytes, identity, breathe);
  } catch {
    return { reason: t('it is damaged') };
  }
}

/** Nothing for a snapshot of another identity; throws where it is damaged. */
async function remembered(bytes: Uint8Array, identity: string, breathe: () => Promise<void>): Promise<Remembered[] | undefined> {
  const decoder = new TextDecoder();
  const keys = new Map<Key, Key>();
  /** One string for equal keys: most of them are said many times. */
  const same = (key: Key): Key => {
    const known = keys.get(key);
    if (known !== undefined) return known;
    keys.set(key, key);
    return key;
  };
  let at = bytes.indexOf(10);
  if (JSON.parse(decoder.decode(bytes.subarray(0, Math.max(at, 0)))).identity !== identity) return undefined;
  const files: Remembered[] = [];
  while (++at < bytes.length) {
    const end = bytes.indexOf(10, at);
    assert(end >= 0);
    const record: unknown = JSON.parse(decoder.decode(bytes.subarray(at, end)));
    assert(isRecord(record));
    const { path, type, exports, outline, stamp, findings, read, length } = record;
    at = end + length;
    assert(at < bytes.length);
    const facts = bytes.subarray(end + 1, at + 1);
    for (const entry of exports) entry[0] = same(entry[0]);
    assert(stamp === undefined || isPacked(facts));
    files.push({
      path,
      type,
      outline,
      exports: new Map(exports as [Key, never[]][]),
      ...(stamp === undefined
        ? {}
        : { chapter: { stamp, bytes: facts, ...(findings && read ? { checked: { findings, read: read.map(same) } } : {}) } }),
    });
    await breathe();
  }
  return files;
}

function assert(holds: boolean): asserts holds {
  if (!holds) throw new Error('This is not what was written.');
}

/** What was read has the form of what is written: all that is looked at before somebody asks for facts. */
function isRecord(record: unknown): record is Record {
  if (!isObject(record)) return false;
  const { path, type, exports, outline, stamp, findings, read, length } = record;
  return (
    typeof path === 'string' &&
    !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path) &&
    (type === 'file' || type === 'ignored' || type === 'unread' || type === 'chapter') &&
    (stamp === undefined ? length === 0 && findings === undefined && read === undefined : type === 'chapter' && isStamp(stamp)) &&
    Array.isArray(exports) &&
    exports.every(entry => Array.isArray(entry) && typeof entry[0] === 'string' && areTexts(entry[1])) &&
    isText(outline) &&
    (findings === undefined || isListOf(findings, isFinding)) &&
    (read === undefined || areTexts(read)) &&
    isCount(length)
  );
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isListOf = (value: unknown, is: (element: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);

/** There are very many: a loop takes the least time. */
function areTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'string') return false;
  return true;
}

const isStamp = (value: unknown): boolean =>
  isObject(value) && isCount(value.size) && isText(value.hash) && (value.times === undefined || isText(value.times));

const isFinding = (value: unknown): boolean =>
  isObject(value) &&
  isText(value.rule) &&
  severities.some(severity => severity === value.severity) &&
  isPlace(value) &&
  (value.related === undefined || isListOf(value.related, related => isObject(related) && isText(related.path) && isPlace(related)));

const isPlace = ({ message, span }: { readonly [name: string]: unknown }): boolean =>
  isText(message) && isObject(span) && isCount(span.start) && isCount(span.end);
