import { t } from '@vscode/l10n';
import type { Chapter } from '../model/chapter.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Index } from '../model/entries.ts';
import { baseOf } from '../model/meanings.ts';
import type { KbPath } from '../model/path.ts';
import { chapterAt, resolve } from '../model/resolve.ts';
import type { Rule } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { shownName } from '../tex/symbols.ts';

export const undefinedSymbol: Rule = {
  id: 'undefined-symbol',
  group: 'formulas',
  summary: 'A symbol in a formula that neither the chapter nor those it links to define',
  severity: 'off',
  options: ['links'],
  needs: ['formulas', 'notation'],
  wholly: ['formulas', 'symbols'],
  *check(chapter, index, configuration) {
    const { uses, symbols } = chapter.facts.formulas;
    if (uses.length === 0) return;
    const own = new Set(symbols.map(({ name }) => name));
    const others = yield* linkedSymbols(chapter, index, configuration);
    if (others === undefined) return;
    const rest = resting();
    for (let i = 0; i < uses.length; i += 3) {
      if (rest()) yield undefined;
      const [name, start, end] = [uses[i] as string, uses[i + 1] as number, uses[i + 2] as number];
      if (isCommon(name) || isDefined(name, own) || isDefined(name, others)) continue;
      const shown = shownName(name);
      yield {
        span: { start, end },
        message: t('No chapter at hand says what “{0}” means.', shown),
        severity: 'hint',
        data: { symbol: shown },
      };
    }
  },
};

/** What the linked chapters define; nothing as long as one of them has not been read. */
function* linkedSymbols({ path, facts }: Chapter, index: Index, { links }: Configuration): Steps<ReadonlySet<string> | undefined> {
  const rest = resting();
  const found = new Set<string>();
  const seen = new Set<KbPath>([path]);
  for (const { destination } of facts.links) {
    if (rest()) yield;
    const target = resolve(path, destination, links, index);
    if (target.where !== 'inside') continue;
    if (index.lookup('file', target.path)[0]?.value === 'unread') return undefined;
    const linked = chapterAt(target.path, index);
    if (linked === undefined || seen.has(linked)) continue;
    seen.add(linked);
    for (const { value } of index.lookup('symbols', linked)) for (const name of value.split('\n')) found.add(name);
  }
  return found;
}

/** By its own name, or as one of a family or a kind. */
function isDefined(name: string, names: ReadonlySet<string>): boolean {
  if (names.has(name)) return true;
  const base = baseOf(name);
  return names.has(base) || (base !== name && [...'ijklmnt'].some(letter => names.has(`${base} _ ${letter}`)));
}

/** What needs no word: words, letters that count, the numbers of everybody, sets of numbers, operators. */
const isCommon = (name: string): boolean =>
  /^(?:\\text|\\math(?:bb|rm|tt|sf)|\\operatorname|[\p{Script=Han}])/u.test(name) ||
  /^(?:[i-n]|t|e|d|O|\\pi|\\nabla|\\partial|\\Delta|\\delta)$/.test(name);
