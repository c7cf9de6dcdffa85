import type { Edit, Fix } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { Steps } from '../model/steps.ts';
import { firstFrom, type Span } from '../model/text.ts';
import { repairing, workshopOf } from './fixes.ts';
import type { Workspace } from './workspace.ts';

/**
 * The edits of all preferred fixes of the chosen findings that can be made together, by file; of two that clash, the first. `isAllowed`: a fix that it refuses is
 * left out as a whole.
 */
export function* goodEdits(
  workspace: Workspace,
  paths: Iterable<KbPath>,
  isChosen: (finding: Finding, path: KbPath) => boolean,
  isAllowed: (fix: Fix) => boolean = () => true,
): Steps<Map<KbPath, Edit[]>> {
  const chosen = new Map<KbPath, Edit[]>();
  const taken = new Map<KbPath, Places>();
  const workshop = workshopOf(workspace);
  for (const path of [...paths].sort()) {
    for (const finding of workspace.findings(path)) {
      if (!isChosen(finding, path)) continue;
      yield;
      const fix = (yield* repairing(workspace, finding, path, workshop)).find(({ preferred }) => preferred);
      if (fix === undefined || fix.create !== undefined || !isAllowed(fix)) continue;
      if (fix.edits.some(({ path: at, span }) => taken.get(at)?.touches(span))) continue;
      for (const edit of fix.edits) {
        const edits = chosen.get(edit.path);
        if (edits === undefined) chosen.set(edit.path, [edit]);
        else edits.push(edit);
        const places = taken.get(edit.path) ?? new Places();
        taken.set(edit.path, places);
        places.add(edit.span);
      }
    }
  }
  return chosen;
}

/** Every chapter of a knowledge base, also one whose file is damaged. */
export const allPaths = (workspace: Workspace): KbPath[] => [...workspace.kb.allChapters()].map(({ path }) => path);

/** Places of one text that edits change, none of which overlap. */
class Places {
  readonly #sorted: { readonly span: Span }[] = [];

  /** Whether something is changed in a place, or put in where it begins. */
  touches({ start, end }: Span): boolean {
    const at = firstFrom(this.#sorted, start);
    const [before, next] = [this.#sorted[at - 1]?.span, this.#sorted[at]?.span];
    return (next !== undefined && (next.start === start || next.start < end)) || (before !== undefined && start < before.end);
  }

  /** Most come in order. */
  add(span: Span): void {
    this.#sorted.splice(firstFrom(this.#sorted, span.start + 1), 0, { span });
  }
}
