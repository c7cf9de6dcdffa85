import { extract } from '../../server/extract/extract.ts';
import type { RequestContext } from '../../server/features/feature.ts';
import { meaningAt, type PlacedSymbol, symbolsOf } from '../../server/features/symbols.ts';
import { nodeHost } from '../../server/host/node.ts';
import type { Chapter } from '../../server/model/chapter.ts';
import { defaults } from '../../server/model/configuration.ts';
import { type Formula, formulasIn, isPlain } from '../../server/model/formula.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { positionAt, type Span, span } from '../../server/model/text.ts';
import { randomOf } from '../random.ts';

interface Use {
  readonly chapter: Chapter;
  readonly text: string;
  readonly formula: Formula;
  readonly symbol: PlacedSymbol;
}

const formulasOnly = new Set(['formulas', 'notation'] as const);

/** Some uses of symbols in formulas, chosen by chance but always the same for the same seed, each with where F12 leads from it: for reading. */
export async function sampleOfSymbols(count: number, seed: number, corpus: string): Promise<string> {
  const kb = new KnowledgeBase(defaults.links);
  const texts = new Map<KbPath, string>();
  for (const { path, type } of await nodeHost.list(corpus, () => false)) {
    const text = type === 'chapter' ? nodeHost.read(corpus, path)?.text : undefined;
    if (text === undefined) continue;
    texts.set(path, text);
    kb.apply(path, { path, facts: extract(text, formulasOnly) });
  }
  const uses = [...texts].flatMap(([path, text]) => {
    const chapter = kb.chapter(path)!;
    return [...formulasIn(chapter.facts.formulas.packed)].flatMap((formula): Use[] =>
      formula.kind !== 'inline' && formula.kind !== 'display' && formula.kind !== 'fence'
        ? []
        : symbolsOf(formula, text).map(symbol => ({ chapter, text, formula, symbol })),
    );
  });
  const random = randomOf(seed);
  const chosen = Array.from({ length: Math.min(count, uses.length) }, () => uses.splice(random.below(uses.length), 1)[0]!);
  return chosen.map((use, i) => `${String(i + 1).padStart(3)}  ${shown(use, kb, texts)}\n`).join('');
}

function shown({ chapter, text, formula, symbol }: Use, kb: KnowledgeBase, texts: ReadonlyMap<KbPath, string>): string {
  // All that finding a definition looks at.
  const view = { chapter, text, workspace: { kb, configuration: defaults } } as unknown as RequestContext;
  const found = meaningAt(symbol.span.start, view);
  const use = `${place(chapter, symbol.span)}\n     ${around(text, symbol.span, formula.span)}`;
  if (found === undefined) return `${use}\n     –${mentions(symbol, chapter, text).join('')}`;
  const { path, definition } = found;
  const meant = span(definition.span.start - 60, definition.span.end + 100);
  return `${use}\n   → ${place(kb.chapter(path)!, definition.span)} ${definition.by}\n     ${around(texts.get(path)!, definition.span, meant)}`;
}

const place = ({ path, facts }: Chapter, { start }: Span): string => `${path}:${positionAt(facts.lines, start).line + 1}`;

/** Where else a chapter writes a symbol at the beginning of a short formula: there it would say what it means. The nearest few. */
function mentions({ name, span: asked }: PlacedSymbol, { facts }: Chapter, text: string): string[] {
  return [...formulasIn(facts.formulas.packed)]
    .filter(formula => !isPlain(formula) && formula.span.end - formula.span.start < 60)
    .flatMap(formula => symbolsOf(formula, text).filter(symbol => symbol.name === name && symbol.span.start - formula.span.start < 12))
    .sort((a, b) => Math.abs(a.span.start - asked.start) - Math.abs(b.span.start - asked.start))
    .slice(0, 3)
    .map(
      symbol =>
        `\n     · ${place({ path: '' as KbPath, facts }, symbol.span)} ${around(text, symbol.span, span(symbol.span.start - 30, symbol.span.end + 60))}`,
    );
}

/** A symbol with what stands around it, on one line. */
function around(text: string, { start, end }: Span, within: Span): string {
  const before = text.slice(Math.max(0, within.start, start - 80), start);
  const after = text.slice(end, Math.min(within.end, end + 80));
  return `${before}⟦${text.slice(start, end)}⟧${after}`.replace(/\s+/g, ' ');
}
