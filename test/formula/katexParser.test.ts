import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { build, type Plugin } from 'esbuild';
import katex from 'katex';
import commands from '../../server/tex/commands.json' with { type: 'json' };

type Parser = { __parse(source: string, options: katex.KatexOptions): unknown };

/** KaTeX as it is shipped. */
async function shipped(): Promise<Parser> {
  // Not TypeScript, as all that builds is not.
  const { katexParser } = (await import(String(new URL('../../build/katexParser.mjs', import.meta.url)))) as { katexParser: Plugin };
  const { outputFiles } = await build({
    entryPoints: ['katex/katex.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { __VERSION__: '""' },
    plugins: [katexParser],
    write: false,
  });
  const module = { exports: {} as { default: Parser } };
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(module, module.exports, createRequire(import.meta.url));
  return module.exports.default;
}

test('what is shipped of KaTeX reads every command as KaTeX does', async () => {
  const [ours, whole] = [await shipped(), katex as unknown as Parser];
  const read = ({ __parse }: Parser, source: string, displayMode: boolean): string => {
    try {
      return JSON.stringify(__parse(source, { displayMode, strict: 'ignore' }), (key, value) => (key === 'lexer' ? undefined : value));
    } catch (error) {
      return String(error);
    }
  };
  const forms = Object.keys(commands).flatMap(name => [`\\${name}`, `\\${name}{x}`, `\\${name}{2em}{y}^1`, `\\text{\\${name}{é}}`]);
  const others = [
    'é\\dot{ü}',
    '\\begin{cases} a & \\left[ b \\right. \\\\ c \\end{cases}',
    '\\begin{CD} A @>>> B \\end{CD}',
    '\\tag{1} x',
    '{',
    'x^^2',
    '数',
  ];
  for (const source of [...forms, ...others])
    for (const display of [true, false]) assert.equal(read(ours, source, display), read(whole, source, display), source);
});
