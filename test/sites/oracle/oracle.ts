/** `npm run oracle -- slugs [NAME…]`: asks the real generators, and stores what they answer as fixtures. Run by hand; CONTRIBUTING.md says what has to be installed. */
import { storeSlugs } from './slugs.ts';

const kinds: Readonly<Record<string, (names: readonly string[]) => Promise<void>>> = { slugs: storeSlugs };
const [kind = '', ...names] = process.argv.slice(2);
const store = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
if (store === undefined) throw new Error(`Which? ${Object.keys(kinds).join(', ')}`);
await store(names);
