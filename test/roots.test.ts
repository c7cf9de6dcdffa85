import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { concord, folderWith } from './commandLine.ts';
import { onDiskWith } from './faultyDisk.ts';
import { testEditor } from './lsp/editor.ts';

describe('concord check on a folder that goes while it is read', () => {
  const files = { 'a.md': '# A\n', 'b.md': '[x](a.md)\n', 'c.md': '[x](no.md)\n' };
  const changes: Readonly<Record<string, (root: string) => void>> = {
    'is moved': root => renameSync(root, `${root}-moved`),
    'is removed': root => rmSync(root, { recursive: true }),
    'is replaced by another': root => {
      renameSync(root, `${root}-moved`);
      mkdirSync(root);
      writeFileSync(join(root, 'a.md'), '# A\n');
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`${name}: says so, with status 2, instead of having found nothing`, async () => {
      for (const command of ['check', 'claims']) {
        const root = folderWith(files);
        let isOver = false;
        const { status, out, err } = await onDiskWith(
          ({ openSync }) => ({
            openSync: (file: string, ...how: [string]) => {
              if (!isOver && file.endsWith('b.md')) {
                isOver = true;
                change(root);
              }
              return openSync(file, ...how);
            },
          }),
          () => concord(command, root, '--no-cache'),
        );
        assert.ok(isOver);
        assert.equal(status, 2);
        assert.match(err, /^concord: “.*” has been moved or replaced while it was read\. Check it again\.\n$/);
        assert.equal(out, '');
      }
    });
  }
});

describe('a folder of the editor', () => {
  const files = { 'kb/a.md': '# A\n\n[x](b.md) [y](no.md)\n', 'kb/b.md': '# B\n' };

  it('that is moved away and comes back is seen as it is, though its own name is all that is told', async () => {
    const editor = await testEditor({ files, folders: ['kb'] });
    await editor.until('kb/a.md', ({ length }) => length === 1);
    renameSync(join(editor.root, 'kb'), join(editor.root, 'elsewhere'));
    await editor.tellChanged('kb');
    await editor.until('kb/a.md', ({ length }) => length === 0);
    rmSync(join(editor.root, 'elsewhere', 'b.md'));
    renameSync(join(editor.root, 'elsewhere'), join(editor.root, 'kb'));
    await editor.tellChanged('kb');
    await editor.until('kb/a.md', ({ length }) => length === 2);
    await editor.dispose();
  });

  it('in which another knowledge base lies sees what becomes of chapters of that one', async () => {
    const editor = await testEditor({
      files: { 'a.md': '[x](inner/b.md#deck) [y](no.md)\n', 'inner/concord.json': '{}', 'inner/b.md': '# B\n\n## Deck\n\n[x](no.md)\n' },
    });
    await editor.until('a.md', ({ length }) => length === 1);
    await editor.until('inner/b.md', ({ length }) => length === 1);
    editor.write('inner/b.md', '# B\n');
    await editor.tellChanged('inner/b.md');
    await editor.until('a.md', ({ length }) => length === 2);
    await editor.until('inner/b.md', ({ length }) => length === 0);
    editor.remove('inner');
    await editor.tellChanged('inner');
    await editor.until('a.md', found => found.some(({ message }) => message.startsWith('“inner/b.md” does not exist')));
    await editor.dispose();
  });

  it('whose chapter becomes a folder, and a chapter again, while it is open or not', async () => {
    for (const isOpen of [false, true]) {
      const text = '# A\n\n[x](no.md)\n';
      const editor = await testEditor({ files: { 'a.md': text, 'b.md': '[x](a.md) [y](a.md/c.md) [z](a.md#a) [w](gone.md)\n' } });
      await editor.until('b.md', ({ length }) => length === 2);
      if (isOpen) await editor.open('a.md', text);
      editor.remove('a.md');
      editor.write('a.md/c.md', '# C\n\n[y](none.md)\n');
      await editor.tellChanged('a.md/c.md');
      await editor.until('a.md/c.md', ({ length }) => length === 1);
      await editor.tellChanged('a.md');
      if (isOpen) await editor.closeDocument('a.md');
      await editor.until('a.md', ({ length }) => length === 0);
      await editor.until('b.md', ({ length }) => length === 2);
      editor.remove('a.md');
      editor.write('a.md', text);
      // In either order.
      for (const path of isOpen ? ['a.md', 'a.md/c.md'] : ['a.md/c.md', 'a.md']) await editor.tellChanged(path);
      await editor.until('a.md', ({ length }) => length === 1);
      await editor.until('b.md', found => found.length === 2 && found.some(({ message }) => message.includes('a.md/c.md')));
      await editor.dispose();
    }
  });
});
