import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { extract } from '../server/extract/extract.ts';
import { defaults } from '../server/model/configuration.ts';
import { applied } from '../server/model/fix.ts';
import { KnowledgeBase } from '../server/model/knowledgeBase.ts';
import { folderOf, type KbPath, kbPath, percentDecoded, relativePath } from '../server/model/path.ts';
import { resolve } from '../server/model/resolve.ts';
import type { Finding, Rule } from '../server/model/rule.ts';
import { lineStarts, positionAt } from '../server/model/text.ts';
import { rewrite, spotOf } from '../server/rules/repair/editableLink.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { exampleHost } from './exampleBase.ts';
import { fixAll, openedWorkspace, readCases } from './kb.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';

const odd = fc.string({
  unit: fc.constantFrom('a', 'B', '1', ' ', '-', '.', '_', '甲', '（', '𠀀', '🎉', '\ud800', '\udc00', '\n', '\r', '\r\n', '\t', '\u2028'),
});

describe('positions', () => {
  test('are those of LSP, whatever ends lines and fills them', () => {
    fc.assert(
      fc.property(odd, fc.nat(), (text, n) => {
        const document = TextDocument.create('file:///a.md', 'markdown', 0, text);
        const starts = lineStarts(text);
        assert.equal(starts.length, document.lineCount);
        const offset = n % (text.length + 1);
        const position = positionAt(starts, offset);
        // Between CR and LF LSP knows no position.
        if (text[offset] === '\n' && text[offset - 1] === '\r') return;
        assert.deepEqual(position, document.positionAt(offset));
        assert.equal(starts[position.line]! + position.character, offset);
      }),
      { numRuns: 1000 },
    );
  });
});

const name = fc
  .string({
    minLength: 1,
    maxLength: 8,
    unit: fc.constantFrom(
      'a',
      'b',
      'Z',
      '1',
      ' ',
      '.',
      '-',
      '_',
      '*',
      '~',
      '`',
      '(',
      ')',
      '[',
      ']',
      '<',
      '>',
      '#',
      '?',
      '%',
      '%2',
      '0',
      '&',
      '&amp;',
      ';',
      '"',
      "'",
      '\\',
      '!',
      ':',
      '+',
      '=',
      '@',
      '$',
      '|',
      ',',
      '甲',
      '（',
      '）',
      '：',
      '𠀀',
      'é',
    ),
  })
  .filter(s => s.trim() === s && s !== '.' && s !== '..');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => kbPath(parts.join('/'))!);

describe('paths', () => {
  test('a relative path leads back', () => {
    fc.assert(
      fc.property(path, path, (from, to) => {
        const folder = folderOf(from);
        assert.equal(kbPath(`${folder}/${relativePath(folder, to)}`), to);
      }),
    );
  });

  test('percent-decoding undoes encoding and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => assert.equal(percentDecoded(encodeURIComponent(text)), text)));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('%', 'e', '4', 'B', '8', 'f', 'z') }), text => void percentDecoded(text)));
  });
});

describe('a destination that is written', () => {
  const forms = [
    { form: 'link', before: 'See [x](', after: ') there.', old: 'old.md' },
    { form: 'link', before: 'See [x](<', after: '> "t") there.', old: 'old.md#x' },
    { form: 'link', before: '- [x](', after: " 't')", old: './old%20file.md' },
    { form: 'image', before: '![x](', after: ')', old: '../old.png' },
    { form: 'html', before: 'a <a href="', after: '">x</a>', old: 'old.md' },
    { form: 'html', before: "a <a href='", after: "'>x</a>", old: 'old.md' },
    { form: 'definition', before: '[x]: ', after: ' "t"\n\n[x]', old: 'old.md' },
    { form: 'definition', before: '[x]: <', after: '>\n\n[x]', old: 'old.md' },
  ] as const;
  const fragment = fc.option(fc.oneof(name, fc.constantFrom('二目录', '️-主题', 'a--b')), { nil: undefined });

  test('leads where it is meant to, in every form', () => {
    fc.assert(
      fc.property(
        path,
        path,
        fragment,
        fc.constantFrom(...forms),
        fc.constantFrom('angle', 'percent'),
        (from, to, anchor, shape, spaces) => {
          const text = shape.before + shape.old + shape.after;
          const start = shape.before.length;
          const spot = spotOf({ start, end: start + shape.old.length }, shape.form, shape.old, shape.before.endsWith('<'));
          const configuration = { ...defaults, links: { ...defaults.links, spaces } };
          const result = applied(text, [rewrite(spot, from, to, anchor, configuration)]);
          const facts = extract(result);
          const written = shape.form === 'definition' ? facts.definitions[0] : facts.links[0];
          assert(written, result);
          const target = resolve(from, written.destination, defaults.links, new KnowledgeBase(defaults.links));
          assert.equal(target.where, 'inside', result);
          assert.deepEqual([target.path, target.fragment], [to, anchor], `${from}: ${result}`);
          if (facts.links[0] !== undefined) assert.equal(facts.links[0].text, shape.form === 'html' ? '' : 'x', result);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

const folder = join(dirname(fileURLToPath(import.meta.url)), 'rules');

/** The knowledge bases of all fixtures, each with the rules that it is about, and the example. */
const bases: { title: string; host: MemoryHost; rules: readonly Rule[] | undefined }[] = [
  ...readdirSync(folder)
    .filter(file => file.endsWith('.kb'))
    .flatMap(file =>
      readCases(readFileSync(join(folder, file), 'utf8'), file.slice(0, -3)).map(({ title, host, rules }) => ({
        title: `${file}: ${title}`,
        host,
        rules,
      })),
    ),
  { title: 'the example', host: exampleHost(), rules: undefined },
];

describe('fixes', () => {
  for (const { title, host, rules } of bases) {
    it(`a taken fix removes its finding and changes nothing else – ${title}`, async () => {
      const workspace = await openedWorkspace(host, rules);
      const before = findingsIn(workspace);
      for (const path of allPaths(workspace)) {
        for (const finding of [...workspace.findings(path)]) {
          for (const fix of fixesOf(workspace, finding, path)) {
            if (fix.create !== undefined) continue;
            const context = `${title}: ${path}: “${fix.title}” for ${finding.rule} ${JSON.stringify(finding.data)}`;
            const texts = new Map(fix.edits.map(edit => [edit.path, workspace.text(edit.path)!]));
            for (const [changed, text] of texts)
              workspace.setText(
                changed,
                applied(
                  text,
                  fix.edits.filter(edit => edit.path === changed),
                ),
              );
            workspace.runChecks(() => false);
            const after = findingsIn(workspace);
            const gone = count(before, keyOf(path, finding)) - count(after, keyOf(path, finding));
            assert(gone >= 1, `${context}: the finding stays`);
            const fresh = after.filter(key => count(after, key) > count(before, key));
            if (fix.preferred)
              assert.deepEqual(
                fresh.filter(key => !remains(finding, key)),
                [],
                `${context}: new findings`,
              );
            for (const [changed, text] of texts) workspace.setText(changed, text);
            workspace.runChecks(() => false);
            assert.deepEqual(findingsIn(workspace), before, `${context}: taken back`);
          }
        }
      }
    });

    it(`fixing twice changes nothing – ${title}`, async () => {
      const saved = memoryHost();
      for (const [path, content] of host.files) saved.files.set(path, content);
      const workspace = await openedWorkspace({ ...saved, renames: host.renames }, rules);
      await fixAll(workspace);
      // A damaged file is nobody's to save.
      for (const path of allPaths(workspace))
        if (workspace.kb.chapter(path)?.damage === undefined) saved.write(path, workspace.text(path)!);
      assert.equal(await fixAll(await openedWorkspace({ ...saved, renames: host.renames }, rules)), 0);
    });
  }
});

/**
 * What may come to light by a repair: in the right file, the anchor may be missing; behind the first fault of a formula may be a second; of a table of contents,
 * what only its writer can mend stays.
 */
const remains = ({ rule }: Finding, key: string): boolean =>
  key.includes(rule === 'path-case' ? ' missing-anchor ' : ` ${rule} `) && ['path-case', 'formula-syntax', 'stale-toc'].includes(rule);

const keyOf = (path: KbPath, { rule, data, message }: Finding): string =>
  `${path} ${rule} ${data === undefined ? message : JSON.stringify(data)}`;

const findingsIn = (workspace: Workspace): string[] =>
  allPaths(workspace)
    .sort()
    .flatMap(path => workspace.findings(path).map(finding => keyOf(path, finding)));

const count = (keys: readonly string[], wanted: string): number => keys.filter(key => key === wanted).length;
