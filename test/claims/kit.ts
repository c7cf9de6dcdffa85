import { readFileSync } from 'node:fs';
import { miscalculations } from '../../server/arithmetic/miscalculations.ts';
import { claimProblems } from '../../server/claims/check.ts';
import { keysOf } from '../../server/claims/keys.ts';
import { type Chapter, type ClaimProblem, type Stated, shown } from '../../server/claims/problem.ts';
import { readClaims } from '../../server/claims/read.ts';
import { type ClaimsConfiguration, type Vocabulary, vocabulary } from '../../server/claims/vocabulary.ts';
import { claimBlocks } from '../../server/extract/claims.ts';
import { miscountedLists } from '../../server/extract/listCounts.ts';
import type { PlacedBlock } from '../../server/language/source.ts';
import { parseWithRemark } from '../../server/markdown/remark.ts';
import type { Claim, Miscalculation } from '../../server/model/claims.ts';
import { finished } from '../../server/model/steps.ts';
import { lineStarts, positionAt } from '../../server/model/text.ts';
import { closed } from '../../server/rules/convergenceMessages.ts';

/** A case of a `.kb` file: `##### name`, perhaps a line of configuration as JSON, Markdown, `---8<---`, what is expected line by line. */
export interface Case {
  readonly name: string;
  readonly configuration: ClaimsConfiguration;
  /** Chapters by path; a case without `=== path` lines is one chapter. */
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly string[];
}

export function casesOf(file: string): Case[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .split(/^##### /m)
    .slice(1)
    .map(part => {
      const [head = '', tail = ''] = part.split(/^---8<---\n/m);
      const lines = head.split('\n');
      const name = lines.shift()!.trim();
      const configuration = lines[0]?.startsWith('{') ? (JSON.parse(lines.shift()!) as ClaimsConfiguration) : {};
      return {
        name,
        configuration,
        files: filesOf(lines.join('\n')),
        expected: tail
          .split('\n')
          .map(line => line.trim())
          .filter(line => line !== ''),
      };
    });
}

function filesOf(text: string): Map<string, string> {
  const parts = text.split(/^=== (.+)\n/m);
  if (parts.length === 1) return new Map([['a.md', text]]);
  const files = new Map<string, string>();
  for (let i = 1; i < parts.length; i += 2) files.set(parts[i]!.trim(), parts[i + 1]!);
  return files;
}

export const blocksOf = (text: string, words: Vocabulary): PlacedBlock[] =>
  claimBlocks(parseWithRemark(text).children, text, words.triggers).map(block => ({ start: 0, block }));

/** A chapter as one piece. */
const parsedOf = (text: string) => ({
  text,
  syntax: {},
  isReadWhole: false,
  pieces: [{ start: 0, piece: { length: text.length, nodes: parseWithRemark(text).children } }],
});

export interface ReadChapter extends Chapter {
  readonly text: string;
  readonly wrong: readonly Miscalculation[];
}

export function readChapter(path: string, text: string, words: Vocabulary): ReadChapter {
  const blocks = blocksOf(text, words);
  return {
    path,
    text,
    ...readClaims(blocks, words),
    wrong: [...miscalculations(blocks, words.wording), ...miscountedLists(parsedOf(text), false)],
  };
}

export const lineOf = (text: string, offset: number): number => positionAt(lineStarts(text), offset).line + 1;

/** `3 kv 架构层 收敛度 95%`. */
export function claimLine(text: string, claim: Claim): string {
  const { qualifier: q } = claim;
  const limits = [q.role, q.time, q.scope].filter(limit => limit !== undefined).join(', ');
  return `${lineOf(text, claim.span.start)} ${claim.construct} | ${claim.subject ?? '–'} | ${claim.metric} | ${shown(claim)}${limits === '' ? '' : ` | ${limits}`}`;
}

export class Base {
  readonly words: Vocabulary;
  readonly chapters = new Map<string, ReadChapter>();
  readonly #index = new Map<string, Stated[]>();

  constructor(files: ReadonlyMap<string, string>, configuration: ClaimsConfiguration = {}) {
    this.words = vocabulary(configuration);
    for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const chapter = readChapter(path, text, this.words);
      this.chapters.set(path, chapter);
      for (const claim of chapter.claims)
        for (const key of keysOf(claim, this.words)) this.#index.set(key, [...(this.#index.get(key) ?? []), { path, claim }]);
    }
  }

  problems(path: string): ClaimProblem[] {
    const statements = { about: (key: string): readonly Stated[] => this.#index.get(key) ?? [], placed: (one: Stated) => one };
    return finished(claimProblems({ chapter: this.chapters.get(path)!, statements, vocabulary: this.words }));
  }

  /** `a.md:3 warning b | 采用率 of AdamW: 90% here, 80% in b. → b.md:5`. */
  lines(): string[] {
    return [...this.chapters.values()].flatMap(chapter => [
      ...this.problems(chapter.path).map(problem => {
        const related = problem.related.map(({ path, claim }) => `${path}:${lineOf(this.chapters.get(path)!.text, claim.span.start)}`);
        return `${chapter.path}:${lineOf(chapter.text, problem.span.start)} ${problem.severity} ${problem.class} | ${closed(problem.message())}${related.length > 0 ? ` → ${[...new Set(related)].join(' ')}` : ''}`;
      }),
      ...chapter.wrong.map(
        wrong => `${chapter.path}:${lineOf(chapter.text, wrong.span.start)} ${wrong.kind} | ${wrong.stated} ≠ ${wrong.actual}`,
      ),
    ]);
  }
}
