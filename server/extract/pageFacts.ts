import type { PageFacts } from '../model/site.ts';

/** What front matter may say of where a page lies. */
const keys = ['slug', 'id', 'url', 'permalink', 'date', 'aliases'] as const;
const line = {
  yaml: /^(slug|id|url|permalink|date|aliases)[ \t]*:[ \t]*(.*)$/gm,
  toml: /^(slug|id|url|permalink|date|aliases)[ \t]*=[ \t]*(.*)$/gm,
};

/**
 * What the front matter says of where its page lies. Read are the lines that matter, in the forms that people write them in: a word, a text in quotes, a list in brackets or with dashes. YAML as a whole takes longer
 * to read than the chapter.
 */
export function pageFactsOf(source: string, language: 'yaml' | 'toml'): PageFacts | undefined {
  const facts: Record<string, string | string[]> = {};
  for (const found of source.matchAll(line[language])) {
    const [, key, written] = found as unknown as [string, (typeof keys)[number], string];
    if (key in facts) continue;
    const value = uncommented(written);
    if (key !== 'aliases') {
      const text = unquoted(value);
      if (text !== '') facts[key] = text;
    } else facts[key] = listOf(value, source.slice(found.index + found[0].length + 1));
  }
  return Object.keys(facts).length === 0 ? undefined : facts;
}

const uncommented = (written: string): string => (/^["'[]/.test(written) ? written : written.replace(/(?:^|\s)#.*$/, '')).trim();

const unquoted = (value: string): string => /^(["'])(.*?)\1/.exec(value)?.[2] ?? value;

/** `behind`: the lines that follow, where the list may stand. */
function listOf(value: string, behind: string): string[] {
  if (value.startsWith('[')) {
    const whole = value.includes(']') ? value : `${value}\n${behind}`;
    const inside = /^\[([^\]]*)\]/.exec(whole)?.[1] ?? '';
    return Array.from(inside.matchAll(/"([^"]*)"|'([^']*)'|([^\s,#][^,\n]*)/g), found => (found[1] ?? found[2] ?? found[3]!).trim());
  }
  if (value !== '') return [unquoted(value)];
  const items = /^(?:[ \t]*-[ \t]+.*(?:\r?\n|$)|[ \t]*(?:#.*)?\r?\n)+/.exec(behind)?.[0] ?? '';
  return Array.from(items.matchAll(/^[ \t]*-[ \t]+(.*)$/gm), ([, item]) => unquoted(uncommented(item!)));
}
