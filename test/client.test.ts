import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../client/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
const sources = files.map(file => readFileSync(new URL(file, folder), 'utf8'));

test('the client stays thin', () => {
  const lines = sources.reduce((sum, source) => sum + source.trimEnd().split('\n').length, 0);
  assert.ok(lines <= 300, `${lines} lines`);
});

test('the client knows the editor and the protocol, nothing else', () => {
  const allowed = /^(vscode|vscode-languageclient\/node|node:path|\.\/\w+\.ts)$/;
  const imported = sources.flatMap(source => [...source.matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name));
  assert.deepEqual(
    imported.filter(name => !allowed.test(name)),
    [],
  );
});
