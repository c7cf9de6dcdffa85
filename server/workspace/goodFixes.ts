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
  const chosen = new ChosenEdits();
  const workshop = workshopOf(workspace);
  for (const path of [...paths].sort()) {
    for (const finding of workspace.findings(path)) {
      if (!isChosen(finding, path)) continue;
      yield;
      const fix = (yield* repairing(workspace, finding, path, workshop)).find(({ preferred }) => preferred);
      if (fix !== undefined && fix.create === undefined && isAllowed(fix)) chosen.addUnlessClashing(fix);
    }
  }
  return chosen.byPath;
}

/** Every chapter of a knowledge base, also one whose file is damaged. */
export const allPaths = (workspace: Workspace): KbPath[] => [...workspace.kb.allChapters()].map(({ path }) => path);

class ChosenEdits {
  readonly byPath = new Map<KbPath, Edit[]>();
  readonly #taken = new Map<KbPath, Places>();

  addUnlessClashing({ edits }: Fix): void {
    if (edits.some(({ path, span }) => this.#taken.get(path)?.touches(span))) return;
    for (const edit of edits) {
      const { path } = edit;
      if (!this.byPath.has(path)) {
        this.byPath.set(path, []);
        this.#taken.set(path, new Places());
      }
      this.byPath.get(path)!.push(edit);
      this.#taken.get(path)!.add(edit.span);
    }
  }
}

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
