import type { KbPath } from '../model/path.ts';
import type { Surroundings } from './kind.ts';
import { canonical, joined } from './routes.ts';
import { Settings } from './settings.ts';

/** Addresses that the server of the site sends elsewhere: `_redirects` and `netlify.toml` of Netlify, `vercel.json`. `bases`: what chapters are shown below. */
export function redirectsIn(
  folder: KbPath,
  statics: readonly KbPath[],
  { read }: Surroundings,
  bases: readonly string[] = [],
): { isRedirected(address: string): boolean; meaning: string } {
  const plain = statics.map(at => read(joined(at, '_redirects')) ?? '').join('\n');
  const netlify = read(joined(folder, 'netlify.toml')) ?? '';
  const vercel = read(joined(folder, 'vercel.json')) ?? '';
  const rules = [
    ...Array.from(plain.matchAll(/^(\/\S*)[ \t]+\S/gm), ([, from]) => from!),
    ...Settings.read('netlify.toml', netlify)
      .at('redirects')
      .list()
      .flatMap(rule => rule.at('from').text() ?? []),
    ...['redirects', 'rewrites'].flatMap(name =>
      Settings.read('vercel.json', vercel)
        .at(name)
        .list()
        .flatMap(rule => rule.at('source').text() ?? []),
    ),
  ];
  // A rule for all that chapters are shown below says nothing of a page.
  const isForAll = (rule: string) => ['', ...bases].includes(rule.replace(/\/(?:\*|:\w+\*|\(\.\*\))?$/, ''));
  const patterns = rules.flatMap(rule => (isForAll(rule) ? [] : [patternOf(rule)]));
  return { isRedirected: address => patterns.some(pattern => pattern.test(address)), meaning: rules.join(' ') };
}

const patternOf = (rule: string): RegExp =>
  new RegExp(
    `^${canonical(rule)
      .replace(/\/:\w+\*|\/\*|\(\.\*\)/g, '\u0000')
      .replace(/:\w+/g, '\u0001')
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('\u0000', '(?:/.*)?')
      .replaceAll('\u0001', '[^/]+')}$`,
  );
