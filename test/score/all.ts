import { extract } from '../../server/extract/extract.ts';
import { nodeHost } from '../../server/host/node.ts';
import { baseFigures } from './bases.ts';
import { convergenceFigures } from './convergence.ts';
import type { Figure, Material, Runs } from './figure.ts';
import { formulaFigures } from './formulas.ts';
import { headingFigures } from './headings.ts';
import { linkFigures } from './links.ts';
import { repairFigures } from './repairs.ts';
import { tocFigures } from './toc.ts';
import { tocEditFigures } from './tocEdits.ts';

/** Every module of figures, by the name under which it can be asked for. */
const modules: Readonly<Record<string, (material: Material, runs: Runs) => readonly Figure[]>> = {
  links: linkFigures,
  repairs: repairFigures,
  toc: tocFigures,
  tocEdits: tocEditFigures,
  headings: headingFigures,
  convergence: convergenceFigures,
  formulas: formulaFigures,
  bases: baseFigures,
};

/** All figures, or those of some modules; each as soon as it is known. */
export async function* figuresOf({ labels }: Pick<Material, 'labels'>, runs: Runs, only?: readonly string[]): AsyncIterable<Figure> {
  const listed = await nodeHost.list(runs.corpus, () => false);
  const chapters = listed.flatMap(({ path, type }) => {
    const text = type === 'chapter' ? nodeHost.read(runs.corpus, path)?.text : undefined;
    return text === undefined ? [] : [{ path, text, facts: extract(text) }];
  });
  for (const [name, figures] of Object.entries(modules))
    if (only === undefined || only.includes(name)) yield* figures({ labels, chapters }, runs);
}
