import assert from 'node:assert/strict';
import { test } from 'node:test';
import katex from '@vscode/markdown-it-katex';
import MarkdownIt from 'markdown-it';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { extract } from '../../server/extract/extract.ts';
import { means } from '../../server/markdown/means.ts';
import { kbPath } from '../../server/model/path.ts';
import type { Finding } from '../../server/model/rule.ts';
import { openedWorkspace } from '../kb.ts';
import { memoryHost } from '../memoryHost.ts';
import { type TestEditor, testEditor } from './editor.ts';
import { scenario } from './scenario.ts';

/** Places where a finding may be, each with one that begins with ⟦ (or several). */
const constructs: Readonly<Record<string, string>> = {
  'a paragraph': 'See [x](⟦no.md) there.',
  'the second line of a paragraph': 'One line\nand [x](⟦no.md) there\nand more.',
  'a line that ends with a break': 'One [x](⟦no.md)  \nline [x](⟦nowhere.md)\\\nand more.',
  'a link over two lines': 'A [text of\ntwo lines](⟦no.md "of\ntwo") more.',
  'code behind the link over two lines': 'A [x](⟦no.md) `code of\ntwo lines` end.',
  'a formula in a paragraph': 'Where $⟦\\aplha$ is.',
  'an inline formula over two lines': 'Where $a\n⟦\\aplha b$ is.',
  'a display formula': '$$\n⟦\\aplha\n$$',
  'a display formula, third line': '$$\na\nb ⟦\\aplha\n$$',
  'a display formula with text around it': 'Text\n\n$$\n⟦\\aplha\n$$\n\nText',
  'a display formula on one line': '$$⟦\\aplha$$',
  'a display formula in text': 'So $$⟦\\aplha$$ it is.',
  'a display formula right behind a paragraph': 'Text\n$$\na\n⟦\\aplha\n$$\nText',
  'a fence of TeX': '```math\n⟦\\aplha\n```',
  'a fence of TeX, second line': '~~~math\na\n⟦\\aplha\n~~~',
  'brackets over lines': 'It is\n\\[\n\\alpha ⟦\\aplha\n\\]\nso.',
  'a heading': '## Load [x](⟦no.md)\n\n[to](#load-x)',
  'a heading with its paragraph': '## Load $⟦\\aplha$\n\nLead.',
  'a heading right behind a paragraph': 'Text\n## Load [x](⟦no.md)\nText',
  'a setext heading': 'Load [x](⟦no.md)\n---\n\nText',
  'a setext heading, second line': 'Load\nand [x](⟦no.md)\n===\n\nText',
  'a row of a table': '| a | b |\n| --- | --- |\n| [x](⟦no.md) | 5 |\n| y | 6 |',
  'the header of a table': '| [x](⟦no.md) | b |\n| --- | --- |\n| y | 6 |',
  'a table without bars at its edges': 'a | b\n--- | ---\n[x](⟦no.md) | 5\ny | 6',
  'a row with a cell too many': '| a | b |\n| --- | --- |\n| [x](⟦no.md) | 5 | 6 |',
  'a row that is short': '| a | b |\n| --- | --- |\n| [x](⟦no.md) |',
  'a formula in a table': '| a | b |\n| --- | --- |\n| $⟦\\aplha$ | 5 |',
  'an item': '- [x](⟦no.md) one\n- two',
  'a later item': '- one\n- [x](⟦no.md) two\n- three',
  'a later loose item': '- one\n\n- [x](⟦no.md) two\n\n- three',
  'a lazy line of an item': '- one\nand [x](⟦no.md) more\n- two',
  'a heading in an item': '- # One [x](⟦no.md)\n- two',
  'a heading in a later item': '- one\n- # Two [x](⟦no.md)\n- three',
  'a formula in an item': '- one\n\n  $$\n  ⟦\\aplha\n  $$\n- two',
  'a formula that begins a later item': '- one\n- $$\n  ⟦\\aplha\n  $$\n- three',
  'a task': '- [ ] do [x](⟦no.md)\n- [x] done',
  'a block of HTML': '<div>\n<a href="⟦no.md">x</a>\n</div>',
  'a block of HTML, first line': '<p><a href="⟦no.md">x</a></p>\n\nText',
  'HTML in text': 'See <a href="⟦no.md">x</a> there.',
  'a definition': '[d]: ⟦no.md\n\nSee [d].',
  'a definition among others': '[c]: a.md\n[d]: ⟦no.md\n[e]: a.md\n\nSee [c], [d], [e].',
  'a lazy line of a quote': '> one\nand [x](⟦no.md) more',
  'the last line without an end': 'Text\n\n[x](⟦no.md)',
  'a table of contents': '## Contents\n\n- [A](#a)\n- [Gone](⟦#gone)\n\n## A',
};

const containers: Readonly<Record<string, (lines: string[]) => string[]>> = {
  'at the top': lines => lines,
  'in a quote': lines => lines.map(line => `> ${line}`.trimEnd()),
  'in an item': lines => lines.map((line, i) => (i === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`)),
  'in a later item': lines => [
    '1. one',
    '',
    ...lines.map((line, i) => (i === 0 ? `2. ${line}` : line === '' ? '' : `   ${line}`)),
    '',
    '3. three',
  ],
  'behind the text of an item in a quote': lines => ['> - one', '>', ...lines.map(line => `>   ${line}`.trimEnd())],
  'in a footnote': lines => ['Note[^n].', '', '[^n]: One', '', ...lines.map(line => (line === '' ? '' : `    ${line}`))],
  'between front matter and text': lines => ['---', 'title: T', '---', '', ...lines, '', 'Text.'],
};

/** Where no comment can stand: what is no Markdown, and what begins an item whose list nothing may come before. */
const silent = new Set<string>([]);

const markdown = new MarkdownIt({ html: true }).use((katex as unknown as { default: never }).default, { throwOnError: false });
const rendered = (text: string): string =>
  markdown
    .render(
      text
        .replace(/^---\r?\n[\s\S]*?\n---\r?\n/, '')
        // Footnotes are not known here.
        .replace(/^\[\^n\]: One\r?\n([\s\S]*)/m, (_, rest: string) => rest.replace(/^ {4}/gm, '')),
    )
    .replace(/\s*<!--.*?-->\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      / (?=<\/?(?:p|li|ul|ol|h\d|blockquote|td|th|tr|table|div|pre|br)\b)|(?<=<\/?(?:p|li|ul|ol|h\d|blockquote|td|th|tr|table|div|pre|br)>) /g,
      '',
    )
    .trim();

const outline = (text: string) => {
  const { headings, links, ids, definitions, footnotes, linkLists, tocMarks, formulas } = extract(text);
  return {
    headings: headings.map(({ level, text, anchor, nested, firstParagraph }) => ({
      level,
      text,
      anchor,
      nested,
      lead: firstParagraph !== undefined,
    })),
    links: links.map(({ kind, text, destination }) => ({ kind, text, destination })),
    ids: ids.map(({ id }) => id),
    definitions: definitions.map(({ label, destination }) => ({ label, destination })),
    footnotes: footnotes.map(({ label }) => label),
    lists: linkLists.map(({ depths, links }) => ({ depths, links })),
    marks: tocMarks.map(({ kind }) => kind),
    formulas: formulas.packed.length,
    doubtful: formulas.needsKatex.map(({ source }) => source),
  };
};

async function actionsOf(editor: TestEditor, path: string): Promise<CodeAction[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
  return ((await editor.request('textDocument/codeAction', path, { range, context: { diagnostics: [] } })) ?? []) as CodeAction[];
}

const files = { 'a.md': '# A\n', 'concord.json': '{ "formulas": { "brackets": true } }' };

async function findingsIn(text: string): Promise<readonly Finding[]> {
  const host = memoryHost({ ...files, 'd.md': text });
  return (await openedWorkspace(host)).findings(kbPath('d.md')!);
}

const keyOf = ({ rule, message }: Finding) => `${rule} ${message}`;

function appliedTo(text: string, action: CodeAction): string {
  const changes = action.edit as { changes?: Record<string, unknown>; documentChanges?: { edits: unknown[] }[] };
  const edits = (changes.documentChanges?.[0]?.edits ?? Object.values(changes.changes ?? {})[0]) as {
    range: { start: { line: number; character: number } };
    newText: string;
  }[];
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(found => found.index + found[0].length)];
  const at = ({ line, character }: { line: number; character: number }) => starts[line]! + character;
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce((result, { range, newText }) => result.slice(0, at(range.start)) + newText + result.slice(at(range.start)), text);
}

for (const newline of ['\n', '\r\n'])
  test(`a finding is silenced wherever it stands, and nothing else changes (${JSON.stringify(newline)})`, {
    timeout: 120_000,
  }, async () => {
    const editor = await testEditor({ files });
    try {
      await editor.ready();
      const wrong: string[] = [];
      let count = 0;
      for (const [construct, marked] of Object.entries(constructs)) {
        for (const [container, wrap] of Object.entries(containers)) {
          const text = `${wrap(marked.replaceAll('⟦', '').split('\n')).join(newline)}${construct.includes('without an end') ? '' : newline}`;
          const path = `d${count++}.md`;
          await editor.open(path, text);
          const findings = await findingsIn(text);
          const shown = await editor.until(path, diagnostics => diagnostics.length === findings.length);
          const actions = await actionsOf(editor, path);
          if (findings.length === 0 && container === 'at the top') wrong.push(`${construct}: no finding`);
          for (const [i, finding] of findings.entries()) {
            const label = `${construct}, ${container}: ${finding.message}`;
            for (const where of ['here', 'in this chapter']) {
              const action = actions.find(
                ({ title, diagnostics }) =>
                  title === `Suppress “${finding.rule}” ${where}` &&
                  JSON.stringify(diagnostics?.[0]?.range) === JSON.stringify(shown[i]!.range),
              );
              if (action === undefined) {
                if (!silent.has(`${construct}, ${container}`)) wrong.push(`${label}: not offered ${where}`);
                continue;
              }
              const after = appliedTo(text, action);
              const left = (await findingsIn(after)).map(keyOf);
              const before = findings.map(keyOf);
              const count = (keys: readonly string[]) => keys.filter(key => key === keyOf(finding)).length;
              if (count(left) >= count(before)) wrong.push(`${label}: still there ${where}\n${after}`);
              const fresh = left.filter(key => !before.includes(key));
              if (fresh.length > 0) wrong.push(`${label}: new ${fresh} ${where}\n${after}`);
              if (rendered(after) !== rendered(text))
                wrong.push(`${label}: shown otherwise\n${after}\n${rendered(text)}\n${rendered(after)}`);
              try {
                assert.deepEqual(outline(after), outline(text));
              } catch {
                wrong.push(`${label}: said otherwise\n${after}`);
              }
            }
          }
          await editor.closeDocument(path);
        }
      }
      assert.equal(wrong.length, 0, `${wrong.length} of ${count}:\n\n${wrong.slice(0, 40).join('\n\n')}`);
    } finally {
      await editor.dispose();
    }
  });

test('findings of one rule are silenced one after the other, beside the comments that silence those before', {
  timeout: 60_000,
}, async () => {
  const editor = await testEditor({ files });
  const formula = '$$\n\\aplha\n$$';
  const tripled = [
    '```math\n\\aplha\n```',
    formula,
    'See [x](no.md) there.',
    '<div>\n<a href="no.md">x</a>\n</div>',
    'One $\\aplha$\nand more.',
  ];
  try {
    await editor.ready();
    let count = 0;
    for (const block of tripled) {
      for (const [container, wrap] of Object.entries(containers)) {
        let text = `${wrap(`${block}\n\n${block}\n\n${block}`.split('\n')).join('\n')}\n`;
        const shown = rendered(text);
        for (let left = 3; left > 0; ) {
          const path = `s${count++}.md`;
          await editor.open(path, text);
          await editor.until(path, diagnostics => diagnostics.length === left);
          const action = (await actionsOf(editor, path)).find(({ title }) => /^Suppress .* here$/.test(title));
          assert.ok(action, `${container}: not offered\n${text}`);
          await editor.closeDocument(path);
          text = appliedTo(text, action);
          const { length } = await findingsIn(text);
          assert.ok(length < left, text);
          left = length;
        }
        assert.deepEqual((await findingsIn(text)).map(keyOf), [], text);
        assert.equal(rendered(text), shown);
      }
    }
  } finally {
    await editor.dispose();
  }
});

test('what is said of a file, and not of what stands in it, cannot be silenced in it and is not offered to be', async () => {
  const damaged = Buffer.from('# Br\xfccke\n', 'latin1');
  const editor = await testEditor({ files: { 'a.md': damaged } });
  try {
    await editor.ready();
    await editor.open('a.md', damaged.toString('utf8'));
    await editor.until('a.md', diagnostics => diagnostics.some(({ code }) => code === 'unreadable'));
    assert.deepEqual(
      (await actionsOf(editor, 'a.md')).filter(({ title }) => title.startsWith('Suppress')),
      [],
    );
  } finally {
    await editor.dispose();
  }
});

test('a comment for the whole chapter stands at its beginning, wherever a chapter is cut into pieces to be read', async () => {
  const editor = await testEditor({ files: {} });
  try {
    for (let words = 520; words < 620; words += 3) {
      const name = `${words}.md`;
      await editor.open(name, `[x](no.md) ${'a '.repeat(words)}\n\n## Arch\n\nIts lead.\n`);
      await editor.until(name, found => found.length > 0);
      const [, chapter] = (await actionsOf(editor, name)).filter(({ title }) => title.startsWith('Suppress'));
      assert.match(JSON.stringify(chapter?.edit), /"range":\{"start":\{"line":0,"character":0/, name);
    }
  } finally {
    await editor.dispose();
  }
});

// Line ends that hardly anybody writes.
const odd = `# 拱桥\r\r${Array.from({ length: 12 }, (_, i) => `[x](no${i}.md) ${'桥梁养护 '.repeat(200)}\n\n`).join('')}`;

scenario(
  'of many findings in a chapter that is read as a whole, none is tried to be silenced; of one, it is',
  { files: { 'a.md': odd } },
  async editor => {
    await editor.open('a.md', odd);
    await editor.until('a.md', found => found.length === 12);
    const { remark } = means;
    let reads = 0;
    means.remark = (...args) => {
      reads++;
      return remark(...args);
    };
    try {
      const start = { line: 0, character: 0 };
      const ask = (end: object) =>
        editor.request('textDocument/codeAction', 'a.md', { range: { start, end }, context: { diagnostics: [] } });
      assert.ok(((await ask({ line: 100, character: 0 })) as CodeAction[]).length > 0);
      assert.equal(reads, 0);
      const only = (await ask({ line: 2, character: 6 })) as CodeAction[];
      assert.ok(only.some(({ title }) => title.startsWith('Suppress')));
      assert.ok(reads > 0);
    } finally {
      means.remark = remark;
    }
  },
);
