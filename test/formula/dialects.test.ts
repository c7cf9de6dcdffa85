import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TeX } from '@mathjax/src/js/input/tex.js';
import { mathjax } from '@mathjax/src/js/mathjax.js';
import { SVG } from '@mathjax/src/js/output/svg.js';
import { draw } from '../../server/formula/draw.ts';
import { packages } from '../../server/formula/packages.ts';
import { faultOf } from '../../server/tex/check.ts';
import commands from '../../server/tex/commands.json' with { type: 'json' };
import { katexOnly, mathjaxExtraEnvironments, mathjaxOnly, mathjaxOnlyEnvironments } from '../../server/tex/dialects.ts';
import { causeIn, isTypesetByMathJax } from '../../server/tex/errorCause.ts';
import { extraCommands } from '../../server/tex/extraCommands.ts';

/** Ways to call a command, some of which fit it. */
const calls = ['', ' b', '{a}', '{a}{b}', '{1em}', '{a}{b}{c}', '(', '\\x{a}', '{1em}{a}'];
const typesets = (name: string, draws: (source: string) => boolean) => calls.some(call => draws(`\\${name}${call}`));
const inKatex = (source: string) => faultOf(source, true) === undefined;
const inMathJax = (source: string) => 'svg' in draw({ source, display: true, colour: 'black', size: 16, macros: [] });

test('commands said to be KaTeX’s alone are known to it, and to plain MathJax not', () => {
  const plain = mathjax.document('', {
    OutputJax: new SVG(),
    InputJax: new TeX({
      packages: [...packages],
      formatError: (_: unknown, error: Error) => {
        throw error;
      },
    }),
  });
  const isUnknown = (name: string) => {
    try {
      plain.convert(`\\${name}`);
      return false;
    } catch (error) {
      return /^Undefined control sequence/.test((error as Error).message);
    }
  };
  assert.deepEqual(
    [...katexOnly].filter(name => !typesets(name, inKatex)),
    [],
    'unknown to KaTeX',
  );
  // New in MathJax 4: GitHub’s is a 3.
  assert.deepEqual(
    [...katexOnly].filter(name => !isUnknown(name)),
    ['approxcolon', 'footnotesize', 'oiiint', 'oiint', 'simcolon'],
    'known to MathJax',
  );
});

test('commands said to be MathJax’s alone are unknown to KaTeX', () => {
  assert.deepEqual(
    [...mathjaxOnly].filter(name => !/^Undefined control sequence/.test(faultOf(`\\${name}`, true)?.reason ?? '')),
    [],
  );
});

test('every command added to MathJax draws', () => {
  assert.deepEqual(
    Object.keys(extraCommands).filter(name => !typesets(name, inMathJax)),
    [],
  );
});

test('environments said to be MathJax’s alone typeset there, and are unknown to KaTeX', () => {
  const names = [...mathjaxOnlyEnvironments, ...mathjaxExtraEnvironments];
  assert.deepEqual(
    names.filter(name => !/^No such environment/.test(faultOf(`\\begin{${name}} a \\end{${name}}`, true)?.reason ?? '')),
    [],
    'known to KaTeX',
  );
  const calls = ['', '{a}', '{c}', '{1}', '{\\alpha}{2}', '{align}', '{1em}', '{a=\\alpha}{b}'];
  const bodies = ['a & b \\\\ c', 'a \\\\ b', '\\AXC{a} \\UIC{b}', '\\begin{gather} a \\end{gather}'];
  assert.deepEqual(
    names.filter(name => !calls.some(call => bodies.some(body => inMathJax(`\\begin{${name}}${call} ${body} \\end{${name}}`)))),
    [],
    'unknown to MathJax',
  );
});

test('of every mistake it is known whether MathJax typesets it', () => {
  const t = String.raw;
  const formulas = [
    [t`\frac{a`, t`\frac{a}`, t`\sqrt`, t`a } b`, t`a & b`, t`a # b`, t`\left( a`, t`a \right)`, t`\begin{cases} a`, t`a \end{cases}`],
    [t`\begin{bmatrix} a \end{pmatrix}`, t`a^b^c`, t`a_b_c`, t`a^b'`, t`\rule{x}{1pt}`, t`\hspace{x}`, t`\left x \right)`, t`\big x`],
    [t`a $ b`, t`\tag{1}\tag{2} x`, t`\begin{eqnarray} a &=& b \end{eqnarray}`, t`\begin{bridge} a \end{bridge}`, t`\mbox{a}`, t`\aplha`],
  ].flat();
  // A prime in KaTeX, a quotation mark in MathJax; a script since MathJax 4 only in braces, and GitHub’s is a 3.
  for (const name of Object.keys(commands))
    if (!katexOnly.has(name) && name !== 'rq' && name !== 'operatorname')
      for (const call of ['', '{a}', '{a}{b}', ' b', '{1em}']) formulas.push(`x_\\${name}${call}`);
  const wrong = formulas.filter(source => {
    const fault = faultOf(source, true);
    const says = fault && isTypesetByMathJax(causeIn(source, fault.reason), false);
    // What lacks something besides is another mistake.
    const isWhole = !source.startsWith('x_') || inKatex(source.replace('_', '_{').concat('}'));
    return says !== undefined && isWhole && says !== inMathJax(source);
  });
  assert.deepEqual(wrong, []);
  for (const inline of [t`\begin{align} a \end{align}`])
    assert(isTypesetByMathJax(causeIn(inline, faultOf(inline, false)!.reason), false) && inMathJax(inline));
});
