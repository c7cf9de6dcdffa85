import { test } from 'node:test';
import { type Setting, type TestEditor, testEditor } from './editor.ts';

/** A test with an editor of its own. */
export function scenario(name: string, setting: Setting, body: (editor: TestEditor) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const editor = await testEditor(setting);
    try {
      await body(editor);
    } finally {
      await editor.dispose();
    }
  });
}
