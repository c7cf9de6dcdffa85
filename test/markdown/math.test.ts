import assert from 'node:assert/strict';
import { test } from 'node:test';
import katex from '@vscode/markdown-it-katex';
import MarkdownIt from 'markdown-it';
import type { Nodes } from 'mdast';
import { parseWithRemark } from '../../server/markdown/remark.ts';

const preview = new MarkdownIt({ html: true }).use((katex as unknown as { default: typeof katex }).default ?? katex);

/** Formulas as VS Code's preview finds them: dollars and TeX. */
function previewFormulas(text: string): string[] {
  const found: string[] = [];
  const visit = (tokens: ReturnType<typeof preview.parse>) => {
    for (const token of tokens) {
      if (token.type === 'math_inline') found.push(`$${unticked(token.content)}`);
      if (token.type === 'math_block') found.push(`$$${token.content.trim()}`);
      if (token.children) visit(token.children);
    }
  };
  visit(preview.parse(text, {}));
  return found;
}

const unticked = (tex: string) => (/^`.+`$/s.test(tex) ? tex.slice(1, -1) : tex);

function formulas(text: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'inlineMath') found.push(`$${node.value}`);
    if (node.type === 'math') found.push(`$$${node.value.trim()}`);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(parseWithRemark(text));
  return found;
}

const asInPreview = [
  'a $x$ b',
  '$x$',
  '中$x$文',
  'a$x$ and $x$b and $y$',
  '$ x $',
  '$800万→$3 and $12M vs $15M',
  'costs $5 or $6',
  '$110_2 = 6_{10}$',
  '\\$x$ and \\\\$y$ $z\\$ w$',
  '$a\\\\$ $b\\\\\\$ c$',
  '$x$$y$',
  '$$x$$ and $$y$$',
  'text $$x$$',
  'text $$a\\$$ b$$ c',
  'text $$a\\\\$$ b$$',
  'text $$$x$$$ y',
  'text $$$$ y',
  '$$$$',
  '$$',
  '$$\nx\n$$',
  '$$ x\ny $$',
  '$$D(x) = \\begin{cases}\n1\n\\end{cases}$$\n\n# next $y$',
  '   $$\n   x\n   $$',
  '    $$\n    x\n    $$',
  'para\n$$\nx\n$$\nmore $y$',
  'para $a\nb$ c',
  '- $x$\n  $$\n  y\n  $$\n- $z$',
  '1. a\n\n   $$x$$\n\n2. b',
  '> $$\n> x\n> $$\n\n$y$',
  '| $a$ | b |\n|---|---|\n| $$x$$ | $a|b$ |\n$$y$$',
  '`$x$` $`y`$ $a `b$ c`',
  '[a $x](b)$ [c]($d$) [$e$](f)',
  '*a $b* c$ **$d$**',
  '<sub>$x$</sub> <b>$y$</b> a <span class="q">b $z$',
  '```\n$x$\n```\n\n<div>\n$y$\n</div>',
  '# $x$\n\n$$y$$\n===',
  '$$\nunclosed\n\n# not a heading',
];

for (const text of asInPreview) {
  test(`formulas as in the preview: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(formulas(text), previewFormulas(text));
  });
}

/** Where the preview errs and GitHub does not: see math.ts. */
const otherwise: [text: string, ...formulas: string[]][] = [
  ['$$a$$ and text\n\n# heading\n\n$$b$$', '$$a', '$$b'],
  ['$$a$$ \n\n# heading', '$$a'],
  ['- $$\n  a\nb\n\n$c$', '$$a', '$c'],
  ['> $$\n> a\nb $c$', '$$a', '$c'],
  ['| `a` |\n|---|\n| $\\|$ |\n', '$\\|'],
];

for (const [text, ...expected] of otherwise) {
  test(`formulas otherwise than in the preview: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(formulas(text), expected);
  });
}

test('the content of a formula is what stands between its dollars', () => {
  const text = '$a$ $$b$$ $`c`$\n\n$$d$$ \n\n$$\ne\n$$\n\n$$f\ng $$ h\n\n- $$\n  i\n  $$\n\n$$j';
  const contents: string[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'math' || node.type === 'inlineMath') contents.push(text.slice(node.data.content.start, node.data.content.end));
    if ('children' in node) node.children.forEach(visit);
  };
  visit(parseWithRemark(text));
  assert.deepEqual(contents, ['a', 'b', 'c', 'd', '\ne\n', 'f\ng ', '\n  i\n  ', 'j']);
});
