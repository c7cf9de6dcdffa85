import type { JSONPath } from 'jsonc-parser';
import type { SiteSetting } from '../model/configuration.ts';
import { type KbPath, root } from '../model/path.ts';
import { extensionNames, routeNames } from '../sites/adjusted.ts';
import { siteNames } from '../sites/recognise.ts';
import { schemeNames } from '../sites/slugs/named.ts';

/** What `concord.json` may say of ids that writers give by hand: the names of `IdForm`. */
export const idForms = ['heading', 'block', 'comment', 'target', 'term', 'caret'] as const;

/** Every name that a site in `concord.json` may have, with the values of those that are one or some of a list. */
export const siteParts = {
  folder: undefined,
  kind: siteNames,
  anchors: schemeNames,
  ids: idForms,
  roots: undefined,
  routes: routeNames,
  extensions: extensionNames,
  wikiLinks: undefined,
} as const;

/** The part of the JSON schema that says who renders the chapters: a name, the parts of one site, or several sites. */
export function siteShape(translate: (text: string) => string): object {
  const one = (of: readonly string[], description: string) => ({ enum: of, description: translate(description) });
  const some = (of: readonly string[], description: string) => ({
    type: 'array',
    items: { enum: of },
    description: translate(description),
  });
  const parts = {
    type: 'object',
    additionalProperties: false,
    properties: {
      folder: {
        type: 'string',
        description: translate('The folder that this holds for, seen from the root of the knowledge base. Without it, all of it.'),
      },
      kind: { ...one(siteParts.kind, 'Who renders the chapters of the folder.'), default: 'auto' },
      anchors: one(siteParts.anchors, 'The rule by which headings get their anchors.'),
      ids: some(
        siteParts.ids,
        'Ids that writers give by hand. “heading”: “## A {#b}”; “block”: the same behind other blocks; “comment”: “{/* #b */}”; “target”: “(b)=”; “term”: terms of definition lists; “caret”: “^b”.',
      ),
      roots: {
        type: 'array',
        items: { type: 'string' },
        description: translate('The folders whose chapters are rendered, and that a link starting with “/” may start from.'),
      },
      routes: some(
        siteParts.routes,
        'What a link to “a.md” may be besides its path. “bare”: “a”; “html”: “a.html”; “folder”: “a/”, and relative links count from there.',
      ),
      extensions: some(
        siteParts.extensions,
        'What is read beyond Markdown. “snippets”: “--8<--”; “include-comments”: “<!--@include: -->”; “imports”: “import A from”; “braces” of mdBook, “shortcodes” of Hugo, “liquid” of Jekyll; the bodies of “admonitions” (“!!!”), “details” (“???”), “tabs” (“===”), “colons” (“::: tip Title”) and “directives” (“:::tip[Title]”).',
      ),
      wikiLinks: { type: 'boolean', description: translate('Whether “[[a]]” is a link.') },
    },
  };
  return {
    default: 'auto',
    description: translate(
      'Who renders the chapters, and so where links lead and what anchors headings have. “auto”: whatever the files of the knowledge base tell, else GitHub. An object says parts of it by themselves, a list says it of several folders.',
    ),
    oneOf: [{ enum: siteNames }, parts, { type: 'array', items: parts }],
  };
}

/** What reads the values of `concord.json`, and complains of those that mean nothing. */
interface Reading {
  onlyKeys(path: JSONPath, known: readonly string[]): void;
  oneOf<T extends string>(path: JSONPath, choices: readonly T[]): T | undefined;
  strings(path: JSONPath): readonly string[] | undefined;
  path(path: JSONPath): KbPath | undefined;
  flag(path: JSONPath): boolean | undefined;
}

/** Who renders one folder, as the object at a path says. */
export function siteFrom(reading: Reading, path: JSONPath): SiteSetting {
  const someOf = <T extends string>(name: string, choices: readonly T[]): readonly T[] | undefined =>
    reading.strings([...path, name])?.flatMap((_, i) => reading.oneOf([...path, name, i], choices) ?? []);
  reading.onlyKeys(path, Object.keys(siteParts));
  const anchors = reading.oneOf([...path, 'anchors'], siteParts.anchors);
  const ids = someOf('ids', siteParts.ids);
  const roots = reading.strings([...path, 'roots'])?.flatMap((_, i) => reading.path([...path, 'roots', i]) ?? []) ?? [];
  const routes = someOf('routes', siteParts.routes);
  const extensions = someOf('extensions', siteParts.extensions);
  const wikiLinks = reading.flag([...path, 'wikiLinks']);
  return {
    folder: reading.path([...path, 'folder']) ?? root,
    kind: reading.oneOf([...path, 'kind'], siteParts.kind) ?? 'auto',
    ...(anchors !== undefined && { anchors }),
    ...(ids && { ids }),
    ...(roots.length > 0 && { roots }),
    ...(routes && { routes }),
    ...(extensions && { extensions }),
    ...(wikiLinks !== undefined && { wikiLinks }),
  };
}
