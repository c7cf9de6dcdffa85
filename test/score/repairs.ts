import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from '../../server/extract/extract.ts';
import { nodeHost } from '../../server/host/node.ts';
import { defaults } from '../../server/model/configuration.ts';
import type { Facts, Link } from '../../server/model/facts.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { anchorAt, chapterAt, isFreeFragment, resolve, typeAt } from '../../server/model/resolve.ts';
import { positionAt } from '../../server/model/text.ts';
import { rules } from '../../server/rules/index.ts';
import type { Checked, Figure, Material, Runs } from './figure.ts';
import { grouped } from './grouped.ts';
import { labelledRules } from './links.ts';

const linkRules: readonly string[] = [...labelledRules, 'path-case'];

/** What `check --fix` makes of the links of a copy of the knowledge base, without git. */
export function repairFigures({ chapters }: Material, { corpus, folder, concord, checked }: Runs): Figure[] {
  const copy = join(folder, 'fixed');
  writableCopy(corpus, copy);
  // Only links: what else is repaired has figures of its own.
  const others = rules.map(({ id }) => id).filter(id => !linkRules.includes(id));
  writeFileSync(join(copy, 'concord.json'), JSON.stringify({ rules: Object.fromEntries(others.map(id => [id, 'off'])) }));
  const fix = (): Checked =>
    JSON.parse(concord('check', copy, '--fix', '--no-git', '--no-cache', '--format', 'json', '--fail-on', 'never'));
  const [once, twice] = [fix(), fix()];
  const dead = ({ findings }: Checked) => findings.filter(({ rule }) => linkRules.includes(rule)).length;
  const after = chapters.map(({ path }) => {
    const text = nodeHost.read(copy, path)?.text ?? '';
    return { path, text, facts: extract(text) };
  });
  if (once.stats.files !== chapters.length) throw new Error(`The copy has ${once.stats.files} chapters, not ${chapters.length}.`);
  const changed = changedRightLinks(chapters, after, corpus);
  return [
    { name: 'dead links repaired by check --fix', value: dead(checked) - dead(once), of: dead(checked) },
    { name: 'links that were right and changed', value: changed.length, notes: changed },
    { name: 'lines that came or went', value: linesMoved(chapters, after) },
    { name: 'edits of a second check --fix', value: twice.stats.fixed ?? Number.NaN },
  ];
}

export function writableCopy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (existsSync(path)) chmodSync(path, entry.isDirectory() ? 0o755 : 0o644);
  }
  chmodSync(to, 0o755);
}

type Chapters = Material['chapters'];

const linesMoved = (before: Chapters, after: Chapters): number =>
  before.reduce((sum, { facts }, i) => sum + Math.abs(facts.lines.length - after[i]!.facts.lines.length), 0);

/**
 * Every link that led somewhere must stand in its line as it stood, byte for byte and in the same order, and lead to the same place. What may have changed are the
 * links that were dead, and what was no link at all.
 */
function changedRightLinks(before: Chapters, after: Chapters, root: string): string[] {
  const [kbBefore, kbAfter] = [knowledgeBaseOf(before, root), knowledgeBaseOf(after, root)];
  return before.flatMap(({ path, text, facts }, i) => {
    const now = after[i]!;
    if (now.text === text) return [];
    const lines = grouped(now.facts.links, link => lineOf(now.facts, link));
    const used = new Map<number, number>();
    return facts.links.flatMap(link => {
      const arrival = arrivalOf(path, link, kbBefore);
      if (arrival === undefined) return [];
      const line = lineOf(facts, link);
      const source = text.slice(link.span.start, link.span.end);
      const candidates = lines.get(line) ?? [];
      const at = candidates.findIndex(
        (other, k) => k >= (used.get(line) ?? 0) && now.text.slice(other.span.start, other.span.end) === source,
      );
      if (at < 0) return [`${path}:${line + 1} ${source} is gone or changed`];
      used.set(line, at + 1);
      return arrivalOf(path, candidates[at]!, kbAfter) === arrival ? [] : [`${path}:${line + 1} ${source} leads elsewhere`];
    });
  });
}

const lineOf = ({ lines }: Facts, { span }: Link): number => positionAt(lines, span.start).line;

function knowledgeBaseOf(chapters: Chapters, root: string): KnowledgeBase {
  const kb = new KnowledgeBase(defaults.links);
  for (const { path, facts } of chapters) kb.apply(path, { path, facts });
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(join(root, '/').length) as KbPath;
    if (entry.isFile() && kb.chapter(path) === undefined) kb.apply(path, 'file');
  }
  return kb;
}

/** Where a link leads: a file or folder, and which of its headings; undefined when nowhere. */
function arrivalOf(from: KbPath, { destination }: Link, kb: KnowledgeBase): string | undefined {
  const target = resolve(from, destination, defaults.links, kb);
  if (target.where === 'outside world') return destination;
  if (target.where === 'above the root' || typeAt(target.path, kb) === undefined) return undefined;
  const chapter = chapterAt(target.path, kb);
  if (chapter === undefined || target.fragment === undefined || isFreeFragment(target.fragment)) return target.path;
  const anchor = anchorAt(chapter, target.fragment, kb);
  return anchor === undefined ? undefined : `${chapter}#${anchor}`;
}
