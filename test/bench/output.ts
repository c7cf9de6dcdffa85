import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slowDocuments } from '../growth/slowDocuments.ts';
import { type Command, run } from './machine.ts';
import { type Measurement, Samples, type Setting } from './measurement.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;

/** What is found very often in one chapter: with many repairs, with one, and with none. */
const crowds = ['dead links', 'dead anchors', 'malformed headings'] as const;

/** The larger one is four times the smaller one, and so may what it takes be, and no more. */
const sizes = [6_500, 26_000] as const;

/**
 * What a report costs: formats that tell repairs and related places against text, on the knowledge base; and all of them on one chapter with very many findings. User CPU, least of runs in turn,
 * since whatever else the machine does only adds to it.
 */
export async function output(setting: Setting): Promise<Measurement[]> {
  const { concord, root, quick, say } = setting;
  const samples = new Samples();
  const rounds = quick ? 3 : 7;
  const measure = async (id: string, { args, ...command }: Command, format: string): Promise<void> => {
    const { user, status } = await run({ ...command, args: [...args, '--format', format] });
    if (status !== 0) throw new Error(`${id} has ended with ${status}.`);
    samples.add(id, 'concord', user);
  };
  const crowded = crowds.flatMap((name, nth) => sizes.map(size => ({ name, nth, size, at: chapterOf(setting, name, nth, size) })));
  for (let round = 0; round < rounds; round++) {
    say(`reports, round ${round + 1} of ${rounds}`);
    for (const format of formats) await measure(`output.corpus.${format}`, concord.check(root), format);
    for (const { nth, size, at } of crowded)
      for (const format of formats) await measure(idOf(nth, size, format), concord.check(at), format);
  }
  return formats.flatMap(format => [
    ...samples.measurement(`output.corpus.${format}`, `report as ${format}, all rules: user CPU`, 's'),
    ...crowds.flatMap((name, nth) =>
      sizes.flatMap(size => samples.measurement(idOf(nth, size, format), `report as ${format} of ${size} ${name}: user CPU`, 's')),
    ),
  ]);
}

const idOf = (crowd: number, size: number, format: string): string => `output.crowd.${crowd}.${size}.${format}`;

/** What `targets.ts` holds against each other: for each crowd and format, the larger size against the smaller. */
export const growths = formats.flatMap(format =>
  crowds.map((name, nth) => ({
    what: `growth of a report as ${format}, ${name}, 6,500 → 26,000`,
    id: idOf(nth, sizes[1], format),
    otherId: idOf(nth, sizes[0], format),
  })),
);

function chapterOf({ scratch }: Setting, name: (typeof crowds)[number], nth: number, size: number): string {
  const folder = join(scratch, `crowd-${nth}-${size}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'chapter.md'), slowDocuments[name]!.make(size));
  return folder;
}
