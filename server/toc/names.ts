import { numberedTitle } from '../model/numbering.ts';

/** What a table of contents is headed with, in lower case. `concord.json` may name more. */
const known = [
  '目录',
  '目錄',
  '目次',
  '本章目录',
  '本文目录',
  '内容目录',
  '文档目录',
  '章节目录',
  'table of contents',
  'contents',
  'toc',
  'in this chapter',
  'on this page',
  'inhaltsverzeichnis',
  'inhalt',
  'table des matières',
  'sommaire',
  'índice',
  'tabla de contenido',
  'tabla de contenidos',
  'indice',
  'sommario',
  'содержание',
  'оглавление',
  '차례',
  '목차',
];

const mentions = new RegExp(known.join('|'), 'i');

/** Whether a heading says that a table of contents follows: `目录`, `二、目录`, `📑 目录`, `目录 / Table of Contents`, `Contents:`. */
export function namesToc(heading: string, more: readonly string[]): boolean {
  // Of hundreds of headings one does.
  if (!mentions.test(heading) && (more.length === 0 || !more.some(other => heading.toLowerCase().includes(other.toLowerCase()))))
    return false;
  const bare = trimmed(numberedTitle(trimmed(heading)).title);
  return [bare, ...bare.split(/[/|／｜()（）·]|\s[-–—]\s/)].some(part => {
    const name = trimmed(part).toLowerCase();
    return known.includes(name) || more.some(other => other.toLowerCase() === name);
  });
}

/** Without pictographs and punctuation around. */
const trimmed = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
