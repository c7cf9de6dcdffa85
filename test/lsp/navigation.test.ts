import assert from 'node:assert/strict';
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { TestEditor } from './editor.ts';
import { scenario } from './scenario.ts';

/** `path:line:character` of each location. */
async function placesOf(editor: TestEditor, method: string, path: string, what: string, context?: object): Promise<string[] | null> {
  const params = { position: editor.position(path, what), context };
  const found = (await editor.request(`textDocument/${method}`, path, params)) as Location[] | null;
  const root = `${editor.uri('')}/`.replace(/\/+$/, '/');
  if (found === null) return null;
  return found.map(({ uri, range: { start } }) => `${decodeURIComponent(uri.slice(root.length))}:${start.line}:${start.character}`);
}

const referencesTo = (editor: TestEditor, path: string, what: string, includeDeclaration = true) =>
  placesOf(editor, 'references', path, what, { includeDeclaration });

async function renamed(editor: TestEditor, path: string, what: string, newName: string): Promise<string[] | null> {
  const edit = (await editor.request('textDocument/rename', path, {
    position: editor.position(path, what),
    newName,
  })) as WorkspaceEdit | null;
  return (
    edit &&
    (edit.documentChanges ?? [])
      .flatMap(change =>
        'edits' in change
          ? (change.edits as TextEdit[]).map(
              ({ newText, range: { start } }) => `${change.textDocument.uri.split('/').at(-1)}:${start.line}:${start.character} ${newText}`,
            )
          : [],
      )
      .sort()
  );
}

const chapter =
  '# Ovens\n\n## Heat\n\n[to the top](#ovens) [in the middle](#heat) [broken](#nothing) <a id="door"></a> [door](#door)\n\n## <a name="flag"></a>Stone\n\n[s](#flag) [line](#L3)\n';

scenario(
  'references to a title are the title, the links of other chapters, and those of its own that lead to it',
  { files: { 'b.md': '[o](a.md) [h](a.md#heat) [n](a.md#nothing) [d](a.md#door)\n' } },
  async editor => {
    await editor.open('a.md', chapter);
    await editor.ready();
    const others = ['b.md:0:4', 'b.md:0:14', 'b.md:0:29', 'b.md:0:47'];
    assert.deepEqual(await referencesTo(editor, 'a.md', '# Ovens'), ['a.md:0:0', 'a.md:4:13', ...others]);
    assert.deepEqual(await referencesTo(editor, 'a.md', '# Ovens', false), ['a.md:4:13', ...others]);
    assert.deepEqual(await referencesTo(editor, 'a.md', '#ovens'), ['a.md:0:0', 'a.md:4:13']);
    assert.deepEqual(await referencesTo(editor, 'a.md', '## Heat'), ['a.md:2:0', 'a.md:4:37', 'b.md:0:14']);
    assert.deepEqual(await referencesTo(editor, 'a.md', '#nothing'), ['a.md:4:53', 'b.md:0:29']);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'door"'), ['a.md:4:70', 'a.md:4:88', 'b.md:0:47']);
    assert.deepEqual(await referencesTo(editor, 'a.md', '#door'), ['a.md:4:70', 'a.md:4:88', 'b.md:0:47']);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'flag">'), ['a.md:6:12', 'a.md:8:4']);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'Stone'), ['a.md:6:0']);
  },
);

const referring =
  '# A\n\n> [text][d] and [d], n[^f]\n\n- [d]: #part "Titel"\n\n## Part\n\n[e]: https://oven.test/x\n[e] [g](https://oven.test/x)\n\n[^f]: [y](#part)\n';

scenario(
  'a label and the destination behind it are two things',
  { files: { 'b.md': '[d](a.md#part) <https://oven.test/x>\n' } },
  async editor => {
    await editor.open('a.md', referring);
    await editor.ready();
    const label = ['a.md:4:2', 'a.md:2:2', 'a.md:2:16'];
    const part = ['a.md:6:0', 'a.md:11:10', 'a.md:4:7', 'b.md:0:4'];
    assert.deepEqual(await referencesTo(editor, 'a.md', 'd]: #part'), label);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'Titel'), label);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'd] and'), label);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'text'), label);
    assert.deepEqual(await referencesTo(editor, 'a.md', '#part "'), part);
    assert.deepEqual(await referencesTo(editor, 'a.md', '#part)'), part);
    assert.deepEqual(await referencesTo(editor, 'a.md', '^f]:'), ['a.md:2:22', 'a.md:11:2']);
    assert.deepEqual(await referencesTo(editor, 'a.md', 'https://oven.test/x\n'), ['a.md:8:5', 'a.md:9:8', 'b.md:0:16']);
    const definition = (what: string) => placesOf(editor, 'definition', 'a.md', what);
    assert.deepEqual(await definition('#part "'), ['a.md:6:0']);
    assert.deepEqual(await definition('d]: #part'), ['a.md:4:2']);
    assert.deepEqual(await definition('text'), ['a.md:4:2']);
    assert.deepEqual(await definition('https://oven.test/x\n'), null);
  },
);

scenario('rename acts on what stands under the cursor', { files: { 'b.md': '[d](a.md#part)\n' } }, async editor => {
  await editor.open('a.md', referring);
  await editor.ready();
  const heading = ['a.md:11:11 crust', 'a.md:4:8 crust', 'a.md:6:3 Crust', 'b.md:0:9 crust'].sort();
  assert.deepEqual(await renamed(editor, 'a.md', '#part "', 'Crust'), heading);
  assert.deepEqual(await renamed(editor, 'a.md', 'Part', 'Crust'), heading);
  const label = ['a.md:2:17 crumb', 'a.md:2:9 crumb', 'a.md:4:3 crumb'].sort();
  for (const on of ['d]: #part', 'd] and', 'text', 'Titel']) assert.deepEqual(await renamed(editor, 'a.md', on, 'crumb'), label);
  assert.deepEqual(await renamed(editor, 'a.md', '^f]', 'salt'), ['a.md:11:2 salt', 'a.md:2:24 salt'].sort());
  // An address stays one, and a label has no brackets; neither takes another's.
  await assert.rejects(renamed(editor, 'a.md', 'https://oven.test/x\n', 'z'), /address/);
  for (const name of ['a]b', ' ', '^x', 'a\nb']) await assert.rejects(renamed(editor, 'a.md', 'd] and', name), /no brackets/);
  await assert.rejects(renamed(editor, 'a.md', 'd] and', 'E'), /already/);
  assert.equal((await renamed(editor, 'a.md', 'd] and', 'D'))?.length, 3);
  await assert.rejects(renamed(editor, 'a.md', '^f]', 'two words'), /no brackets/);
});

scenario(
  'an explicit anchor is renamed with the links to it',
  { files: { 'b.md': '[d](<a.md#door>) <a href="a.md#door">d</a>\n' } },
  async editor => {
    await editor.open('a.md', chapter);
    await editor.ready();
    const expected = ['a.md:4:70 gate', 'a.md:4:89 gate', 'b.md:0:10 gate', 'b.md:0:31 gate'].sort();
    assert.deepEqual(await renamed(editor, 'a.md', 'door"', 'gate'), expected);
    assert.deepEqual(await renamed(editor, 'a.md', '#door', 'gate'), expected);
    await assert.rejects(renamed(editor, 'a.md', '#door', 'two words'), /letters/);
    await assert.rejects(renamed(editor, 'a.md', '#door', 'heat'), /already/);
    assert.deepEqual(await renamed(editor, 'a.md', '#nothing', 'x'), ['a.md:4:54 x']);
  },
);

scenario(
  'the page of a folder is its README in any case: F12 lands there, and its references are those of the folder',
  { files: { 'sub/readme.md': '# Sub\n\n## Part\n', 'two/Readme.markdown': '# Two\n' } },
  async editor => {
    await editor.open('a.md', '[x](sub/#part) [y](sub/) [z](sub#part) [w](two/)\n');
    await editor.ready();
    assert.deepEqual(await placesOf(editor, 'definition', 'a.md', 'sub/#'), ['sub/readme.md:2:0']);
    assert.deepEqual(await placesOf(editor, 'definition', 'a.md', 'sub/)'), ['sub/readme.md:0:0']);
    assert.deepEqual(await placesOf(editor, 'definition', 'a.md', 'two/'), ['two/Readme.markdown:0:0']);
    await editor.open('sub/readme.md', '# Sub\n\n## Part\n');
    assert.deepEqual(await referencesTo(editor, 'sub/readme.md', 'Sub', false), ['a.md:0:4', 'a.md:0:19', 'a.md:0:29']);
    assert.deepEqual(await referencesTo(editor, 'sub/readme.md', 'Part', false), ['a.md:0:4', 'a.md:0:29']);
    assert.deepEqual(await renamed(editor, 'sub/readme.md', 'Part', 'Piece'), ['a.md:0:33 piece', 'a.md:0:9 piece', 'readme.md:2:3 Piece']);
  },
);

const forms =
  '<h1 align="center"> Ovens </h1>\n\nHeat\n----\n\n## Stone ##\n\n> ### Quoted\n\n<h2>Open\n\nend</h2>\n\n[1](#-ovens-) [2](#heat) [3](#stone) [4](#quoted) [5](a&#45;b.md#heat)\n';

scenario(
  'every form of heading is renamed as it is written, and what would make it none is refused',
  { files: { 'a-b.md': '## Heat\n\n[a](a.md#heat)\n' } },
  async editor => {
    await editor.open('a.md', forms);
    await editor.ready();
    await assert.rejects(renamed(editor, 'a.md', 'Ovens', 'Kilns'), /HTML/);
    assert.deepEqual(await renamed(editor, 'a.md', 'Heat', 'Cold'), ['a-b.md:2:9 cold', 'a.md:13:19 cold', 'a.md:2:0 Cold'].sort());
    assert.deepEqual(await renamed(editor, 'a.md', 'Stone', 'C#'), ['a.md:13:30 c', 'a.md:5:3 C#']);
    assert.deepEqual(await renamed(editor, 'a.md', 'Quoted', '- Said'), ['a.md:13:42 --said', 'a.md:7:6 - Said']);
    // The anchor stays, so links do.
    assert.deepEqual(await renamed(editor, 'a.md', 'Heat', 'HEAT'), ['a.md:2:0 HEAT']);
    assert.deepEqual(await renamed(editor, 'a.md', 'heat)\n', 'Cold'), ['a-b.md:0:3 Cold', 'a.md:13:65 cold'].sort());
    for (const name of ['- Cold', '> Cold', '```', '1. Cold']) await assert.rejects(renamed(editor, 'a.md', 'Heat', name), /one line/);
    await assert.rejects(renamed(editor, 'a.md', 'Open', 'x'), /HTML/);
  },
);

scenario('a new title is escaped where a link says it, and left alone where none does', { files: {} }, async editor => {
  await editor.open('a.md', '## Heat\n\n[Heat](#heat) [the Heat](#heat) [**Heat**][h]\n\n[h]: #heat\n');
  await editor.ready();
  assert.deepEqual(await renamed(editor, 'a.md', 'Heat', 'H[ea]t'), ['a.md:0:3 H[ea]t', 'a.md:2:1 H\\[ea\\]t', 'a.md:2:35 H\\[ea\\]t']);
});

scenario(
  'a template that names a page leads there, is counted as a link, and follows a heading that is renamed',
  {
    files: {
      'hugo.toml': 'title = "Piers"\n',
    },
  },
  async editor => {
    await editor.open('content/pier.md', '# Pier\n\n[x]({{< ref "quay#part" >}}) [y]({{< relref "/guide/quay" >}}#part)\n');
    await editor.open('content/guide/quay.md', '# Quay\n\n## Part\n');
    await editor.ready();
    assert.deepEqual(await placesOf(editor, 'definition', 'content/pier.md', 'quay#part'), ['content/guide/quay.md:2:0']);
    assert.deepEqual(await referencesTo(editor, 'content/guide/quay.md', 'Part', false), ['content/pier.md:2:4', 'content/pier.md:2:33']);
    assert.deepEqual(await renamed(editor, 'content/guide/quay.md', 'Part', 'Stone part'), [
      'pier.md:2:18 stone-part',
      'pier.md:2:62 stone-part',
      'quay.md:2:3 Stone part',
    ]);
  },
);
