import type { Edit } from '../model/fix.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { printable, printableName, type Stream } from './say.ts';

/** Shows what would change in a file, line by line. */
export function showEdits(workspace: Workspace, path: KbPath, prefix: string, edits: readonly Edit[], out: Stream): void {
  const text = workspace.text(path) ?? '';
  const lines = lineStarts(text);
  out.write(`${printableName(`${prefix}${path}`)}\n`);
  for (const { span, newText } of edits) {
    const { line, character } = positionAt(lines, span.start);
    out.write(`  ${line + 1}:${character + 1}  ${changeShown(printable(text.slice(span.start, span.end)), printable(newText))}\n`);
  }
}

/** Blanks at the ends of a text are shown, since nobody would see what becomes of them. */
const ended = (text: string): string => text.replace(/^ +| +$/g, blanks => '␣'.repeat(blanks.length));

function changeShown(before: string, after: string): string {
  if (before === '') return `+ ${ended(after)}`;
  return after === '' ? `− ${ended(before)}` : `${ended(before)} → ${ended(after)}`;
}
