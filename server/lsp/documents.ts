import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { asGitSpells } from '../host/spelling.ts';
import { type KbPath, kbPath, nameOf } from '../model/path.ts';

/** An absolute path in the machine's own spelling, from a `file:` URI; undefined for every other scheme, and for what is no URI. */
export function fileOf(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri, true);
    // No file has a name with NUL in it, and no program takes one.
    return parsed.scheme === 'file' && !parsed.fsPath.includes('\0') ? parsed.fsPath : undefined;
  } catch {
    return undefined;
  }
}

/** The name of a document, be it a file or not. */
export function documentName(uri: string): string {
  const file = fileOf(uri);
  return file === undefined ? 'untitled.md' : nameOf(file.replace(/\\/g, '/') as KbPath);
}

/** The path of a file below a root; undefined when it lies elsewhere. The root itself is the empty path. */
export function pathBelow(root: string, file: string): KbPath | undefined {
  const [base, whole] = [slashed(root), slashed(file)];
  if (whole === base) return '' as KbPath;
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return whole.startsWith(prefix) ? kbPath(whole.slice(prefix.length)) : undefined;
}

/** Separators as `/`, drive letters in lower case, so that the same file is written the same. */
const slashed = (path: string): string => asGitSpells(URI.file(path).path.replace(/^\/[A-Z](?=:)/, drive => drive.toLowerCase()));

export const uriBelow = (root: string, path: KbPath): string =>
  URI.file(path === '' ? root : `${root.replace(/[\\/]+$/, '')}/${path}`).toString();

/** The documents of an editor. Where a change makes one line end of two, as `\r` before `\n`, lines are counted anew: the library would still count two. */
export const documentsWithAllLineEnds = {
  create: TextDocument.create,
  update(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[], version: number): TextDocument {
    let now = document;
    for (const change of changes) {
      const start = 'range' in change ? now.offsetAt(change.range.start) : 0;
      now = TextDocument.update(now, [change], version);
      const text = now.getText();
      const isJoined = (at: number) => text[at - 1] === '\r' && text[at] === '\n';
      if ('range' in change && (isJoined(start) || isJoined(start + change.text.length)))
        now = TextDocument.create(now.uri, now.languageId, version, text);
    }
    return now;
  },
};
