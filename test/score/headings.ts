import { extract } from '../../server/extract/extract.ts';
import { numberingOf } from '../../server/headings/numbering.ts';
import { renumbering } from '../../server/headings/renumber.ts';
import { defaults } from '../../server/model/configuration.ts';
import { applied, type Edit } from '../../server/model/fix.ts';
import { KnowledgeBase } from '../../server/model/knowledgeBase.ts';
import type { KbPath } from '../../server/model/path.ts';
import { anchorAt, chapterAt, isFreeFragment, resolve } from '../../server/model/resolve.ts';
import { finished } from '../../server/model/steps.ts';
import type { Figure, Material } from './figure.ts';

/** What becomes of all links when the headings of every chapter are renumbered, one chapter after the other. */
export function headingFigures({ chapters }: Material): Figure[] {
  const kb = new KnowledgeBase(defaults.links);
  const texts = new Map<KbPath, string>();
  for (const { path, text, facts } of chapters) {
    texts.set(path, text);
    kb.apply(path, { path, facts });
  }
  const before = arrivals(kb);
  const workshop = { kb, configuration: defaults, renames: new Map<KbPath, KbPath>(), text: (path: KbPath) => texts.get(path) };
  let [renumbered, inOthers, left] = [0, 0, 0];
  for (const { path } of chapters) {
    const edits = finished(renumbering(kb.chapter(path)!, workshop));
    if (edits.length === 0) continue;
    renumbered++;
    const byPath = new Map<KbPath, Edit[]>();
    for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
    inOthers += edits.filter(edit => edit.path !== path).length;
    for (const [changed, changes] of byPath) {
      const text = applied(texts.get(changed)!, changes);
      texts.set(changed, text);
      kb.apply(changed, { path: changed, facts: extract(text) });
    }
    left += numberingOf(kb.chapter(path)!.facts.headings).wrong.length;
  }
  const after = arrivals(kb);
  const astray = [...before].filter(([link, to]) => after.get(link) !== to).length;
  return [
    { name: 'chapters renumbered', value: renumbered },
    { name: 'links in other chapters that followed', value: inOthers },
    { name: 'links broken or led astray by renumbering', value: astray },
    { name: 'numbers still wrong after renumbering', value: left },
  ];
}

/** Where every link that leads somewhere leads: the chapter, and which of its headings. */
function arrivals(kb: KnowledgeBase): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, facts } of kb.chapters()) {
    facts.links.forEach(({ destination }, i) => {
      const target = resolve(path, destination, defaults.links, kb);
      const chapter = target.where === 'inside' ? chapterAt(target.path, kb) : undefined;
      if (target.where !== 'inside' || chapter === undefined) return;
      const isWhole = target.fragment === undefined || isFreeFragment(target.fragment);
      const anchor = isWhole ? undefined : anchorAt(chapter, target.fragment!, kb);
      if (isWhole) found.set(`${path} ${i}`, chapter);
      else if (anchor !== undefined)
        found.set(`${path} ${i}`, `${chapter} ${kb.chapter(chapter)!.facts.headings.findIndex(heading => heading.anchor === anchor)}`);
    });
  }
  return found;
}
