import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extract } from '../../server/extract/extract.ts';
import { type Configuration, defaults } from '../../server/model/configuration.ts';
import { applied } from '../../server/model/fix.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { finished } from '../../server/model/steps.ts';
import { compare } from '../../server/toc/compare.ts';
import { insertingToc } from '../../server/toc/insert.ts';
import { isStale } from '../../server/toc/report.ts';
import { tablesOf } from '../../server/toc/table.ts';

const full =
  '# 题\n\n## 一、概述\n\n## 二、目录\n\n- [题](#题)\n  - [一、概述](#一概述)\n  - [二、目录](#二目录)\n  - [三、甲](#三甲)\n\n## 三、甲\n';
const flat = '# T\n\n## Contents\n\n- [A](#a)\n- [B](#b)\n\n## A\n### A1\n## B\n';

interface Case {
  readonly name: string;
  readonly others: readonly string[];
  readonly text: string;
  /** What `concord.json` says of tables of contents. */
  readonly toc?: Partial<Configuration['toc']>;
  /** Absent when there is nothing to insert. */
  readonly after?: string;
}

const first = '# 题\n\n## 目次\n\n- [甲](#甲)\n\n## 甲\n';
const late = '# T\n\n## Abstract\n\n## On this page\n\n- [A](#a)\n- [B](#b)\n\n## A\n### A1\n## B\n';

const cases: readonly Case[] = [
  {
    name: 'as the other chapters have it, behind the overview',
    others: [full, full, flat],
    text: '# 梁\n\n## 概述\n\n文。\n\n## 力\n',
    after: '# 梁\n\n## 概述\n\n文。\n\n## 目录\n\n- [梁](#梁)\n  - [概述](#概述)\n  - [目录](#目录)\n  - [力](#力)\n\n## 力\n',
  },
  {
    name: 'in front of the first section, where the others have it there',
    others: [flat],
    text: '# Beam\n\nText.\n\n## Overview\n\n### Deep\n\n## Force\n',
    after: '# Beam\n\nText.\n\n## Contents\n\n- [Overview](#overview)\n- [Force](#force)\n\n## Overview\n\n### Deep\n\n## Force\n',
  },
  {
    name: 'without others: behind an overview, all levels',
    others: [],
    text: '# Beam\n\n## Introduction\n\n## Force\n\n### Deep\n',
    after: '# Beam\n\n## Introduction\n\n## Contents\n\n- [Force](#force)\n  - [Deep](#deep)\n\n## Force\n\n### Deep\n',
  },
  {
    name: 'parted by a line where sections are, CRLF',
    others: [],
    text: '# 梁\r\n\r\n## 概述\r\n\r\n文。\r\n\r\n---\r\n\r\n## 力\r\n',
    after: '# 梁\r\n\r\n## 概述\r\n\r\n文。\r\n\r\n---\r\n\r\n## 目录\r\n\r\n- [力](#力)\r\n\r\n---\r\n\r\n## 力\r\n',
  },
  {
    name: 'under a heading that waits for it',
    others: [],
    text: '# 梁\n\n## 目录\n\n## 力\n## 力\n',
    after: '# 梁\n\n## 目录\n\n- [力](#力)\n- [力](#力-1)\n\n## 力\n## 力\n',
  },
  {
    name: 'named in its own language, in the style of most',
    others: [full, full, flat],
    text: '# Beam\n\n## Overview\n\n## Force\n\n### Deep\n',
    after:
      '# Beam\n\n## Overview\n\n## Contents\n\n- [Beam](#beam)\n  - [Overview](#overview)\n  - [Contents](#contents)\n  - [Force](#force)\n    - [Deep](#deep)\n\n## Force\n\n### Deep\n',
  },
  {
    name: 'by the name that most have, and in front of everything, as most do',
    others: [full, first, first],
    text: '# 梁\n\n## 概述\n\n## 力\n',
    after: '# 梁\n\n## 目次\n\n- [概述](#概述)\n- [力](#力)\n\n## 概述\n\n## 力\n',
  },
  {
    name: 'behind a section that most have before it, whatever its number',
    others: [full, full, first],
    text: '# 梁\n\n## 三、概述\n\n## 力\n',
    after: '# 梁\n\n## 三、概述\n\n## 目录\n\n- [梁](#梁)\n  - [三、概述](#三概述)\n  - [目录](#目录)\n  - [力](#力)\n\n## 力\n',
  },
  {
    name: 'behind what introduces, where others have it behind some section',
    others: [late, late, flat],
    text: '# Beam\n\n## Introduction\n\n## Abstract\n\n## Force\n\n### Deep\n',
    after:
      '# Beam\n\n## Introduction\n\n## On this page\n\n- [Abstract](#abstract)\n- [Force](#force)\n\n## Abstract\n\n## Force\n\n### Deep\n',
  },
  {
    name: 'with the levels that are configured',
    others: [],
    toc: { levels: [2, 3] },
    text: '# Beam\n\n## Force\n\n### Deep\n\n#### Deeper\n',
    after: '# Beam\n\n## Contents\n\n- [Force](#force)\n  - [Deep](#deep)\n\n## Force\n\n### Deep\n\n#### Deeper\n',
  },
  {
    name: 'with the title, where level 1 is configured',
    others: [],
    toc: { levels: [1, 2] },
    text: '# Beam\n\n## Force\n\n### Deep\n',
    after: '# Beam\n\n## Contents\n\n- [Beam](#beam)\n  - [Force](#force)\n\n## Force\n\n### Deep\n',
  },
  {
    name: 'in front of a section that is no overview',
    others: [],
    text: '# Beam\n\n## Foreword\n\n## Force\n',
    after: '# Beam\n\n## Contents\n\n- [Foreword](#foreword)\n- [Force](#force)\n\n## Foreword\n\n## Force\n',
  },
  { name: 'not a second one', others: [], text: full },
  { name: 'nothing to list', others: [], text: '# 梁\n\n文。\n' },
  { name: 'nothing at all', others: [], text: '' },
];

describe('a new table of contents', () => {
  for (const { name, others, text, toc, after } of cases) {
    it(name, () => {
      const configuration = { ...defaults.toc, ...toc };
      const kb = new KnowledgeBase(defaults.links);
      others.forEach((other, i) => {
        const path = `${i}.md` as KbPath;
        kb.apply(path, { path, facts: extract(other) });
      });
      const path = 'new.md' as KbPath;
      const edit = finished(insertingToc({ path, facts: extract(text) }, text, kb, configuration));
      assert.equal(edit && applied(text, [edit]), after);
      if (after === undefined) return;
      const facts = extract(after);
      const [table] = tablesOf(facts, configuration);
      assert.equal(isStale(compare(table!, facts, configuration)), false);
    });
  }
});
