import { extract } from '../../server/extract/extract.ts';
import { nodeHost } from '../../server/host/node.ts';
import { headingFigures } from './headings.ts';
import { tocFigures } from './toc.ts';

/** Prints the figures of tables of contents and headings: `tsx test/score/outline.ts CORPUS LABELS`. */
const [corpus = '../shared/corpus', labels = '../shared/labels'] = process.argv.slice(2);
const listed = await nodeHost.list(corpus, () => false);
const chapters = listed.flatMap(({ path, type }) => {
  const text = type === 'chapter' ? nodeHost.read(corpus, path)?.text : undefined;
  return text === undefined ? [] : [{ path, text, facts: extract(text) }];
});
for (const { name, value, of } of [...tocFigures({ labels, chapters }), ...headingFigures({ labels, chapters })])
  console.log(`${String(value).padStart(6)}${of === undefined ? '' : ` of ${of}`}  ${name}`);
