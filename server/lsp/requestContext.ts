import type { Position } from 'vscode-languageserver';
import type { RequestContext } from '../features/feature.ts';
import type { KbPath } from '../model/path.ts';
import { lineStarts, positionAt } from '../model/text.ts';
import { linesAt } from '../workspace/lists.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How paths, spans and positions of a knowledge base look to the editor. */
export function placing(workspace: Workspace, uriOf: (path: KbPath) => string): Pick<RequestContext, 'rangeOf' | 'uriOf'> {
  return {
    uriOf,
    rangeOf(path, span) {
      // Of a file that nothing is known of, nobody wants to know more than its start, but who changes it.
      const lines = linesAt(path, workspace.kb) ?? (span.end === 0 ? [0] : lineStarts(workspace.text(path) ?? ''));
      return { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
    },
  };
}

/** Nothing where there is no such chapter, or its text cannot be had. */
export function viewOf(workspace: Workspace, path: KbPath, isVsCode: boolean, uriOf: (path: KbPath) => string): RequestContext | undefined {
  const [chapter, text] = [workspace.kb.chapter(path), workspace.text(path)];
  if (chapter === undefined || text === undefined) return undefined;
  const { lines } = chapter.facts;
  return {
    workspace,
    chapter,
    text,
    isVsCode,
    ...placing(workspace, uriOf),
    // Positions past the end of a line or text mean its end.
    offsetAt({ line, character }: Position) {
      if (line >= lines.length) return text.length;
      const start = lines[Math.max(0, line)]!;
      const end = line + 1 < lines.length ? lines[line + 1]! : text.length;
      return Math.min(start + Math.max(0, character), end);
    },
  };
}
