import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as esbuild from 'esbuild';
// @ts-expect-error It is a part of the build, in JavaScript.
import { boundByValue } from '../build/bindings.mjs';

const bound = (modules: Record<string, string>): Map<string, string> => boundByValue(new Map(Object.entries(modules)));

/** What `main.js` exports, once all have been made CommonJS as the build does. */
function run(modules: Record<string, string>): Record<string, (...given: unknown[]) => unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bindings-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
    for (const [name, text] of bound(modules))
      writeFileSync(join(folder, name), esbuild.transformSync(text, { format: 'cjs', platform: 'node', minify: true }).code);
    return createRequire(join(folder, 'main.js'))('./main.js');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const live = (declaration: string, change: string): Record<string, string> => ({
  'a.js': `${declaration}\nfunction change() { ${change} }\nexport { x as y, change };`,
  'main.js': 'import { y as z, change } from "./a.js";\nconst now = () => z;\nexport { now, change };',
});

test('what is assigned where it is declared is taken once', () => {
  const modules = {
    'a.js': 'function f() { return 1; }\nvar c = 2;\nexport { f as g, c };',
    'main.js': 'import {\n  g as h,\n  c\n} from "./a.js";\nconst sum = () => h() + c;\nexport { sum };',
  };
  assert.equal(
    bound(modules).get('main.js')?.replaceAll('\n', '|'),
    ' var { g: h, c: c } = require("./a.js");|||| const sum = () => h() + c;| export { sum };'.replaceAll('| ', '|').trimEnd(),
  );
  assert.equal(run(modules).sum?.(), 3);
});

for (const [what, change] of Object.entries({
  'an assignment': 'x = 2',
  'an assignment with an operator': 'x += 1',
  'an assignment unless there is a value': 'x &&= 2',
  'an increment': 'x++',
  'an array': '[x] = [2]',
  'the rest of an array': '[, ...x] = [1, 2]; x = x[0]',
  'an object': '({ a: x } = { a: 2 })',
  'the rest of an object': '({ a: { ...x } } = { a: {} }); x = 2',
  'a default': '[x = 2] = []',
  'a loop over values': 'for (x of [2]);',
  'a loop over names': 'for (x in { 2: 0 }); x = Number(x)',
  'a function in a function': '(() => { x = 2; })()',
}))
  test(`what changes later is asked for: by ${what}`, () => {
    const main = run(live('let x = 1;', change));
    assert.equal(main.now?.(), 1);
    main.change?.();
    assert.equal(main.now?.(), 2);
  });

test('each change of that kind alone keeps a binding alive', () => {
  for (const change of [
    'x = 2',
    'x += 1',
    'x++',
    '[x] = [2]',
    '[, ...x] = []',
    '({ a: x } = {})',
    '({ a: { ...x } } = {})',
    '[x = 2] = []',
    'for (x of []);',
    'for (x in {});',
  ])
    assert.match(
      bound(live('let x = 1;', change)).get('main.js') ?? '',
      /^import \{ y as z \} from "\.\/a\.js"; var \{ change: change \} =/,
      change,
    );
});

test('what is exported on is asked for, and what is no chunk imported as ever', () => {
  const modules = {
    'a.js': 'let x = 1;\nfunction change() { x = 2; }\nexport { x, change };',
    'b.js': 'import { x, change } from "./a.js";\nexport { x, change };',
    'main.js':
      'import { sep } from "node:path";\nimport "./b.js";\nimport { x, change } from "./b.js";\nconst now = () => x;\nexport { now, change, sep };',
  };
  const { now, change } = run(modules);
  change?.();
  assert.equal(now?.(), 2);
  assert.match(bound(modules).get('main.js') ?? '', /^import \{ sep \} from "node:path";/);
});

test('all of a chunk cannot be taken', () => {
  assert.throws(() => bound({ 'a.js': 'export {};', 'main.js': 'import * as a from "./a.js";' }), /Only names are imported/);
});
