import type { KbPath } from '../../server/model/path.ts';
import { rules } from '../../server/rules/index.ts';
import { readerHere } from '../../server/workspace/reader.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { memoryHost } from '../memoryHost.ts';

/**
 * A knowledge base written as text, and what becomes of it. A fixture holds cases, `===== What the case shows`; a case holds files, `=== a.md`, what they say after, `=== a.md after` – all others stay as they are –, and
 * what is done, in a section named by one word.
 */
export interface ReshapeCase {
  readonly title: string;
  readonly files: ReadonlyMap<KbPath, string>;
  readonly after: ReadonlyMap<KbPath, string>;
  readonly sections: ReadonlyMap<string, string>;
}

export function reshapeCases(fixture: string): ReshapeCase[] {
  return fixture
    .split(/^===== /m)
    .slice(1)
    .map(written => {
      const [title = '', ...rest] = written.split('\n');
      const [files, after, sections] = [new Map<KbPath, string>(), new Map<KbPath, string>(), new Map<string, string>()];
      for (const section of rest.join('\n').split(/^=== /m).slice(1)) {
        const [head = '', ...lines] = section.trimEnd().split('\n');
        const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
        if (/ after$/.test(head)) after.set(head.replace(/ after$/, '') as KbPath, text);
        else if (/[./]/.test(head)) files.set(head as KbPath, text);
        else sections.set(head, text);
      }
      return { title, files, after, sections };
    });
}

/** A workspace over files in memory, read and checked. */
export async function workspaceOf(files: ReadonlyMap<KbPath, string>): Promise<Workspace> {
  const host = memoryHost(Object.fromEntries(files));
  const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules, log: () => {} });
  await workspace.load(
    () => {},
    () => false,
  );
  workspace.runChecks(() => false);
  return workspace;
}
