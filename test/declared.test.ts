import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it, test } from 'node:test';
import { vocabularyOf } from '../server/claims/vocabulary.ts';
import { extract } from '../server/extract/extract.ts';
import type { Chapter } from '../server/model/chapter.ts';
import { type Configuration, defaults } from '../server/model/configuration.ts';
import type { Index, IndexKinds } from '../server/model/entries.ts';
import type { Facts } from '../server/model/facts.ts';
import { allParts, type Part } from '../server/model/parts.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Option, Rule } from '../server/model/rule.ts';
import { rules } from '../server/rules/index.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { type Case, openedWorkspace, readCases } from './kb.ts';

/** Which facts, and which entries of the index, each part brings. */
const brought: Readonly<Record<Part, { readonly facts: readonly string[]; readonly entries: readonly (keyof IndexKinds)[] }>> = {
  formulas: { facts: ['formulas', 'statements'], entries: ['symbols'] },
  notation: { facts: ['formulas.uses', 'statements'], entries: [] },
  contents: { facts: ['linkLists'], entries: [] },
  fields: { facts: ['fields'], entries: ['fields'] },
  claims: { facts: ['claims'], entries: ['claim'] },
};
const parts = Object.keys(brought) as Part[];
const { isChecked, isExcluded, rules: _, baseline, ...sections } = defaults;
const options = Object.keys(sections) as Option[];

/** What a rule has read, found and offered while all fixtures were checked. */
class Observed {
  readonly facts = new Set<string>();
  readonly entries = new Set<string>();
  readonly options = new Set<string>();
  findings = 0;
  repairs: Rule['repairs'];

  get parts(): Part[] {
    return parts.filter(
      part => brought[part].facts.some(name => this.facts.has(name)) || brought[part].entries.some(kind => this.entries.has(kind)),
    );
  }

  /** The rule, telling us what it reads. */
  of(rule: Rule): Rule {
    const chapters = new WeakMap<Facts, Chapter>();
    const configurations = new WeakMap<Configuration, Configuration>();
    const indexes = new WeakMap<Index, Index>();
    const watched = <T extends object>(all: T, into: Set<string>, within = ''): T =>
      new Proxy(all, {
        get: (target, name) => {
          into.add(within + String(name));
          return Reflect.get(target, name);
        },
      });
    const facts = (all: Facts): Facts => {
      const formulas = watched(all.formulas, this.facts, 'formulas.');
      return new Proxy(watched(all, this.facts), {
        get: (target, name) => (Reflect.get(target, name) === all.formulas ? formulas : Reflect.get(target, name)),
      });
    };
    const chapter = (real: Chapter): Chapter =>
      once(chapters, real.facts, () => ({
        path: real.path,
        facts: facts(real.facts),
        ...(real.damage && { damage: real.damage }),
      }));
    const configuration = (real: Configuration): Configuration => once(configurations, real, () => watched(real, this.options));
    const index = (real: Index): Index =>
      once(indexes, real, () => ({
        lookup: (kind, name) => {
          this.entries.add(kind);
          return real.lookup(kind, name);
        },
        siteAt: path => real.siteAt(path),
      }));
    const { corrections, fixes } = rule;
    return {
      ...rule,
      check: (own, others, configured) => rule.check(chapter(own), index(others), configuration(configured)),
      ...(corrections && { corrections: (problem, own, workshop) => corrections(problem, chapter(own), workshop) }),
      ...(fixes && { fixes: (problem, own, workshop) => fixes(problem, chapter(own), workshop) }),
    };
  }
}

function once<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const fixtures = new URL('./rules/', import.meta.url);
const cases: readonly Case[] = readdirSync(fixtures)
  .filter(name => name.endsWith('.kb'))
  .sort()
  .flatMap(name => readCases(readFileSync(new URL(name, fixtures), 'utf8'), name.slice(0, -3)));

/** What is found in every chapter, with its repairs. */
function told(workspace: Workspace, paths: Iterable<KbPath>) {
  return Array.from(paths, path =>
    workspace.findings(path).map(finding => ({ path, finding, fixes: fixesOf(workspace, finding, path) })),
  ).flat();
}

describe('what rules declare', () => {
  const observed = new Map(rules.map(rule => [rule.id, new Observed()]));
  const differing: string[] = [];

  before(async () => {
    for (const one of cases) {
      const all = told(await openedWorkspace(one.host, one.rules), one.texts.keys());
      for (const rule of one.rules) {
        const seen = observed.get(rule.id)!;
        const workspace = await openedWorkspace(one.host, [seen.of(rule)], undefined, { isForChecking: true });
        // What comments silence depends on which rules there are.
        const own =
          rule.checkComments === undefined ? told(workspace, one.texts.keys()) : all.filter(({ finding }) => finding.rule === rule.id);
        const wanted = all.filter(({ finding }) => finding.rule === rule.id);
        if (JSON.stringify(own) !== JSON.stringify(wanted)) differing.push(`${rule.id}: ${one.title}`);
        seen.findings += own.length;
        for (const { fixes } of own) {
          if (fixes.some(({ preferred }) => preferred)) seen.repairs = 'certain';
          else if (fixes.length > 0) seen.repairs ??= 'offered';
        }
      }
    }
  });

  it('is exercised: each finds something', () => {
    assert.deepEqual(
      [...observed].flatMap(([id, { findings }]) => (findings === 0 ? id : [])),
      [],
    );
  });

  it('is all that they need: where nothing else is read, they find and offer the same', () => assert.deepEqual(differing, []));

  it('is right about the parts of the facts: they read what they need, and nothing else', () =>
    assert.deepEqual(
      rules.map(({ id }) => [id, observed.get(id)!.parts]),
      rules.map(({ id, needs = [] }) => [id, parts.filter(part => needs.includes(part))]),
    ));

  it('is right about the options: they ask for those that they name, and no others', () =>
    assert.deepEqual(
      rules.map(({ id }) => [id, options.filter(option => observed.get(id)!.options.has(option))]),
      rules.map(({ id, options: named = [] }) => [id, options.filter(option => named.includes(option))]),
    ));

  it('is right about repairs: they offer what they announce', () =>
    assert.deepEqual(
      rules.map(({ id }) => [id, observed.get(id)!.repairs]),
      rules.map(({ id, repairs }) => [id, repairs]),
    ));
});

describe('the parts of the facts', () => {
  const text = cases.flatMap(one => ['**Last updated**: 2031-05-06', ...one.texts.values()]).join('\n\n');
  const read = (wanted: ReadonlySet<Part>) => extract(text, wanted, vocabularyOf(defaults.claims));
  const whole = read(allParts);

  for (const part of parts) {
    it(`${part}: without it, what it brings is missing, and nothing else`, () => {
      const without = read(new Set(parts.filter(other => other !== part)));
      const names = Object.keys(whole) as (keyof Facts)[];
      const other = names.filter(name => JSON.stringify(whole[name]) !== JSON.stringify(without[name]));
      assert.deepEqual(other, [...new Set(brought[part].facts.map(name => name.split('.')[0]))]);
    });
  }
});

test('each class of contradictions has its letter, and each letter one rule, which tells it', () => {
  const letters = rules.flatMap(({ statements }) => Object.keys(statements?.classes ?? {}));
  assert.deepEqual(letters, [...new Set(letters)]);
  const folder = new URL('../server/claims/', import.meta.url);
  const made = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\b(?:class|letter): (.*'.*)/g)])
    .flatMap(([, value]) => [...value!.matchAll(/'([a-z])'/g)].map(([, letter]) => letter!));
  assert.ok(made.length > 10, `only ${made.length}`);
  assert.deepEqual(
    made.filter(letter => !letters.includes(letter)),
    [],
  );
});
