import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { configurationEdits } from '../server/config/edit.ts';

/** The text after the edits. */
function written(text: string, path: readonly string[], value: unknown): string | undefined {
  const edits = configurationEdits(text, path, value);
  return edits && [...edits].reverse().reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

const path = ['claims', 'reference', '斜拉法', '收敛度'];

test('a configuration that is not there is made', () => {
  const made = '{\n  "claims": {\n    "reference": {\n      "斜拉法": {\n        "收敛度": "99%"\n      }\n    }\n  }\n}\n';
  assert.equal(written('', path, '99%'), made);
  assert.equal(`${written('{}', path, '99%')}\n`, made);
});

test('what is there stays as it is: comments, indentation, line ends, lists in one line', () => {
  assert.equal(
    written('{\r\n\t// rules\r\n\t"rules": { "stale-toc": "off" }, // all\r\n\t/* none */\r\n}\r\n', ['claims', 'subjects'], {}),
    '{\r\n\t// rules\r\n\t"rules": { "stale-toc": "off" }, // all\r\n\t/* none */\r\n\t"claims": {\r\n\t\t"subjects": {}\r\n\t}\r\n}\r\n',
  );
  assert.equal(
    written('{\n  "claims": { "reference": { "桁架": { "收敛度": "1%" } } } // pinned\n}\n', path, '99%'),
    '{\n  "claims": { "reference": { "桁架": { "收敛度": "1%" }, "斜拉法": { "收敛度": "99%" } } } // pinned\n}\n',
  );
  assert.equal(
    written('{\n  "claims": { "subjects": { "aliases": [["a", "b"]] } }\n}\n', ['claims', 'subjects', 'aliases', '[]'], ['c', 'd']),
    '{\n  "claims": { "subjects": { "aliases": [["a", "b"], ["c", "d"]] } }\n}\n',
  );
  assert.equal(written('{ "claims": { "reference": { "斜拉法": { "收敛度": "1%" } } } }', path, '2%')?.includes('"收敛度": "2%"'), true);
});

test('what is no configuration is left alone', () => {
  for (const text of ['[]', '3', '{', '{,}', '{ "claims": 3 }', '{ "claims": { "reference": [] } }'])
    assert.equal(configurationEdits(text, path, '99%'), undefined, text);
});

test('whatever else a configuration says, it says it still', () => {
  // Who reads `__proto__` with jsonc-parser sets a prototype: no key that two readings could be compared by.
  const inner = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true })
    .filter(said => !JSON.stringify(said).includes('__proto__'));
  const cases = fc.record({
    said: inner,
    key: fc.string().filter(key => key !== '__proto__' && key !== '[]'),
    indent: fc.constantFrom(0, 2, 4, '\t'),
    comma: fc.boolean(),
    comment: fc.constantFrom('', ' // end', ' /* end */'),
  });
  fc.assert(
    fc.property(cases, ({ said, key, indent, comma, comment }) => {
      const plain = JSON.stringify({ rules: said, zz: { a: 1 } }, null, indent);
      const isTall = plain.includes('\n');
      const text = isTall ? plain.replace(/\n\}$/, `${comma ? ',' : ''}${comment}\n}`) : plain;
      const after = written(text, ['zz', key], [said]);
      assert.deepEqual(parse(after ?? ''), { rules: parse(JSON.stringify(said)), zz: { a: 1, [key]: parse(JSON.stringify([said])) } });
      if (comment !== '' && isTall) assert.ok(after?.includes(comment));
    }),
  );
});
