import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../server/extract/extract.ts';
import { numberingOf } from '../../server/headings/numbering.ts';
import { renumbering } from '../../server/headings/renumber.ts';
import { defaults } from '../../server/model/configuration.ts';
import { applied } from '../../server/model/fix.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { anchorAt, chapterAt, resolve } from '../../server/model/resolve.ts';
import { finished } from '../../server/model/steps.ts';

type Texts = ReadonlyMap<KbPath, string>;

const knowledgeBase = (texts: Texts): KnowledgeBase => {
  const kb = new KnowledgeBase(defaults.links);
  for (const [path, text] of texts) kb.apply(path, { path, facts: extract(text) });
  return kb;
};

function renumbered(texts: Texts, path: KbPath): Map<KbPath, string> {
  const kb = knowledgeBase(texts);
  const workshop = { kb, configuration: defaults, renames: new Map(), text: (at: KbPath) => texts.get(at) };
  const edits = finished(renumbering(kb.chapter(path)!, workshop));
  return new Map(
    [...texts].map(([at, text]) => [
      at,
      applied(
        text,
        edits.filter(edit => edit.path === at),
      ),
    ]),
  );
}

/** Where every link leads: the chapter, and which of its headings; nothing for a link that leads nowhere. */
function arrivals(texts: Texts): (string | undefined)[] {
  const kb = knowledgeBase(texts);
  return [...texts.keys()].flatMap(path =>
    kb.chapter(path)!.facts.links.map(({ destination }) => {
      const target = resolve(path, destination, defaults.links, kb);
      const chapter = target.where === 'inside' ? chapterAt(target.path, kb) : undefined;
      if (target.where !== 'inside' || chapter === undefined) return undefined;
      if (target.fragment === undefined) return chapter;
      const anchor = anchorAt(chapter, target.fragment, kb);
      return anchor === undefined
        ? undefined
        : `${chapter} ${kb.chapter(chapter)!.facts.headings.findIndex(heading => heading.anchor === anchor)}`;
    }),
  );
}

const [a, readme, b] = ['n/a.md', 'n/README.md', 'b.md'] as KbPath[] as [KbPath, KbPath, KbPath];

describe('renumbered headings', () => {
  it('take the table of contents and the links of all chapters with them', () => {
    const texts = new Map<KbPath, string>([
      [
        a,
        '# 桥\n\n## 目录\n\n- [一、甲](#一甲)\n- [一、乙](#一乙)\n  - [1.1 丙](#11-丙)\n- [四、丁](#四丁)\n\n## 一、甲\n## 一、乙\n### 1.1 丙\n## 四、**丁**\n\n见[丁](#四丁)。\n\n[x]: #一乙\n[乙][x]\n',
      ],
      [b, '[四、丁](n/a.md#%E5%9B%9B%E4%B8%81) [“乙”](<n/a.md#一乙> "t") <a href="n/a.md#11-丙">丙</a> [没有](n/a.md#没有)\n'],
    ]);
    const after = renumbered(texts, a);
    assert.equal(
      after.get(a),
      '# 桥\n\n## 目录\n\n- [一、甲](#一甲)\n- [二、乙](#二乙)\n  - [2.1 丙](#21-丙)\n- [三、丁](#三丁)\n\n## 一、甲\n## 二、乙\n### 2.1 丙\n## 三、**丁**\n\n见[丁](#三丁)。\n\n[x]: #二乙\n[乙][x]\n',
    );
    assert.equal(
      after.get(b),
      '[三、丁](n/a.md#%E4%B8%89%E4%B8%81) [“乙”](<n/a.md#二乙> "t") <a href="n/a.md#21-丙">丙</a> [没有](n/a.md#没有)\n',
    );
  });

  it('follow when the suffix of a duplicate shifts, and through the README of a folder', () => {
    const texts = new Map<KbPath, string>([
      [readme, '## 1. 信息\n## 1. 信息\n## 3. 信息\n[1](#1-信息) [2](#1-信息-1) [3](#3-信息)\n'],
      [b, '[1](n/#1-信息) [2](n/README.md#1-信息-1) [3](n#3-信息)\n'],
    ]);
    const after = renumbered(texts, readme);
    assert.equal(after.get(b), '[1](n/#1-信息) [2](n/README.md#2-信息) [3](n#3-信息)\n');
    assert.deepEqual(arrivals(after), arrivals(texts));
  });

  it('take along an entry that says the beginning, and no other link that does', () => {
    const texts = new Map<KbPath, string>([
      [
        a,
        '# 桥\n\n## 目录\n\n- [一、甲](#一甲)\n- [三、乙](#三乙与丙)\n\n## 一、甲\n## 三、乙与丙\n\n见[三、乙](#三乙与丙)、[三、乙与丙](#三乙与丙)。\n',
      ],
      [b, '- [三、乙](n/a.md#三乙与丙)\n- [外](https://oven.test/n/a.md#三乙与丙) [书](n/a.md) [没有](none.md#三乙与丙)\n'],
    ]);
    const after = renumbered(texts, a);
    assert.equal(
      after.get(a),
      '# 桥\n\n## 目录\n\n- [一、甲](#一甲)\n- [二、乙](#二乙与丙)\n\n## 一、甲\n## 二、乙与丙\n\n见[三、乙](#二乙与丙)、[二、乙与丙](#二乙与丙)。\n',
    );
    assert.equal(
      after.get(b),
      '- [三、乙](n/a.md#二乙与丙)\n- [外](https://oven.test/n/a.md#三乙与丙) [书](n/a.md) [没有](none.md#三乙与丙)\n',
    );
  });

  it('stay where the number is not written as it reads', () => {
    const texts = new Map<KbPath, string>([[a, '## 1.1 Bricks\n## 1&#46;3 Flames\n## 1.4 Walls\n']]);
    assert.equal(renumbered(texts, a).get(a), '## 1.1 Bricks\n## 1&#46;3 Flames\n## 1.3 Walls\n');
  });

  const number = fc.constantFrom('一、', '二、', '三、', '1. ', '2. ', '1.1 ', '1.2 ', '2.1 ', '3.1.1 ', 'A. ', '第二章 ', '（一）', '');
  const heading = fc.record({ level: fc.integer({ min: 1, max: 4 }), number, title: fc.constantFrom('甲', '乙', 'x', '**丙**') });

  it('are in order, break no link, and are left alone the second time', () => {
    fc.assert(
      fc.property(fc.array(heading, { minLength: 1, maxLength: 12 }), headings => {
        const body = headings.map(one => `${'#'.repeat(one.level)} ${one.number}${one.title}\n`).join('\n');
        const { headings: found } = extract(body);
        const links = (path: string) => found.map(one => `[${one.text}](${path}#${one.anchor})`).join('\n');
        const texts = new Map<KbPath, string>([
          [a, `${body}\n${links('')}\n`],
          [b, `${links('n/a.md')}\n`],
        ]);
        const after = renumbered(texts, a);
        const { facts } = knowledgeBase(after).chapter(a)!;
        assert.deepEqual(numberingOf(facts.headings).wrong, [], after.get(a));
        assert.deepEqual(arrivals(after), arrivals(texts), after.get(a));
        assert.deepEqual(renumbered(after, a), after);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
