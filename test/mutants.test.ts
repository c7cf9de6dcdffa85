import assert from 'node:assert/strict';
import { test } from 'node:test';

interface Mutant {
  id?: number;
  readonly line: number;
  readonly kind: string;
  readonly was: string;
  readonly text: string;
}
interface Mutants {
  mutantsOf(file: string, source: string): { code: string; mutants: Mutant[] };
  withMutants(code: string, mutants: readonly Mutant[]): string;
}

// Not TypeScript, as all that builds is not.
const { mutantsOf, withMutants } = (await import(String(new URL('mutate/mutants.mjs', import.meta.url)))) as Mutants;

const source = `interface Bridge { readonly spans: number }
export function load(bridge: Bridge, cars: number): string {
  let weight = 0;
  for (let i = 0; i < cars; i++) {
    weight += i * 2 + 1;
  }
  return weight > bridge.spans && cars !== 3 ? 'heavy' : \`light \${weight}\`;
}
`;

test('each mutant changes what it says, where it says, and only while it is on', async () => {
  const { code, mutants } = mutantsOf('bridge.ts', source);
  assert(mutants.length > 15, String(mutants.length));
  for (const [i, mutant] of mutants.entries()) mutant.id = i + 1;
  const lines = source.split('\n');
  for (const { line, was, kind } of mutants)
    if (!['block', 'condition'].includes(kind)) assert(lines[line - 1]!.includes(was.replaceAll('"', "'")), `${line}: ${was}`);

  const of = (on: number) => {
    const body = withMutants(code, mutants)
      .replace('export ', '')
      .replace(/export \{[^}]*\};/, '');
    const load = new Function('__mutant', `${body}; return load;`)((id: number) => id === on) as (b: object, cars: number) => string;
    return [0, 2, 3, 4].map(cars => {
      try {
        return load({ spans: 5 }, cars);
      } catch (error) {
        return String(error);
      }
    });
  };
  assert.deepEqual(of(0), ['light 0', 'light 4', 'light 9', 'heavy']);
  // Those that would never end are not tried here.
  const ending = mutants.filter(({ kind, text }) => !(kind === 'update' && text.includes('--')) && text !== 'i >= cars');
  const alive = ending.filter(({ id }) => String(of(id!)) === String(of(0)));
  assert.deepEqual(
    alive.map(({ was, text }) => `${was} → ${text}`),
    ['weight > bridge.spans → weight >= bridge.spans'],
  );
});

test('an operator keeps its operands apart; `undefined` and what objects inherit have no mutants', () => {
  const { mutants } = mutantsOf(
    'pier.ts',
    'const pier = (a ?? b ?? 1) * (c + d);\nconst none = undefined;\nconst name = a.toString(16);\n',
  );
  assert.deepEqual(
    mutants.filter(({ kind }) => kind === 'operator').map(({ text }) => text),
    ['(a ?? b ?? 1) / (c + d)', '(a ?? b) && 1', 'a && b', 'c - d'],
  );
  assert.deepEqual(
    mutants.filter(({ line }) => line > 1).map(({ was }) => was),
    ['16', '16'],
  );
});
