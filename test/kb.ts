import assert from 'node:assert/strict';
import { type Encoding, encode } from '../server/host/encoding.ts';
import { applied, type Edit, type Fix } from '../server/model/fix.ts';
import { type KbPath, kbPath } from '../server/model/path.ts';
import type { Rule } from '../server/model/rule.ts';
import { finished } from '../server/model/steps.ts';
import { lineStarts, positionAt, type Span } from '../server/model/text.ts';
import { rules } from '../server/rules/index.ts';
import { fixesOf } from '../server/workspace/fixes.ts';
import { allPaths, goodEdits } from '../server/workspace/goodFixes.ts';
import type { WorkspaceOptions } from '../server/workspace/options.ts';
import { readerHere } from '../server/workspace/reader.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { type MemoryHost, memoryHost } from './memoryHost.ts';
import './failing.ts';

/**
 * Knowledge bases written as text, with what is expected of them. A fixture holds cases, a case holds files:
 *
 *     rules: missing-file missing-anchor        the rules that run (default: the one that the fixture is named after)
 *
 *     ===== What the case shows
 *     === a.md                                  a file; ⟦missing-file: b.md⟧ marks a finding: what rule, on what text
 *     === images/x.png                          a file without text
 *     === export ignored                        a file or folder that .gitignore keeps out
 *     === x.md locked                           a file or folder that the machine does not let us read; `⟦unreadable: ⟧` may be all that stands below it
 *     === b.md crlf bom                         also: cr, utf-16le, utf-16be, utf-16le-bare (no mark), latin-1, open-end (no newline at the end)
 *     === concord.json                          ⟦configuration: "of"⟧ marks a complaint
 *     === git renames                           lines `old path → new path`
 *     === a.md fixed                            its text once all single good fixes are applied; a file without this section must stay as it is
 *     === a.md fixes                            a finding by its text and below it all its fixes: `* preferred`, `- other`;
 *                                               ` ⇒ ` and the line that it leads to may follow a title
 *     === a.md messages                         all its findings: `line:character severity rule message`
 *     === new.md created                        the text of a file that some fix makes
 *
 * A case must name every finding, so that silence is tested everywhere.
 */
export interface Case {
  readonly title: string;
  /** Where the case begins in its fixture, from 1. */
  readonly line: number;
  readonly rules: readonly Rule[];
  readonly host: MemoryHost;
  /** Texts of the files, without marks, as they are once decoded. */
  readonly texts: ReadonlyMap<KbPath, string>;
  readonly marks: ReadonlyMap<KbPath, readonly Mark[]>;
  readonly sections: readonly Section[];
}

export interface Mark {
  readonly rule: string;
  readonly span: Span;
}

interface Section {
  readonly path: KbPath;
  readonly kind: 'fixed' | 'fixes' | 'messages' | 'created';
  readonly body: string;
}

const kinds = ['fixed', 'fixes', 'messages', 'created'] as const;
const encodings: Readonly<Record<string, Encoding>> = {
  bom: 'utf-8 with BOM',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'utf-16le-bare': 'utf-16le without BOM',
};
const attribute = new RegExp(
  `^(.*\\S) (${[...kinds, ...Object.keys(encodings), 'crlf', 'cr', 'open-end', 'ignored', 'locked', 'latin-1'].join('|')})$`,
);

/** Reads a fixture. `name`: the rule that it is named after. */
export function readCases(fixture: string, name: string): Case[] {
  const [head, ...parts] = fixture.split(/^===== /m);
  const named = /^rules: (.*)$/m.exec(head!)?.[1]?.split(/\s+/) ?? [name];
  const chosen = named.map(id => {
    const rule = rules.find(known => known.id === id);
    assert(rule, `there is no rule ${id}`);
    return rule;
  });
  let line = head!.split('\n').length;
  return parts.map(part => {
    const begun = line;
    line += part.split('\n').length - 1;
    return readCase(part, begun, chosen);
  });
}

function readCase(part: string, line: number, chosen: readonly Rule[]): Case {
  const [title, ...files] = part.split(/^=== /m);
  const host = memoryHost();
  const texts = new Map<KbPath, string>();
  const marks = new Map<KbPath, readonly Mark[]>();
  const sections: Section[] = [];
  const renamed = new Map<KbPath, KbPath>();
  for (const file of files) {
    const newline = file.indexOf('\n');
    let name = file.slice(0, newline).trim();
    const attributes = new Set<string>();
    for (let match = attribute.exec(name); match !== null; match = attribute.exec(name)) {
      attributes.add(match[2]!);
      name = match[1]!;
    }
    let body = file.slice(newline + 1).replace(/\n\n$/, '\n');
    if (attributes.has('open-end')) body = body.replace(/\n$/, '');
    if (attributes.has('crlf')) body = body.replaceAll('\n', '\r\n');
    if (attributes.has('cr')) body = body.replaceAll('\n', '\r');
    const path = kbPath(name)!;
    const kind = kinds.find(known => attributes.has(known));
    if (kind !== undefined) sections.push({ path, kind, body });
    else if (name === 'git renames') {
      for (const [, before, after] of body.matchAll(/^(.*) → (.*)$/gm)) renamed.set(kbPath(before!)!, kbPath(after!)!);
    } else if (attributes.has('ignored')) host.files.set(path, 'ignored');
    else {
      const marked = unmarked(body);
      texts.set(path, marked.text);
      marks.set(path, marked.marks);
      host.files.set(path, attributes.has('locked') ? 'locked' : bytesOf(marked.text, attributes));
    }
  }
  return { title: title!.trim(), line, rules: chosen, host: { ...host, renames: async () => renamed }, texts, marks, sections };
}

function bytesOf(text: string, attributes: ReadonlySet<string>): Uint8Array {
  if (attributes.has('latin-1')) return Buffer.from(text, 'latin1');
  const encoding = Object.keys(encodings).find(known => attributes.has(known));
  return encode(text, encoding === undefined ? 'utf-8' : encodings[encoding]!);
}

/** A text in which `⟦rule: …⟧` marks findings, without the marks. Marks may nest. */
export function unmarked(marked: string): { text: string; marks: Mark[] } {
  let text = '';
  const open: { rule: string; start: number }[] = [];
  const marks: Mark[] = [];
  let at = 0;
  for (const match of marked.matchAll(/⟦([a-z-]+): |⟧/g)) {
    text += marked.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) open.push({ rule: match[1], start: text.length });
    else {
      const { rule, start } = open.pop() ?? assert.fail(`⟧ closes nothing: …${marked.slice(Math.max(0, at - 30), at)}`);
      marks.push({ rule, span: { start, end: text.length } });
    }
  }
  assert(open.length === 0, `⟦${open[0]?.rule}: is not closed`);
  return { text: text + marked.slice(at), marks };
}

/** The text with its findings marked in it: the opposite of `unmarked`, always in the same order. */
export function marked(text: string, marks: readonly Mark[]): string {
  const sorted = [...marks].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end || (a.rule < b.rule ? -1 : 1));
  const inserted: { at: number; closes: boolean; mark: string }[] = [];
  for (const { rule, span } of sorted)
    inserted.push({ at: span.start, closes: false, mark: `⟦${rule}: ` }, { at: span.end, closes: span.end > span.start, mark: '⟧' });
  inserted.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes));
  let result = '';
  let at = 0;
  for (const { at: offset, mark } of inserted) {
    result += text.slice(at, offset) + mark;
    at = offset;
  }
  return result + text.slice(at);
}

/** The knowledge base of a machine, read and checked. What a rule throws fails the test. */
export async function openedWorkspace(
  host: MemoryHost,
  chosen: readonly Rule[] = rules,
  log: (message: string) => void = mayComplain(host) ? () => {} : assert.fail,
  around: Partial<WorkspaceOptions> = {},
): Promise<Workspace> {
  const workspace = new Workspace('/kb', { host, reader: readerHere(host), rules: chosen, log, ...around });
  await workspace.load(
    () => {},
    () => false,
  );
  await workspace.learnRenames();
  workspace.runChecks(() => false);
  return workspace;
}

/** What the machine does not let us read is said in the log. */
const mayComplain = ({ files }: MemoryHost): boolean => [...files.values()].includes('locked');

/** Checks all that a case says. */
export async function checkCase(one: Case): Promise<void> {
  const workspace = await openedWorkspace(one.host, one.rules);
  for (const [path, text] of one.texts) {
    const found =
      path === 'concord.json'
        ? workspace.configured.complaints.map(({ span }) => ({ rule: 'configuration', span }))
        : workspace.findings(path);
    assert.equal(marked(text, found), marked(text, one.marks.get(path)!), `findings in ${path}`);
  }
  checkFixes(workspace);
  for (const { path, kind, body } of one.sections) {
    if (kind === 'messages') assert.equal(messages(workspace, path), body, `messages of ${path}`);
    if (kind === 'fixes') checkListed(workspace, path, body);
    if (kind === 'created')
      assert(
        created(workspace).some(made => made.path === path && made.text === body),
        `no fix makes ${path} with that text:\n${JSON.stringify(created(workspace))}`,
      );
  }
  const fixed = one.sections.filter(({ kind }) => kind === 'fixed');
  if (fixed.length === 0) return;
  await fixAll(workspace);
  for (const [path, text] of one.texts) {
    if (one.host.files.get(path) === 'locked') continue;
    const wanted = fixed.find(section => section.path === path)?.body ?? text;
    assert.equal(workspace.text(path), endedAs(wanted, text), `${path}, fixed`);
  }
  for (const { path } of fixed) assert(one.texts.has(path), `${path} is fixed but does not exist`);
}

/** With the line ends of another text. */
const endedAs = (wanted: string, original: string): string => wanted.replace(/\r?\n/g, /\r\n?/.exec(original)?.[0] ?? '\n');

/** Applies single good fixes until none is left. */
export async function fixAll(workspace: Workspace): Promise<number> {
  let made = 0;
  for (let round = 0; round < 10; round++) {
    const edits = finished(goodEdits(workspace, allPaths(workspace), () => true));
    if (edits.size === 0) return made;
    for (const [path, changes] of edits) {
      workspace.setText(path, applied(workspace.text(path)!, changes));
      made += changes.length;
    }
    workspace.runChecks(() => false);
  }
  return assert.fail('fixing does not come to an end');
}

/** What holds of the fixes of every finding. */
export function checkFixes(workspace: Workspace): void {
  for (const path of allPaths(workspace)) {
    for (const finding of workspace.findings(path)) {
      const fixes = fixesOf(workspace, finding, path);
      const titles = fixes.map(({ title }) => title);
      assert.deepEqual(titles, [...new Set(titles)], `${path}: two fixes of one title for ${finding.rule}`);
      assert(fixes.filter(({ preferred }) => preferred).length <= 1, `${path}: several preferred fixes for ${finding.rule}`);
      for (const { title, edits, create } of fixes) {
        assert(title !== '' && (edits.length > 0 || create !== undefined), `${path}: “${title}” changes nothing`);
        checkEdits(workspace, edits);
      }
    }
  }
}

function checkEdits(workspace: Workspace, edits: readonly Edit[]): void {
  const sorted = [...edits].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start));
  for (const [i, { path, span, newText }] of sorted.entries()) {
    const text = workspace.text(path)!;
    assert(0 <= span.start && span.start <= span.end && span.end <= text.length, `${path}: an edit out of bounds`);
    assert(text.slice(span.start, span.end) !== newText, `${path}: an edit that changes nothing`);
    const before = sorted[i - 1];
    assert(before === undefined || before.path !== path || before.span.end <= span.start, `${path}: edits that overlap`);
  }
}

function messages(workspace: Workspace, path: KbPath): string {
  const starts = lineStarts(workspace.text(path) ?? '');
  const lines = workspace.findings(path).map(({ span, severity, rule, message }) => {
    const { line, character } = positionAt(starts, span.start);
    return `${line + 1}:${character + 1} ${severity} ${rule} ${message}\n`;
  });
  return lines.join('');
}

/** Compares the fixes of the listed findings. */
function checkListed(workspace: Workspace, path: KbPath, body: string): void {
  const text = workspace.text(path)!;
  const wanted = body.split(/^(?! )/m).filter(block => block.trim() !== '');
  assert(wanted.length > 0, `no fixes are listed for ${path}`);
  for (const block of wanted) {
    const [about, ...lines] = block.trimEnd().split('\n');
    const finding = workspace.findings(path).find(({ span }) => text.slice(span.start, span.end) === about);
    assert(finding, `${path} has no finding on “${about}”`);
    const fixes = fixesOf(workspace, finding, path);
    const shown = fixes.map((fix, i) => {
      const result = lines[i]?.includes(' ⇒ ') ? ` ⇒ ${resultingLine(fix, path, text)}` : '';
      return `  ${fix.preferred ? '*' : '-'} ${fix.title}${result}`;
    });
    assert.equal([about, ...shown].join('\n'), [about, ...lines].join('\n'), `fixes in ${path}`);
  }
}

/** The first changed line after a fix, or what has become of it. */
function resultingLine({ edits }: Fix, path: KbPath, text: string): string {
  const own = edits.filter(edit => edit.path === path);
  const { line } = positionAt(lineStarts(text), own[0]?.span.start ?? 0);
  return applied(text, own).split(/\r?\n/)[line] ?? '';
}

const created = (workspace: Workspace): { path: KbPath; text: string }[] =>
  allPaths(workspace).flatMap(path =>
    workspace.findings(path).flatMap(finding => fixesOf(workspace, finding, path).flatMap(({ create }) => (create ? [create] : []))),
  );
