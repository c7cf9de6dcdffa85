import { squashed } from '../../model/numbering.ts';
import wellKnown from './wellKnown.json' with { type: 'json' };

const genericNames = new Set(wellKnown.names);

/** Whether a name says nothing about what is in the file. */
export const isGeneric = (name: string): boolean => genericNames.has(name.replace(/(?<=.)\.[^.]*$/, '').toLowerCase());

const genericTitles = new Set(wellKnown.titles.map(squashed));

/** A title that many chapters may have: it says nothing about which of them is meant. */
export const isGenericTitle = (title: string): boolean => genericTitles.has(squashed(title));

const languages = wellKnown.languages.join('|');
const edition = new RegExp(`^(?:(?:${languages})(?:[-_][a-z]{2,4})?|(?:v|version-?)?\\d+(?:\\.(?:\\d+|x))*)$`, 'i');

/** A folder called by a language, version or year. */
export const isEdition = (folder: string): boolean => edition.test(folder);

const host = new RegExp(`^(?:www\\.[a-z0-9-]+\\.[a-z]|(?:[a-z0-9-]+\\.)+(?:${wellKnown.domains.join('|')})/)`, 'i');

/** Begins with the name of a host, and is therefore no path: `www.…`, `example.org/…`. */
export const isHost = (destination: string): boolean => host.test(destination);
