import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import {
  type CodeAction,
  commands,
  type Diagnostic,
  extensions,
  type Hover,
  languages,
  Selection,
  TabInputWebview,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { eventually, runAll } from './harness.ts';

/** Runs in the extension host, on a copy of the fixture, with Concord installed from its VSIX. */
export async function run(): Promise<void> {
  await runAll({
    'the extension starts with a Markdown file': async () => {
      await open('README.md');
      const extension = extensions.getExtension('concord.concord-kb');
      assert.ok(extension, 'not installed');
      await extension.activate();
      assert.ok(extension.isActive);
    },

    'its commands are there': async () => {
      const there = await commands.getCommands(true);
      for (const { command } of extensions.getExtension('concord.concord-kb')?.packageJSON.contributes.commands ?? []) {
        assert.ok(there.includes(command), command);
      }
    },

    'a broken link is found in a chapter that is not open': async () => {
      const [finding] = await findings('guide/beam.md', 'missing-file');
      assert.equal(finding.source, 'Concord');
      assert.equal((await document('guide/beam.md')).getText(finding.range), '../arch.md');
    },

    'its rule leads to a page that has come with the extension': async () => {
      const [{ code }] = await findings('guide/beam.md', 'missing-file');
      assert.ok(typeof code === 'object');
      assert.match((await workspace.openTextDocument(code.target)).getText(), /^# missing-file\n/);
    },

    'its preferred quick fix repairs it': async () => {
      const chapter = (await open('guide/beam.md')).document;
      const [finding] = await findings('guide/beam.md', 'missing-file');
      const actions = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        chapter.uri,
        finding.range,
        'quickfix',
      );
      const fix = actions.find(action => action.isPreferred && action.edit);
      assert.ok(fix?.edit, `no preferred fix among: ${actions.map(action => action.title).join(' | ')}`);
      assert.ok(await workspace.applyEdit(fix.edit));
      assert.match(chapter.getText(), /\[拱桥\]\(arch\.md\)/);
      await noFindings('guide/beam.md');
    },

    'F12 on a link arrives at its heading': async () => {
      const editor = await open('README.md');
      const link = editor.document.positionAt(editor.document.getText().indexOf('suspension.md#'));
      editor.selection = new Selection(link, link);
      await commands.executeCommand('editor.action.revealDefinition');
      const line = await eventually(
        'the cursor in the other chapter',
        () => {
          const active = window.activeTextEditor;
          return active?.document.uri.path.endsWith('suspension.md') && active.selection.active.line > 0
            ? active.selection.active.line
            : undefined;
        },
        window.onDidChangeActiveTextEditor,
        window.onDidChangeTextEditorSelection,
      );
      assert.equal((await document('guide/suspension.md')).lineAt(line).text, '## Cables');
    },

    'a formula is shown typeset, in the colours of the theme': async () => {
      const chapter = (await open('guide/formulas.md')).document;
      for (const source of ['frac{q L^2}', 'begin{aligned}', '荷载', 'θ_{t+1}']) {
        const svg = pictureIn(await hover(chapter, chapter.getText().indexOf(source)));
        assert.match(svg, /^<svg [^>]*style="color:#/, source);
      }
      const [finding] = await findings('guide/formulas.md', 'formula-syntax');
      assert.equal(chapter.getText(finding.range), '\\fraq');
    },

    'an edit in one chapter clears a finding in another': async () => {
      const [finding] = await findings('guide/suspension.md', 'missing-anchor');
      assert.equal((await document('guide/suspension.md')).getText(finding.range), '#thrust');
      const arch = (await open('guide/arch.md')).document;
      await edit(arch, arch.getText().length, '\n## Thrust\n');
      await noFindings('guide/suspension.md');
      await edit(arch, arch.getText().lastIndexOf('Thrust'), 'No ');
      await findings('guide/suspension.md', 'missing-anchor');
    },

    'a file made outside the editor clears a finding': async () => {
      await findings('参考 资料/材料.md', 'missing-file');
      await writeFile(uri('参考 资料/规范.md').fsPath, '# 规范\n');
      await noFindings('参考 资料/材料.md');
    },

    'the restarted server finds the same': async () => {
      const before = (await findings('guide/repairs.md', 'missing-file')).length;
      const gone = eventually(
        'findings to go',
        () => (diagnostics('guide/repairs.md').length === 0 ? true : undefined),
        languages.onDidChangeDiagnostics,
      );
      await commands.executeCommand('concord.restartServer');
      await gone;
      assert.equal((await findings('guide/repairs.md', 'missing-file')).length, before);
    },

    'the convergence matrix opens in a panel': async () => {
      await commands.executeCommand('concord.openConvergenceMatrix');
      const tab = await eventually(
        'the panel',
        () => window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input }) => input instanceof TabInputWebview),
        window.tabGroups.onDidChangeTabs,
      );
      assert.match((tab.input as TabInputWebview).viewType, /concord\.matrix$/);
      await commands.executeCommand('workbench.action.closeActiveEditor');
    },

    'the whole knowledge base can be checked': async () => {
      await commands.executeCommand('concord.checkKnowledgeBase');
      await findings('guide/repairs.md', 'missing-file');
    },
  });
}

const uri = (path: string): Uri => {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return Uri.joinPath(folder.uri, path);
};

const document = (path: string): Thenable<TextDocument> => workspace.openTextDocument(uri(path));

const open = async (path: string) => window.showTextDocument(await document(path));

const diagnostics = (path: string): Diagnostic[] =>
  languages.getDiagnostics(uri(path)).filter(diagnostic => diagnostic.source === 'Concord');

const ruleOf = ({ code }: Diagnostic): string => String(typeof code === 'object' ? code.value : code);

/** The findings of one rule in a chapter, as soon as there is one. */
async function findings(path: string, rule: string): Promise<[Diagnostic, ...Diagnostic[]]> {
  return eventually(
    `${rule} in ${path}`,
    () => {
      const [first, ...others] = diagnostics(path).filter(diagnostic => ruleOf(diagnostic) === rule);
      return first && [first, ...others];
    },
    languages.onDidChangeDiagnostics,
  );
}

/** The hover at an offset, as Markdown. */
async function hover(chapter: TextDocument, offset: number): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', chapter.uri, chapter.positionAt(offset));
  return hovers.flatMap(({ contents }) => contents.map(content => (typeof content === 'string' ? content : content.value))).join('\n');
}

function pictureIn(markdown: string): string {
  const data = /\(data:image\/svg\+xml;base64,([^)|]+)/.exec(markdown)?.[1];
  assert.ok(data, `no picture in: ${markdown}`);
  return Buffer.from(data, 'base64').toString('utf8');
}

async function noFindings(path: string): Promise<void> {
  await eventually(`no finding in ${path}`, () => diagnostics(path).length === 0 || undefined, languages.onDidChangeDiagnostics);
}

async function edit(chapter: TextDocument, offset: number, text: string): Promise<void> {
  const change = new WorkspaceEdit();
  change.insert(chapter.uri, chapter.positionAt(offset), text);
  assert.ok(await workspace.applyEdit(change));
}
