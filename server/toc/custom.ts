import type { Configuration } from '../model/configuration.ts';
import type { KnowledgeBase } from '../model/knowledgeBase.ts';
import { numberedTitle, squashed } from '../model/numbering.ts';
import type { Steps } from '../model/steps.ts';
import { comparing } from './compare.ts';
import { most } from './items.ts';
import type { Style } from './style.ts';
import { tablesOf } from './table.ts';

/** How most chapters of a knowledge base do it. */
export interface Custom {
  /** What a table of contents is headed with. */
  readonly name: string;
  readonly style: Style;
  /** Whether the table comes behind a section with this title. */
  behind(title: string): boolean;
}

const known = new WeakMap<KnowledgeBase, { version: number; custom: Map<boolean, Custom> }>();

/** What most tables of contents are like. Where there are none: below the title and an overview, with all levels. `chinese`: the language of the chapter that gets one. */
export function* learning(kb: KnowledgeBase, configuration: Configuration['toc'], chinese: boolean): Steps<Custom> {
  let found = known.get(kb);
  if (found?.version !== kb.version) {
    found = { version: kb.version, custom: new Map() };
    known.set(kb, found);
  }
  const custom = found.custom.get(chinese) ?? (yield* learned(kb, configuration, chinese));
  found.custom.set(chinese, custom);
  return custom;
}

function* learned(kb: KnowledgeBase, configuration: Configuration['toc'], chinese: boolean): Steps<Custom> {
  const names: string[] = [];
  const styles: string[] = [];
  const before: string[] = [];
  for (const { facts } of kb.chapters()) {
    yield;
    const [table] = tablesOf(facts, configuration);
    if (table?.heading === undefined) continue;
    const name = numberedTitle(table.heading.text).title;
    if (/\p{Script=Han}/u.test(name) === chinese) names.push(name);
    styles.push(JSON.stringify((yield* comparing(table, facts, configuration)).style));
    const { level } = table.heading;
    const sections = facts.headings.filter(heading => !heading.nested && heading.level === level);
    const above = sections[sections.indexOf(table.heading) - 1];
    before.push(above === undefined ? '' : squashed(numberedTitle(above.text).title));
  }
  const [from, to] = configuration.levels ?? [2, 6];
  const style: Style = JSON.parse(most(styles) ?? JSON.stringify({ title: from === 1, from, to, before: false, self: false }));
  const name = most(names) ?? (chinese ? '目录' : 'Contents');
  const above = most(before);
  const overview = (title: string) => /^(?:概述|概览|简介|引言|前言|overview|introduction|summary|abstract)$/.test(title);
  return {
    name,
    style,
    behind: title => {
      const own = squashed(numberedTitle(title).title);
      return above === undefined ? overview(own) : above !== '' && (own === above || overview(own));
    },
  };
}
