import { t } from '@vscode/l10n';
import type { Listed } from '../host/host.ts';
import type { Damage } from '../model/chapter.ts';
import type { KbPath } from '../model/path.ts';

/**
 * Why it is not known what a file or folder holds. `locked`: the folder cannot be listed. `misnamed`: nothing can name it, so that nothing can read it. `outer folder`, `outer file`: a
 * symbolic link out of the knowledge base, which is not followed. `dead link`: one that leads nowhere. `saved`: a repair was interrupted.
 */
export type Fault = Damage | { readonly kind: Exclude<Listed['type'], 'chapter' | 'file' | 'ignored'> };

/** What of a knowledge base cannot be read. */
export class Faults implements Iterable<[KbPath, Fault]> {
  readonly #faults = new Map<KbPath, Fault>();

  /** Takes note of how it is with a path now. True when it was otherwise before. */
  set(path: KbPath, fault: Fault | undefined): boolean {
    const before = this.#faults.get(path);
    if (JSON.stringify(before) === JSON.stringify(fault)) return false;
    if (fault === undefined) this.#faults.delete(path);
    else this.#faults.set(path, fault);
    return true;
  }

  /** What keeps a chapter from being read. */
  damage(path: KbPath): Damage | undefined {
    const fault = this.#faults.get(path);
    return fault !== undefined && isDamage(fault) ? fault : undefined;
  }

  [Symbol.iterator] = (): Iterator<[KbPath, Fault]> => this.#faults.entries();
}

function isDamage(fault: Fault): fault is Damage {
  const { kind } = fault;
  return (
    kind !== 'locked' && kind !== 'misnamed' && kind !== 'outer folder' && kind !== 'outer file' && kind !== 'dead link' && kind !== 'saved'
  );
}

/** What a machine says of a path and what keeps others from being read, if so. */
export function faultOfType(type: Listed['type'] | undefined): Fault | undefined {
  return type === undefined || type === 'chapter' || type === 'file' || type === 'ignored' ? undefined : { kind: type };
}

/** What nobody knows of a file or folder for this reason. */
export function messageOf(path: KbPath, fault: Fault): string {
  switch (fault.kind) {
    case 'locked':
      return lockedFolder(path === '' ? '.' : path);
    case 'misnamed':
      return t('The name of “{0}” is not valid UTF-8, so no link can lead there: it is left out.', path);
    case 'outer folder':
      return t(
        '“{0}” is a link to a folder outside the knowledge base: what is in it is not checked, and links into it are not either.',
        path,
      );
    case 'saved':
      return t(
        '“{0}” was saved when Concord was killed while it wrote a file: it holds what that file held before. Once all is well, remove it.',
        path,
      );
    case 'outer file':
      return t('“{0}” is a link to a file outside the knowledge base: it is not checked.', path);
    case 'dead link':
      return t('“{0}” is a symbolic link that leads nowhere: nothing of it can be checked.', path);
    case 'refused':
      return t('“{0}” cannot be read: {1}.', path, fault.reason);
    case 'failed':
      return t('Concord has failed to read “{0}”: it is not checked. The log says more.', path);
    case 'encoding':
      return t('“{0}” is neither UTF-8 nor UTF-16 (line {1}): it is not checked.', path, fault.line);
    case 'large':
      return t('“{0}” is larger than 64 MB: it is not checked.', path);
  }
}

export const lockedFolder = (path: string): string =>
  t('The folder “{0}” cannot be listed: what is in it is not checked, and links into it are not either.', path);
