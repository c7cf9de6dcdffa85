import { slug as gitHubSlug } from 'github-slugger';
import { gitHubScheme, plainAnchor, type SlugScheme } from '../../model/anchors.ts';
import { byCount, firstFree, type SlugOptions } from './scheme.ts';

/** @docusaurus/mdx-loader, remark/headings: github-slugger with `maintainCase`, the option `anchorsMaintainCase`. */
export const docusaurus = ({ maintainCase }: SlugOptions): SlugScheme => ({
  name: 'docusaurus',
  of: 'text',
  slug: maintainCase ? text => gitHubSlug(text, true) : plainAnchor,
  page: gitHubScheme.page,
});

const mditSlug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/[\u0000-\u001f]/g, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();

/** VitePress, @mdit-vue/shared: `slugify`, of a text in which entities stay as they are written; told apart by markdown-it-anchor. An id that is given by hand and taken already ends the build. */
export const vitepress: SlugScheme = { name: 'vitepress', of: 'text', slug: mditSlug, page: firstFree };

/** VuePress 2: as VitePress. VuePress 1 takes marks off by a table of its own (the package `diacritics`), which is another rule for a few letters. */
export const vuepress: SlugScheme = { ...vitepress, name: 'vuepress' };

/** docsify, src/core/render/slugify.js. */
export const docsify: SlugScheme = {
  name: 'docsify',
  of: 'text',
  slug: text =>
    text
      .trim()
      .normalize('NFKD')
      .replaceAll('\uFE0F', '')
      .replace(/[\p{Emoji_Presentation}\p{Extended_Pictographic}]/gu, '')
      .replace(/[A-Z]/g, letter => letter.toLowerCase())
      .replace(/<[^>]+>/g, '')
      .replace(/[\u2000-\u206F\u2E00-\u2E7F\\'!"#$%&()*+,./:;<=>?@[\]^`{|}~]/g, '')
      .replace(/\s/g, '-')
      .replace(/^(\d)/, '_$1'),
  page: byCount,
};

/** HonKit and GitBook, lib/output/modifiers/addHeadingId.js: github-slugid, which tells nothing apart. */
export const honkit: SlugScheme = {
  name: 'honkit',
  of: 'text',
  slug: text =>
    text
      .replace(/[[\]!"'#$%&()*+,./:;<=>?@\\^_`{|}~©∑®†“”‘’∂ƒ™℠…œŒ˚ºª•∆∞♥]/g, '')
      .replaceAll(' ', '-')
      .toLowerCase()
      .replace(/^-/, ''),
  page: () => ({ anchor: slug => slug, reserve() {} }),
};
