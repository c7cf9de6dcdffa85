/** `npm run oracle -- slugs [NAME…]` or `npm run oracle -- mkdocs`: asks the real generators, and stores what they answer as fixtures. Run by hand; CONTRIBUTING.md says what has to be installed. */
import { siteNames, storeLinks } from './links.ts';
import { storeSlugs } from './slugs.ts';

const [kind = '', ...names] = process.argv.slice(2);
if (kind === 'slugs') await storeSlugs(names);
else if (siteNames.includes(kind)) storeLinks(kind);
else throw new Error(`Which? ${['slugs', ...siteNames].join(', ')}`);
