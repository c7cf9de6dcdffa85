import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from '../../server/extract/extract.ts';
import { defaults } from '../../server/model/configuration.ts';
import { tablesOf } from '../../server/toc/table.ts';

/** Whether the list below a heading, which lists something else than sections, is a table of contents. */
const isTable = (heading: string, headings: readonly string[] = []): boolean =>
  tablesOf(extract(`# A\n\n## ${heading}\n\n- words\n- [B](#b)\n\n## B\n\n## C\n`), { ...defaults.toc, headings }).length > 0;

test('what a table of contents is headed with, in several languages, numbered, adorned, or beside another name', () => {
  for (const heading of [
    ...[
      '目录',
      '目錄',
      '目次',
      '本章目录',
      '本文目录',
      '内容目录',
      '文档目录',
      '章节目录',
      '二、目录',
      '📑 目录',
      '目录 / Table of Contents',
    ],
    ...['Contents', 'contents:', 'TOC', '**Contents**', 'Table of Contents', 'In this chapter', 'On this page', '2. Contents'],
    ...['Contents (short)', '梁（目录）', '梁 – Contents', '目录·梁', '梁|目录', '梁｜目录', '梁／目录', '[TOC]'],
    ...['Inhaltsverzeichnis', 'Inhalt', 'Table des matières', 'Sommaire', 'Índice', 'Tabla de contenido', 'Tabla de contenidos'],
    ...['Indice', 'Sommario', 'Содержание', 'Оглавление', '차례', '목차'],
  ])
    assert(isTable(heading), heading);
  for (const heading of ['Contents of the box', '目录树', 'The contents', '本章内容', 'Tocsin', 'pre-contents', '梁'])
    assert(!isTable(heading), heading);
});

test('what `concord.json` names heads one as well, in any case', () => {
  const named = ['索引表', 'Index'];
  for (const heading of ['索引表', '三、索引表', 'INDEX', '索引表 | 甲', '目录']) assert(isTable(heading, named), heading);
  for (const heading of ['索引', 'Index of all', '索引表格']) assert(!isTable(heading, named), heading);
});
