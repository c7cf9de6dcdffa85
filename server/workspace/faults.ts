import { t } from '@vscode/l10n';
import type { Damage } from '../model/chapter.ts';
import type { KbPath } from '../model/path.ts';

/** Why it is not known what a file or folder holds. `locked`: the folder cannot be listed. `misnamed`: nothing can name it, so that nothing can read it. */
export type Fault = Damage | { readonly kind: 'locked' } | { readonly kind: 'misnamed' };

/** What of a knowledge base cannot be read. Whatever no finding stands at, or says too little of, is said in the log: once, for as long as it lasts. */
export class Faults {
  readonly #log: (message: string) => void;
  readonly #faults = new Map<KbPath, Fault>();

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Takes note of how it is with a path now. True when it was otherwise before. */
  set(path: KbPath, fault: Fault | undefined): boolean {
    const before = this.#faults.get(path);
    if (JSON.stringify(before) === JSON.stringify(fault)) return false;
    if (fault === undefined) this.#faults.delete(path);
    else {
      this.#faults.set(path, fault);
      const message = messageOf(path, fault);
      if (message !== undefined) this.#log(message);
    }
    return true;
  }

  /** What keeps a chapter from being read. */
  damage(path: KbPath): Damage | undefined {
    const fault = this.#faults.get(path);
    return fault === undefined || fault.kind === 'locked' || fault.kind === 'misnamed' ? undefined : fault;
  }

  /** Where the machine, or we ourselves, are to blame: what is in these files and folders would have to be known. */
  *unreadable(): Iterable<KbPath> {
    for (const [path, { kind }] of this.#faults) if (kind === 'locked' || kind === 'refused' || kind === 'failed') yield path;
  }
}

function messageOf(path: KbPath, fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'locked':
      return lockedFolder(path === '' ? '.' : path);
    case 'misnamed':
      return t('The name of “{0}” is not valid UTF-8, so no link can lead there: it is left out.', path);
    case 'refused':
      return t('“{0}” cannot be read: {1}.', path, fault.reason);
    case 'failed':
      return t('Reading “{0}” failed: {1}', path, fault.reason);
    default:
      return undefined;
  }
}

export const lockedFolder = (path: string): string =>
  t('The folder “{0}” cannot be listed: what is in it is not checked, and links into it are not either.', path);
