/** `npm run oracle -- slugs [NAME…]` or `npm run oracle -- mkdocs`: asks the real generators, and stores what they answer as fixtures; `npm run oracle -- formulas FOLDER [MOST]`: compares formulas with Python-Markdown's, and prints at most so many differences. Run by hand; CONTRIBUTING.md says what has to be installed. */
import { compareFormulas } from './formulas.ts';
import { siteNames, storeLinks } from './links.ts';
import { storeSlugs } from './slugs.ts';

const [kind = '', ...names] = process.argv.slice(2);
if (kind === 'slugs') await storeSlugs(names);
else if (kind === 'formulas') compareFormulas(names[0]!, Number(names[1] ?? 20));
else if (siteNames.includes(kind)) storeLinks(kind);
else throw new Error(`Which? ${['slugs', 'formulas FOLDER', ...siteNames].join(', ')}`);
