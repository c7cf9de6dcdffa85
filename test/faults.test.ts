import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularyOf } from '../server/claims/vocabulary.ts';
import { claimReaders } from '../server/extract/claims.ts';
import { pieceReader } from '../server/extract/collect.ts';
import { extract } from '../server/extract/extract.ts';
import { formulaReaders } from '../server/extract/formulas.ts';
import { edited, IncrementalExtraction } from '../server/extract/incrementalExtraction.ts';
import { readers } from '../server/extract/readers.ts';
import { means } from '../server/markdown/means.ts';
import type { Facts, Subject } from '../server/model/facts.ts';
import { allParts } from '../server/model/parts.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Finding, Rule } from '../server/model/rule.ts';
import { type Dialect, gitHubDialect } from '../server/model/site.ts';
import { rules } from '../server/rules/index.ts';
import { reading as configured } from '../server/workspace/configured.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import { chapterReader, type Reader, readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { exampleHost } from './exampleBase.ts';
import { takeFailures } from './failing.ts';
import { openedWorkspace } from './kb.ts';
import { documents as small } from './markdown/documents.ts';
import { memoryHost } from './memoryHost.ts';

/** What a fault says. */
const fault = 'a fault put in by a test';
const fails = (): never => {
  throw new Error(fault);
};
const unheard = () => {};

/** Chapters as they were read once. */
const asRead: Reader = {
  async *read(_root, paths) {
    for (const path of paths) yield { path, facts: example.kb.chapter(path)!.facts };
  },
  dispose: unheard,
};

/** The example, checked by other rules. */
async function checkedBy(chosen: readonly Rule[]): Promise<Workspace> {
  const workspace = new Workspace('/kb', { host: exampleHost(), reader: asRead, rules: chosen, log: unheard });
  await workspace.load(unheard, () => false);
  workspace.runChecks(() => false);
  return workspace;
}

const found = (workspace: Workspace): Map<KbPath, readonly Finding[]> =>
  new Map(allPaths(workspace).map(path => [path, workspace.findings(path)]));

/** What is found, but for what is said of it: a number of places may be another. */
const named = (findings: readonly Finding[]): string[] => findings.map(({ rule, span }) => `${rule} ${span.start}–${span.end}`);

const example = await openedWorkspace(exampleHost());
const right = found(example);

test('a rule that fails costs its own findings, and is said once of each chapter', async () => {
  assert.ok([...right.values()].flat().length > 50);
  for (const { id } of rules) {
    const broken = rules.map((rule): Rule => (rule.id === id ? { ...rule, check: fails } : rule));
    const workspace = await checkedBy(broken);
    for (const [path, findings] of right) {
      const others = findings.filter(({ rule }) => rule !== id && rule !== 'unused-suppression');
      assert.deepEqual(
        workspace.findings(path).filter(({ rule }) => rule !== 'unused-suppression'),
        others,
        `${id} in ${path}`,
      );
      // A comment may silence what the rule would have found.
      const idle = named(findings.filter(({ rule }) => rule === 'unused-suppression'));
      for (const one of named(workspace.findings(path).filter(({ rule }) => rule === 'unused-suppression')))
        assert.ok(idle.includes(one), `${id} in ${path}: ${one}`);
    }
    const severity = rules.find(rule => rule.id === id)?.severity;
    const told = takeFailures();
    assert.deepEqual(told, [...new Set(told)]);
    for (const line of told) assert.match(line, new RegExp(`^Rule ${id} failed on .*\\.md: Error: ${fault}$`));
    if (severity !== 'off' && id !== 'unreadable') assert.ok(told.length > 0, id);
  }
});

test('a repair that fails costs itself', async () => {
  const repairs = (workspace: Workspace, isChosen: (rule: string) => boolean) =>
    [...found(workspace)].flatMap(([path, findings]) =>
      findings.filter(({ rule }) => isChosen(rule)).map(finding => fixesOf(workspace, finding, path)),
    );
  for (const { id, ...rule } of rules) {
    for (const way of ['corrections', 'fixes'] as const) {
      if (rule[way] === undefined) continue;
      const broken = rules.map((one): Rule => (one.id === id ? { ...one, [way]: fails } : one));
      const workspace = await checkedBy(broken);
      assert.deepEqual(found(workspace), right);
      assert.deepEqual(
        repairs(workspace, other => other !== id),
        repairs(example, other => other !== id),
        `${way} of ${id}`,
      );
      repairs(workspace, other => other === id);
      for (const line of takeFailures())
        assert.match(line, new RegExp(`^Repairing what rule ${id} has found failed on .*\\.md: Error: ${fault}$`));
    }
  }
});

/** Every reader of chapters, what it reads, and which facts are its own. */
const everyReader: readonly [table: Record<string, unknown>, subject: Subject, own: Readonly<Record<string, readonly (keyof Facts)[]>>][] =
  [
    [
      readers,
      'typos',
      {
        looseHeadings: ['looseHeadings'],
        malformedLinks: ['malformed'],
        tornRow: ['tornRows'],
        undefinedImages: ['undefinedReferences'],
        undefinedReferences: ['undefinedReferences'],
      },
    ],
    [readers, 'links', { calls: ['links'], templateLabels: ['undefinedReferences'] }],
    [readers, 'comments', { comment: ['suppressions'] }],
    [readers, 'fields', { fields: ['fields'] }],
    [readers, 'contents', { linkList: ['linkLists'], tocComment: ['tocMarks'], tocParagraph: ['tocMarks'] }],
    [readers, 'renames', { renames: ['toldRenames'] }],
    [readers, 'theorems', { theorems: ['statements'] }],
    // What its symbols mean is read off formulas.
    [formulaReaders, 'formulas', { formulas: ['formulas'] }],
    [formulaReaders, 'symbols', { symbols: ['formulas'] }],
    [claimReaders, 'claims', { blocks: ['claims'], claims: ['claims'] }],
    [claimReaders, 'arithmetic', { miscalculations: ['claims'], counts: ['claims'] }],
    [means, 'markdown', { direct: [] }],
  ];

/** Puts a fault into a reader while something is done. */
async function withFault<T>(table: object, name: string, broken: unknown, act: () => T | Promise<T>): Promise<T> {
  const before = Reflect.get(table, name);
  Reflect.set(table, name, broken);
  try {
    return await act();
  } finally {
    Reflect.set(table, name, before);
  }
}

const words = vocabularyOf(example.configuration.claims);
const withCalls: Dialect = { ...gitHubDialect, calls: 'tag' };
const read = (text: string): Facts => extract(text, allParts, words, withCalls);
/** Where it has failed depends on who has read it. */
const withoutReasons = (facts: Facts) => ({ ...facts, unread: facts.unread.map(({ what, span }) => ({ what, span })) });

const texts = allPaths(example).map(path => [path, example.text(path) ?? ''] as const);
const odd = ['[![p][lost]](b.md)\n', '[x]({% link a.md %}), [y][y]\n\n[y]: {{ z }}\n', ...small].map(
  (text, i) => [`odd ${i}`, text] as const,
);

test('every reader of chapters is known to the tests', () => {
  for (const table of [readers, formulaReaders, claimReaders])
    assert.deepEqual(everyReader.flatMap(([of, , own]) => (of === table ? Object.keys(own) : [])).sort(), Object.keys(table).sort());
});

for (const [table, subject, own] of everyReader) {
  for (const [name, facts] of Object.entries(own)) {
    test(`the reader ${name} fails: its own facts are missing, and no other`, async () => {
      let asked = 0;
      const broken = () => {
        asked++;
        return fails();
      };
      for (const [path, text] of [...texts, ...odd]) {
        const before = read(text);
        const askedBefore = asked;
        const { unread, ...after } = await withFault(table, name, broken, () => read(text));
        for (const part of Object.keys(after) as (keyof typeof after)[])
          if (!facts.includes(part)) assert.deepEqual(after[part], before[part], `${path}: ${part}`);
        assert.equal(unread.length > 0, asked > askedBefore, path);
        for (const one of unread) {
          assert.equal(one.what, subject);
          assert.match(one.reason, new RegExp(`^Error: ${fault}\n`));
        }
        // Open in an editor, it says the same.
        const open = await withFault(table, name, broken, () => {
          const reading = new IncrementalExtraction(text, example.configuration.claims, undefined, withCalls);
          while (!reading.readOn(() => false));
          return reading.facts;
        });
        assert.deepEqual(withoutReasons(open), withoutReasons({ ...after, unread }), path);
      }
      assert.ok(asked > 0);
    });
  }
}

/** Facts that are told to other chapters, so that what these say may change with them. */
const tellsOthers: readonly Subject[] = ['links', 'claims', 'fields', 'formulas', 'symbols', 'typos'];

for (const [table, subject, own] of [
  ...everyReader,
  [pieceReader, 'links', { links: [] }],
  [means, 'links', { remark: [] }],
] as typeof everyReader) {
  for (const name of Object.keys(own)) {
    test(`the reader ${name} fails in one chapter: nothing false is found, the others stand, and the writer is told`, async () => {
      for (const [victim] of texts.slice(0, 3)) {
        const said: string[] = [];
        let reading: KbPath | undefined;
        let asked = 0;
        const host = exampleHost();
        const machine = {
          ...host,
          read: (root: string, path: KbPath) => {
            reading = path;
            return host.read(root, path);
          },
        };
        const whole = Reflect.get(table, name) as (...args: unknown[]) => unknown;
        const broken = (...args: unknown[]) => {
          if (reading !== victim) return whole(...args);
          asked++;
          return fails();
        };
        const workspace = await withFault(table, name, broken, () =>
          openedWorkspace(machine, rules, message => said.push(message.split('\n', 1)[0]!)),
        );
        if (name !== 'direct')
          assert.equal(
            workspace.findings(victim).some(({ rule }) => rule === 'unreadable'),
            asked > 0,
          );
        for (const [path, findings] of right) {
          const now = workspace.findings(path).filter(({ rule }) => rule !== 'unreadable');
          const isSame = subject === 'markdown' || (path !== victim && !tellsOthers.includes(subject));
          if (isSame) assert.deepEqual(now, findings, path);
          // What is silenced no more is no less true.
          else if (subject !== 'comments')
            for (const one of named(now)) assert.ok(named(findings).includes(one), `${victim} fails, ${path}: ${one}`);
        }
        const told = takeFailures();
        assert.equal(told.length > 0, asked > 0);
        assert.deepEqual(said, told);
        for (const line of told) assert.ok(line.includes(victim) && line.includes(fault), line);
      }
    });
  }
}

test('a chapter that cannot be read at all, or edited from what it said before', async () => {
  const [path, text] = texts[0]!;
  const before = new IncrementalExtraction(text, example.configuration.claims);
  assert.equal(before.facts.lines[0], 0);
  const { unread, ...facts } = await withFault(
    edited,
    'reparsing',
    fails,
    () => new IncrementalExtraction(`${text}\n`, example.configuration.claims, before).facts,
  );
  assert.deepEqual(facts, (({ unread: _, ...whole }) => whole)(new IncrementalExtraction(`${text}\n`, example.configuration.claims).facts));
  assert.deepEqual(
    unread.map(({ what }) => what),
    ['markdown'],
  );
  let reads = 0;
  const host = exampleHost();
  const once = (...args: Parameters<typeof extract>) => (reads++ === 3 ? fails() : extract(...args));
  const said: string[] = [];
  const workspace = await withFault(chapterReader, 'extract', once, () => openedWorkspace(host, rules, message => said.push(message)));
  const failed = allPaths(workspace).filter(one => workspace.findings(one).some(({ rule }) => rule === 'unreadable'));
  assert.equal(failed.length, 1, path);
  assert.ok(said.some(line => line.includes(failed[0]!) && line.includes(fault)));
  takeFailures();
  for (const [other, findings] of right)
    if (other !== failed[0])
      for (const one of named(workspace.findings(other))) assert.ok(named(findings).includes(one), `${other}: ${one}`);
});

test('a configuration that we fail to read leaves what it said before, a baseline accepts nothing', async () => {
  const host = memoryHost({
    'a.md': '[x](b.md)\n',
    'concord.json': '{ "rules": { "missing-file": "hint" }, "baseline": "known.json" }',
    'known.json': '{"version":1,"accepted":{}}',
  });
  const workspace = await openedWorkspace(host, rules, unheard);
  const severity = () => workspace.findings('a.md' as KbPath).map(finding => finding.severity);
  assert.deepEqual(severity(), ['hint']);
  await withFault(configured, 'configuration', fails, () => workspace.configure('{ "rules": {} }'));
  workspace.runChecks(() => false);
  assert.deepEqual(severity(), ['hint']);
  assert.match(workspace.configured.complaints[0]!.message, /^Concord has failed to read this/);
  assert.deepEqual(takeFailures(), [`Reading failed on concord.json: Error: ${fault}`]);
  await withFault(configured, 'baseline', fails, () => workspace.refresh(['known.json' as KbPath]));
  await workspace.configure(undefined);
  workspace.runChecks(() => false);
  assert.deepEqual(severity(), ['hint']);
  assert.deepEqual(takeFailures(), [`Reading failed on known.json: Error: ${fault}`]);
});

test('neither the history nor what was known costs more than itself', async () => {
  const host = { ...memoryHost({ 'a.md': '[x](b.md)\n' }), renames: fails };
  const store = { read: async () => fails(), write: async () => fails() };
  const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules, log: unheard, store, identity: 'test' });
  await workspace.load(unheard, () => false);
  await workspace.learnRenames();
  workspace.runChecks(() => false);
  assert.deepEqual(named(workspace.findings('a.md' as KbPath)), ['missing-file 4–8']);
  await workspace.remember();
  const told = takeFailures();
  assert.ok(told.length >= 1 && told.every(line => line.endsWith(`failed on the knowledge base: Error: ${fault}`)), told.join('\n'));
});
