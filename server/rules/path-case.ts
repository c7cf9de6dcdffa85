import { t } from '@vscode/l10n';
import { foldedPath, type KbPath, looksAlike, percentDecoded } from '../model/path.ts';
import type { Rule } from '../model/rule.ts';
import { linksWith } from './checkDestination.ts';
import { flawAt, leadFixes } from './links.ts';

export const pathCase: Rule = {
  id: 'path-case',
  group: 'links',
  summary: 'A link names a file that exists only in another case, or with its characters composed otherwise',
  severity: 'error',
  repairs: 'certain',
  options: ['links'],
  needsFolder: true,
  check: (chapter, index, configuration) =>
    linksWith('other case', chapter, index, configuration, ({ place, verdict }) => ({
      span: place.target,
      message: messageOf(verdict),
      data: { destination: place.destination },
    })),
  fixes(problem, chapter, workshop) {
    const found = flawAt('other case', problem, chapter, workshop);
    if (found === undefined) return [];
    const { place, spot, verdict } = found;
    const hash = place.destination.indexOf('#');
    const fragment = hash < 0 ? undefined : percentDecoded(place.destination.slice(hash + 1));
    const all = workshop.kb.lookup('folded', foldedPath(verdict.path));
    const leads = all.map(({ value }) => ({ path: value, fragment, evidence: ['name'] as const }));
    // The message tells the name already.
    return leadFixes(chapter, spot, leads, workshop).map(({ meant, ...fix }) => fix);
  },
};

function messageOf({ path, actual }: { readonly path: KbPath; readonly actual: KbPath }): string {
  if (!looksAlike(path, actual)) return t('The file is called “{0}”: case matters on GitHub and Linux.', actual);
  const [there, here] = difference(actual, path);
  return t(
    'The file is called “{0}”, which looks the same, but is {1} there and {2} here: GitHub and Linux tell them apart.',
    actual,
    there,
    here,
  );
}

/** The code points of the first character in which two texts differ that look alike, as each has it: `U+00E9` and `U+0065 U+0301`. */
function difference(a: string, b: string): readonly [string, string] {
  const characters = [a, b].map(text => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment));
  const at = characters[0]!.findIndex((character, i) => character !== characters[1]![i]);
  return [codePoints(characters[0]![at]), codePoints(characters[1]![at])];
}

const codePoints = (character = ''): string =>
  Array.from(character, c => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
