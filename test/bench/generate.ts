import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { chaptersIn } from './corpus.ts';

/** How large the generated knowledge base is: about as large as a real one that has been written over years. */
const size = { areas: 20, chaptersPerArea: 30, bytes: 13e6, reportRows: 1400 };

/** Of the links that the sections have, this share is kept: they come from chapters that show links off. One in so many of these leads nowhere. */
const kept = 0.12;
const brokenEvery = 14;

/**
 * Writes a knowledge base put together from the sections of another one, the same each time: areas with numbered chapters of very different lengths, each with
 * a table of contents and links to others, and a report that is one long table. For whoever has no large knowledge base at hand.
 */
export function generate(example: string, into: string): string {
  const random = randomFrom(20250101);
  const sections = sectionsOf(example);
  const paths = Array.from({ length: size.areas }, (_, area) =>
    Array.from({ length: size.chaptersPerArea }, (_, i) => `${two(area + 1)}-area/${two(area + 1)}.${i + 1}-chapter.md`),
  ).flat();
  let links = 0;
  const linkFrom = (path: string): string => {
    const target = paths[Math.floor(random() * paths.length)]!;
    const relative = posix.relative(posix.dirname(path), target);
    return links++ % brokenEvery === 0 ? relative.replace('-chapter', '-chapters') : relative;
  };
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  };
  // Lengths that double and halve around a median: a few chapters are ten times as long as most.
  const weights = paths.map(() => 2 ** (1.2 * (random() + random() + random() + random() - 2) * 2));
  const bytesPerWeight = size.bytes / weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, path] of paths.entries()) {
    const section = () => sections[Math.floor(random() * sections.length)]!;
    const link = (text: string) => (random() < kept ? `[${text}](${linkFrom(path)})` : text);
    write(path, chapter(path, weights[i]! * bytesPerWeight, section, link));
  }
  write('README.md', `# Generated\n\n${paths.map(path => `- [${path}](${path})`).join('\n')}\n`);
  write('report.md', report(paths, linkFrom));
  return into;
}

function chapter(path: string, bytes: number, section: () => string, link: (text: string) => string): string {
  const slugger = new GithubSlugger();
  const contents: string[] = [];
  let body = '';
  for (let number = 1; Buffer.byteLength(body) < bytes; number++) {
    const lines = section().split('\n');
    const title = `${number} ${lines[0]!.replace(/^#+\s*/, '').replace(/[[\]`*_<>]/g, '')}`;
    contents.push(`- [${title}](#${slugger.slug(title)})`);
    const text = lines
      .slice(1)
      .join('\n')
      .replace(/!?\[([^\][]*)\]\((?!https?:)[^)]*\)/g, (_, text: string) => link(text))
      .replace(/!?\[([^\][]+)\]\[[^\]]*\]/g, '$1');
    body += `## ${title}\n${text.trimEnd()}\n\n`;
  }
  return `# ${posix.basename(path, '.md')}\n\n## 目录\n\n${contents.join('\n')}\n\n${body}`;
}

function report(paths: readonly string[], linkFrom: (path: string) => string): string {
  const rows = Array.from({ length: size.reportRows }, (_, i) => {
    const path = paths[i % paths.length]!;
    return `| \`${path}\` | [${i + 1} 检查](${linkFrom('report.md')}) | ${i % 7 === 0 ? '链接目标不存在' : '正常'}：${'已经逐一核对过的说明 '.repeat(4)}| ${i} |`;
  });
  return `# 报告\n\n| 文件 | 链接 | 结果 | 序号 |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The second-level sections of the chapters of a knowledge base that are UTF-8, with their headings. */
function sectionsOf(example: string): string[] {
  return chaptersIn(example).flatMap(({ path }) => {
    const text = readFileSync(join(example, path), 'utf8');
    if (text.includes('\uFFFD') || text.includes('\0')) return [];
    // Definitions and comments mean something only where they stand.
    return text
      .replace(/^\[[^\]]+\]:.*$|<!--[\s\S]*?-->/gm, '')
      .replace(/\r\n?/g, '\n')
      .split(/^(?=## )/m)
      .filter(section => section.startsWith('## ') && !/^(```|~~~)/m.test(section.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')));
  });
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const two = (number: number): string => String(number).padStart(2, '0');
