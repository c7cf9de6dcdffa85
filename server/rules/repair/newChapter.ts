import { chineseNumeral } from '../../headings/chineseNumerals.ts';
import { ordinalOf } from '../../headings/ordinal.ts';
import { numberedTitle, squashed } from '../../model/numbering.ts';
import { folderOf, isReadme, type KbPath, nameOf, stemOf } from '../../model/path.ts';
import type { FixContext } from '../../model/rule.ts';
import { slugsOf } from '../../model/site.ts';
import { type Neighbours, neighboursIn } from './neighbours.ts';

/**
 * The text of a chapter that does not exist yet: title, overview, table of contents, references, as the chapters beside it have them, in the language of its name. `linkText`: of the link
 * that asks for it.
 */
export function newChapter(path: KbPath, linkText: string, { kb, configuration }: Pick<FixContext, 'kb' | 'configuration'>): string {
  const name = isReadme(path) && folderOf(path) !== '' ? nameOf(folderOf(path)) : stemOf(path);
  const isNumbered = numberedTitle(name).number !== '';
  const neighbours = neighboursIn(folderOf(path), isChinese(isNumbered ? name : name + linkText), kb, configuration.toc.headings);
  const title = titleOf(name, linkText, neighbours);
  const sections = sectionsLike(neighbours.contents, isChinese(neighbours.contents ?? name + title));
  const { slug } = slugsOf(kb.siteAt(path));
  const contents = sections.titles.map(section => `- [${section.replace(/[\\[\]]/g, '\\$&')}](#${slug(section)})`).join('\n');
  const bodies = sections.titles.map(section => `\n## ${section}\n${section === sections.contents ? `\n${contents}\n` : ''}`);
  return `# ${title.replace(/[\\`*<[\]]|&(?=#?\w+;)/g, '\\$&')}\n${bodies.join('')}`;
}

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Of a file with a number, what its name says; the link's text where that says the same in other letters. Of any other, the link's text, if it is no path. */
function titleOf(name: string, linkText: string, { numbered }: Neighbours): string {
  const { number, title } = numberedTitle(name);
  const told = linkText.replace(/\s+/g, ' ').trim();
  const isUsable = told !== '' && !/[\\/]|\.md$/i.test(told);
  // The words of an address: `stone-bridges`.
  const said = /^[\w-]+$/.test(title) ? title.replace(/[-_]+/g, ' ').trim() : title;
  if (number === '') return isUsable ? told : said;
  const plain = numberedTitle(told).title;
  const words = isUsable && squashed(plain) === squashed(title) ? plain : said;
  return numbered ? `${number} ${words}` : words;
}

/** The sections of a new chapter, numbered as its neighbours number their table of contents, and that one called as they call it. */
function sectionsLike(contents: string | undefined, chinese: boolean): { readonly titles: readonly string[]; readonly contents: string } {
  const [overview, references] = chinese ? ['概述', '参考文档'] : ['Overview', 'References'];
  const named = contents ?? (chinese ? '二、目录' : 'Contents');
  const ordinal = ordinalOf(named);
  const isCounted = ordinal?.scheme === 'chinese' || ordinal?.scheme === 'digits';
  if (!isCounted) return { titles: [overview!, named, references!], contents: named };
  const mark = /^[、.．)）]\s*/.exec(named.slice(ordinal.at + ordinal.written.length))?.[0] ?? ' ';
  const numeral = (n: number) => (ordinal.scheme === 'chinese' ? chineseNumeral(n) : String(n));
  const isFirst = ordinal.parts.at(-1) === 1;
  const own = isFirst ? named : `${named.slice(0, ordinal.at)}${numeral(2)}${named.slice(ordinal.at + ordinal.written.length)}`;
  const other = `${numeral(isFirst ? 2 : 1)}${mark}${overview}`;
  return { titles: [...(isFirst ? [own, other] : [other, own]), `${numeral(3)}${mark}${references}`], contents: own };
}
