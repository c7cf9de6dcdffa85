import { withoutYear } from '../language/dates.ts';
import { withoutOf } from '../language/lexicon.ts';
import { cleaned, keyOf, withoutGloss } from '../language/names.ts';
import { type Context, type Subject, subjectOf } from './context.ts';

/** `**架构层收敛状态**：` above a table: the caption without what says that a state follows. */
export function captionSubject({ captions, vocabulary }: Context): Subject | undefined {
  for (const caption of captions.slice(0, 2)) {
    let name = withoutYear(withoutGloss(cleaned(caption.text)));
    const endings = vocabulary.words.subjects.captions;
    const found = endings.filter(ending => keyOf(name).endsWith(keyOf(ending))).sort((a, b) => b.length - a.length)[0];
    if (found === undefined) continue;
    name = withoutOf(name.slice(0, name.length - found.length));
    if (keyOf(name) === '') continue;
    const subject = subjectOf(name, vocabulary);
    const level = vocabulary.levels.find(({ names }) =>
      names.some(word => keyOf(word).startsWith(keyOf(name)) && keyOf(word) === keyOf(name) + keyOf(found).slice(0, 2)),
    );
    return level === undefined ? subject : { name: level.label, text: subject.text };
  }
  return undefined;
}
