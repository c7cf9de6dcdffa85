import { vocabularyOf } from '../claims/vocabulary.ts';
import { extract } from '../extract/extract.ts';
import { milliseconds } from '../host/clock.ts';
import type { Content, Host, Stamp } from '../host/host.ts';
import type { Damage } from '../model/chapter.ts';
import type { Facts } from '../model/facts.ts';
import { dialectAt, type Wanted } from '../model/parts.ts';
import type { KbPath } from '../model/path.ts';
import { reasonOf } from '../model/reason.ts';
import { lineStarts } from '../model/text.ts';

/** A chapter as it lies on the disk. */
export interface ReadChapter {
  readonly path: KbPath;
  /** As they are or packed; of a damaged file, none but where its lines start. Nothing when there is no file. */
  readonly facts?: Facts | Uint8Array;
  readonly damage?: Damage;
  /** What tells this state of the file from another; nothing where the host has none. */
  readonly stamp?: Stamp;
}

/** Reads closed chapters. */
export interface Reader {
  /** All of them, in any order. Ends early when `cancelled` says so. */
  read(root: string, paths: readonly KbPath[], wanted: Wanted, cancelled: () => boolean): AsyncIterable<ReadChapter>;
  dispose(): void;
}

/** Reads where it is called, giving way to others every few milliseconds. */
export const readerHere = (host: Host): Reader => ({
  async *read(root, paths, wanted, cancelled) {
    let begun = milliseconds();
    for (const path of paths) {
      if (cancelled()) return;
      yield readChapter(host, root, path, wanted);
      if (milliseconds() - begun < 8) continue;
      await new Promise<void>(resolve => setImmediate(resolve));
      begun = milliseconds();
    }
  },
  dispose: () => {},
});

/** How a chapter is read as a whole. */
export const chapterReader = { extract };

/** Reads a chapter. `taken`: what is made of the facts. Whatever fails costs this chapter only. */
export function readChapter<F extends Facts | Uint8Array = Facts>(
  host: Host,
  root: string,
  path: KbPath,
  { parts, claims, dialects }: Wanted,
  taken: (facts: Facts) => F = facts => facts as F,
): ReadChapter & { readonly facts?: F } {
  const content = host.read(root, path);
  if (content === undefined) return { path };
  const damage = damageOf(content);
  const stamp = content.damage === undefined && content.stamp !== undefined ? { stamp: content.stamp } : {};
  if (damage !== undefined) return { path, facts: taken(factsOfDamaged(content.text)), damage, ...stamp };
  try {
    return { path, facts: taken(chapterReader.extract(content.text!, parts, vocabularyOf(claims), dialectAt(path, dialects))), ...stamp };
  } catch (error) {
    return { path, facts: taken(factsOfDamaged(content.text)), damage: failure(error), ...stamp };
  }
}

/** What keeps anybody from knowing what a file says; nothing for one that can be read, or is not there. */
export function damageOf(content: Content | undefined): Damage | undefined {
  if (content === undefined || content.damage !== undefined) return content?.damage;
  return content.invalidLine === undefined ? undefined : { kind: 'encoding', line: content.invalidLine };
}

/** What went wrong while a chapter was read, with the place in our code. */
export const failure = (error: unknown): Damage => ({
  kind: 'failed',
  reason: reasonOf(error),
});

/** What is known of a damaged file: nothing but where its lines start. */
export const factsOfDamaged = (text: string | undefined): Facts => ({ ...extract(''), lines: lineStarts(text ?? '') });
