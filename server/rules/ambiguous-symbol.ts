import { t } from '@vscode/l10n';
import type { Facts, SymbolDefinition } from '../model/facts.ts';
import type { Problem, Rule } from '../model/rule.ts';
import { shownName } from '../tex/symbols.ts';

export const ambiguousSymbol: Rule = {
  id: 'ambiguous-symbol',
  group: 'formulas',
  summary: 'A symbol that one section explains in two ways',
  severity: 'hint',
  needs: ['formulas'],
  *check({ path, facts }) {
    for (const definitions of explainedTogether(facts)) {
      const [first, ...later] = definitions;
      const other = later.find(({ words, listing }) => listing !== first!.listing && !isAlike(first!.words!, words!));
      if (other === undefined) continue;
      const name = shownName(first!.name);
      yield {
        span: other.span,
        message: t('“{0}” is explained as “{1}” here, and earlier in this section as “{2}”.', name, other.words!, first!.words!),
        related: [{ path, span: first!.span, message: t('The other explanation') }],
        data: { symbol: name },
      } satisfies Problem;
    }
  },
};

/**
 * The definitions of each symbol in each section that tell what it is, where symbols are defined: “is” elsewhere may tell a case or a further property.
 * Functions may be explained for each of their arguments.
 */
function explainedTogether({ headings, formulas }: Facts): Iterable<readonly SymbolDefinition[]> {
  const found = new Map<string, SymbolDefinition[]>();
  let section = -1;
  for (const definition of formulas.symbols) {
    while ((headings[section + 1]?.span.start ?? Number.POSITIVE_INFINITY) <= definition.span.start) section++;
    const { words, listing } = definition;
    if (listing === undefined || words === undefined || !/^\p{Script=Han}{2,}$/u.test(words) || saysNotWhat.test(words)) continue;
    const key = `${section} ${definition.name}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, [definition]);
    else same.push(definition);
  }
  return found.values();
}

/** What is said in relation to something else, and what kind of thing it is: true beside any other meaning. */
const saysNotWhat =
  /^[的之中]|^(?:[整奇偶素质合正负实复常有自无非零单]*(?:理|然)?数|定值|常量|变量|参数|超参数|标量|向量|矢量|张量|未知量|元素|对象|符号|任意.*|某.*|上述.*|同上)$/;

/** Whether two explanations may mean the same: they share a word, so to say. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  const pairs = new Set(a.slice(1).map((character, i) => a[i]! + character));
  if (b.slice(1).some((character, i) => pairs.has(b[i]! + character))) return true;
  return a.filter(character => b.includes(character)).length * 2 >= Math.min(a.length, b.length);
}
