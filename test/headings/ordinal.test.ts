import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chineseNumeral, chineseValue } from '../../server/headings/chineseNumerals.ts';
import { ordinalOf, writtenLike } from '../../server/headings/ordinal.ts';

const cases: readonly (readonly [heading: string, scheme: string | undefined, ...parts: number[]])[] = [
  ['一、概述', 'chinese', 1],
  ['二十一、结论', 'chinese', 21],
  ['（三）方法', 'chinese in brackets', 3],
  ['(3) Method', 'digits in brackets', 3],
  ['第一章 总论', '第章', 1],
  ['第12节：桥', '第节', 12],
  ['1. Bridges', 'digits', 1],
  ['2、梁', 'digits', 2],
  ['3) Arch', 'digits', 3],
  ['1.1 拱', 'decimal', 1, 1],
  ['2.1.1拱', 'decimal', 2, 1, 1],
  ['10.12. Cable', 'decimal', 10, 12],
  ['A. Tables', 'letter', 1],
  ['B.2 Units', 'letter decimal', 2, 2],
  ['附录 C', 'appendix', 3],
  ['附录一 换算', 'appendix', 1],
  ['Appendix B: Units', 'appendix', 2],
  ['🎯 四、目标', 'chinese', 4],
  ['✅ 4.2 Done', 'decimal', 4, 2],
  ['03.2.1-拱', undefined],
  ['2025 最新进展', undefined],
  ['2025年12月', undefined],
  ['1.58-bit 模型', 'decimal', 1, 58],
  ['3D 打印', undefined],
  ['一带一路', undefined],
  ['十大桥梁', undefined],
  ['A 型梁', undefined],
  ['第二次世界大战', undefined],
  ['零、引子', 'chinese', 0],
  ['百十、人', undefined],
  ['三四、五', undefined],
  ['第一百零三章 桥', '第章', 103],
  ['', undefined],
];

describe('the number of a heading', () => {
  for (const [heading, scheme, ...parts] of cases) {
    it(`${heading || 'empty'} → ${scheme ?? 'none'} ${parts.join('.')}`, () => {
      const found = ordinalOf(heading);
      assert.equal(found?.scheme, scheme);
      if (found === undefined) return;
      assert.deepEqual(found.parts, parts);
      assert.equal(heading.slice(found.at, found.at + found.written.length), found.written);
      assert.equal(writtenLike(found.written, found.parts), found.written);
    });
  }

  it('is written as it was: with zeros, in Chinese, by letters', () => {
    assert.equal(writtenLike('01.2', [3, 11]), '03.11');
    assert.equal(writtenLike('十', [21]), '二十一');
    assert.equal(writtenLike('B.1', [4, 2]), 'D.2');
    assert.equal(writtenLike('1.1', [2, 3, 4]), '2.3.4');
    assert.equal(writtenLike('10.10', [9, 8]), '9.8');
    assert.equal(writtenLike('A.1', [26, 27]), 'Z.27');
    assert.equal(writtenLike('Z', [27]), '27');
    assert.equal(writtenLike('A', [0]), '0');
    for (const [value, written] of [
      [100, '一百'],
      [103, '一百零三'],
      [110, '一百一十'],
      [115, '一百一十五'],
      [320, '三百二十'],
    ] as const)
      assert.equal(writtenLike('一', [value]), written);
  });

  it('in Chinese is read as it is written, up to 999', () => {
    for (let value = 0; value < 1000; value++) assert.equal(chineseValue(chineseNumeral(value)), value, chineseNumeral(value));
  });
});
