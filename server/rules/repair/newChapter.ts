import { numberedTitle } from '../../model/numbering.ts';
import { type KbPath, stemOf } from '../../model/path.ts';

/**
 * The text of a chapter that does not exist yet: title, overview, table of contents, references, in the language of its name. `linkText`: of the link that
 * asks for it; it is the title when it is no path and the file's own name says less.
 */
export function newChapter(path: KbPath, linkText: string): string {
  const stem = stemOf(path);
  const { number, title } = numberedTitle(stem);
  const told = linkText.replace(/\s+/g, ' ').trim();
  const usable = told !== '' && !/[\\/]|\.md$/i.test(told);
  const heading = usable ? told : number === '' ? title : `${number} ${title}`;
  const chinese = /\p{Script=Han}/u.test(heading + stem);
  const sections = chinese ? ['一、概述', '二、目录', '三、参考文档'] : ['Overview', 'Contents', 'References'];
  const anchors = chinese ? ['一概述', '二目录', '三参考文档'] : ['overview', 'contents', 'references'];
  const contents = sections.map((section, i) => `- [${section}](#${anchors[i]})`).join('\n');
  return `# ${heading}\n\n## ${sections[0]}\n\n## ${sections[1]}\n\n${contents}\n\n## ${sections[2]}\n`;
}
