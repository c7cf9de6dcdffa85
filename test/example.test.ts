import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { applied } from '../server/model/fix.ts';
import type { KbPath } from '../server/model/path.ts';
import type { Finding } from '../server/model/rule.ts';
import { positionAt } from '../server/model/text.ts';
import { rules } from '../server/rules/index.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import { allPaths } from '../server/workspace/goodFixes.ts';
import type { Workspace } from '../server/workspace/workspace.ts';
import { exampleHost, folder } from './exampleBase.ts';
import { checkFixes, openedWorkspace } from './kb.ts';

/** A planted fault, or with `silent` something that only looks like one. Lines count from 1. */
interface Expected {
  readonly file: KbPath;
  readonly line: number;
  readonly rule: string;
  /** What the finding stands on, exactly. */
  readonly text: string;
  /** What becomes of it by the best fix. */
  readonly fix?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly silent?: true;
  readonly note: string;
}

const expected: readonly Expected[] = readFileSync(`${folder}.expected.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
  .filter(({ rule }) => rules.some(({ id }) => id === rule));

describe('the example knowledge base', () => {
  let workspace: Workspace;
  before(async () => {
    workspace = await openedWorkspace(exampleHost());
  });

  const lineOf = (path: KbPath, { span }: Finding) => positionAt(workspace.kb.chapter(path)!.facts.lines, span.start).line + 1;
  const textOf = (path: KbPath, { span }: Finding) => workspace.text(path)!.slice(span.start, span.end);
  const isMeant = ({ file, line, rule, text }: Expected) => {
    return (finding: Finding) => finding.rule === rule && lineOf(file, finding) === line && textOf(file, finding) === text;
  };

  for (const one of expected.filter(({ silent }) => !silent)) {
    it(`${one.file}:${one.line} ${one.rule}: ${one.note}`, () => {
      const finding = workspace.findings(one.file).find(isMeant(one));
      const onLine = workspace.findings(one.file).filter(found => lineOf(one.file, found) === one.line);
      assert(
        finding,
        `not found: ${one.text}; on this line: ${JSON.stringify(onLine.map(found => [found.rule, textOf(one.file, found)]))}`,
      );
      if (one.data !== undefined) assert.deepEqual({ ...finding.data, ...one.data }, finding.data);
      if (one.fix !== undefined) assert.equal(repaired(workspace, one.file, finding), one.fix);
    });
  }

  for (const one of expected.filter(({ silent }) => silent)) {
    it(`${one.file}:${one.line} no ${one.rule}: ${one.note}`, () => {
      const text = workspace.text(one.file) ?? readFileSync(`${folder}/${one.file}`, 'utf8');
      assert(text.split(/\r?\n/)[one.line - 1]?.includes(one.text), `the line does not hold “${one.text}”`);
      const line = workspace.findings(one.file).filter(finding => finding.rule === one.rule && lineOf(one.file, finding) === one.line);
      const at = (workspace.kb.chapter(one.file)?.facts.lines[one.line - 1] ?? 0) + text.split(/\r?\n/)[one.line - 1]!.indexOf(one.text);
      const wrong = line.filter(({ span }) => span.start < at + one.text.length && at < span.end);
      assert.deepEqual(
        wrong.map(({ message }) => message),
        [],
      );
    });
  }

  it('has no other findings of these rules', () => {
    const planted = new Set(expected.map(({ rule }) => rule));
    const others = allPaths(workspace).flatMap(file =>
      workspace
        .findings(file)
        .filter(finding => planted.has(finding.rule))
        .filter(finding => !expected.some(one => one.file === file && !one.silent && isMeant(one)(finding)))
        .map(finding => `${file}:${lineOf(file, finding)} ${finding.rule} ${textOf(file, finding)}`),
    );
    assert.deepEqual(others, []);
  });

  it('has only fixes that are sound', () => checkFixes(workspace));
});

/** What stands in place of a finding's text once its first fix is made. */
function repaired(workspace: Workspace, path: KbPath, finding: Finding): string | undefined {
  const edits = fixesOf(workspace, finding, path)[0]?.edits.filter(edit => edit.path === path);
  if (edits === undefined || edits.length === 0) return undefined;
  const text = workspace.text(path)!;
  const start = Math.min(finding.span.start, ...edits.map(({ span }) => span.start));
  const end = Math.max(finding.span.end, ...edits.map(({ span }) => span.end));
  const result = applied(text, edits);
  const repaired = result.slice(start, end + result.length - text.length);
  // The brackets around a destination are not what the finding stands on.
  return start < finding.span.start && text[start] === '<' ? repaired.slice(1, -1) : repaired;
}
