import { draw } from '../../server/formula/draw.ts';
import { imageOf, longestHover } from '../../server/formula/picture.ts';
import type { Chapter } from '../../server/model/chapter.ts';
import { defaults } from '../../server/model/configuration.ts';
import { type Formula, formulasIn, isDisplay, isPlain, sourceOf } from '../../server/model/formula.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import { positionAt } from '../../server/model/text.ts';
import { formulaSyntax } from '../../server/rules/formula-syntax.ts';
import { faultOf } from '../../server/tex/check.ts';
import { plainTeX } from '../../server/tex/plain/find.ts';
import type { Figure, Material } from './figure.ts';

interface Found {
  readonly where: string;
  readonly formula: Formula;
  /** Of a plain formula, what it would be in TeX. */
  readonly source: string | undefined;
}

/** Formulas found, typeset and reported. */
export function formulaFigures({ chapters }: Material): Figure[] {
  const all = chapters.flatMap(({ path, text, facts }) =>
    [...formulasIn(facts.formulas.packed)].map((formula): Found => {
      const { source } = sourceOf(formula, text);
      const where = `${path}:${positionAt(facts.lines, formula.span.start).line + 1}`;
      return { where, formula, source: isPlain(formula) ? plainTeX(source) : source };
    }),
  );
  const marked = all.filter(({ formula: { kind } }) => kind === 'inline' || kind === 'display' || kind === 'fence');
  const plain = all.filter(({ formula }) => isPlain(formula));
  const count = (holds: (found: Found) => boolean) => marked.filter(holds).length;
  const isBlock = ({ source }: Found) => source?.includes('\n') === true;
  const { failing, largest } = typeset(marked);
  const money = marked.filter(
    ({ formula, source }) => formula.kind === 'inline' && /^\d[\d,.]*\s*(?:[万亿MKB]|[^\\]*\p{Script=Han})/u.test(source ?? ''),
  );
  return [
    { name: 'formulas between single dollars', value: count(({ formula }) => formula.kind === 'inline'), of: 8794 },
    {
      name: 'formulas between double dollars on one line',
      value: count(found => found.formula.kind === 'display' && !isBlock(found)),
      of: 3713,
    },
    {
      name: 'formulas between double dollars on several lines',
      value: count(found => found.formula.kind === 'display' && isBlock(found)),
      of: 395,
    },
    { name: 'fences of TeX', value: count(({ formula }) => formula.kind === 'fence'), of: 321 },
    { name: 'sums of money taken for formulas', value: money.length, notes: money.map(({ where, source }) => `${where} ${source}`) },
    {
      name: 'formulas that typeset in a hover',
      value: marked.length - failing.length,
      of: marked.length,
      notes: failing.map(({ where, reason }) => `${where} ${reason}`),
    },
    { name: 'characters of the largest hover', value: largest, of: longestHover },
    ...reported(chapters, new Set(failing.map(({ where }) => where))),
    { name: 'formulas in plain text', value: plain.length, notes: plain.map(({ where, source }) => `${where} ${source}`) },
    {
      name: 'formulas in plain text that do not typeset',
      value: plain.filter(({ source }) => source === undefined || faultOf(source, true) !== undefined).length,
    },
  ];
}

function typeset(formulas: readonly Found[]): { failing: { where: string; reason: string }[]; largest: number } {
  const failing: { where: string; reason: string }[] = [];
  let largest = 0;
  const known = new Map<string, string | number>();
  for (const { where, formula, source = '' } of formulas) {
    const display = isDisplay(formula);
    const key = `${display}${source}`;
    const drawing = known.has(key) ? undefined : draw({ source, display, colour: '#3b3b3b', size: 17, macros: [] });
    if (drawing !== undefined)
      known.set(
        key,
        'failure' in drawing
          ? 'reason' in drawing
            ? drawing.reason
            : drawing.failure
          : (imageOf(drawing, 'Formula')?.length ?? longestHover),
      );
    const result = known.get(key)!;
    if (typeof result === 'string') failing.push({ where, reason: result });
    else largest = Math.max(largest, result + source.length);
  }
  return { failing, largest };
}

/** What is reported, against what MathJax and KaTeX each make of the same formulas. */
function reported(chapters: Material['chapters'], failing: ReadonlySet<string>): Figure[] {
  const kb = new KnowledgeBase(defaults.links);
  const flagged = new Set<string>();
  const wrong: string[] = [];
  for (const { path, facts } of chapters) {
    const findings = [...formulaSyntax.check({ path, facts } as Chapter, kb, defaults)].filter(found => found !== undefined);
    for (const { kind, span, source, display } of facts.formulas.needsKatex) {
      const finding = findings.find(found => span.start <= found.span.start && found.span.start < span.end);
      if (finding === undefined) continue;
      const where = `${path}:${positionAt(facts.lines, span.start).line + 1}`;
      flagged.add(where);
      if (kind === 'inline' || faultOf(source, display) === undefined) wrong.push(`${where} ${finding.message}`);
    }
  }
  const missed = [...failing].filter(where => !flagged.has(where));
  return [
    { name: 'formulas that fail and are not reported', value: missed.length, of: failing.size, notes: missed },
    { name: 'formulas reported that typeset', value: wrong.length, of: flagged.size, notes: wrong },
  ];
}
