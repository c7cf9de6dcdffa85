import type { Repository } from './repository.ts';

/** What the README shows of each feature; the pictures are taken by `npm run pictures`. */
const features = {
  repair: { en: 'A link that leads nowhere, and its repair', zh: '失效的链接及其修复' },
  overview: { en: 'The overview: how a knowledge base stands', zh: '总览：知识库的总体状况' },
  numbers: { en: 'The matrix of statements: which numbers disagree', zh: '陈述矩阵：哪些数字互相矛盾' },
  map: { en: 'The knowledge map: chapters and the links between them', zh: '知识地图：章节以及章节之间的链接' },
  contents: { en: 'A table of contents that its headings have outgrown', zh: '跟不上标题的目录' },
  formula: { en: 'A formula, typeset where the pointer rests', zh: '指针所在公式的排版结果' },
};

export type Pictured = keyof typeof features;
export const pictured = Object.keys(features) as Pictured[];

/** From the top of the project. */
export const pictureOf = (name: Pictured, theme: 'light' | 'dark'): string => `docs/images/${name}-${theme}.png`;

/** All of them for the README, each as the reader's theme wants it. The addresses are absolute: the marketplace and npm show the README too. */
export const gallery = (language: 'en' | 'zh', { raw }: Repository): string =>
  pictured
    .map(name => {
      const [light, dark] = [pictureOf(name, 'light'), pictureOf(name, 'dark')].map(path => raw + path);
      const label = features[name][language];
      return `**${label}**\n\n<picture><source media="(prefers-color-scheme: dark)" srcset="${dark}"><img alt="${label}" src="${light}" width="830"></picture>`;
    })
    .join('\n\n');
