import { t } from '@vscode/l10n';
import type { Damage } from '../model/chapter.ts';
import type { KbPath } from '../model/path.ts';

/**
 * Why it is not known what a file or folder holds. `locked`: the folder cannot be listed. `misnamed`: nothing can name it, so that nothing can read it. `unheeded`: what it says of other files
 * could not be read, a `.gitignore`.
 */
export type Fault =
  | Damage
  | { readonly kind: 'locked' }
  | { readonly kind: 'misnamed' }
  | { readonly kind: 'unheeded'; readonly reason: string };

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
    return fault === undefined || fault.kind === 'locked' || fault.kind === 'misnamed' || fault.kind === 'unheeded' ? undefined : fault;
  }

  [Symbol.iterator] = (): Iterator<[KbPath, Fault]> => this.#faults.entries();
}

/** What nobody knows of a file or folder for this reason. */
export function messageOf(path: KbPath, fault: Fault): string {
  switch (fault.kind) {
    case 'locked':
      return lockedFolder(path === '' ? '.' : path);
    case 'misnamed':
      return t('The name of “{0}” is not valid UTF-8, so no link can lead there: it is left out.', path);
    case 'unheeded':
      return t('“{0}” cannot be read ({1}), so what it leaves out is not left out.', path, fault.reason);
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
