import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { draw } from '../../server/formula/draw.ts';
import { faultOf } from '../../server/tex/check.ts';
import { katexOnly, mathjaxOnly } from '../../server/tex/dialects.ts';
import { extraCommands } from '../../server/tex/extraCommands.ts';

/** Ways to call a command, some of which fit it. */
const calls = ['', ' b', '{a}', '{a}{b}', '{1em}', '{a}{b}{c}', '(', '\\x{a}', '{1em}{a}'];
const typesets = (name: string, draws: (source: string) => boolean) => calls.some(call => draws(`\\${name}${call}`));
const inKatex = (source: string) => faultOf(source, true) === undefined;
const inMathJax = (source: string) => 'svg' in draw({ source, display: true, colour: 'black', size: 16, macros: [] });

test('commands said to be KaTeX’s alone are known to it, and to plain MathJax not', () => {
  const { TeX } = createRequire(import.meta.url)('mathjax-full/js/input/tex.js');
  const { AllPackages } = createRequire(import.meta.url)('mathjax-full/js/input/tex/AllPackages.js');
  const { mathjax } = createRequire(import.meta.url)('mathjax-full/js/mathjax.js');
  const { SVG } = createRequire(import.meta.url)('mathjax-full/js/output/svg.js');
  const plain = mathjax.document('', {
    OutputJax: new SVG(),
    InputJax: new TeX({
      packages: AllPackages.filter((name: string) => !/^no(?:errors|undefined)$/.test(name)),
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
  assert.deepEqual(
    [...katexOnly].filter(name => !isUnknown(name)),
    [],
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
