import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import { parseWithRemark } from '../../server/markdown/remark.ts';
import { spanOf } from '../../server/markdown/span.ts';
import type { Figure, Material, Runs } from './figure.ts';
import { grouped } from './grouped.ts';

/** The rules about links that labels exist for. */
export const labelledRules = ['missing-file', 'missing-anchor', 'outside-root', 'malformed-link'] as const;

/** What is reported of links against what is labelled, and whether anything is reported where no links are. */
export function linkFigures({ labels, chapters }: Material, { scorers, checkFile, checked }: Runs): Figure[] {
  const scored = execFileSync(process.execPath, [join(scorers, 'links.mjs'), '--labels', labels, '--check', checkFile, '--json'], {
    encoding: 'utf8',
  });
  const { per, otherRule } = JSON.parse(scored) as {
    per: Record<string, { labelled: number; missing: number; extra: number }>;
    otherRule: number;
  };
  const listed = execFileSync(process.execPath, [join(scorers, 'links.mjs'), '--labels', labels, '--check', checkFile, '--list', '30'], {
    encoding: 'utf8',
  });
  const notes = (title: string) => listed.split('\n').filter(line => line.startsWith(title));
  const sum = (key: 'labelled' | 'missing' | 'extra') => labelledRules.reduce((total, rule) => total + (per[rule]?.[key] ?? 0), 0);
  const hidden = inHiddenPlaces(chapters, checked);
  return [
    { name: 'labelled links that are not reported', value: sum('missing'), of: sum('labelled'), notes: notes('labelled, not reported') },
    { name: 'reported links that are not labelled', value: sum('extra'), notes: notes('reported, not labelled') },
    { name: 'labelled links reported by another rule', value: otherRule, notes: notes('other rule') },
    { name: 'findings about links in code, formulas or comments', value: hidden.length, notes: hidden },
  ];
}

/** Findings that lie in something that is shown as it stands, or not at all, by a tree of the whole chapter. */
function inHiddenPlaces(chapters: Material['chapters'], { findings }: Runs['checked']): string[] {
  const rules: readonly string[] = labelledRules;
  const byFile = grouped(
    findings.filter(({ rule }) => rules.includes(rule)),
    ({ file }) => file,
  );
  return chapters.flatMap(({ path, text, facts }) => {
    const found = byFile.get(path) ?? [];
    if (found.length === 0) return [];
    const hidden = hiddenSpans(parseWithRemark(text));
    return found
      .filter(({ range }) => {
        const at = facts.lines[range.start.line]! + range.start.character;
        return hidden.some(({ start, end }) => start <= at && at < end);
      })
      .map(({ range, message }) => `${path}:${range.start.line + 1} ${message}`);
  });
}

function hiddenSpans(node: Nodes): { start: number; end: number }[] {
  const isComment = node.type === 'html' && node.value.startsWith('<!--');
  if (isComment || ['code', 'inlineCode', 'math', 'inlineMath', 'yaml'].includes(node.type)) return [spanOf(node)];
  return 'children' in node ? node.children.flatMap(hiddenSpans) : [];
}
